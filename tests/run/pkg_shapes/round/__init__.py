print("round of", __name__, __package__)
from ..base import *
from ..base import _hidden as hidden_from_base
from .circle import Circle

__all__ = ("Circle", "visible")
