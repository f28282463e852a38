"""Dict and set displays: order, duplicates, unpacking, which key survives, errors half-way."""


class K:
    def __init__(self, name, h=1):
        self.name, self.h = name, h

    def __hash__(self):
        print("hash", self.name)
        return self.h

    def __eq__(self, other):
        print("eq", self.name, other.name)
        return self.h == other.h

    def __repr__(self):
        return self.name


def v(x):
    print("value", x)
    return x


print({K("a"): v(1), K("b"): v(2), K("c", 2): v(3)})
print({K("a"), K("b"), K("c", 2)})
print({1: "int", True: "bool", 1.0: "float"})
print({1, True, 1.0}, {True, 1}, {0.0, -0.0, 0}, {0: 1, -0.0: 2})
print({"a": 1, **{"b": 2, "a": 3}, "c": 4, **{"c": 5}})
print({**{}, **{"x": 1}}, {**{}})
print({k: v(k) for k in (3, 1, 2, 3)})
print({(k := i % 2): i for i in range(4)}, k)


class Mapping:
    def __init__(self, *ks):
        self.ks = ks

    def keys(self):
        print("keys")
        return iter(self.ks)

    def __getitem__(self, k):
        print("getitem", k)
        return k * 2


print({"a": 0, **Mapping("b", "a"), "z": 1})


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: {**5})
attempt(lambda: {**[("a", 1)]})
attempt(lambda: {[]: 1})
attempt(lambda: {v(1): v(2), []: v(3), v(4): v(5)})
attempt(lambda: {1, [], 2})
attempt(lambda: {*5})
attempt(lambda: {*"ab", *[1]} == {"a", "b", 1})
attempt(lambda: {{}: 1})
attempt(lambda: {**{1: 2}, **None})
attempt(lambda: {v("k"): 1 / 0})
attempt(lambda: {"const": 1, "keys": 2, "only": 3, "many": v(4)})
attempt(lambda: dict(a=1, **{"b": 2}))
attempt(lambda: dict(a=1, **{"a": 2}))
attempt(lambda: dict(**{1: 2}))
attempt(lambda: dict([(1, 2), (1, 3)], x=4))
attempt(lambda: {float("nan"): 1, float("nan"): 2})
nan = float("nan")
attempt(lambda: {nan: 1, nan: 2})
attempt(lambda: len({nan, nan, float("nan")}))


def big():
    return {
        "a": [1, 2, {"b": (3, {"c": {4, 5}})}],
        ("t", 1): {"nested": {"deeper": {}}},
        None: ..., b"bytes": "x" "y", 1.5: -1, 3j: not 1, frozenset({1}): {*()},
    }


print(big())
d = {}
d["x"] = d
d["y"] = {"d": d}
print(d)
print({**d, "x": 1}["y"]["d"] is d)
a = {"one": 1} | {"two": 2} | {"one": 3}
a |= {"three": 3}
a |= [("four", 4)]
print(a)
attempt(lambda: {} | [])
