# requires: 3.12
"""With a high recursion limit, functions recurse more deeply than the C stack would allow."""

import sys
import threading

sys.setrecursionlimit(400_000)


def simple(n):
    return 0 if n == 0 else 1 + simple(n - 1)


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def defaults(n, step=1, *rest, key=None, **more):
    return len(rest) if n <= 0 else defaults(n - step, step, *rest, key=n, **more)


class Tree:
    def __init__(self, child=None):
        self.child = child

    def depth(self):
        return 1 + (self.child.depth() if self.child is not None else 0)


def at_the_bottom(n, f):
    return f() if n == 0 else at_the_bottom(n - 1, f)


def fails(n):
    try:
        return fails(n - 1) if n else 1 / 0
    except ZeroDivisionError:
        raise


def closures(n):
    def inner(k):
        return n if k == 0 else inner(k - 1)

    return inner(n)


def squares(n):
    return [k * k for k in range(n)]


def numbers(n):
    for k in range(n):
        yield helper(k)


def helper(k):
    return k + 1


class Eq:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return True if self.n == 0 else Eq(self.n - 1) == other


def use_everything():
    words = sorted(["bb", "a", "ccc"], key=lambda word: -len(word))
    return words, sum(numbers(10)), squares(4), repr([Tree]), max(map(helper, range(3))), Eq(20) == 1


def traceback_depth(e):
    tb, n = e.__traceback__, 0
    while tb is not None:
        tb, n = tb.tb_next, n + 1
    return n


def everything():
    print(simple(150_000), even(100_001), odd(100_001), closures(100_000))
    print(defaults(60_000), defaults(60_000, 2, 3, a=1))
    tree = None
    for _ in range(100_000):
        tree = Tree(tree)
    print(tree.depth())
    while tree is not None:
        tree = tree.child
    print(at_the_bottom(90_000, use_everything))
    print(at_the_bottom(90_000, lambda: simple(1000)))
    try:
        fails(50_000)
    except ZeroDivisionError as e:
        print(traceback_depth(e))
    print(simple(100), use_everything())


everything()
threading.stack_size(1024 * 1024)
thread = threading.Thread(target=everything)
thread.start()
thread.join()


def endless(n):
    global deepest
    deepest = n
    endless(n + 1)


def nested(n):
    yield n
    if n:
        yield from nested(n - 1)


print(sum(at_the_bottom(100_000, lambda: nested(200))))

for limit in (100_000, 200_000):
    sys.setrecursionlimit(limit)
    try:
        endless(0)
    except RecursionError as e:
        print(str(e).split(" while")[0], limit - 20 < deepest < limit)
