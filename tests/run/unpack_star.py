"""Unpacking assignment: stars, nesting, errors, lazy iterators, order of stores, odd sequences."""


def attempt(f, *a):
    try:
        print(f(*a))
    except Exception as e:
        print(type(e).__name__, e)


class It:
    def __init__(self, n, boom=None):
        self.n, self.boom, self.i = n, boom, 0

    def __iter__(self):
        print("iter", end=" ")
        return self

    def __next__(self):
        print("next", self.i, end=" ")
        if self.i == self.boom:
            raise ValueError("boom")
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i


class L(list):
    def __iter__(self):
        return iter("xyz")


class T(tuple):
    def __iter__(self):
        return iter("xyz")


class GetItem:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i


def two(v):
    a, b = v
    return a, b


def three(v):
    a, b, c = v
    return a, b, c


def star(v):
    a, *b, c = v
    return a, b, c


def star_first(v):
    *a, b, c = v
    return a, b, c


def star_only(v):
    *a, = v
    return a


def lists(v):
    [a, [b, *c], (d,)] = v
    return a, b, c, d


def empty(v):
    () = v
    [] = v
    return "empty"


for v in ((1, 2), [1, 2], "ab", {1: 2, 3: 4}, range(2), It(2), It(1), It(3), It(3, 1), (1,), [1, 2, 3], (), None, 5, iter([1, 2]), L([1, 2]), T((1, 2)),
          GetItem(), (i for i in "pq"), b"ab", enumerate("a"), zip("ab", "cd"), int, {"k"}):
    attempt(two, v)
for v in ((1, 2, 3), [1, 2], L([1, 2]), T((1, 2)), GetItem(), It(3), It(5), "xyz", "wxyz"):
    attempt(three, v)
for v in ((1, 2), [1, 2, 3], "abcd", It(4), It(1), It(4, 2), (1,), [], 5, L([1]), GetItem()):
    attempt(star, v)
    if isinstance(v, It):
        v.i = 0
    attempt(star_first, v)
for v in ((), "ab", {1: 2}, It(2), 5):
    attempt(star_only, v)
attempt(lists, [1, (2, 3, 4), [5]])
attempt(lists, [1, (), [5]])
attempt(lists, [1, "x", 5])
for v in ((), [], "", {}, [1], It(0), 0):
    attempt(empty, v)


class Rec:
    def __setattr__(self, n, v):
        print("store", n, v)

    def __setitem__(self, k, v):
        print("item", k, v)
        if v == "bad":
            raise KeyError(k)


r = Rec()
r.a, (r.b, *r[0]), r.c = 1, (2, 3, 4), 5
attempt(lambda: [0 for r[1], r[2] in [("x", "y"), ("bad", "z")]])
a = b, c = d = [1, 2]
print(a, b, c, d is a)
i = 0
arr = [0, 0, 0]
i, arr[i] = 1, "set"
print(i, arr)
arr[i], i = "again", 2
print(i, arr)
a, b = b, a = 1, 2
print(a, b)
x, y, z = z, y, x = 1, 2, 3
print(x, y, z)
(a, b), c = (c, a), b = "pq", "r"
print(a, b, c)
for a, (b, *c) in [(1, (2, 3)), (4, "567")]:
    print(a, b, c)
for [k, v] in {"a": 1}.items():
    print(k, v)
for i, *_ in ["ab"]:
    print(i, _)
with open("/dev/null") as r.f:
    pass
print(*[1], *"ab", *{}, *(), sep="-", *range(2))
print([*range(3), *[]], (*"ab", *[1]), {*"a", *"a"}, [*{"k": 1}])
t = 1, *[2, 3], 4
print(t)


def returns(*a):
    return *a, 0


def yields(*a):
    yield *a, 1


print(returns(5, 6), list(yields(7)))
for q in *[1, 2], 3:
    print(q, end=" ")
print()
d = {}
d[*[1, 2]] = "tuple key"
print(d, d[1, 2], d[*"a"] if ("a",) in d else "none")
big = list(range(300))
(a0, *mid, a299) = big
print(a0, len(mid), a299)
