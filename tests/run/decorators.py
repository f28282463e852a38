"""Decorators: order, arguments, classes, odd expressions, wraps, on methods, properties, stacked with built-ins."""

import functools
import inspect


def trace(label):
    print("make", label)

    def deco(f):
        print("apply", label, getattr(f, "__name__", type(f).__name__))
        if isinstance(f, type) or not callable(f):
            return f

        @functools.wraps(f)
        def wrapper(*a, **k):
            print("call", label)
            return f(*a, **k)

        return wrapper

    return deco


@trace("outer")
@trace("inner")
def function(x):
    """doc"""
    return x * 2


print(function(2), function.__name__, function.__doc__, function.__wrapped__.__wrapped__(5))


class Register:
    found = []

    def __call__(self, f):
        self.found.append(f.__qualname__)
        return f

    def __getitem__(self, k):
        return lambda f: (print("item", k, f.__name__), f)[1]

    attr = property(lambda self: lambda f: (print("attr", f.__name__), f)[1])


reg = Register()
lookup = {"k": [reg]}


@reg
@reg["key"]
@reg.attr
@lookup["k"][0]
@(lambda f: f)
@(reg if True else None)
def odd():
    pass


print(reg.found)


class K:
    @staticmethod
    @trace("static")
    def s(x):
        return x

    @classmethod
    @trace("class")
    def c(cls):
        return cls.__name__

    @property
    @trace("prop")
    def p(self):
        return "p"

    @p.setter
    def p(self, v):
        print("set p", v)

    @functools.cached_property
    def cached(self):
        print("computing")
        return 5

    @functools.lru_cache(maxsize=2)
    def lru(self, n):
        print("lru", n)
        return n

    @functools.singledispatchmethod
    def sd(self, x):
        return "default", x

    @sd.register
    def _(self, x: int):
        return "int", x

    @sd.register(str)
    def _(self, x):
        return "str", x

    partial = functools.partialmethod(lambda self, a, b: (a, b), 1)

    def local_deco(f):
        return lambda self, *a: ("decorated", f(self, *a))

    @local_deco
    def m(self, x):
        return x


k = K()
print(k.s(1), K.s(2), k.c(), k.p, k.cached, k.cached, k.lru(1), k.lru(1), k.lru(2), k.lru(3), k.lru(1), k.sd(1), k.sd("a"), k.sd(1.5), k.partial(2), k.m(3))
k.p = 5
k.cached = 6
print(k.cached)
del k.cached
print(k.cached, K.lru.cache_info())


@trace("class decorator")
class D:
    pass


@functools.total_ordering
class Ordered:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return self.v == o.v

    def __lt__(self, o):
        return self.v < o.v


print(Ordered(1) <= Ordered(2), Ordered(3) > Ordered(2), Ordered(1) >= Ordered(2))


@functools.singledispatch
def sd(x):
    return "object"


@sd.register(list)
@sd.register(tuple)
def _(x):
    return "sequence " + sd(x[0])


@sd.register
def _(x: int | float):
    return "number"


print(sd([1]), sd((1.5,)), sd("s"), sd.dispatch(bool)(True))


@functools.cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(60), fib.cache_info())
try:
    @undefined_decorator
    def never():
        pass
except NameError as e:
    print(e)
try:
    @len
    def wrong():
        pass
except TypeError as e:
    print(e)
try:
    @5
    def five():
        pass
except TypeError as e:
    print(e)


@callable
def printed(): pass


print(printed)


@inspect.signature
def sig(a, b=1, *, c): pass


print(sig)
make = [trace(i) for i in range(2)]


@make[0]
@make[1]
async def coro():
    return 1


print(inspect.iscoroutinefunction(coro), coro.__name__)
c = coro()
c.close()
line = inspect.currentframe().f_lineno


@trace("lines")

@trace(
    "more lines"
)
def lines():
    return inspect.currentframe().f_lineno - line


print(lines(), inspect.unwrap(lines).__code__.co_firstlineno - line)
