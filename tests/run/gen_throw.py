"""throw() into every place a generator can be in."""

import sys


def step(f, *args):
    try:
        print("->", f(*args))
    except BaseException as e:
        print("!!", type(e).__name__, e.args, "ctx", repr(e.__context__), "cause", repr(e.__cause__))


def catching():
    n = 0
    while True:
        try:
            n += 1
            r = yield n
            print("resumed with", r)
        except ValueError as e:
            print("caught", e, sys.exc_info()[0].__name__)
        except KeyError:
            print("converting")
            raise LookupError("converted")
        else:
            print("else")
        finally:
            print("finally", n)


g = catching()
step(g.throw, ValueError("before start"))
step(next, g)
g = catching()
step(next, g)
step(g.throw, ValueError("one"))
step(g.throw, ValueError)
step(g.send, "value")
step(g.throw, KeyError("k"))
step(next, g)
step(g.throw, TypeError("finished already"))


def swallowing():
    try:
        yield 1
    except GeneratorExit:
        print("exit refused")
        yield 2


g = swallowing()
next(g)
step(g.close)
step(next, g)


def exits():
    try:
        yield 1
    except GeneratorExit as e:
        print("exiting", repr(e))
        return "value of close"


g = exits()
next(g)
step(g.close)
g = exits()
step(g.close)
step(next, g)


def exit_raises():
    try:
        yield 1
    finally:
        raise OSError("in close")


g = exit_raises()
next(g)
step(g.close)

for bad in (5, int, None, "x", (ValueError,)):
    g = catching()
    next(g)
    step(g.throw, bad)
    g.close()


def throw_in_handler():
    try:
        raise ValueError("own")
    except ValueError:
        try:
            yield 1
        except TypeError as e:
            print("ctx", repr(e.__context__))
            raise


g = throw_in_handler()
next(g)
step(g.throw, TypeError("thrown"))


def throw_stop():
    try:
        yield 1
    except StopIteration as e:
        print("stop", e.value)
        yield 2


g = throw_stop()
next(g)
step(g.throw, StopIteration(9))
step(g.throw, StopIteration(10))


def inner():
    try:
        yield "i1"
        yield "i2"
    except ValueError as e:
        print("inner caught", e)
        yield "i3"
        return "inner result"
    finally:
        print("inner finally")


def outer():
    try:
        r = yield from inner()
        print("inner gave", r)
        yield "o1"
    except KeyError as e:
        print("outer caught", e)
        yield "o2"
    finally:
        print("outer finally")


g = outer()
step(next, g)
step(g.throw, ValueError("v"))
step(next, g)
step(next, g)
g = outer()
next(g)
step(g.throw, KeyError("k"))
step(g.close)
g = outer()
next(g)
step(g.close)
step(g.close)


class Delegate:
    def __iter__(self):
        return self

    def __next__(self):
        return "d"


class WithThrow(Delegate):
    def throw(self, *args):
        print("throw called", [getattr(a, "__name__", a if not isinstance(a, BaseException) else repr(a)) for a in args])
        if len(args) == 1 and isinstance(args[0], ValueError):
            raise StopIteration("ended by throw")
        return "thrown"

    def close(self):
        print("close called")


class BadClose(Delegate):
    def close(self):
        raise RuntimeError("close fails")


def delegating(it):
    r = yield from it
    print("result", r)
    yield "after"


g = delegating(Delegate())
next(g)
step(g.send, None)
step(g.send, 3)
g = delegating(Delegate())
next(g)
step(g.throw, TypeError("t"))
g = delegating(WithThrow())
next(g)
step(g.throw, TypeError("t"))
step(g.throw, ValueError("v"))
step(g.close)
g = delegating(WithThrow())
next(g)
step(g.close)
g = delegating(BadClose())
next(g)
step(g.close)
