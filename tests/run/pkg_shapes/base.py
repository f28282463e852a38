print("base of", __name__)


class Shape:
    registry = []

    def __init_subclass__(cls):
        Shape.registry.append(cls.__qualname__)

    def area(self):
        raise NotImplementedError(type(self).__name__)


_hidden = "hidden"
visible = "visible"
