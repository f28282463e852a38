"""Sub-interpreters import and run compiled modules; several at once; functions of the main one stay as they are."""

import sys
import threading

try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def gen(n):
    for i in range(n):
        yield i * 2


class C:
    count = 0

    def __init__(self, x):
        self.x = x
        C.count += 1

    @property
    def p(self):
        return self.x * 2


async def co():
    return [x async for x in agen()]


async def agen():
    yield 1


def work():
    try:
        co().send(None)
    except StopIteration as e:
        value = e.value
    try:
        raise ValueError(1)
    except ValueError as e:
        line = e.__traceback__.tb_lineno - work.__code__.co_firstlineno
    return fib(12), list(gen(3)), C(4).p, C.count, value, line, [x for x in range(3)], sorted([3, 1], key=lambda v: -v)


if __name__ == "subinterpreters_modules":
    if getattr(sys, "in_sub", None):
        print("in sub:", work(), type(fib).__name__, fib.__code__.co_name)
    else:
        CODE = f"""
import sys
sys.in_sub = True
sys.path[:] = {sys.path!r}
import {__name__} as m
print(m.work())
print(m.C.count, m.__name__)
def f(x): return m.fib(x)
print(f(10))
try:
    m.missing
except AttributeError as e:
    print(e)
sys.stdout.flush()
"""
        print(work())
        made = []
        sys.stdout.flush()
        for _ in range(3):
            i = interpreters.create()
            made.append(i)
            result = interpreters.run_string(i, CODE)
            print(result)
        print(work())
        for i in made:
            interpreters.destroy(i)
        print(work())

        def in_thread():
            i = interpreters.create()
            interpreters.run_string(i, CODE)
            interpreters.destroy(i)

        sys.stdout.flush()
        for _ in range(2):
            t = threading.Thread(target=in_thread)
            t.start()
            t.join()
        print(work())
