"""match: sequence patterns over many types, stars, nesting, and what is no sequence."""

import array
import collections
import collections.abc


class Seq(collections.abc.Sequence):
    def __init__(self, *v):
        self.v = v

    def __len__(self):
        print("  len")
        return len(self.v)

    def __getitem__(self, i):
        print("  getitem", i)
        return self.v[i]


class Registered:
    def __len__(self):
        return 2

    def __getitem__(self, i):
        if i >= 2:
            raise IndexError
        return i * 10


collections.abc.Sequence.register(Registered)


class NotSequence:
    __len__ = Registered.__len__
    __getitem__ = Registered.__getitem__


class LyingLength(list):
    def __len__(self):
        return 2


def shape(x):
    match x:
        case []:
            return "empty"
        case [a]:
            return "one", a
        case [1, *rest]:
            return "starts with 1", rest
        case (a, b):
            return "two", a, b
        case [*init, "end"]:
            return "ends", init
        case [first, *_, 0]:
            return "ends with 0", first
        case [a, b, *mid, y, z]:
            return a, b, mid, y, z
        case [*all]:
            return "all", all
    return "no sequence"


for x in ([], (), [5], (1, 2, 3), [1], [2, 3], (2, 3, "end"), [4, 5, 0], list(range(2, 9)), (7, 8, 9), "ab", b"ab", bytearray(b"ab"), {1: 2}, {1, 2},
          range(3), range(1, 1), collections.deque([1, 2, 3]), array.array("i", [2, 3]), memoryview(b"xyz"), Registered(), NotSequence(), None, 5,
          iter([1]), Seq(), Seq(9), Seq(1, 2, 3), Seq(4, 5, 6, 7), LyingLength([7, 8])):
    if isinstance(x, Seq):
        print("Seq", x.v)
    print(type(x).__name__, shape(x))


def nested(x):
    match x:
        case [[a, [b, *c]], (d, {"k": e}), *f] if a:
            return a, b, c, d, e, f
        case [[_, _], [_]] | [[_], [_, _]]:
            return "shape"
        case [("x" | "y") as name, int() | float() as num]:
            return name, num
        case [[a, b] as pair, c] if (s := sum(pair)) > 2:
            return pair, s, c
        case [*_]:
            return "some list"


print(nested([[1, [2, 3, 4]], (5, {"k": 6}), 7, 8]))
print(nested([[0, [2, 3, 4]], (5, {"k": 6}), 7, 8]))
print(nested([[1, 2], [3]]), nested([[1], [2, 3]]))
print(nested(["x", 1]), nested(["y", 1.5]), nested(["z", 1]), nested(["x", "1"]))
print(nested([[1, 2], 3]), nested([[1, 1], 3]))


class Exploding(collections.abc.Sequence):
    def __len__(self):
        raise ValueError("len")

    def __getitem__(self, i):
        raise KeyError(i)


class ExplodingItem(Exploding):
    def __len__(self):
        return 2


def only(x):
    match x:
        case [a, b]:
            return a, b


for x in (Exploding(), ExplodingItem()):
    try:
        only(x)
    except Exception as e:
        print(repr(e))


def wildcard_only(x):
    match x:
        case [_, _]:
            return "pair"
        case [*_]:
            return "any"
        case _:
            return "no"


for x in (Seq(1, 2), Seq(1), Exploding, "xy"):
    print(wildcard_only(x))
