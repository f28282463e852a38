print("sub imported", __name__)
lazy_value = "the lazy value"
from . import area_of as function_from_parent
import pkg_shapes.base as absolute


def use(s):
    from .round.circle import Circle

    return function_from_parent(s), isinstance(s, Circle), absolute.visible
