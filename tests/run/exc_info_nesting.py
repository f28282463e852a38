"""sys.exc_info() and sys.exception() in every nesting."""

import sys


def now():
    e = sys.exc_info()[1]
    assert sys.exception() is e and (e is None or sys.exc_info()[0] is type(e))
    return repr(e), e and repr(e.__context__), e and e.__traceback__ is sys.exc_info()[2]


def nested():
    out = [now()]
    try:
        raise KeyError(1)
    except KeyError:
        out.append(now())
        try:
            raise ValueError(2)
        except ValueError:
            out.append(now())
            try:
                raise OSError(3)
            except OSError as e:
                out.append(now())
            out.append(now())
        out.append(now())
    out.append(now())
    return out


def finally_():
    out = []
    try:
        try:
            raise KeyError(1)
        finally:
            out.append(now())
            try:
                raise ValueError
            except ValueError:
                out.append(now())
            out.append(now())
    except KeyError:
        out.append(now())
    try:
        pass
    finally:
        out.append(now())
    return out


def finally_return():
    for i in range(3):
        try:
            try:
                raise KeyError(i)
            finally:
                continue
        finally:
            now()
    try:
        raise KeyError
    except KeyError:
        try:
            return now()
        finally:
            now()


class CM:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        out.append(("enter", now()))

    def __exit__(self, *exc):
        out.append(("exit", now(), repr(exc[1])))
        try:
            raise IndexError
        except IndexError:
            out.append(("in exit", now()))
        return self.swallow


def with_():
    try:
        raise KeyError("outer")
    except KeyError:
        with CM(True):
            raise ValueError("in with")
        out.append(now())
        try:
            with CM(False):
                raise ValueError("again")
        except ValueError:
            out.append(now())
        with CM(False):
            out.append(now())
    out.append(now())


def gen():
    seen.append(("gen start", now()))
    try:
        got = yield 1
        seen.append(("resumed", now(), got))
        raise KeyError("in gen")
    except KeyError:
        seen.append(("handler", now()))
        yield 2
        seen.append(("handler resumed", now()))
        try:
            yield 3
        except ValueError:
            seen.append(("thrown", now()))
            yield 4
            seen.append(("thrown resumed", now()))
        seen.append(("after thrown", now()))
    seen.append(("end", now()))
    yield 5


def generators():
    g = gen()
    next(g)
    seen.append(now())
    try:
        raise OSError("caller")
    except OSError:
        g.send("x")
        seen.append(("caller", now()))
    next(g)
    seen.append(("caller out", now()))
    try:
        raise RuntimeError("thrower")
    except RuntimeError:
        g.throw(ValueError("v"))
        seen.append(("thrower", now()))
        for x in g:
            seen.append((x, now()))
    seen.append(now())


def yield_from():
    def inner():
        try:
            raise KeyError("inner")
        except KeyError:
            yield now()
            yield now()

    def outer():
        try:
            raise ValueError("outer")
        except ValueError:
            yield now()
            yield from inner()
            yield now()
        yield now()

    try:
        raise OSError
    except OSError:
        return list(outer())


def coroutines():
    import types

    @types.coroutine
    def pause():
        yield now()

    async def inner():
        try:
            raise KeyError("inner")
        except KeyError:
            await pause()
            return now()

    async def outer():
        try:
            raise ValueError("outer")
        except ValueError:
            await pause()
            result = await inner()
            await pause()
            return result, now()

    c = outer()
    got = []
    try:
        while True:
            try:
                raise OSError
            except OSError:
                got.append(c.send(None))
    except StopIteration as e:
        got.append(e.value)
        got.append(now()[0][:13])
    return got


def star():
    got = []
    try:
        raise ExceptionGroup("g", [ValueError(1), KeyError(2), OSError(3)])
    except* ValueError:
        got.append(now())
        try:
            raise IndexError
        except IndexError:
            got.append(now())
        got.append(now())
    except* KeyError as e:
        got.append(now())
    except* OSError:
        got.append(now())
    got.append(now())
    try:
        try:
            raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
        except* ValueError:
            raise
    except ExceptionGroup as e:
        got.append(now())
        got.append((len(e.exceptions), repr(e.__context__)))
    return got


def reraises():
    got = []
    try:
        try:
            raise KeyError(1)
        except KeyError:
            got.append(now())
            raise
    except KeyError:
        got.append(now())
        try:
            raise
        except KeyError as e:
            got.append(now())
            try:
                raise ValueError from e
            except ValueError as v:
                got.append((now(), repr(v.__cause__), v.__suppress_context__))
    try:
        raise
    except RuntimeError:
        got.append(now())
    return got


def bare_in_callee():
    def callee():
        raise

    try:
        raise KeyError("from caller")
    except KeyError:
        try:
            callee()
        except KeyError as e:
            tb, n = e.__traceback__, []
            while tb:
                n.append(tb.tb_frame.f_code.co_name)
                tb = tb.tb_next
            return now(), n


def callbacks():
    got = []

    class Key:
        def __lt__(self, other):
            got.append(now())
            try:
                raise IndexError
            except IndexError:
                got.append(now())
            return False

        def __del__(self):
            got.append(("del", now()))

        @property
        def p(self):
            return now()

        def __getattr__(self, name):
            return now()

    try:
        raise KeyError("outer")
    except KeyError:
        k = Key()
        sorted([k, Key()])
        got.append(k.p)
        got.append(k.missing)
        got.append(sorted([1], key=lambda x: got.append(now()) or 1))
        got.append([now() for _ in (1,)])
        got.append(list(now() for _ in (1,)))
        got.append((lambda: now())())

        class Body:
            x = now()

        got.append(Body.x)
        got.append(eval("now()"))
    del k
    got.append(now())
    return got


def loops():
    got = []
    for i in range(3):
        try:
            raise KeyError(i)
        except KeyError:
            got.append(now())
            if i == 1:
                break
            continue
    got.append(now())
    while True:
        try:
            raise ValueError
        except ValueError:
            break
    got.append(now())
    return got


def named_deleted():
    try:
        raise KeyError
    except KeyError as e:
        pass
    try:
        e
    except NameError:
        return now()


def set_context():
    try:
        try:
            raise KeyError(1)
        except KeyError as e:
            raise ValueError(2)
    except ValueError as v:
        first = v
    try:
        raise first
    except ValueError as v:
        return now(), repr(v.__context__)


def recursion(n):
    try:
        raise KeyError(n)
    except KeyError:
        if n:
            inner = recursion(n - 1)
        else:
            inner = []
        return [now()] + inner


async def agen():
    try:
        raise KeyError("agen")
    except KeyError:
        yield now()
        yield now()
    yield now()


def async_generators():
    async def main():
        try:
            raise ValueError("main")
        except ValueError:
            return [x async for x in agen()] + [now()]

    try:
        main().send(None)
    except StopIteration as e:
        return e.value


for f in (nested, finally_, yield_from, coroutines, star, reraises, callbacks, loops, async_generators):
    print(f.__name__)
    for item in f():
        print("   ", item)
out = []
with_()
seen = []
generators()
for item in out + seen:
    print("   ", item)
print(finally_return(), bare_in_callee(), named_deleted(), set_context(), recursion(2))
print(now())
try:
    raise KeyError("module")
except KeyError:
    print(now())
    exec("print(now())")
    for f in (nested, finally_, star, loops):
        print(f()[-1])
print(now())
