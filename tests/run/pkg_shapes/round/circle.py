print("circle of", __name__)
from ..base import Shape, visible


class Circle(Shape):
    def __init__(self, r):
        self.r = r

    def area(self):
        return 3 * self.r * self.r

    def __bool__(self):
        return True
