"""contextlib at work: suppress, ExitStack, contextmanager, closing, redirect, decorators."""

import contextlib
import io


@contextlib.contextmanager
def managed(name, swallow=False):
    print("setup", name)
    try:
        yield name
    except ZeroDivisionError as e:
        print("saw", e)
        if not swallow:
            raise
    else:
        print("no error", name)
    finally:
        print("teardown", name)


def attempt(f, *a):
    try:
        print("->", f(*a))
    except Exception as e:
        print("!!", type(e).__name__, e, repr(e.__context__))


def suppress():
    x = 0
    with contextlib.suppress(KeyError, IndexError):
        x = 1
        {}["a"]
        x = 2
    with contextlib.suppress(KeyError):
        return x
    return "unreachable"


def suppress_in_loop():
    out = []
    for i in range(-2, 3):
        with contextlib.suppress(ZeroDivisionError):
            out.append(1 / i)
            continue
        out.append("suppressed")
    return out


def use(swallow):
    with managed("m", swallow) as m:
        1 / 0
    return "after"


def stack():
    with contextlib.ExitStack() as s:
        names = [s.enter_context(managed(n)) for n in "abc"]
        s.callback(print, "callback", 1, end="!\n")
        s.push(lambda *exc: print("pushed", exc[0]))
        if len(names) == 3:
            raise ValueError("in stack")


def stack_swallow():
    with contextlib.ExitStack() as s:
        s.push(lambda *e: True)
        s.enter_context(managed("x"))
        raise KeyError
    return "swallowed"


def bad_generator():
    @contextlib.contextmanager
    def two():
        yield 1
        yield 2

    with two():
        pass


def no_yield():
    @contextlib.contextmanager
    def none():
        if False:
            yield

    with none():
        pass


def stop_iteration():
    with managed("s"):
        raise StopIteration("through")


def raise_other():
    @contextlib.contextmanager
    def conv():
        try:
            yield
        except ValueError as e:
            raise TypeError("converted") from e

    try:
        with conv():
            raise ValueError("v")
    except TypeError as e:
        return repr(e.__cause__), e.__cause__ is e.__context__


@managed("decorator")
def decorated(x):
    print("body", x)
    return x


class Closer:
    def close(self):
        print("closed")


def closing():
    with contextlib.closing(Closer()) as c:
        return type(c).__name__


def redirect():
    buf = io.StringIO()
    with contextlib.redirect_stdout(buf):
        print("captured")
    return buf.getvalue()


def nullcontext():
    with contextlib.nullcontext(5) as v, contextlib.nullcontext() as w:
        return v, w


class Both(contextlib.ContextDecorator):
    def __enter__(self):
        print("enter both")
        return self

    def __exit__(self, *e):
        print("exit both", e[0] and e[0].__name__)
        return True


@Both()
def failing():
    raise ValueError


def reuse():
    m = managed("once")
    with m:
        pass
    with m:
        pass


for f in (suppress, suppress_in_loop, stack, stack_swallow, bad_generator, no_yield, stop_iteration, raise_other, closing, redirect, nullcontext, failing, reuse):
    print("--", f.__name__)
    attempt(f)
attempt(use, True)
attempt(use, False)
attempt(decorated, 1)
attempt(decorated, 2)
