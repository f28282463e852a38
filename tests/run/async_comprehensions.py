"""Asynchronous comprehensions, nested ones, and generator expressions."""

import asyncio
import types


async def arange(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i


async def double(x):
    await asyncio.sleep(0)
    return x * 2


async def lists():
    print([x async for x in arange(3)])
    print({x % 2 async for x in arange(4)})
    print({x: x * x async for x in arange(3)})
    print([await double(x) for x in range(3)])
    print([await double(x) async for x in arange(3) if await double(x) > 1])
    print([(x, y) async for x in arange(2) for y in range(2)])
    print([(x, y) for x in range(2) async for y in arange(x + 1)])
    print([[y async for y in arange(x)] async for x in arange(4)])
    print([[y async for y in arange(x)] for x in range(4)])
    print({x: [await double(y) for y in range(x)] for x in range(3)})
    print([{await double(x) for x in range(y)} for y in [1, 2]])


async def genexps():
    g = (x async for x in arange(3))
    print(type(g).__name__, g.__name__)
    print([x async for x in g])
    g = (await double(x) for x in range(3))
    print(type(g).__name__)
    print([x async for x in g])
    g = (x for x in await double([1]))
    print(type(g).__name__, list(g))
    print([x async for x in (y async for y in arange(3) if y)])
    print(sum([x async for x in arange(4)]))


async def conditions():
    async def true(x):
        return bool(x)

    print([x for x in range(4) if await true(x)])
    print([x async for x in arange(5) if x if x % 2 if await true(x)])
    print([y := x async for x in arange(3)], y)


async def errors():
    try:
        [x async for x in [1]]
    except TypeError as e:
        print(e)
    try:
        [x for x in arange(2)]
    except TypeError as e:
        print(e)
    try:
        [1 // x async for x in arange(2)]
    except ZeroDivisionError as e:
        print(e)
    try:
        [await x for x in [1]]
    except TypeError as e:
        print(e)


async def closure():
    fs = [lambda: x async for x in arange(3)]
    print([f() for f in fs])
    n = 10
    print([n + x async for x in arange(2)], [(lambda: n + x)() async for x in arange(2)])


class Body:
    async def method(self):
        return [self.k + x async for x in arange(2)], __class__.__name__

    k = 5


async def star():
    print([*[x async for x in arange(2)], *(await double([3]))])
    print(*[x async for x in arange(2)], **{k: v async for k, v in apairs()})


async def apairs():
    yield "sep", "-"
    yield "end", "!\n"


async def main():
    for f in (lists, genexps, conditions, errors, closure, Body().method, star):
        r = await f()
        if r is not None:
            print(r)


asyncio.run(main())
