"""Frames of generators: f_back, f_lineno, f_locals, frame after the end, clear()."""

import sys
import traceback


def gen(a):
    b = a + 1
    yield sys._getframe().f_back.f_code.co_name
    c = b + 1
    yield sys._getframe().f_back.f_code.co_name
    del b
    yield [s.name for s in traceback.extract_stack()[-3:]]


def caller_one(g):
    return next(g)


def caller_two(g):
    for v in g:
        return v


g = gen(1)
f = g.gi_frame
base = gen.__code__.co_firstlineno
print(f.f_lineno - base, f.f_back, dict(f.f_locals))
print(caller_one(g), f.f_lineno - base, f.f_back, dict(f.f_locals))
print(caller_two(g), f.f_lineno - base, f.f_back, dict(f.f_locals))
print((lambda: caller_one(g))(), dict(f.f_locals))
print(next(g, "end"), g.gi_frame, f.f_lineno - base)
try:
    print(dict(f.f_locals))
except Exception as e:
    print(e)


def outer():
    yield from middle()


def middle():
    yield from inner()


def inner():
    f = sys._getframe()
    names = []
    while f.f_code.co_name != "<module>":
        names.append(f.f_code.co_name)
        f = f.f_back
    yield names
    raise ValueError("deep")


o = outer()
print(next(o))
try:
    next(o)
except ValueError:
    print([s.name for s in traceback.extract_tb(sys.exc_info()[2])])
    traceback.print_exc()

g = gen(5)
next(g)
fr = g.gi_frame
try:
    fr.clear()
except RuntimeError as e:
    print(e)
    g.close()
    fr.clear()
print("cleared", list(g), g.gi_frame)


def running():
    try:
        sys._getframe().clear()
    except RuntimeError as e:
        print(e)
    yield


next(running())


def finally_at_clear():
    try:
        yield
    finally:
        print("finally through clear")


g = finally_at_clear()
next(g)
try:
    g.gi_frame.clear()
    print("clear done")
except RuntimeError as e:
    print(e)


def keep_frame():
    x = "kept"
    frames.append(sys._getframe())
    yield x
    x = "changed"


frames = []
for _ in keep_frame():
    print(frames[0].f_locals["x"])
print(frames[0].f_locals, type(frames[0].f_back).__name__)


def lines():
    yield 1; yield 2

    yield (
        3
    )
    x = [
        (yield 4),
        (yield 5),
    ]


g = lines()
for v in g:
    print(v, g.gi_frame.f_lineno - lines.__code__.co_firstlineno, g.gi_frame.f_lasti >= 0)
