"""Async generators by hand: asend, athrow, aclose, protocol errors, hooks."""

import sys
import types


@types.coroutine
def tick(label):
    return (yield label)


def run(aw):
    """Drive an awaitable; report ticks and its end."""
    try:
        value = None
        it = aw.__await__() if hasattr(aw, "__await__") else aw
        while True:
            print("  tick", it.send(None))
    except BaseException as e:
        return f"{type(e).__name__} {e.args}"


async def agen():
    try:
        got = yield 1
        print("got", got)
        await tick("inside")
        try:
            got = yield 2
            print("got", got)
        except ValueError as e:
            print("caught", e)
            yield "after catch"
        yield 3
    finally:
        await tick("finally")
        print("finally done")


g = agen()
print(run(g.asend(None)))
print(run(g.asend("A")))
print(run(g.asend("B")))
print(run(g.__anext__()))
print(run(g.__anext__()))
print(run(g.aclose()))

g = agen()
print(run(g.asend("not none")))
print(run(g.__anext__()))
print(run(g.__anext__()))
print(run(g.athrow(ValueError("thrown"))))
print(run(g.athrow(TypeError("other"))))
print(run(g.__anext__()))

g = agen()
print(run(g.athrow(KeyError("unstarted"))))
print(run(g.__anext__()))
g = agen()
print(run(g.__anext__()))
print(run(g.aclose()))
print(run(g.aclose()), run(g.asend(None)), run(g.athrow(ValueError)))


async def refuses():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = refuses()
print(run(g.__anext__()))
print(run(g.aclose()))


async def raises_stop(kind):
    yield 1
    raise kind("explicit")


for kind in (StopIteration, StopAsyncIteration):
    g = raises_stop(kind)
    print(run(g.__anext__()), run(g.__anext__()))

g = agen()
a = g.__anext__()
print(run(a))
print(run(a))
b = g.asend(1)
try:
    b.close()
except RuntimeError as e:
    print(e)
print(run(b))
b = g.__anext__()
it = b.__await__()
try:
    print("first", it.send(None))
except StopAsyncIteration as e:
    print(repr(e))
    g = agen()
    it = g.__anext__().__await__()
    try:
        it.send(None)
    except StopIteration as e:
        print(e.value)
    it = g.__anext__().__await__()
    print("first", it.send(None))
c = g.__anext__()
try:
    c.send(None)
except RuntimeError as e:
    print(e)
try:
    print(g.ag_running)
    it.send(None)
except StopIteration as e:
    print("value", e.value, g.ag_running)
print(run(g.aclose()))

print(g.__name__, g.__qualname__, g.ag_code is agen.__code__, g.ag_frame, g.ag_await)


def first(g):
    print("firstiter", g.__name__)


def final(g):
    print("finalizer", g.__name__)
    c = g.aclose()
    print(run(c))


sys.set_asyncgen_hooks(first, final)
g = agen()
print(run(g.__anext__()))
del g
print("deleted")
sys.set_asyncgen_hooks(None, None)


async def consume():
    out = []
    async for x in agen():
        out.append(x)
    return out, [y async for y in agen()], [z async for z in agen() if z > 1]


print(run(consume()))


async def empty():
    return
    yield


print(run(empty().__anext__()))
print(run(anext(empty(), "default")))


def plain():
    it = agen()
    print([hasattr(it, n) for n in ("__aiter__", "__anext__", "asend", "__iter__", "__await__", "send")])


plain()
