"""RecursionError in functions, methods, generators, comparisons, repr, in a thread with its own stack; and recovery."""

import sys
import threading


def simple(n):
    return 0 if n == 0 else 1 + simple(n - 1)


def endless():
    return endless()


def depth():
    n = 0

    def go():
        nonlocal n
        n += 1
        go()

    try:
        go()
    except RecursionError as e:
        return n > 100, str(e).split(" while")[0].split(":")[0]


class R:
    def __repr__(self):
        return f"<{self!r}>"

    def __eq__(self, o):
        return self == o

    def __getattr__(self, n):
        return getattr(self, n + "x")

    def __iter__(self):
        yield from self

    def __hash__(self):
        return hash(self)

    def __call__(self):
        return self()

    def __add__(self, o):
        return self + o

    def __len__(self):
        return len(self)

    @property
    def p(self):
        return self.p


def gen(n):
    yield n
    yield from gen(n + 1)


def mutual_a(n):
    return mutual_b(n + 1)


def mutual_b(n):
    return mutual_a(n + 1)


def attempt(f, *a):
    try:
        return f(*a)
    except RecursionError as e:
        return "RecursionError"


def finally_runs():
    ran = []

    def go():
        try:
            go()
        finally:
            ran.append(1)

    try:
        go()
    except RecursionError:
        return len(ran) > 50


def caught_inside(n):
    try:
        return caught_inside(n + 1)
    except RecursionError:
        return "caught at the bottom"


sys.setrecursionlimit(600)
r = R()
print(simple(200), attempt(endless), depth())
for f in (lambda: repr(r), lambda: r == r and r == 1, lambda: r.missing, lambda: hash(r), lambda: r(), lambda: r + 1, lambda: len(r), lambda: r.p, lambda: list(gen(0)),
          lambda: mutual_a(0), lambda: [x for x in r], lambda: sorted([r, R()], key=lambda o: o()), lambda: {r: 1}, lambda: f"{r}", lambda: max(map(lambda _: endless(), [1]))):
    print(attempt(f), end=" ")
print()
print(finally_runs(), caught_inside(0), simple(200))
for i in range(20):
    attempt(endless)
print("still fine", simple(100))
nest = []
for i in range(100000):
    nest = [nest]
print(attempt(repr, nest))
while nest:
    nest = nest[0]
sys.setrecursionlimit(3000)
print(simple(2000))
result = []


def in_thread():
    result.append(attempt(endless))
    result.append(simple(500))
    result.append(attempt(lambda: repr(r)))


threading.stack_size(4 * 1024 * 1024)
t = threading.Thread(target=in_thread)
t.start()
t.join()
print(result)
sys.setrecursionlimit(200)


def limit(n):
    return n if n == 0 else limit(n - 1)


print(limit(100), attempt(limit, 500))
try:
    sys.setrecursionlimit(1)
except (RecursionError, ValueError) as e:
    print(type(e).__name__)
class Deep:
    def __init__(self, n):
        if n:
            self.inner = Deep(n - 1)
print(attempt(Deep, 50) is not None, attempt(Deep, 1000))
