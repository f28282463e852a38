"""__class__, __dict__, __bases__, __name__ and friends assigned at run time."""

import types


def attempt(f, *a):
    try:
        print("ok", f(*a))
    except Exception as e:
        print(type(e).__name__, e)


class A:
    x = "A"

    def f(self):
        return "A.f", self.x


class B:
    x = "B"

    def f(self):
        return "B.f", self.x


def f(o):
    return o.f()


a = A()
for cls in (A, B, A, B):
    a.__class__ = cls
    print(f(a), type(a).__name__, isinstance(a, A), isinstance(a, B))


def mid_loop(o):
    out = []
    for i in range(6):
        out.append(o.f()[0])
        o.__class__ = B if i % 2 else A
    return out


print(mid_loop(a))
attempt(setattr, a, "__class__", int)
attempt(setattr, a, "__class__", 5)
attempt(setattr, 5, "__class__", A)
attempt(delattr, a, "__class__")
attempt(setattr, [], "__class__", list)

a.y = 1
d = a.__dict__
a.__dict__ = {"z": 2}
print(d, vars(a), hasattr(a, "y"))
attempt(setattr, a, "__dict__", 5)
attempt(delattr, a, "__dict__")
a.__dict__["f"] = lambda: "from dict"
print(f(a))


class D(dict):
    def __getitem__(self, k):
        return "never asked"


a.__dict__ = D(z=3)
print(a.z)

A.__name__ = "Renamed"
A.__qualname__ = "Outer.Renamed"
A.__doc__ = "doc now"
A.__module__ = "elsewhere"
print(A, A.__name__, A.__doc__)
attempt(setattr, A, "__name__", 5)
attempt(setattr, A, "__name__", "a\0b")
attempt(setattr, A, "__bases__", ())
attempt(setattr, A, "__bases__", (A,))
attempt(setattr, A, "__bases__", (int,))
attempt(setattr, int, "x", 1)
attempt(setattr, A, "__dict__", {})
attempt(setattr, A, "__mro__", ())
A.__annotations__ = {"k": int}
print(A.__annotations__)
del A.__annotations__
print(A.__annotations__)


class Meta(type):
    def mro(cls):
        m = super().mro()
        print("mro computed", cls.__name__)
        return m

    def extra(cls):
        return "meta method"


class C(metaclass=Meta):
    pass


class E(C):
    pass


E.__class__ = type("M2", (Meta,), {"extra": lambda cls: "other meta"})
print(E.extra(), C.extra())


def func(a, b=2, *, c=3):
    """doc"""
    return a, b, c


func.__name__ = "new_name"
func.__qualname__ = "new.qual"
func.__doc__ = None
func.__module__ = "mod"
func.__defaults__ = (20,)
func.__kwdefaults__ = {"c": 30}
func.__dict__ = {"attr": 1}
func.__annotations__ = {"a": int}
print(func(1), func.attr, func.__name__, func.__qualname__, func.__doc__, func.__module__, func.__annotations__)
attempt(func)
func.__defaults__ = (1, 2)
attempt(func)
func.__kwdefaults__ = None
attempt(func)
attempt(setattr, func, "__defaults__", [1])
attempt(setattr, func, "__code__", 5)
attempt(setattr, func, "__closure__", ())
attempt(setattr, func, "__globals__", {})
attempt(setattr, func, "__name__", 5)
attempt(delattr, func, "__name__")
attempt(delattr, func, "attr")

mod = types.ModuleType("mod")
mod.__class__ = type("Mod", (types.ModuleType,), {"p": property(lambda s: "p of " + s.__name__), "__call__": lambda s: "called"})
print(mod.p, mod())
attempt(setattr, mod, "__class__", A)


class Base:
    pass


class Derived(Base):
    pass


d = Derived()
Base.late = "late attribute"
print(d.late, Derived.__subclasses__(), [c.__name__ for c in Base.__subclasses__()])
Derived.__bases__ = (A, Base)
print(d.f(), [c.__name__ for c in Derived.__mro__])
