"""One attribute site that sees everything change under it."""


def get(o):
    return o.attr


def put(o, v):
    o.attr = v


def call(o):
    return o.meth(1)


def warm(f, *a, n=30):
    for _ in range(n):
        r = f(*a)
    return r


def attempt(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


class A:
    attr = "class A"

    def meth(self, x):
        return "A.meth", x


class B:
    def __init__(self):
        self.attr = "instance B"

    def meth(self, x):
        return "B.meth", x


a, b = A(), B()
print(warm(get, a), warm(get, b), warm(call, a), warm(call, b))
a.attr = "instance A"
print(get(a))
del a.attr
print(get(a))
A.attr = "changed class"
print(get(a))
del A.attr
print(attempt(get, a))
A.__getattr__ = lambda self, n: "getattr " + n
print(get(a), attempt(call, a))
A.attr = property(lambda self: "property")
print(get(a), attempt(put, a, 1))
A.attr = property(lambda self: "property", lambda self, v: print("setter", v))
put(a, 5)
del A.attr
put(a, "instance again")
print(get(a), a.__dict__)
del A.__getattr__
print(warm(get, a))
a.__dict__["attr"] = "through dict"
print(get(a))
a.__dict__ = {"attr": "new dict"}
print(get(a))
a.__dict__.clear()
print(attempt(get, a))
for i in range(40):
    a.__dict__[f"k{i}"] = i
a.attr = "many keys"
print(warm(get, a))

print("-- shadowing methods")
print(warm(call, b))
b.meth = lambda x: ("instance meth", x)
print(call(b))
del b.meth
print(call(b))
B.meth = lambda self, x: ("replaced", x)
print(call(b))
B.meth = staticmethod(lambda x: ("static", x))
print(call(b))
B.meth = classmethod(lambda cls, x: ("classmethod", cls.__name__, x))
print(call(b))
B.meth = len
print(attempt(call, b))
B.meth = 5
print(attempt(call, b))
del B.meth
print(attempt(call, b))


class Callable:
    def __call__(self, x):
        return "callable object", x


B.meth = Callable()
print(call(b))

print("-- bases change")


class Base1:
    attr = "base1"
    def meth(self, x): return "base1 meth", x


class Base2:
    attr = "base2"
    def meth(self, x): return "base2 meth", x


class D(Base1):
    pass


d = D()
print(warm(get, d), warm(call, d))
D.__bases__ = (Base2,)
print(get(d), call(d))
Base2.attr = "base2 changed"
print(get(d))
d.__class__ = B
print(attempt(get, d), call(d))
d.__class__ = D
print(get(d))

print("-- descriptors")


class Data:
    def __get__(self, o, t): return "data get"
    def __set__(self, o, v): print("data set", v)


class NonData:
    def __get__(self, o, t): return "nondata get"


d.attr = "instance"
print(get(d))
D.attr = NonData()
print(get(d))
D.attr = Data()
print(get(d))
put(d, 1)
NonData.__set__ = lambda s, o, v: print("now data", v)
D.attr = NonData()
print(get(d))
put(d, 2)
del NonData.__set__
print(get(d))
put(d, 3)
print(get(d))

print("-- getattribute")
D.__getattribute__ = lambda self, n: f"getattribute {n}"
print(get(d))
del D.__getattribute__
print(get(d))
D.__setattr__ = lambda self, n, v: print("setattr", n, v)
put(d, 4)
del D.__setattr__
put(d, 5)
print(get(d))

print("-- modules, classes, builtins, None at the same site")
import types

m = types.ModuleType("m")
m.attr = "module"
m.meth = lambda x: ("module meth", x)
print(warm(get, m), call(m), get(D.__mro__[1]), attempt(get, None), attempt(get, 5), attempt(get, m.meth), attempt(put, 5, 1), attempt(put, None, 1))
del m.attr
print(attempt(get, m))
m.__getattr__ = lambda n: "module getattr " + n
print(get(m))
m.__class__ = type("Mod", (types.ModuleType,), {"attr": property(lambda s: "module subclass")})
print(get(m))


class Many:
    pass


out = []
for i in range(20):
    C = type(f"C{i}", (), {"attr": i})
    out.append(get(C()))
print(out)
for C in [type(f"C{i}", (), {}) for i in range(10)]:
    o = C()
    for j in range(5):
        put(o, j)
    print(get(o), end=" ")
print()
