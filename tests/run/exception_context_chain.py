"""__context__, __cause__ and sys.exc_info() in every nesting."""

import sys
import traceback


def info():
    t, v, tb = sys.exc_info()
    return (t.__name__ if t else None, str(v), tb is not None)


def chain(e):
    out = []
    while e is not None:
        out.append(f"{type(e).__name__}({e})")
        e = e.__context__
    return " <- ".join(out)


def nested():
    print(0, info())
    try:
        raise ValueError(1)
    except ValueError:
        print(1, info())
        try:
            raise TypeError(2)
        except TypeError:
            print(2, info())
            try:
                print(3, info())
            finally:
                print(4, info())
        print(5, info())
        for i in range(2):
            try:
                [].pop()
            except IndexError:
                print("loop", i, info())
                continue
        print(6, info())
    print(7, info())


def in_finally():
    try:
        try:
            raise ValueError("f")
        finally:
            print("in finally", info())
            try:
                raise KeyError("k")
            except KeyError as e:
                print(chain(e), info())
            print("after", info())
    except ValueError as e:
        print(chain(e))


def callee_sees():
    try:
        raise OSError("seen")
    except OSError:
        return info(), [info() for _ in range(1)], (lambda: info())()


def return_restores():
    def f():
        try:
            raise ValueError("x")
        except ValueError:
            return info()

    print(f(), info())


def deep():
    try:
        try:
            try:
                try:
                    raise A("a")
                except A:
                    raise B("b")
            except B:
                raise C("c") from None
        finally:
            raise D("d")
    except D as e:
        print(chain(e), e.__suppress_context__, e.__context__.__suppress_context__)
        traceback.print_exc()


class A(Exception):
    pass


class B(Exception):
    pass


class C(Exception):
    pass


class D(Exception):
    pass


def gen():
    print("gen start", info())
    try:
        yield 1
        raise KeyError("in gen")
    except KeyError as e:
        print("gen handler", info(), chain(e))
        yield 2
        print("gen handler again", info())
        yield 3
    print("gen after", info())
    yield 4


def generator_in_handler():
    g = gen()
    next(g)
    try:
        raise ValueError("outside")
    except ValueError:
        print(next(g), info())
    print("between", info())
    try:
        raise TypeError("outside 2")
    except TypeError:
        print(next(g), info())
    print(next(g), info())


nested()
in_finally()
print(callee_sees())
return_restores()
deep()
generator_in_handler()

try:
    raise ValueError("module level")
except ValueError:
    print(info())
    class K:
        print("class body", info())
        try:
            raise KeyError("class")
        except KeyError as e:
            print(chain(e))
    print(info())
print(info())
