"""Dict and set lookups whose __hash__ and __eq__ raise, mutate, count, or lie."""


class K:
    def __init__(self, v, h=None):
        self.v, self.h = v, h
        self.calls = []

    def __hash__(self):
        self.calls.append("hash")
        if isinstance(self.h, Exception):
            raise self.h
        return hash(self.v) if self.h is None else self.h

    def __eq__(self, o):
        self.calls.append("eq")
        if self.v == "boom":
            raise RuntimeError("eq")
        return isinstance(o, K) and self.v == o.v

    def __repr__(self):
        return f"K({self.v})"


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


a, b = K(1), K(1)
d = {a: "a"}
print(d[b], b in d, d.get(b), a.calls, b.calls)
attempt(lambda: {K(1, ValueError("no hash")): 1})
attempt(lambda: {}[K(1, ValueError("no hash"))])
attempt(lambda: K(1, ValueError("no hash")) in {})
attempt(lambda: K(1, "str").__hash__())
attempt(lambda: hash(K(1, "str")))
attempt(lambda: hash(K(1, 2**100)) == hash(2**100))
attempt(lambda: hash(K(1, -1)))
attempt(lambda: hash(K(1, True)))
attempt(lambda: {K("boom", 1): 1, K("boom", 1): 2})
attempt(lambda: {K("x", 1): 1, K("y", 1): 2})
attempt(lambda: [] in {})
attempt(lambda: {}[{}])
attempt(lambda: {}.get([]))
attempt(lambda: {1} | {2})
attempt(lambda: hash(([],)))
attempt(lambda: hash({1: 2}.items()))
attempt(lambda: [] in {1})
attempt(lambda: {1} in {frozenset({1})})
attempt(lambda: {1: "int"}[True])
attempt(lambda: {1: "int"}[1.0])
attempt(lambda: {(1, 2): "t"}[1, 2])
attempt(lambda: {"a": 1}["b"])
attempt(lambda: {}[None])
attempt(lambda: {}[(1,)])
attempt(lambda: {}[K("key repr")])


class NoEqHash:
    def __eq__(self, o):
        return True


attempt(lambda: hash(NoEqHash()))
attempt(lambda: {NoEqHash(): 1})
attempt(lambda: [NoEqHash()] == [5])


class Mutator:
    def __init__(self, d):
        self.d = d

    def __hash__(self):
        return 1

    def __eq__(self, o):
        self.d.clear()
        return False


def mutate_in_eq():
    d = {1: "one", 2: "two"}
    m = Mutator(d)
    try:
        r = d[m]
    except (KeyError, RuntimeError) as e:
        r = type(e).__name__
    return r, d


print(mutate_in_eq())


class Counting(dict):
    def __getitem__(self, k):
        print("getitem", k)
        return super().__getitem__(k)

    def __missing__(self, k):
        print("missing", k)
        self[k] = k * 2
        return self[k]

    def __contains__(self, k):
        print("contains", k)
        return True

    def get(self, k, d=None):
        print("get", k)
        return d


c = Counting(a=1)
print(c["a"], c["b"], "z" in c, c.get("a"), c | {"q": 1}, {**c}, dict(c), [*c], c.setdefault("s", 5), c.pop("s"), c.keys() & {"a"})


def counting_words(words):
    d = {}
    for w in words:
        if w in d:
            d[w] += 1
        else:
            d[w] = 1
        d.setdefault(w + "!", []).append(1)
    return d


print(counting_words("a b a c b a".split()))


def iterate_modify():
    d = {i: i for i in range(5)}
    for k in list(d):
        if k % 2:
            del d[k]
    for k, v in d.items():
        d[k] = v * 10
    out = [d.popitem() for _ in range(len(d))]
    return out, d


print(iterate_modify())


def views():
    d = {"a": 1}
    k, v, i = d.keys(), d.values(), d.items()
    d["b"] = 2
    return list(k), list(v), list(i), len(k), "b" in k, ("a", 1) in i, k | {"c"} == {"a", "b", "c"}, next(reversed(d))


print(views())
s = {3, 1, 2}
s |= {4}
s -= {1}
s ^= {2, 9}
s &= {3, 4, 9}
print(sorted(s), s >= {3}, s < {3, 4, 9, 1}, s.isdisjoint({7}), len(s), 3 in s)
attempt(lambda: s | [1])
attempt(lambda: s.remove(100))
attempt(lambda: set().pop())
