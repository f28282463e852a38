"""match: mapping patterns, rest, keys that are values, missing keys, __missing__, odd get()."""

import collections
import collections.abc
import types


class K:
    A = "a"
    ONE = 1


class Map(collections.abc.Mapping):
    def __init__(self, d):
        self.d = d

    def __getitem__(self, k):
        print("  getitem", k)
        return self.d[k]

    def __iter__(self):
        print("  iter")
        return iter(self.d)

    def __len__(self):
        print("  len")
        return len(self.d)

    def get(self, k, default=None):
        print("  get", k)
        return self.d.get(k, default)

    def keys(self):
        print("  keys")
        return self.d.keys()


def shape(m):
    match m:
        case {"kind": "point", "x": x, "y": y}:
            return "point", x, y
        case {K.A: {"b": [first, *_]}}:
            return "nested", first
        case {K.ONE: one, **rest} if rest:
            return "one", one, rest
        case {None: n, True: t}:
            return "constants", n, t
        case {-1: neg, 2.5: f, b"k": b}:
            return neg, f, b
        case {"only": None | 0 as v, **extra}:
            return v, extra
        case {}:
            return "some mapping"
    return "none"


for m in ({"kind": "point", "x": 1, "y": 2, "z": 3}, {"kind": "line"}, {"a": {"b": (7, 8)}}, {"a": {"b": []}}, {1: "x", 2: "y"}, {True: "x", "q": 3},
          {1: "x"}, {None: 0, True: 1}, {-1: 1, 2.5: 2, b"k": 3}, {"only": 0}, {"only": None, "w": 1}, {"only": 1}, {}, [], None,
          types.MappingProxyType({"only": 0}), collections.OrderedDict(kind="point", x=0, y=0), Map({"kind": "point", "x": 3, "y": 4}), Map({})):
    if isinstance(m, Map):
        print("Map")
    print(shape(m))


def defaultdicts():
    d = collections.defaultdict(lambda: "made")
    match d:
        case {"missing": x}:
            return x
        case _:
            return "no default made", dict(d)


print(defaultdicts())


class Missing(dict):
    def __missing__(self, k):
        return "missing " + k


match Missing():
    case {"z": z}:
        print(z)
    case _:
        print("__missing__ not used")


def rest_is_copy():
    d = {"a": 1, "b": 2}
    match d:
        case {"a": _, **rest}:
            rest["c"] = 3
    return d, rest


print(rest_is_copy())


class Dup:
    X = "same"


def duplicate(m):
    match m:
        case {Dup.X: a, "same": b}:
            return a, b


try:
    duplicate({"same": 1})
except ValueError as e:
    print(e)


class BadGet(dict):
    def get(self, *a):
        raise RuntimeError("get")


class UnhashableKey:
    k = []


def unhashable(m):
    match m:
        case {UnhashableKey.k: v}:
            return v


for f, m in ((shape, BadGet(kind=1)), (unhashable, {}), (unhashable, {1: 2})):
    try:
        print(f(m))
    except Exception as e:
        print(type(e).__name__, e)


def mutate_in_guard():
    d = {"a": 1}
    match d:
        case {"a": x} if d.clear():
            return x
        case {"a": x}:
            return "still", x
        case {**rest}:
            return "rest", rest


print(mutate_in_guard())


def order(m):
    match m:
        case {"b": x, "a": x2, "c": _}:
            return list(m), x, x2


print(order(Map({"a": 1, "b": 2, "c": 3})))
print(order(Map({"a": 1, "b": 2})))
