# mode: accelerated
# exits
"""An exception nobody catches: traceback on stderr, exit code 1, finally blocks and atexit run."""

import atexit
import sys


@atexit.register
def last():
    print("atexit 1", sys.exc_info())


atexit.register(print, "atexit 2")


class D:
    def __del__(self):
        print("module global dies")


d = D()


def inner(x):
    try:
        return [1 / y for y in (1, x)]
    finally:
        print("finally runs")


def outer():
    try:
        inner(0)
    except ZeroDivisionError as e:
        raise ValueError(
            "uncaught",
        ) from e


print("a")
print("b")
print("c")
print("d")
outer()
