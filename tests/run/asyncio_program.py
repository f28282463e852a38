"""A whole asyncio program: servers, queues, locks, cancellation, context variables, exceptions, shutdown order."""

import asyncio
import contextvars
import functools

var = contextvars.ContextVar("var", default="unset")


async def producer(q, n, name):
    for i in range(n):
        await q.put((name, i))
        await asyncio.sleep(0)
    await q.put(None)


async def consumer(q, producers):
    out = []
    while producers:
        item = await q.get()
        if item is None:
            producers -= 1
            continue
        out.append(item)
    return out


async def locked(lock, log, i):
    async with lock:
        log.append(f"in {i}")
        await asyncio.sleep(0)
        log.append(f"out {i}")


async def waits(ev, log):
    await ev.wait()
    log.append("event")
    return var.get()


async def fails(n):
    await asyncio.sleep(0)
    raise ValueError(n)


async def shielded(log):
    try:
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    finally:
        log.append("shielded done")
    return "inner"


async def cancel_me(log):
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError as e:
        log.append(f"cancelled {e.args}")
        await asyncio.sleep(0)
        raise
    finally:
        log.append("cleanup")


class Proto(asyncio.Protocol):
    def connection_made(self, t):
        self.t = t

    def data_received(self, data):
        self.t.write(data.upper())
        self.t.close()


async def network():
    async def handle(reader, writer):
        line = await reader.readline()
        writer.write(b"echo " + line)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    r, w = await asyncio.open_connection("127.0.0.1", port)
    w.write(b"hello\n")
    print(await r.read())
    w.close()
    server.close()
    await asyncio.sleep(0)


async def main():
    q = asyncio.Queue(2)
    cons = asyncio.create_task(consumer(q, 2))
    await asyncio.gather(producer(q, 3, "a"), producer(q, 3, "b"))
    print(sorted(await cons))
    lock, log = asyncio.Lock(), []
    await asyncio.gather(*(locked(lock, log, i) for i in range(3)))
    print(log)
    ev = asyncio.Event()
    var.set("main")
    t = asyncio.create_task(waits(ev, log))
    var.set("after creation")
    await asyncio.sleep(0)
    ev.set()
    print(await t, var.get())
    print([repr(r) if isinstance(r, Exception) else r for r in await asyncio.gather(fails(1), asyncio.sleep(0, "ok"), fails(2), return_exceptions=True)])
    try:
        await asyncio.gather(fails(3), asyncio.sleep(0))
    except ValueError as e:
        print("gather", e)
    log.clear()
    t = asyncio.create_task(cancel_me(log))
    await asyncio.sleep(0)
    t.cancel("message")
    try:
        await t
    except asyncio.CancelledError as e:
        print("main saw", e.args, t.cancelled(), log)
    log.clear()
    inner = asyncio.ensure_future(shielded(log))
    outer = asyncio.create_task(asyncio.wait_for(asyncio.shield(inner), 10))
    await asyncio.sleep(0)
    outer.cancel()
    try:
        await outer
    except asyncio.CancelledError:
        print("outer cancelled", await inner, log)
    loop = asyncio.get_running_loop()
    order = []
    loop.call_soon(order.append, 1)
    loop.call_later(0, functools.partial(order.append, 2))
    loop.call_soon(lambda: order.append(3))
    await asyncio.sleep(0.001)
    print(sorted(order), order[0])
    fut = loop.create_future()
    loop.call_soon(fut.set_result, "future")
    print(await fut)
    fut = loop.create_future()
    fut.set_exception(KeyError("k"))
    try:
        await fut
    except KeyError as e:
        print("future raised", e)
    done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(0, i)) for i in range(3)])
    print(sorted(t.result() for t in done), pending)
    print([await c for c in asyncio.as_completed([asyncio.sleep(0, "x")])])
    await network()
    print(await asyncio.to_thread(lambda: "thread"))
    proc = asyncio.current_task()
    print(proc.get_coro().__name__, proc.get_stack()[0].f_code.co_name, asyncio.iscoroutinefunction(main))
    sem = asyncio.Semaphore(2)
    active = most = 0

    async def limited():
        nonlocal active, most
        async with sem:
            active += 1
            most = max(most, active)
            await asyncio.sleep(0)
            active -= 1

    await asyncio.gather(*(limited() for _ in range(5)))
    print("most", most)
    cond = asyncio.Condition()

    async def notified():
        async with cond:
            await cond.wait()
            return "notified"

    t = asyncio.create_task(notified())
    await asyncio.sleep(0)
    async with cond:
        cond.notify_all()
    print(await t)
    return "result of main"


print(asyncio.run(main()))
try:
    asyncio.run(fails("top"))
except ValueError as e:
    print("run raised", e)
with asyncio.Runner() as runner:
    print(runner.run(asyncio.sleep(0, "r1")), runner.run(asyncio.sleep(0, "r2")))
try:
    asyncio.get_running_loop()
except RuntimeError as e:
    print(e)
