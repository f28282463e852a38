"""Generators: sending, returning, StopIteration, closing, state."""

import inspect


def counter(n):
    i = 0
    while i < n:
        got = yield i
        print("got", got)
        if got is not None:
            i = got
        else:
            i += 1
    return "finished"


def step(f, *args):
    try:
        print("->", f(*args))
    except BaseException as e:
        print("!!", type(e).__name__, e.args, repr(e.__context__), repr(e.__cause__))


g = counter(5)
step(g.send, 1)
step(next, g)
step(next, g)
step(g.send, 4)
step(next, g)
step(next, g)
step(g.send, None)
step(g.close)


def empty():
    return
    yield


def returns_tuple():
    return (1, 2)
    yield


def returns_exception():
    return ValueError("as value")
    yield


for f in (empty, returns_tuple, returns_exception):
    step(next, f())
    print(list(f()))


def raises_stop():
    yield 1
    raise StopIteration("explicit")


def next_raises_stop():
    yield 1
    yield next(iter([]))


for f in (raises_stop, next_raises_stop):
    g = f()
    step(next, g)
    step(next, g)
    step(next, g)


def reentrant():
    yield next(me)


me = reentrant()
step(next, me)


def states():
    print(inspect.getgeneratorstate(h), h.gi_running, h.gi_suspended)
    yield 1


h = states()
print(inspect.getgeneratorstate(h), h.gi_running, h.gi_suspended, h.gi_frame is not None, h.gi_yieldfrom)
next(h)
print(inspect.getgeneratorstate(h), h.gi_running, h.gi_suspended, h.gi_frame.f_lineno - states.__code__.co_firstlineno)
print(inspect.getgeneratorlocals(h))
h.close()
print(inspect.getgeneratorstate(h), h.gi_frame, h.gi_code is states.__code__)
print(h.__name__, h.__qualname__)
h.__name__ = "renamed"
h.__qualname__ = "also.renamed"
print(h.__name__, h.__qualname__)
step(setattr, h, "__name__", 3)
step(setattr, h, "gi_code", 3)


def arguments(a, b=2, *c, d, e=5, **f):
    yield locals().copy()
    a = yield a
    yield a, b, c, d, e, f


g = arguments(1, d=4, z=26)
step(next, g)
step(next, g)
step(g.send, "sent")
step(arguments)
step(arguments, 1)


def yield_expressions():
    x = [(yield 1), (yield 2), *(yield 3)]
    y = {(yield 4): (yield 5)}
    z = f"{(yield 6)}-{(yield 7)!r}"
    w = print((yield 8), end=(yield 9))
    v = (yield 10) + (yield 11) * (yield 12)
    return x, y, z, w, v, (yield), ((yield 13) if (yield 14) else (yield 15))


g = yield_expressions()
value = next(g)
sent = iter(["a", "b", "cd", "k", "v", 1, "s", "printed", "\n", 1, 2, 3, None, 0, "last", "x", "y"])
try:
    while True:
        print("yielded", value)
        value = g.send(next(sent))
except StopIteration as e:
    print(e.value)
print(next(counter(0), "default"))
print([*counter(3)], sum(counter(4)), max(counter(3)))
a, b, c = counter(3)
print(a, b, c)
step(lambda: (lambda x, y: 0)(*counter(3)))
