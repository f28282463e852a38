"""Zero-argument super() and __class__ in odd places."""

import types


class A:
    def f(self):
        return "A.f"

    @classmethod
    def c(cls):
        return "A.c " + cls.__name__

    @staticmethod
    def s():
        return "A.s"

    @property
    def p(self):
        return "A.p"

    def __getattribute__(self, name):
        return super().__getattribute__(name)

    x = "A.x"


class B(A):
    def f(self):
        return "B.f " + super().f()

    @classmethod
    def c(cls):
        return "B.c " + super().c()

    @property
    def p(self):
        return "B.p " + super().p

    def nested(self):
        def inner():
            return __class__.__name__

        return inner(), [__class__.__name__ for _ in range(2)], (lambda: __class__)() is B

    def star(*args):
        return super().f()

    def rebound(self):
        self = B()
        return super().f()

    def deleted(self):
        del self
        return super().f()

    def in_comp(self):
        return [super(B, self).f() for _ in range(2)]

    def in_comp_bare(self):
        return [super().f() for _ in range(2)]

    def in_gen(self):
        yield super().f()
        yield super().x

    def in_lambda(self):
        return (lambda self: super().f())(self)

    def in_inner(self):
        def inner(me):
            return super().f()

        return inner(self)

    def shadow(self, super=lambda *a: "shadowed"):
        return super()

    def attributes(self):
        s = super()
        return s.__thisclass__.__name__, s.__self_class__.__name__, s.__self__ is self, s.x

    def missing(self):
        return super().nothing

    def set_attribute(self):
        super().newattr = 1

    def cell_captured(self):
        def get():
            return self

        return super().f(), get() is self

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        print("init_subclass", cls.__name__)

    def __new__(cls, *a):
        return super().__new__(cls)

    def two_args(self):
        return super(A, self).__repr__.__self__ is self

    def no_args():
        return super()

    def unbound(self):
        return super(B).__self__, super(B).__get__(self).f()


class C(B):
    def f(self):
        return "C.f " + super().f()


def attempt(f, *a):
    try:
        r = f(*a)
        if isinstance(r, types.GeneratorType):
            r = list(r)
        print(r)
    except Exception as e:
        print(type(e).__name__, e)


for o in (B(), C()):
    for name in ("f", "c", "nested", "star", "rebound", "deleted", "in_comp", "in_comp_bare", "in_gen", "in_lambda", "in_inner", "shadow",
                 "attributes", "missing", "set_attribute", "cell_captured", "two_args", "unbound"):
        print(name, end=" ")
        attempt(getattr(o, name))
    print(o.p)
attempt(B.no_args)
attempt(B.f, 5)
attempt(B.f, A())


def outside(self):
    return super().f()


B.outside = outside
attempt(B().outside)


class Early(type):
    def __new__(mcs, name, bases, ns):
        attempt(ns["uses"], 5)
        cls = super().__new__(mcs, name, bases, ns)
        attempt(ns["uses"], cls())
        return cls


class E(metaclass=Early):
    def uses(self):
        return __class__.__name__

    def uses_super(self):
        return super().__class__


class NoPass(type):
    def __new__(mcs, name, bases, ns):
        ns.pop("__classcell__", None)
        return super().__new__(mcs, name, bases, ns)


def forgetting():
    class F(metaclass=NoPass):
        def f(self):
            return __class__


class Twice(type):
    def __new__(mcs, name, bases, ns):
        cls = super().__new__(mcs, name, bases, dict(ns))
        super().__new__(mcs, name + "2", bases, dict(ns))
        return cls


def twice():
    class G(metaclass=Twice):
        def f(self):
            return __class__

    return G().f().__name__


def set_class_in_body():
    class H:
        __class__ = int

        def f(self):
            return __class__.__name__

    return H().f(), H.__dict__["__class__"].__name__


def nonlocal_class():
    class I:
        def f(self):
            nonlocal __class__
            __class__ = "changed"
            return __class__

    return I().f(), I().f()


attempt(forgetting)
attempt(twice)
attempt(set_class_in_body)
attempt(nonlocal_class)


class MRO1(A):
    def f(self):
        return "1" + super().f()


class MRO2(A):
    def f(self):
        return "2" + super().f()


class Diamond(MRO1, MRO2):
    def f(self):
        return "D" + super().f()


d = Diamond()
print(d.f())
Diamond.__bases__ = (MRO2, MRO1)
print(d.f())
d.__class__ = MRO1
print(d.f())
