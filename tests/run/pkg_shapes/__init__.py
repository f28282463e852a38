"""A package with relative imports, star imports, sub-packages and a lazy attribute."""

print("init of", __name__, __package__)
from . import base
from .base import Shape as _Shape
from .round import *
from .round import circle as circle_module

__all__ = ["Circle", "area_of", "base", "sub"]


def area_of(s):
    return s.area()


def __getattr__(name):
    if name == "lazy":
        print("lazily importing")
        from .sub import lazy_value

        return lazy_value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return sorted(globals()) + ["lazy"]
