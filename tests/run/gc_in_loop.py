"""The collector runs inside compiled loops; cycles die; callbacks; finalisers that resurrect; object counts."""

import gc
import sys
import weakref


class Node:
    live = 0

    def __init__(self):
        Node.live += 1
        self.me = self

    def __del__(self):
        Node.live -= 1


gc.disable()
for _ in range(10):
    Node()
print(Node.live)
print(gc.collect() > 0, Node.live)
gc.enable()
gc.set_threshold(100, 5, 5)


def churn(n):
    most = 0
    for _ in range(n):
        Node()
        most = max(most, Node.live)
    return most < n


print(churn(3000))
calls = []
gc.callbacks.append(lambda phase, info: calls.append(phase))


def allocate():
    x = []
    for i in range(2000):
        x.append([i])
    return len(x)


allocate()
print(len(calls) > 0, set(calls) == {"start", "stop"})
gc.callbacks.clear()
gc.set_threshold(700, 10, 10)


def closure_cycle():
    def f():
        return f

    return weakref.ref(f)


def frame_cycle():
    try:
        raise ValueError
    except ValueError as e:
        saved = e
        return weakref.ref(Marker(saved))


class Marker:
    def __init__(self, v):
        self.v = v
        self.cycle = self


def generator_cycle():
    m = Marker(None)

    def gen():
        nonlocal m
        yield m
        yield g

    g = gen()
    next(g)
    return weakref.ref(m)


gc.collect()
for f in (closure_cycle, frame_cycle, generator_cycle):
    r = f()
    gc.collect()
    print(f.__name__, r() is None)


class Phoenix:
    saved = []

    def __del__(self):
        print("rising")
        Phoenix.saved.append(self)


p = Phoenix()
p.cycle = p
del p
gc.collect()
print(len(Phoenix.saved))
Phoenix.saved.clear()
gc.collect()
print(len(Phoenix.saved))


def tracked():
    t = (1, 2)
    l = [t]
    d = {"a": 1}
    return gc.is_tracked(l), gc.is_tracked(Node), gc.is_tracked(5), [type(x).__name__ for x in gc.get_referents(l)]


print(tracked())


def leak_check(f, n=50):
    for _ in range(5):
        f()
    gc.collect()
    before = len(gc.get_objects())
    for _ in range(n):
        f()
    gc.collect()
    return len(gc.get_objects()) - before < n // 2


def work():
    d = {str(i): [i, {i: (i, lambda: i)}] for i in range(10)}
    try:
        a, *b = sorted(d)
        return f"{a}{b}", 1 / 0
    except ZeroDivisionError as e:
        return [x for x in (y for y in b)]
    finally:
        d.clear()


def gens():
    def g():
        try:
            yield from range(3)
        finally:
            pass

    it = g()
    next(it)
    return it


def classes():
    class A:
        def f(self):
            return super().__hash__()

    return A().f()


print(leak_check(work), leak_check(gens), leak_check(classes))
x = object()
n = sys.getrefcount(x)
y = [x] * 10
print(sys.getrefcount(x) - n)
del y
print(sys.getrefcount(x) - n)
print(gc.garbage)
