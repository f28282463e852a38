"""Iterators: __length_hint__, __reversed__, iter(callable), next defaults, StopIteration subclasses, reentrancy, itertools."""

import itertools


class Hint:
    def __init__(self, n, hint):
        self.n, self.hint = n, hint

    def __iter__(self):
        return self

    def __next__(self):
        if not self.n:
            raise StopIteration
        self.n -= 1
        return self.n

    def __length_hint__(self):
        print("hint")
        if isinstance(self.hint, Exception):
            raise self.hint
        return self.hint


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


for hint in (5, 0, NotImplemented, -1, "x", ValueError("hint"), TypeError("hint")):
    attempt(lambda: list(Hint(3, hint)))
    attempt(lambda: [*Hint(2, hint)])
    attempt(lambda: tuple(Hint(2, hint)))


class SubStop(StopIteration):
    pass


class Stops:
    def __init__(self, exc):
        self.exc = exc

    def __iter__(self):
        return self

    def __next__(self):
        raise self.exc


def loop(it):
    for x in it:
        print("never")
    else:
        return "ended"


attempt(lambda: loop(Stops(SubStop("v"))))
attempt(lambda: loop(Stops(StopIteration)))
attempt(lambda: loop(Stops(StopAsyncIteration())))
attempt(lambda: loop(Stops(RuntimeError("r"))))
attempt(lambda: next(Stops(SubStop("v")), "default"))
attempt(lambda: next(iter([])))
attempt(lambda: next([]))
attempt(lambda: next(iter([]), None))
attempt(lambda: list(iter(iter([1, 2, 3]).__next__, 2)))
attempt(lambda: iter(5, 5))
attempt(lambda: list(reversed(5)))


class Rev:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        return i * 10


class Rev2:
    def __reversed__(self):
        return "anything"


class Rev3(dict):
    __reversed__ = None


attempt(lambda: list(reversed(Rev())))
attempt(lambda: reversed(Rev2()))
attempt(lambda: reversed(Rev3()))
attempt(lambda: list(reversed({"a": 1, "b": 2})))


class Peek:
    """An iterator with state shared by nested loops."""

    def __init__(self, xs):
        self.it = iter(xs)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.it)


def nested():
    p = Peek(range(10))
    out = []
    for a in p:
        for b in p:
            out.append((a, b))
            if b % 3 == 0:
                break
    return out


print(nested())


def exhausted_stays():
    it = iter([1])
    l = []
    for x in it:
        l.append(x)
    for x in it:
        l.append("never")
    xs = [1]
    it = iter(xs)
    next(it)
    next(it, None)
    xs.append(2)
    return l, list(it)


print(exhausted_stays())


def zip_order():
    log = []

    def src(name, n):
        for i in range(n):
            log.append(f"{name}{i}")
            yield i
        log.append(f"{name} end")

    r = list(zip(src("a", 2), src("b", 1), src("c", 3)))
    return r, log


print(zip_order())
attempt(lambda: list(zip([1], [1, 2], strict=True)))
print(list(itertools.chain([1], "ab")), list(itertools.islice(itertools.count(5, 2), 3)), list(itertools.product("ab", repeat=2)), [list(g) for _, g in itertools.groupby("aabbc")])
print(list(itertools.accumulate([1, 2, 3], lambda a, b: a * b)), list(itertools.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(itertools.starmap(pow, [(2, 3), (3, 2)])))


def teed():  # not global: 3.12 may clear the class of a tee before the tee when it exits, and crash
    a, b = itertools.tee(iter([1, 2, 3]))
    print(next(a), list(b), list(a))


teed()
print(list(map(lambda *x: x, [1, 2], "abc")), list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x > 1, [1, 2])), sum(map(len, ["a", "bc"])))
print(any(x > 1 for x in [0, 2, 1 / 1]), all([]), any(()), min((3, 1), (2, 2)), max("abc", key=lambda c: -ord(c)), sorted("bca", reverse=True), list(enumerate("ab", 5)))
attempt(lambda: max([]))
attempt(lambda: min([], default="d"))
attempt(lambda: sum(["a"], ""))
attempt(lambda: sum([[1], [2]], []))
attempt(lambda: sorted([1, "a"]))
attempt(lambda: list(map(None, [1])))
attempt(lambda: dict([1]))
attempt(lambda: dict([(1, 2, 3)]))
attempt(lambda: set([[]]))


def mutating_sort():
    xs = [3, 1, 2]

    def key(x):
        xs.append(x)
        return x

    try:
        xs.sort(key=key)
    except ValueError as e:
        return str(e), len(xs)


print(mutating_sort())


class Cmp:
    def __init__(self, v):
        self.v = v

    def __lt__(self, o):
        print(f"{self.v}<{o.v}", end=" ")
        return self.v < o.v


print([c.v for c in sorted([Cmp(3), Cmp(1), Cmp(2)])])
