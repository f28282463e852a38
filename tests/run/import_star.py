# with: pkg_shapes
"""import *: into modules, with and without __all__, from synthetic modules, errors."""

import sys
import types


def make(name, **attrs):
    m = types.ModuleType(name)
    m.__dict__.update(attrs)
    sys.modules[name] = m
    return m


make("syn_plain", a=1, _b=2, __c__=3, d=print)
make("syn_all", __all__=["x", "_y"], x=1, _y=2, z=3)
make("syn_missing", __all__=["x", "nope"], x=1)
make("syn_bad_all", __all__=[1], x=1)
make("syn_not_iter", __all__=5, x=1)
make("syn_shadow", len="shadowed len", print=print)
del make("syn_nodict", a=5).__name__


class Lazy(types.ModuleType):
    __all__ = ["dynamic", "other"]

    def __getattr__(self, n):
        print("getattr", n)
        if n.startswith("__"):
            raise AttributeError(n)
        return n.upper()


sys.modules["syn_lazy"] = Lazy("syn_lazy")


class NotModule:
    __all__ = ("p",)
    p = "attribute of an object"


sys.modules["syn_object"] = NotModule()
sys.modules["syn_object2"] = type("O", (), {"__slots__": ("q",)})()

a = "before"
from syn_plain import *

print(a, "_b" in globals(), d is print)
from syn_all import *

print(x, _y, "z" in globals())
from syn_lazy import *

print(dynamic, other)
from syn_object import *

print(p)
try:
    from syn_missing import *
except AttributeError as e:
    print(e, x)
try:
    from syn_bad_all import *
except TypeError as e:
    print(e)
try:
    from syn_not_iter import *
except TypeError as e:
    print(e)
try:
    from syn_object2 import *
except (ImportError, AttributeError) as e:
    print(type(e).__name__, e)
try:
    from syn_no_such_module import *
except ImportError as e:
    print(e)


def uses_len():
    return len("abc") if callable(len) else len


print(uses_len())
from syn_shadow import *

print(uses_len())
del len
print(uses_len())
from pkg_shapes.base import *
from pkg_shapes import *

print(visible, Circle.__name__, sub.lazy_value)
if True:
    from os.path import *
print(join("a", "b"))
try:
    exec("def f():\n    from os import *")
except SyntaxError as e:
    print(e)
import os.path as renamed, sys as system, os

print(renamed is os.path, system is sys)
from os import (
    path as p1,
    sep as s1,
)
from os import path, path as p2

print(p1 is p2 is path, s1)
try:
    from os import nothing_like_this
except ImportError as e:
    print(e.name, str(e).split(" (")[0])
try:
    import os.nothing
except ImportError as e:
    print(e)
try:
    from sys import path as p3, missing_name
except ImportError as e:
    print(str(e).split(" (")[0], p3 is sys.path)
m = make("syn_getattr")
m.__getattr__ = lambda n: (_ for _ in ()).throw(KeyError(n))
try:
    from syn_getattr import thing
except KeyError as e:
    print("KeyError", e)
