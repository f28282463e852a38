# requires: 3.12
"""Type parameters and aliases: scopes, laziness, closures, classes, methods, errors."""

import typing


def attempt(f, *a):
    try:
        print(f(*a))
    except Exception as e:
        print(type(e).__name__, e)


type Alias = list[int]
type Gen[T, *Ts, **P] = tuple[T, *Ts] | typing.Callable[P, T]
type Rec = dict[str, Rec]
type Lazy = undefined_at_definition
type Bad = 1 / 0
print(Alias, Alias.__value__, Alias.__name__, Alias.__type_params__, Gen.__type_params__, Gen[int, str, [int]], Rec.__value__)
attempt(lambda: Lazy.__value__)
undefined_at_definition = "now defined"
attempt(lambda: Lazy.__value__)
attempt(lambda: Bad.__value__)
print(Gen.__value__, type(Alias).__name__, Alias.__module__ == __name__)


def ident[T](x: T) -> T:
    y: T = x
    return y, T.__name__


print(ident(1), ident.__type_params__, ident.__annotations__)


def bounded[T: (int, str), U: undefined_bound, *Ts, **P](x: T, y: U = 5, *args: *Ts, **kw: P.kwargs) -> U:
    return T.__constraints__, [t.__name__ for t in bounded.__type_params__]


print(bounded(1))
attempt(lambda: bounded.__type_params__[1].__bound__)
undefined_bound = float
attempt(lambda: bounded.__type_params__[1].__bound__)


class Box[T]:
    items: list[T]
    t_in_body = T

    def __init__(self, x: T):
        self.x = x

    def get(self) -> T:
        return self.x, T

    def method[U](self, u: U) -> tuple[T, U]:
        return T, U, __class__.__name__

    @classmethod
    def make[V](cls, v: V):
        return cls(v)

    class Inner[W]:
        def f(self):
            return T, W

    type InClass[Q] = dict[Q, "Box"]

    def __private[Z](self):
        return Z

    def call(self):
        return self.__private()


b = Box(5)
print(b.get(), b.method("u"), Box.make(3).x, Box.Inner().f(), Box.__type_params__, Box.__parameters__, Box.__orig_bases__, Box[int], Box.InClass, b.call())
print(Box.get.__type_params__, Box.method.__type_params__, Box.method.__annotations__, Box.__annotations__, Box.t_in_body)


class Child[T](Box[T]):
    pass


class Child2[K, V](dict[K, V]):
    def __init_subclass__(cls, **kw):
        print("sub", cls.__name__, kw)

    def f(self):
        return super().__len__(), K, V


class GrandChild(Child2[str, int], flag=True):
    pass


print(Child.__mro__[1].__name__, GrandChild().f(), Child2.__orig_bases__)


def outer[T](v):
    x = "outer x"

    def inner[U](w: T):
        nonlocal x
        x += "!"
        return T, U, x

    class C[W]:
        a = x

        def m(self):
            return T, W, x

    type A[Z] = tuple[T, Z, x]
    return inner(1), C().m(), C.a, A.__value__


print(outer(1))


def decorator(label):
    print("decorator", label)
    return lambda f: (print("apply", label, f.__name__), f)[1]


def side(x):
    print("side", x)
    return x


@decorator("outer")
@decorator("inner")
def ordered[T: side("bound is lazy")](a: side("annotation") = side("default"), *, k: side("kann") = side("kdefault")) -> side("return"):
    return a, k


print(ordered())


@decorator("class")
class Ordered[T](side(dict), metaclass=side(type)):
    x: side("class body annotation") = side(1)


T = "module T"


def shadow[T]():
    T = "local T"
    return T


def comp[T](x: T):
    return [T for _ in range(2)], (lambda: T)(), list(T for _ in "a")


def gen[T](x: T):
    yield T


async def coro[T](x: T):
    return T


print(shadow(), comp(1), list(gen(1)), T)
try:
    coro(1).send(None)
except StopIteration as e:
    print(e.value)
for source in ("def f[T, T](): pass", "class C[T]: nonlocal T", "def f[T: (yield)](): pass", "type X = (yield)", "type X[T] = (a := 1)", "class A[T](T := 1): pass", "def f[T](): nonlocal T",
               "def f[T](): global T\nf[int]"):
    try:
        exec(source)
        print("fine", source)
    except (SyntaxError, TypeError) as e:
        print(type(e).__name__, e)


class InClassScope:
    attr = "class attr"
    type A = attr
    type B = tuple[attr, "x"]

    def f[T: attr](self):
        return T.__bound__

    attr = "changed"


print(InClassScope.A.__value__, InClassScope().f())
attempt(lambda: Box[int, str])
attempt(lambda: setattr(Alias, "__name__", "x"))
ident.__type_params__ = ()
print(ident.__type_params__)
print(ident(2))
type soft = int
type = 5
type -= 1
print(type, soft)
