"""Globals changed, deleted, made and shadowed behind a function's back."""

import sys

x = 1


def read():
    return x


def attempt(f):
    try:
        return f()
    except NameError as e:
        return f"{type(e).__name__}: {e}"


def warm(f, n=20):
    for _ in range(n):
        r = f()
    return r


print(warm(read))
x = 2
print(read())
globals()["x"] = 3
print(read())
del x
print(attempt(read))
sys.modules[__name__].x = 4
print(read())
exec("x = 5")
print(read())
exec("global x; x = 6", {}, {})
print(read())
exec("del x")
print(attempt(read))
import builtins

builtins.x = "from builtins"
print(warm(read))
x = "global hides builtin"
print(read())
del x
print(read())
builtins.x = "builtin changed"
print(read())
del builtins.x
print(attempt(read))
setattr(sys.modules[__name__], "x", 7)
print(read())


def writer(v):
    global x, y
    x = v
    y = x + 1
    return read(), y


print(writer(10), y)


def deleter():
    global y
    del y


deleter()
print("y" in globals(), attempt(deleter))


def in_loop():
    out = []
    for i in range(6):
        out.append(attempt(read))
        if i == 1:
            globals()["x"] = "one"
        if i == 2:
            globals().pop("x")
        if i == 4:
            globals().update(x="back")
    return out


print(in_loop())


def many_globals():
    for i in range(200):
        globals()[f"filler_{i}"] = i
    return read()


print(many_globals())
for i in range(200):
    del globals()[f"filler_{i}"]
print(read())


def nested():
    global fresh
    fresh = "fresh"

    def inner():
        global fresh
        fresh += "er"
        return fresh

    return inner()


print(nested(), fresh)


def conditional(flag):
    if flag:
        global late
    late = flag


conditional(False)
print(late)


def for_target():
    global it
    for it in range(3):
        pass


for_target()
print(it)


def import_target():
    global math
    import math


import_target()
print(math.floor(2.5))


def with_target():
    global fh
    with open("/dev/null") as fh:
        pass


with_target()
print(fh.closed)


def def_target():
    global made, Made

    def made():
        return made.__qualname__

    class Made:
        pass


def_target()
print(made(), Made.__qualname__)


def annotated():
    global ann
    ann = 1
    loc: int = ann
    return loc


print(annotated())


class Dict(dict):
    def __missing__(self, k):
        return "missing " + k


ns = Dict(__builtins__=builtins)
exec("def f(): return len\n", ns)
print(ns["f"]() is len)
exec("r = undefined_here", {"__builtins__": builtins}, ns)
print(ns["r"])


def side_effect_lookup():
    """x is read, then called function deletes it, then read again"""
    a = x

    def kill():
        global x
        del x
        return 1

    try:
        return a, kill(), x
    except NameError as e:
        return str(e)


print(side_effect_lookup())
