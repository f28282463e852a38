"""Exception classes of our own: odd __init__, __new__, __str__, __repr__, notes, attributes, hooks, traceback printing."""

import io
import sys
import traceback


class BadStr(Exception):
    def __str__(self):
        raise ValueError("str fails")


class BadRepr(Exception):
    def __repr__(self):
        raise ValueError("repr fails")


class Attr(Exception):
    code = 5

    def __init__(self, a, *, b=2):
        self.a, self.b = a, b


class WithNew(Exception):
    def __new__(cls, *a):
        self = super().__new__(cls, "from new")
        self.made = True
        return self

    def __init__(self, *a):
        pass


class Slots(Exception):
    __slots__ = ("x",)


class Multi(ValueError, KeyError):
    pass


class Meta(type):
    pass


class MetaExc(Exception, metaclass=Meta):
    pass


class Eq(Exception):
    def __eq__(self, o):
        return True

    def __hash__(self):
        return 1


class Truthless(Exception):
    def __bool__(self):
        return False

    def __len__(self):
        return 0


def show(exc):
    buf = io.StringIO()
    try:
        raise exc
    except BaseException as e:
        traceback.print_exc(file=buf)
    print(buf.getvalue().rstrip())


for e in (BadStr(), BadRepr("x"), Attr(1, b=3), WithNew(1, 2, 3), Slots(1), Multi("m"), MetaExc("me"), Eq(1), Truthless("t"), Exception(), Exception(1, 2), KeyError("k"), KeyError(), OSError(2, "no", "f"),
          OSError("one"), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), SyntaxError("msg", ("f.py", 3, 5, "a b c", 3, 7)), SystemExit(3), StopIteration(4), ImportError("imp", name="n"), AttributeError("at", name="a", obj=1),
          NameError("nm", name="b"), ExceptionGroup("eg", [ValueError(1), ExceptionGroup("in", [KeyError(2)])])):
    show(e)


def noted():
    e = ValueError("with notes")
    e.add_note("first note")
    e.add_note("second\nnote")
    try:
        e.add_note(5)
    except TypeError as t:
        print(t)
    raise e


try:
    noted()
except ValueError as e:
    traceback.print_exc(file=sys.stdout)
    print(e.__notes__)
    e.__notes__ = "not a list"
    print(traceback.format_exception_only(e))


def catch_by_parent():
    out = []
    for exc in (Multi("x"), Attr(1), Truthless(), Eq()):
        try:
            raise exc
        except KeyError as e:
            out.append("KeyError")
        except (ValueError, Attr) as e:
            out.append(type(e).__name__)
        except Exception as e:
            if e:
                out.append("truthy")
            else:
                out.append("falsy " + type(e).__name__)
    return out


print(catch_by_parent())
try:
    raise Attr("v")
except Attr as e:
    print(e.a, e.b, e.code, e.args, e.__dict__)
try:
    try:
        raise Truthless
    finally:
        print("finally with falsy exception")
except Truthless as e:
    print("propagated")


def with_cause_none():
    try:
        try:
            1 / 0
        except ZeroDivisionError:
            raise ValueError("no context") from None
    except ValueError:
        traceback.print_exc(file=sys.stdout)


with_cause_none()


def recursion_in_context():
    a, b = ValueError("a"), KeyError("b")
    a.__context__ = b
    b.__cause__ = a
    try:
        raise a
    except ValueError:
        traceback.print_exc(file=sys.stdout)


recursion_in_context()


class Finalizer:
    def __del__(self):
        raise RuntimeError("in del")


def hook(u):
    print("unraisable:", type(u.exc_value).__name__, u.exc_value, u.exc_traceback.tb_lineno > 0)


sys.unraisablehook = hook
f = Finalizer()
del f
Finalizer()


def excepthook(t, v, tb):
    print("excepthook:", t.__name__, v, tb.tb_frame.f_code.co_name)


sys.excepthook = excepthook
te = traceback.TracebackException.from_exception(ValueError("te"), capture_locals=True)
print("".join(te.format()))
try:
    tb = None
    [1][5]
except IndexError as e:
    tb = e.__traceback__
    e.__traceback__ = None
    print(traceback.format_exc())
    e.__traceback__ = tb
    print(e.with_traceback(tb) is e)
    try:
        e.__traceback__ = 5
    except TypeError as t:
        print(t)
    try:
        e.__cause__ = 5
    except TypeError as t:
        print(t)
print(tb.tb_next, tb.tb_lasti >= 0)
try:
    raise ValueError from KeyError("cause only")
except ValueError as e:
    print(repr(e.__cause__), e.__suppress_context__)
