"""Async generators under asyncio: early exit, aclose, cancellation, shutdown."""

import asyncio
import contextlib


async def source(name, n):
    try:
        for i in range(n):
            yield i
            await asyncio.sleep(0)
    except GeneratorExit:
        print(name, "generator exit")
        raise
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise
    finally:
        await asyncio.sleep(0)
        print(name, "closed")


async def early_break():
    g = source("break", 5)
    async for x in g:
        if x == 2:
            break
    print("after break")
    await g.aclose()
    print("after aclose")


async def with_closing():
    async with contextlib.aclosing(source("closing", 5)) as g:
        async for x in g:
            print("x", x)
            if x == 1:
                break
    print("left with")


async def cancelled():
    async def consume():
        async for x in source("cancel", 1000):
            pass

    t = asyncio.create_task(consume())
    for _ in range(5):
        await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("task cancelled", t.cancelled())


async def exception_inside():
    try:
        async for x in source("exc", 3):
            if x:
                raise ValueError(x)
    except ValueError as e:
        print("outer", e)
    await asyncio.sleep(0)
    await asyncio.sleep(0)


@contextlib.asynccontextmanager
async def manager(name):
    print("setup", name)
    try:
        yield name
    except KeyError as e:
        print("manager swallowed", e)
    finally:
        print("teardown", name)


async def use_manager():
    async with manager("m") as m, manager("n"):
        print("body", m)
        raise KeyError("k")
    print("continued")
    try:
        async with manager("o"):
            raise ValueError("v")
    except ValueError as e:
        print("through", e)


async def tasks():
    async def worker(i):
        out = []
        async for x in source(f"w{i}", 2):
            out.append(x * i)
        return out

    print(await asyncio.gather(*(worker(i) for i in range(3))))
    async with asyncio.TaskGroup() as tg:
        ts = [tg.create_task(worker(i)) for i in range(2)]
    print([t.result() for t in ts])
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fails())
            tg.create_task(worker(9))
    except* ZeroDivisionError as e:
        print("group", [str(x) for x in e.exceptions])


async def fails():
    await asyncio.sleep(0)
    1 / 0


async def timeouts():
    try:
        async with asyncio.timeout(0):
            await asyncio.sleep(10)
    except TimeoutError:
        print("timeout")
    q = asyncio.Queue()
    await q.put(1)
    print(await q.get())


async def leftover():
    g = source("shutdown", 3)
    print(await anext(g))
    keep.append(g)


keep = []
for f in (early_break, with_closing, cancelled, exception_inside, use_manager, tasks, timeouts, leftover):
    print("---", f.__name__)
    asyncio.run(f())
