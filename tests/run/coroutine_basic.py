"""Coroutines driven by hand."""

import inspect
import sys
import types
import warnings


class Await:
    def __init__(self, *values):
        self.values = values

    def __await__(self):
        total = []
        for v in self.values:
            total.append((yield v))
        return total


def step(f, *args):
    try:
        print("->", f(*args))
    except BaseException as e:
        print("!!", type(e).__name__, e.args, repr(e.__context__))


async def leaf(n):
    return await Await(*range(n))


async def main():
    a = await leaf(2)
    print("a", a)
    b = [await leaf(1), *(await leaf(2))]
    print("b", b)
    return a + b


c = main()
print(inspect.getcoroutinestate(c), c.cr_await, c.cr_running, c.cr_suspended)
step(c.send, 1)
step(c.send, None)
print(inspect.getcoroutinestate(c), c.cr_await.__qualname__, c.cr_suspended, c.cr_origin)
for v in "abcde":
    step(c.send, v)
step(c.send, None)
print(inspect.getcoroutinestate(c), c.cr_frame, c.cr_await)
c.close()


async def bad_awaits(x):
    return await x


class NoIter:
    def __await__(self):
        return 5


class Coro:
    def __await__(self):
        return leaf(1)


for x in (5, None, [1], (i for i in "ab"), NoIter(), NoIter, leaf):
    step(bad_awaits(x).send, None)
    if isinstance(x, types.GeneratorType):
        x.close()
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    step(bad_awaits(Coro()).send, None)


@types.coroutine
def old_style():
    x = yield "from old style"
    return x


async def uses_old():
    return await old_style()


c = uses_old()
step(c.send, None)
step(c.send, "result")

c = leaf(1)
step(iter, c)
step(list, c)
c.close()


async def twice():
    x = leaf(0)
    await x
    await x


step(twice().send, None)


async def shared():
    me = holder[0]
    await me


holder = []
holder.append(shared())
step(holder[0].send, None)


async def catches():
    try:
        await Await(1, 2)
    except ValueError as e:
        print("caught", e)
        await Await("in handler")
        return "handled"
    finally:
        print("finally")
        await Await("in finally")


c = catches()
step(c.send, None)
step(c.throw, ValueError("thrown"))
step(c.send, None)
step(c.send, None)
c = catches()
step(c.send, None)
step(c.close)

with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    leaf(1)
    print([str(x.message) for x in w], [x.category.__name__ for x in w])

sys.set_coroutine_origin_tracking_depth(2)


def maker():
    return leaf(1)


c = maker()
print([(n, l - maker.__code__.co_firstlineno if n == "maker" else 0) for _, l, n in c.cr_origin])
sys.set_coroutine_origin_tracking_depth(0)
c.close()


async def stop():
    raise StopIteration(3)


step(stop().send, None)
print(inspect.iscoroutinefunction(stop), inspect.iscoroutine(c), inspect.isawaitable(c), type(c).__name__)
print(leaf.__code__.co_flags & inspect.CO_COROUTINE != 0, old_style.__code__.co_flags & inspect.CO_ITERABLE_COROUTINE != 0)
