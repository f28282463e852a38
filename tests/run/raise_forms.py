"""raise with classes, instances, from, None, nothing, and with what is no exception."""

import traceback


class NeedsArgs(Exception):
    def __init__(self, a, b):
        super().__init__(a, b)


class NotInstance(Exception):
    def __new__(cls, *args):
        return 42


class RaisesInInit(Exception):
    def __init__(self):
        raise KeyError("init")


def attempt(f, *args):
    try:
        f(*args)
    except BaseException as e:
        show(e)


def show(e):
    print(
        type(e).__name__, e.args,
        "cause", repr(e.__cause__),
        "context", repr(e.__context__),
        "suppress", e.__suppress_context__,
    )


def raise_it(x):
    raise x


def raise_from(x, y):
    raise x from y


def raise_from_in_handler(x, y):
    try:
        raise LookupError("handled")
    except LookupError:
        raise x from y


def bare():
    raise


def bare_in_helper():
    try:
        raise ValueError("reraised by helper")
    except ValueError:
        bare()


def bare_after_inner():
    try:
        raise ValueError("outer")
    except ValueError:
        try:
            raise TypeError("inner")
        except TypeError:
            pass
        raise


def order():
    def a():
        print("a")
        return ValueError("a")

    def b():
        print("b")
        return KeyError("b")

    raise a() from b()


def replace_traceback():
    try:
        raise ValueError("with tb")
    except ValueError as e:
        tb = e.__traceback__
    raise TypeError("other").with_traceback(tb)


for x in (ValueError, ValueError("v"), NeedsArgs, NeedsArgs(1, 2), NotInstance, RaisesInInit, 5, None, "str", int,
          (ValueError,), KeyboardInterrupt, SystemExit(4), StopIteration(7), object()):
    if type(x) is object:
        continue
    attempt(raise_it, x)
for x, y in [(ValueError, KeyError), (ValueError(1), KeyError(2)), (ValueError, None), (ValueError, 3), (ValueError, NotInstance),
             (ValueError, RaisesInInit), (5, KeyError), (ValueError, int)]:
    attempt(raise_from, x, y)
    attempt(raise_from_in_handler, x, y)
attempt(bare)
attempt(bare_in_helper)
attempt(bare_after_inner)
attempt(order)
try:
    replace_traceback()
except TypeError:
    traceback.print_exc()


def self_cause():
    e = ValueError("self")
    try:
        raise e from e
    except ValueError as c:
        print(c.__cause__ is c)


def context_cycle_broken():
    a = ValueError("a")
    b = ValueError("b")
    try:
        try:
            raise a
        except ValueError:
            raise b
    except ValueError:
        try:
            raise a
        except ValueError:
            print(repr(a.__context__), repr(b.__context__))


self_cause()
context_cycle_broken()
