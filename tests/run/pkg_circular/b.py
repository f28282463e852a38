print("b starts")
from . import a
import pkg_circular.a as a2
from .a import value_early

try:
    from .a import value_late
except ImportError as e:
    print("ImportError", str(e).split(" (")[0], e.name)
try:
    a.value_late
except AttributeError as e:
    print("AttributeError", str(e).split(" from ")[0].split(" (")[0])  # 3.13 says where the module is
name_of_b = "b"


def uses_a_late():
    return getattr(a, "value_late", "not yet"), a is a2, value_early


print("b ends")
