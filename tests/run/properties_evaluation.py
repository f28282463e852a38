"""Properties, __getattr__ and __getattribute__ with errors inside: AttributeError swallowed or not, hasattr, getattr defaults."""


class A:
    @property
    def p(self):
        return self.missing_in_property

    @property
    def bad(self):
        raise ValueError("property")

    def __getattr__(self, n):
        print("getattr", n)
        if n == "dyn":
            return "dynamic"
        if n == "err":
            raise KeyError(n)
        raise AttributeError(f"custom: {n}")


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e, getattr(e, "name", None))


a = A()
attempt(lambda: a.p)
attempt(lambda: a.bad)
attempt(lambda: a.dyn)
attempt(lambda: a.err)
attempt(lambda: a.nope)
attempt(lambda: hasattr(a, "p"))
attempt(lambda: hasattr(a, "bad"))
attempt(lambda: getattr(a, "nope", "default"))
attempt(lambda: getattr(a, "err", "default"))
attempt(lambda: a.method())
attempt(lambda: a.dyn())
attempt(lambda: a.dyn.upper())


class B:
    x = 1

    def __getattribute__(self, n):
        print("getattribute", n)
        if n == "raises":
            raise AttributeError("from getattribute")
        if n == "value":
            raise ValueError("value")
        return super().__getattribute__(n)

    def __getattr__(self, n):
        print("fallback", n)
        return f"fallback {n}"

    def m(self):
        return self.x


b = B()
attempt(lambda: b.x)
attempt(lambda: b.raises)
attempt(lambda: b.value)
attempt(lambda: b.m())
attempt(lambda: b.missing_method)
attempt(lambda: b.__class__.__name__)
attempt(lambda: len(b))


class S:
    def __setattr__(self, n, v):
        print("setattr", n, v)
        if n == "no":
            raise AttributeError("refused")
        object.__setattr__(self, n, v)

    def __delattr__(self, n):
        print("delattr", n)
        object.__delattr__(self, n)

    def init(self):
        self.a = 1
        self.a += 1
        self.b = self.c = 3
        del self.b
        (self.d, self.e) = 4, 5
        for self.f in range(2):
            pass
        with open("/dev/null") as self.g:
            pass
        self.no = 1


s = S()
attempt(s.init)
print(sorted(s.__dict__))
attempt(lambda: delattr(s, "zzz"))


class Meta(type):
    @property
    def p(cls):
        return "meta property"

    def __getattr__(cls, n):
        return f"meta getattr {n}"

    def mm(cls):
        return "meta method", cls.__name__


class C(metaclass=Meta):
    q = property(lambda self: "instance property")
    z = 5


attempt(lambda: C.p)
attempt(lambda: C().p)
attempt(lambda: C.unknown)
attempt(lambda: C.mm())
attempt(lambda: C().mm())
attempt(lambda: C.q.fget(1))
attempt(lambda: setattr(C, "p", 1))


class Descr:
    def __init__(self, *methods):
        self.log = methods

    def __get__(self, o, t):
        if o is None:
            return self
        raise AttributeError("descriptor says no")


class E:
    d = Descr()

    def __getattr__(self, n):
        return "after descriptor " + n


attempt(lambda: E().d)
attempt(lambda: E.d.log)
for o in (5, "s", None, [], len, E, int, (), 1.5, a.__class__, lambda: 0):
    attempt(lambda: o.no_such_attribute)
    attempt(lambda: setattr(o, "no_such_attribute", 1))
    if hasattr(o, "no_such_attribute"):
        del o.no_such_attribute
import math

attempt(lambda: math.no_such)
attempt(lambda: math.pii)
attempt(lambda: super(A, a).zzz)
attempt(lambda: (5).real)
attempt(lambda: "x".uper())
attempt(lambda: [].push(1))
attempt(lambda: None.get("x"))
