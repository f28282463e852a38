"""Unpacking straight into local variables: order of finalisers, their lines, and what they see; errors store nothing."""
import sys


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        frame = sys._getframe(1)
        print("del", self.name, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, sorted(seen(frame)))


def seen(frame):
    return [name for name, value in frame.f_locals.items() if isinstance(value, (int, Loud)) and name != "i"]


def overwrite(pair):
    a, b = Loud("a"), Loud("b")
    a, b = pair
    print(a, b)
    a, (b, c), *d = 1, (Loud("dies"), 3), 4, 5
    b, c = (
        c,
        b.name,
    )
    return a, b, c, d


print(overwrite((1, 2)))
print(overwrite([Loud("x").name, "y"]))


def from_itself():
    t = (1, 2)
    t, u = t
    t, u = [t, u]
    l = [Loud("first"), Loud("second")]
    l, m = l
    del l
    print("deleted")
    return t, u, m.name


print(from_itself())


class Clears:
    def __init__(self, items):
        self.items = items

    def __del__(self):
        self.items.clear()
        print("cleared")


def list_changes():
    items = [1, 2, 3]
    a = Clears(items)
    a, b, c = items
    return a, b, c, items


print(list_changes())


def failing(value):
    a, b, c = "old a", "old b", "old c"
    try:
        a, b, c = value
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
    return a, b, c


class Items:
    def __iter__(self):
        yield 1
        yield 2
        raise ValueError("third")


for value in ((1, 2, 3), [1, 2, 3], "xyz", {1: 2, 3: 4, 5: 6}, (1, 2), [1, 2, 3, 4], 5, Items(), iter([1, 2]), range(3)):
    print(failing(value))


def generator():
    a, b = yield 1
    c, a = yield a, b
    while a:
        a, b, c = b, c, a - 1
        yield a, b, c


g = generator()
print(next(g), g.send((3, 4)), g.send("56"[::-1]), end=" ")
try:
    print(next(g), next(g), next(g))
except TypeError as error:
    print(error)


def many(n):
    (a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, b0, b1, b2, b3, b4, b5, b6, b7, b8, b9) = range(n)
    a0, a0 = a1, b9
    return a0 + b0, locals()["b8"]


print(many(20))


def cells(pair):
    x, y = pair
    y, x = (lambda: (x, y))()
    return (lambda: (x, y))()


print(cells((1, 2)))


def deleted(pair):
    a, b = pair
    del a
    try:
        a
    except UnboundLocalError as error:
        print(error)
    a, b = b, 7
    for a, b in [(a, b), (Loud("loop"), 2), (3, 4)]:
        pass
    return a, b


print(deleted((5, 6)))
