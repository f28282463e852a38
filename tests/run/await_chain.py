"""Deep chains of `await`: what each level looks like while the last one runs, and how they end."""

import asyncio
import sys
import types


def names(frame):
    found = []
    while frame is not None and frame.f_code.co_name not in ("<module>", "_run", "run_until_complete"):
        found.append((frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
        frame = frame.f_back
    return found


@types.coroutine
def suspend(value):
    return (yield value, names(sys._getframe()))


def state(c):
    waits = c.cr_await
    return c.cr_running, c.cr_suspended, None if waits is None else waits.__name__


def drive(c, *values):
    try:
        for value in values:
            print("  ", c.send(value))
    except StopIteration as e:
        return "end", e.value
    except Exception as e:
        return repr(e), repr(e.__context__), repr(e.__cause__)
    return None


# ---- levels ----------------------------------------------------------------------------------------------------------

levels = []


async def bottom():
    total = 0
    while True:
        print("  in", [state(c) for c in levels])
        for c in levels:
            for use in (lambda c: c.send(None), lambda c: c.throw(OSError), lambda c: c.close()):
                try:
                    use(c)
                except ValueError as e:
                    print("   ", e)
        got = await suspend(total)
        if got is None:
            return total
        if isinstance(got, Exception):
            raise got
        total += got


async def third():
    levels.append(c := bottom())
    return await c, "third"


async def second():
    try:
        raise OSError("second's")
    except OSError:
        levels.append(c := third())
        return await c


async def first():
    levels.append(c := second())
    try:
        return await c
    except LookupError as e:
        print("  caught", repr(e), repr(e.__context__))
        levels.append(c := second())
        return await c


for values in (
    (None, 1, 2, None),
    (None, None),
    (None, 1, KeyError("sent"), 5, None),
    (None, 1, RuntimeError("sent")),
    (None, StopIteration("sent")),
    (None, GeneratorExit("sent")),
):
    top = first()
    levels[:] = [top]
    try:
        print(drive(top, *values), [state(c) for c in levels])
    except GeneratorExit as e:
        print(repr(e), [state(c) for c in levels])

top = first()
levels[:] = [top]
top.send(None)
try:
    top.throw(RuntimeError("thrown"))
except RuntimeError as e:
    print(repr(e), repr(e.__context__))
top = first()
levels[:] = [top]
top.send(None), top.send(3)
print(top.close(), [state(c) for c in levels])


# ---- awaited twice, awaiting itself ----------------------------------------------------------------------------------


async def awaiting(c):
    return await c


c = bottom()
levels.clear()
one, two = awaiting(awaiting(c)), awaiting(awaiting(c))
print(drive(one, None))
print(drive(two, None))
print(drive(c, 4))
print(drive(one, None))


async def itself():
    await suspend(1)
    return await mine


mine = awaiting(awaiting(itself()))
print(drive(mine, None, None))
finished = bottom()
print(drive(finished, None, None))
print(drive(awaiting(finished), None))
inner = awaiting(bottom())
outer = awaiting(awaiting(inner))
print(drive(outer, None), drive(inner, None), drive(outer, None))


class Awaitable:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield from suspend(self.value))


class FromCoroutine:
    def __init__(self, c):
        self.c = c

    def __await__(self):
        return self.c.__await__()


levels.clear()
print(drive(awaiting(awaiting(Awaitable(1))), None, 2))
print(drive(awaiting(FromCoroutine(awaiting(Awaitable(1)))), None, 2))


async def fibonacci(n):
    if n <= 1:
        await suspend(n) if n else None
        return n
    return await fibonacci(n - 1) + await fibonacci(n - 2)


c = fibonacci(9)
count = 0
try:
    while True:
        c.send(None)
        count += 1
except StopIteration as e:
    print(e.value, count)


async def deep(n, event):
    if n:
        try:
            return await deep(n - 1, event) + 1
        finally:
            if n % 50 == 0:
                print("leaving", n, type(sys.exc_info()[1]).__name__)
    for _ in range(3):
        await asyncio.sleep(0)
    await event.wait()
    return 0


async def setter(event):
    await asyncio.sleep(0.001)
    event.set()


async def main():
    event = asyncio.Event()
    print(await asyncio.gather(deep(100, event), deep(60, event), setter(event)))
    task = asyncio.create_task(deep(100, asyncio.Event()))
    for _ in range(6):
        await asyncio.sleep(0)
    stack = task.get_stack()
    print(len(stack), stack[0].f_code.co_name, task.get_coro().cr_await.cr_await.cr_frame.f_lineno > 0)
    task.cancel("enough")
    try:
        await task
    except asyncio.CancelledError as e:
        depth, tb = 0, e.__traceback__
        while tb:
            depth, tb = depth + 1, tb.tb_next
        print(repr(e), depth)
    try:
        await asyncio.wait_for(deep(50, asyncio.Event()), 0.01)
    except asyncio.TimeoutError:
        print("timeout")

    async def items(n):
        if n:
            async for item in items(n - 1):
                yield item
                await deep(3, event)
        for item in range(2):
            await asyncio.sleep(0)
            yield n, item

    print([item async for item in items(3)])
    async with asyncio.timeout(5):
        await deep(5, event)


asyncio.run(main())
