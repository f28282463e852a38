"""dataclasses, enum, namedtuple, typing.NamedTuple, Protocol: code that builds code."""

import dataclasses
import enum
import typing
from dataclasses import KW_ONLY, dataclass, field


@dataclass(order=True)
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, compare=False)
    hidden: float = field(default=1.5, repr=False)
    count: typing.ClassVar[int] = 7

    def __post_init__(self):
        self.sum = self.x + self.y


@dataclass(frozen=True, slots=True)
class Frozen:
    a: int
    b: "str" = "b"

    def both(self):
        return self.a, self.b


@dataclass
class Child(Point):
    z: int = 5
    _: KW_ONLY
    kw: str = "kw"
    init: dataclasses.InitVar[int] = 3

    def __post_init__(self, init):
        super().__post_init__()
        self.sum += init

    def area(self):
        return __class__.__name__, super().__repr__()


@dataclass(slots=True)
class SlotsSuper:
    v: int

    def get(self):
        return __class__ is type(self)


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


p = Point(1, 2)
print(p, p == Point(1, 2, ["different"]), p < Point(1, 3), p.sum, Point.count, dataclasses.asdict(p), dataclasses.astuple(p))
print(Child(1, kw="k", init=10), Child(1, init=10).sum, Child(1).area(), [f.name for f in dataclasses.fields(Child)])
attempt(lambda: Point())
attempt(lambda: Child(1, 2, [], 1.0, 5, "positional"))
attempt(lambda: setattr(Frozen(1), "a", 2))
attempt(lambda: delattr(Frozen(1), "a"))
attempt(lambda: hash(Frozen(1)) == hash(Frozen(1)))
attempt(lambda: hash(p))
attempt(lambda: dataclasses.replace(Frozen(1), b="c").both())
attempt(lambda: Frozen(1).__dict__)
attempt(lambda: SlotsSuper(1).get())
attempt(lambda: dataclasses.make_dataclass("Made", [("q", int), ("r", str, "default")])(5))
attempt(lambda: p < 5)
attempt(lambda: Point.__match_args__)


def bad():
    @dataclass
    class Bad:
        a: int = 1
        b: int

    return Bad


def mutable():
    @dataclass
    class Bad:
        a: list = []


attempt(bad)
attempt(mutable)


class Color(enum.Enum):
    RED = 1
    GREEN = enum.auto()
    ALIAS = 1

    def describe(self):
        return f"{self.name}={self.value}"

    @classmethod
    def default(cls):
        return cls.GREEN

    @property
    def lower(self):
        return self.name.lower()


class Flag(enum.Flag):
    A = enum.auto()
    B = enum.auto()
    C = A | B


class Planet(enum.Enum):
    EARTH = (1, 2)
    MARS = (3, 4)

    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius

    def __str__(self):
        return f"{self.name}:{self.mass}"


class IntE(enum.IntEnum):
    ONE = 1
    TWO = 2


class StrE(enum.StrEnum):
    ABC = enum.auto()


print(list(Color), Color.ALIAS is Color.RED, Color(1), Color["GREEN"].describe(), Color.default().lower, Color.RED in Color, len(Color))
print(Flag.A | Flag.B, Flag.C & Flag.A, ~Flag.A, list(Flag.C), Flag(0), bool(Flag(0)), Planet.MARS.radius, str(Planet.EARTH), IntE.ONE + 1, IntE.TWO > 1, f"{StrE.ABC} {IntE.ONE}")
attempt(lambda: Color(9))
attempt(lambda: Color["NOPE"])
attempt(lambda: setattr(Color, "RED", 5))
attempt(lambda: type("E2", (Color,), {}))


class NT(typing.NamedTuple):
    a: int
    b: str = "b"

    def m(self):
        return self.a, self.b


print(NT(1), NT(1)._replace(b="c"), NT(1).m(), NT._fields, NT._field_defaults, NT(*[1, 2])[1])
attempt(lambda: NT())


@typing.runtime_checkable
class Proto(typing.Protocol):
    def m(self): ...


print(isinstance(NT(1), Proto), isinstance(5, Proto))


class TD(typing.TypedDict, total=False):
    a: int


print(TD(a=1), TD.__annotations__, typing.get_type_hints(Frozen), typing.get_type_hints(NT))
