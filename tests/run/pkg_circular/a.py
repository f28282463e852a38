print("a starts")
value_early = "early"
from . import b
from .b import uses_a_late

value_late = "late"


def get():
    return b.name_of_b, uses_a_late()


print("a ends", get())
