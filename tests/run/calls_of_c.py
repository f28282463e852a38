"""Calls of functions written in C, by the shapes in which they take arguments; isinstance and len; builtins rebound."""

import builtins
from abc import ABC


def attempt(label, function):
    for _ in range(4):
        try:
            result = function()
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
    print(label, result)


items = [3, 1, 2]
attempt("one", lambda: ord("a"))
attempt("one, none given", lambda: ord())
attempt("one, two given", lambda: ord("a", "b"))
attempt("none", lambda: globals()["__name__"] == __name__)
attempt("none, one given", lambda: globals(1))
attempt("fast", lambda: divmod(7, 2))
attempt("fast, too few", lambda: divmod(7))
attempt("fast with keywords", lambda: sorted(items, reverse=True))
attempt("fast with keywords, none given", lambda: sorted(items))
attempt("tuple", lambda: max(items))
attempt("method, none", lambda: items.copy())
attempt("method, none, one given", lambda: items.copy(1))
attempt("method, one", lambda: items.count(1))
attempt("method, one, none given", lambda: items.count())
attempt("method, fast", lambda: "a b".split())
attempt("method, fast, too many", lambda: items.index(1, 2, 3, 4))
attempt("method of another type", lambda: list.copy("abc"))
attempt("method without self", lambda: list.copy())
attempt("method of a subclass", lambda: list.copy(type("L", (list,), {})([1])))
attempt("static method in C", lambda: str.maketrans("a", "b"))
attempt("class method in C", lambda: dict.fromkeys("ab"))
attempt("class method in C of an instance", lambda: {}.fromkeys("ab"))


class Plain:
    pass


class Child(Plain):
    pass


class Liar:
    @property
    def __class__(self):
        return Child


class Failing:
    @property
    def __class__(self):
        raise ValueError("no class")


class Odd:
    def __getattribute__(self, name):
        print("asked for", name)
        return Child if name == "__class__" else object.__getattribute__(self, name)


class Slotted:
    __slots__ = ("__class__",)


class Meta(type):
    def __instancecheck__(cls, obj):
        return obj == 5


class Checked(metaclass=Meta):
    pass


class Base(ABC):  # noqa: B024
    pass


Base.register(int)
liar = Slotted()
liar.__class__ = Plain

for cls in (Plain, Child, Checked, Base, int, (int, Plain), (Checked, str), (), ((str, (Child,)), Base), int | str, list[int], 3):
    for obj in (5, True, Child(), Plain(), Liar(), Failing(), Odd(), liar, Plain, None):
        attempt(f"isinstance {cls if isinstance(cls, int) else type(cls).__name__}", lambda: isinstance(obj, cls))

deep = int
for _ in range(5000):
    deep = (deep,)
attempt("deep, found", lambda: isinstance(5, (int, deep)))
attempt("isinstance of one", lambda: isinstance(5))


class Long:
    def __init__(self, answer):
        self.answer = answer

    def __len__(self):
        return self.answer


for answer in (0, 7, -1, "x", 1 << 70):
    attempt(f"len {answer}", lambda: len(Long(answer)))
attempt("len of nothing", lambda: len())
attempt("len of an int", lambda: len(5))


def measure(obj):
    return len(obj)


def repeat(count=6):
    return [measure("abc") for _ in range(count)]


print(repeat())
len = lambda obj: -1
print(repeat())
del len
print(repeat())
kept = builtins.len
builtins.len = lambda obj: -2
print(repeat())
del builtins.len
attempt("no len", lambda: measure("abc"))
builtins.len = kept
print(repeat())
builtins.another = 5
print(repeat())
del builtins.another

elsewhere = {"__builtins__": {"len": lambda obj: -3}}
other = type(measure)(measure.__code__, elsewhere)
print([other("abc") for _ in range(4)], repeat(2))
elsewhere["__builtins__"]["len"] = lambda obj: -4
print([other("abc") for _ in range(4)], repeat(2))
elsewhere["len"] = lambda obj: -5
print([other("abc") for _ in range(4)], repeat(2))


class Strange(dict):
    def __missing__(self, key):
        return lambda obj: f"missing {key}"


odd = type(measure)(measure.__code__, {"__builtins__": Strange()})
attempt("builtins of another type", lambda: odd("abc"))
