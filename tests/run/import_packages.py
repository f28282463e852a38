# with: pkg_shapes
"""A package imported in every form; relative imports, star imports, lazy attributes."""

import sys

import pkg_shapes
import pkg_shapes.round.circle
import pkg_shapes.round.circle as deep
from pkg_shapes import Circle, area_of, base
from pkg_shapes import sub as submodule

print(pkg_shapes.round.circle is deep, area_of(Circle(2)), base.Shape.registry)
print(pkg_shapes.lazy, "lazy" in dir(pkg_shapes))
print(submodule.use(Circle(1)), submodule.function_from_parent is area_of)
try:
    pkg_shapes.nothing
except AttributeError as e:
    print(e)
for name in ("no_such", "visible", "hidden_from_base", "_Shape"):
    try:
        ns = {}
        exec(f"from pkg_shapes import {name}", ns)
        print(name, type(ns[name]).__name__)
    except ImportError as e:
        print(type(e).__name__, str(e).split(" (")[0], e.name)
for name in ("pkg_shapes.nope", "pkg_shapes.base.nope", "nopkg", "nopkg.sub"):
    try:
        __import__(name)
    except ImportError as e:
        print(type(e).__name__, e, e.name)


def star():
    ns = {}
    exec("from pkg_shapes import *", ns)
    return sorted(k for k in ns if not k.startswith("__"))


print(star())
from pkg_shapes.base import *

print(visible, "_hidden" in globals())
from pkg_shapes.round import *

print(Circle.__module__, Circle.__qualname__, Circle.area.__module__)
print(sorted(m for m in sys.modules if m.startswith("pkg_shapes")))
print(pkg_shapes.__name__, pkg_shapes.__package__, deep.__package__, pkg_shapes.__spec__.name, deep.__spec__.parent, hasattr(pkg_shapes, "__path__"), hasattr(deep, "__path__"))
print(pkg_shapes.__doc__)


class InClass:
    from pkg_shapes import Circle as attribute
    import pkg_shapes.base as b


print(InClass.attribute is Circle, InClass.b is base)


def in_function():
    import pkg_shapes.base
    from pkg_shapes.base import visible as v

    return pkg_shapes.base.visible, v


print(in_function())
import importlib

print(importlib.import_module(".circle", "pkg_shapes.round") is deep)
try:
    importlib.import_module("..circle", "pkg_shapes")
except Exception as e:
    print(type(e).__name__, e)
del sys.modules["pkg_shapes.base"]
from pkg_shapes import base as again

print(again is base)
import pkg_shapes.base

print(pkg_shapes.base is base, pkg_shapes.base.Shape is base.Shape)
sys.modules["pkg_shapes.none"] = None
try:
    import pkg_shapes.none
except ImportError as e:
    print(type(e).__name__, e)

import importlib

odd = importlib.import_module("pkg_shapes.odd-name-1")
print(odd.NAME, odd.MODULE, odd is getattr(pkg_shapes, "odd-name-1"))
