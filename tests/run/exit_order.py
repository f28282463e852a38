# mode: accelerated
"""The order of death at exit: atexit, threads, globals, daemon threads, unraisable errors, buffered output."""

import atexit
import gc
import sys
import threading
import weakref


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n, sys is not None and "sys alive", flush=True)


a = D("a")
_private = D("_private")
cycle = D("cycle")
cycle.me = cycle
container = [D("in list"), {"k": D("in dict")}]


def function_with_default(x=D("default")):
    pass


class Holder:
    attr = D("class attribute")


@atexit.register
def first():
    print("atexit first (runs last)")


@atexit.register
def second():
    print("atexit second", a.n)
    atexit.register(print, "registered during exit")


def failing():
    raise ValueError("in atexit")


def slow():
    ev.wait(0.05)
    print("non-daemon thread finished")


ev = threading.Event()
threading.Thread(target=slow).start()
weakref.finalize(Holder, print, "finalizer of class")
g = (print("genexp", i) for i in range(2))
next(g)


def gen():
    try:
        yield
    finally:
        print("generator finalised", flush=True)


gg = gen()
next(gg)
print("end of main")
sys.stdout.write("unflushed line\n")
