"""match: class patterns with positional and keyword sub-patterns, built-ins, errors."""

import dataclasses


@dataclasses.dataclass
class Point:
    x: int
    y: int = 0


class Prop:
    __match_args__ = ("a", "b")

    def __init__(self, **kw):
        self.__dict__.update(kw)

    def __getattr__(self, name):
        print("  getattr", name)
        if name == "boom":
            raise ValueError("boom")
        raise AttributeError(name)


class Meta(type):
    def __instancecheck__(cls, obj):
        print("  instancecheck", obj)
        return obj == "yes"


class Checked(metaclass=Meta):
    __match_args__ = ()


def classify(x):
    match x:
        case bool(b):
            return "bool", b
        case int(n) if n > 100:
            return "big", n
        case int(0 | 1 as small):
            return "small", small
        case int():
            return "int"
        case float(real=r, imag=i):
            return "float", r, i
        case str("abc" as s):
            return "abc", s
        case str() | bytes() | bytearray() as s:
            return type(s).__name__, len(s)
        case Point(0, 0):
            return "origin"
        case Point(x=0, y=y):
            return "on y", y
        case Point(x, y=0):
            return "on x", x
        case Point(Point(a, b), c):
            return "nested", a, b, c
        case Point():
            return "point"
        case list([first, *_]) | tuple((first, *_)):
            return "sequence", first
        case dict({"k": v}):
            return "dict", v
        case set() | frozenset():
            return "set"
        case Prop(1, b=2, c=c):
            return "prop", c
        case Prop(a=_, missing=_):
            return "never"
        case Prop(boom=_):
            return "never"
        case Checked():
            return "checked"
        case type():
            return "a class"
        case object(__class__=c):
            return c.__name__


for x in (True, 101, 0, 1, 50, 1.5, "abc", "x", b"xy", Point(0, 0), Point(0, 5), Point(5, 0), Point(Point(1, 2), 3), Point(5, 5), [1, 2], (3,), [],
          {"k": "v"}, {1}, frozenset(), int, None, 3j, print, range(3)):
    print(classify(x))
print(classify(Prop(a=1, b=2, c=3)))
try:
    print(classify(Prop(a=1, b=2)))
except ValueError as e:
    print(e)


class NoArgs:
    pass


class ListArgs:
    __match_args__ = ["a"]


class BadName:
    __match_args__ = (1,)


class Dup:
    __match_args__ = ("a", "a")
    a = 1


class Sub(Point):
    __match_args__ = ("y",)


def one(cls, x):
    match x:
        case cls(v):
            return v


def two(cls, x):
    match x:
        case cls(v, w):
            return v, w


def dup_keyword(cls, x):
    match x:
        case cls(v, x=w):
            return v, w


for f, cls, x in ((one, NoArgs, NoArgs()), (one, ListArgs, ListArgs()), (one, BadName, BadName()), (two, Dup, Dup()), (one, Sub, Sub(1, 2)),
                  (two, Sub, Sub(1, 2)), (one, 5, 5), (one, (int, str), 5), (one, len, 5), (one, int, 5), (two, int, 5), (dup_keyword, Point, Point(1)),
                  (one, int | str, 5), (one, Point, Sub(1, 2)), (two, Point, Sub(1, 2)), (one, Checked, "yes"), (one, Checked, "no")):
    try:
        print(f(cls, x))
    except Exception as e:
        print(type(e).__name__, e)


def rebound(x):
    int = str
    match x:
        case int(v):
            return "str now", v
        case _:
            return "other"


print(rebound("s"), rebound(4))
match 5:
    case int(real=5, imag=0, numerator=n, denominator=1):
        print(n)
