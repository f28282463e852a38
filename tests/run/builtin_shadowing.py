"""Builtins shadowed by globals, locals, class attributes and changed in the builtins module."""

import builtins


def use():
    return len([1, 2, 3]), sum([1, 2]), isinstance(1, int), abs(-2), list(range(3)), str(5), max(1, 2)


def show(label):
    try:
        print(label, use())
    except Exception as e:
        print(label, type(e).__name__, e)


for _ in range(10):
    use()
show("plain")
len = lambda x: "my len"
show("global len")
del len
show("len deleted")
builtins.len, saved = (lambda x: "builtin len replaced"), builtins.len
show("builtins.len")
builtins.len = saved
range = lambda n: "abc"[:n]
show("range")
del range
globals()["sum"] = lambda x: "sum in globals()"
show("sum")
del globals()["sum"]
int = (str, builtins.int)
show("int")
int = 5
show("int is 5")
del int
isinstance = lambda *a: "isinstance"
show("isinstance")
del isinstance
list, str = tuple, repr
show("list, str")
del list, str
show("restored")
del builtins.abs
show("no abs")
builtins.abs = lambda x: "fake abs"
show("fake abs")


def local_shadow(len=lambda x: "default len"):
    return len([1])


def assigned():
    try:
        return print("never")
    except UnboundLocalError as e:
        pass
    print = 3
    return "unbound print"


def loop():
    out = []
    for i in [0, 1, 2, 3]:
        out.append(max(i, 2))
        if i == 1:
            globals()["max"] = min
        if i == 2:
            del globals()["max"]
    return out


print(local_shadow(), assigned(), loop())


class K:
    len = "class len"
    seen = len
    id = id
    try:
        del len
        seen2 = len is builtins.len
    except NameError as e:
        seen2 = e

    def len(self):
        return len("four")

    def print(self):
        return print is builtins.print


print(K.seen, K.seen2, K().len(), K().print(), K.id is id)


def range_loops():
    total = 0
    for i in range(3):
        total += i
        globals()["range"] = lambda n: [100] * n
        for j in range(2):
            total += j
        del globals()["range"]
    return total


print(range_loops())
True_ = True
print(True_, None is None, __debug__, __name__ == "builtin_shadowing")
sentinel = Ellipsis
print(sentinel is ..., NotImplemented.__class__.__name__)


def super_shadow():
    class A:
        def f(self):
            return "A"

    class B(A):
        def f(self):
            return super().f()

    print(B().f())
    globals()["super"] = lambda *a: type("S", (), {"f": lambda s: f"shadowed super {len(a)}"})()
    print(B().f())
    del globals()["super"]
    print(B().f())


super_shadow()


def import_shadow():
    real = builtins.__import__

    def fake(name, globals=None, locals=None, fromlist=(), level=0):
        print("import", name, fromlist, level)
        return real(name, globals, locals, fromlist, level)

    builtins.__import__ = fake
    try:
        import os.path
        import os.path as p
        from os import path, sep
        from collections import OrderedDict as od
    finally:
        builtins.__import__ = real
    return p is path


print(import_shadow())


def build_class():
    real = builtins.__build_class__

    def fake(f, name, *bases, **kw):
        print("build", name, kw)
        return real(f, name, *bases, **kw)

    builtins.__build_class__ = fake
    try:
        class Built(object, metaclass=type):
            pass
    finally:
        builtins.__build_class__ = real
    del builtins.__build_class__
    try:
        class Never:
            pass
    except NameError as e:
        print(e)
    finally:
        builtins.__build_class__ = real


build_class()
