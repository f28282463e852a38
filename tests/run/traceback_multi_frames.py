"""Tracebacks through functions, methods, generators, comprehensions, classes, lambdas, recursion and re-raises."""

import sys
import traceback


def show():
    t, v, tb = sys.exc_info()
    while tb:
        f = tb.tb_frame
        print("   ", f.f_code.co_name, tb.tb_lineno - f.f_code.co_firstlineno, f.f_lineno - f.f_code.co_firstlineno, f.f_code.co_qualname)
        tb = tb.tb_next
    traceback.print_exc(file=sys.stdout)


class Thing:
    def __init__(self, n):
        self.n = n
        if n == 0:
            raise ValueError("zero")

    @property
    def prop(self):
        return self.helper()

    def helper(self):
        return [self.check(x) for x in range(self.n)]

    @staticmethod
    def check(x):
        return {k: v for k, v in [(x, 10 // (2 - x))]}

    def __eq__(self, other):
        raise TypeError("eq")

    def __len__(self):
        return -1

    def __iter__(self):
        for i in range(3):
            yield self.check(i)


def recurse(n):
    if n == 0:
        raise RecursionError("own")
    recurse(n - 1)


def reraise():
    try:
        recurse(2)
    except RecursionError:
        raise


def reraise_named():
    try:
        recurse(2)
    except RecursionError as e:
        raise e


def reraise_later():
    saved = None
    try:
        recurse(1)
    except RecursionError as e:
        saved = e
    raise saved


def through_finally():
    try:
        recurse(1)
    finally:
        pass


def through_with():
    class CM:
        def __enter__(self):
            return self

        def __exit__(self, *exc):
            return False

    with CM():
        with CM() as a, \
             CM() as b:
            recurse(1)


def genexp():
    return sum(1 / (2 - i) for i in range(5))


def nested_functions():
    def outer():
        def inner():
            return (lambda: undefined)()
        return inner()
    return outer()


def in_class():
    class Body:
        x = 1

        class Nested:
            y = x


def delegating():
    yield from Thing(3)


def in_sort():
    return sorted([3, 1, 2], key=lambda v: v.missing)


def in_default():
    def f(a=recurse(1)):
        pass


def decorated():
    @recurse
    @len
    def f():
        pass


for f in (lambda: Thing(0), lambda: Thing(3).prop, lambda: Thing(1) == 2, lambda: len(Thing(1)), lambda: list(Thing(3)), reraise, reraise_named,
          reraise_later, through_finally, through_with, genexp, nested_functions, in_class, lambda: list(delegating()), in_sort, in_default,
          decorated):
    try:
        f()
    except Exception:
        show()
