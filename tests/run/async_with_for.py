"""async with and async for, driven by a tiny loop: errors, else, break, swallowing, protocol errors."""

import types


@types.coroutine
def tick(label):
    yield label


def run(coro):
    try:
        while True:
            print("  tick", coro.send(None))
    except StopIteration as e:
        return e.value
    except BaseException as e:
        return f"{type(e).__name__}: {e} (context {e.__context__!r})"


class CM:
    def __init__(self, name, swallow=False, fail=None):
        self.name, self.swallow, self.fail = name, swallow, fail

    async def __aenter__(self):
        await tick(f"enter {self.name}")
        if self.fail == "enter":
            raise OSError("enter")
        return self

    async def __aexit__(self, t, v, tb):
        await tick(f"exit {self.name} {t.__name__ if t else None} {v}")
        if self.fail == "exit":
            raise OSError("exit")
        return self.swallow


class Count:
    def __init__(self, n, fail_at=None):
        self.i, self.n, self.fail_at = 0, n, fail_at

    def __aiter__(self):
        return self

    async def __anext__(self):
        await tick(f"next {self.i}")
        if self.i == self.fail_at:
            raise ValueError("in anext")
        if self.i >= self.n:
            raise StopAsyncIteration
        self.i += 1
        return self.i


async def with_one(cm, exc=None):
    async with cm as c:
        print("body", c.name)
        if exc:
            raise exc
        return "returned from body"
    return "after"


async def with_many():
    async with CM("a") as a, CM("b", swallow=True) as b, CM("c"):
        raise KeyError("body")
    return "survived"


async def with_parenthesised():
    async with (
        CM("p") as p,
        CM("q"),
    ):
        for i in range(3):
            async with CM(f"loop{i}"):
                if i == 0:
                    continue
                break
    return p.name


async def for_else(it, stop=None):
    async for x in it:
        print("x", x)
        if x == stop:
            break
    else:
        print("else")
    return "done"


async def for_targets():
    async for (a, *b), d["k"] in Pairs():
        print(a, b, d)


d = {}


class Pairs:
    def __aiter__(self):
        self.it = iter([((1, 2, 3), 4), ("xyz", "w")])
        return self

    async def __anext__(self):
        try:
            return next(self.it)
        except StopIteration:
            raise StopAsyncIteration


print(run(with_one(CM("one"))))
print(run(with_one(CM("one"), ValueError("v"))))
print(run(with_one(CM("one", swallow=True), ValueError("v"))))
print(run(with_one(CM("one", fail="enter"), ValueError("v"))))
print(run(with_one(CM("one", fail="exit"), ValueError("v"))))
print(run(with_many()))
print(run(with_parenthesised()))
print(run(for_else(Count(2))))
print(run(for_else(Count(5), 2)))
print(run(for_else(Count(5, fail_at=1))))
print(run(for_targets()))


class Bad:
    def __aiter__(self):
        return 3


class Bad2:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 4


class OnlyEnter:
    async def __aenter__(self):
        pass


class SyncEnter:
    def __aenter__(self):
        return 1

    def __aexit__(self, *a):
        return 2


for x in ([1], Bad(), Bad2(), None):
    print(run(for_else(x)))
for x in (object.__new__(OnlyEnter), SyncEnter(), 7, open):
    print(run(with_one(x)))


async def return_in_for():
    async for x in Count(3):
        try:
            return x
        finally:
            await tick("cleanup")


print(run(return_in_for()))
