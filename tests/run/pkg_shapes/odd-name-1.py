"""A name no statement can import."""

from pkg_shapes.base import Shape

NAME, MODULE = Shape.__name__, __name__
