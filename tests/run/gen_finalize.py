"""What happens to generators that are dropped: finally blocks, with blocks, order, unraisable errors."""

import gc
import sys


class Noisy:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, *exc):
        print("exit", self.name, exc[0] and exc[0].__name__)

    def __del__(self):
        print("del", self.name)


def gen(name):
    local = Noisy(name + " local")
    try:
        with Noisy(name + " with"):
            yield Noisy(name + " yielded")
            yield 2
    finally:
        print("finally", name)


g = gen("a")
del g
print("--- never started")
g = gen("b")
x = next(g)
del g
print("--- suspended")
del x
g = gen("c")
next(g)
next(g)
g = None
print("--- rebound")
for v in gen("d"):
    print("broken out", v.name)
    break
print("--- after break")
del v

print(next(gen("e")).name)
print("--- temporary")


def raises_in_finally():
    try:
        yield
    finally:
        raise ValueError("unraisable")


def hook(u):
    print("unraisable", type(u.exc_value).__name__, u.exc_value, u.err_msg, getattr(u.object, "__qualname__", None))


sys.unraisablehook = hook
g = raises_in_finally()
next(g)
del g
print("--- unraisable")


def ignores_exit():
    while True:
        try:
            yield
        except GeneratorExit:
            print("ignored")


g = ignores_exit()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)


def cyc():
    me = yield
    n = Noisy("in cycle")
    try:
        yield
    finally:
        print("cycle finally")


gc.disable()
g = cyc()
next(g)
g.send(g)
del g
print("before collect")
gc.collect()
print("after collect")


def locals_die():
    a = Noisy("a")
    yield 1
    a = None
    print("a gone")
    b = Noisy("b")
    yield 2
    del b
    print("b gone")
    yield 3


for i in locals_die():
    print("at", i)


def closed_in_loop():
    for i in range(3):
        yield Noisy(f"loop{i}")


for n in closed_in_loop():
    print("body", n.name)
print("last still bound", n.name)
del n
it = (Noisy(f"genexp{i}") for i in range(2))
next(it)
del it
print("end")
