"""contextvars, weak references, array protocols, operator.index, numbers abstract classes, singletons, ellipsis, global constants."""

import contextvars
import ctypes
import functools
import numbers
import operator
import types
import weakref

v = contextvars.ContextVar("v", default=0)


def bump():
    tok = v.set(v.get() + 1)
    return v.get(), tok


ctx = contextvars.copy_context()
print(ctx.run(bump)[0], ctx.run(bump)[0], v.get(), ctx[v])
r, tok = bump()
v.reset(tok)
print(v.get())
try:
    v.reset(tok)
except RuntimeError as e:
    print("reset twice")


def gen():
    v.set(50)
    yield v.get()
    yield v.get()


g = gen()
print(next(g), v.get())
v.set(60)
print(next(g))


class W:
    def m(self):
        return "m"

    def __hash__(self):
        return 5


o = W()
refs = [weakref.ref(o), weakref.proxy(o), weakref.WeakMethod(o.m), weakref.WeakSet([o]), weakref.WeakKeyDictionary({o: 1})]
print(refs[0]() is o, refs[1].m(), refs[2]()(), len(refs[3]), len(refs[4]), weakref.getweakrefcount(o) > 0)
del o
try:
    refs[1].m()
except ReferenceError as e:
    print(e)
print(refs[0](), refs[2](), len(refs[3]), len(refs[4]))


def f():
    pass


wf = weakref.ref(f)
del f
print(wf())


def inner_function_dies():
    def inner():
        return 1

    r = weakref.ref(inner)
    del inner
    return r()


print(inner_function_dies())


def generator_dies():
    def g():
        yield

    it = g()
    r = weakref.ref(it)
    next(it)
    del it
    return r()


print(generator_dies())
print(isinstance(5, numbers.Integral), isinstance(True, int), isinstance(1.5, numbers.Real), isinstance(5, (str, (int, float))), isinstance(5, int | str), issubclass(bool, numbers.Number))
for bad in (5, "int", (int, 5), [int]):
    try:
        print(isinstance("x", bad))
    except TypeError as e:
        print(e)
print(operator.index(True), operator.itemgetter(1, 0)("ab"), operator.methodcaller("upper")("x"), operator.attrgetter("real")(5), operator.length_hint([1]), functools.reduce(operator.add, [1, 2, 3]))
print(..., Ellipsis is ..., NotImplemented is NotImplemented, type(None)(), type(...)() is ..., bool(...))
m = types.ModuleType("m", "doc")
exec("x = 1\ndef f(): return x, __name__", m.__dict__)
print(m.f(), m.__doc__, types.SimpleNamespace(a=1), types.MappingProxyType({"a": 1})["a"])
T = types.new_class("T", (W,), {}, lambda ns: ns.update(x=5))
print(T.x, T().m(), types.resolve_bases((W,)), types.coroutine(lambda: (yield)).__name__)
CB = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)


@CB
def callback(n):
    return n * 2


print(callback(21))
cmp = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_int))
arr = (ctypes.c_int * 4)(3, 1, 4, 2)
ctypes.CDLL(None).qsort(arr, 4, ctypes.sizeof(ctypes.c_int), cmp(lambda a, b: a[0] - b[0]))
print(list(arr))


class Idx:
    def __index__(self):
        return 2


class Int:
    def __int__(self):
        return 7

    def __float__(self):
        return 7.5

    def __complex__(self):
        return 7j

    def __bytes__(self):
        return b"seven"

    def __trunc__(self):
        return 70

    def __floor__(self):
        return 71


print([10, 20, 30][Idx()], "abc"[Idx():], range(Idx()), int(Int()), float(Int()), complex(Int()), bytes(Int()), __import__("math").floor(Int()), bin(Idx()), [0] * Idx(), list(range(10))[Idx():][:2])
try:
    [1][Int()]
except TypeError as e:
    print(e)
print(pow(2, 5, 7), divmod(-7, 2), round(1234.567, -2), abs(-5), hash("") == hash(""), callable(print), id(None) == id(None), chr(97), ord("a"), bin(5), oct(8), hex(255), ascii("é"), repr("x"))
