"""inspect on compiled functions, classes, generators, frames and code."""

import dis
import functools
import inspect
import sys
import types


def f(a, b: int = 2, /, c="x", *args: str, d, e: "fwd" = None, **kw) -> float:
    """Doc of f.

    More.
    """
    return sys._getframe()


def g(): yield 1
async def h(): pass
async def ag(): yield 1


def outer():
    x = 1
    y = []

    def inner(z):
        return x + z, len(y), undefined_thing

    return inner


class K:
    """K doc"""

    def m(self, a=1): pass
    @classmethod
    def c(cls, b): pass
    @staticmethod
    def s(c): pass
    @property
    def p(self): pass
    def __call__(self, q): pass
    def __init__(self, x, *, y=1): pass


class Sub(K):
    def m(self, a=2): pass


def deco(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        return fn(*args, **kwargs)

    return wrapper


@deco
def wrapped(p, q=3): pass


for o in (f, g, h, ag, outer(), K, K.m, K(1).m, K.c, K.s, K(1), wrapped, functools.partial(f, 1, d=2), lambda x, *y: 0, Sub, Sub.m, len, print):
    try:
        print(getattr(o, "__name__", type(o).__name__), inspect.signature(o))
    except ValueError as e:
        print(str(e)[:20])
for o in (f, g, h, ag, g(), ag(), K, K.m, K(1).m, K.p, len, sys, f.__code__, K.__dict__["c"], types.SimpleNamespace):
    print([n for n, p in inspect.getmembers(inspect, inspect.isfunction) if n.startswith("is") and n not in ("ismethodwrapper",) and len(inspect.signature(p).parameters) == 1 and p(o)])
print(inspect.getclosurevars(outer()))
print(inspect.getfullargspec(f))
print(inspect.getdoc(f), inspect.getdoc(Sub.m), inspect.getdoc(K), inspect.getdoc(Sub))
print(inspect.getmodule(f) is sys.modules[__name__], inspect.getsourcefile(f).rpartition("/")[2], inspect.getsourcelines(g)[1] - f.__code__.co_firstlineno)
print(inspect.getsource(deco), inspect.getsource(K.c), inspect.unwrap(wrapped).__name__)
fr = f(1, d=4)
print(inspect.getargvalues(fr)[:3], fr.f_code.co_name, inspect.getframeinfo(fr).lineno - f.__code__.co_firstlineno, inspect.getframeinfo(fr).code_context)


def who():
    return [(i.function, i.lineno - base, i.code_context[0].strip(), i.index) for i in inspect.stack()[:3]]


def caller():
    return who()


base = who.__code__.co_firstlineno
print(caller()[:2])


def tb():
    try:
        caller_fails()
    except ValueError:
        return [(i.function, i.lineno - base, i.positions.col_offset) for i in inspect.trace()]


def caller_fails():
    raise ValueError("x")


print(tb())
print([c.__name__ for c in inspect.getmro(Sub)], [(a.name, a.kind) for a in inspect.classify_class_attrs(K) if not a.name.startswith("__")])
print([n for n, _ in inspect.getmembers(K, inspect.isfunction)], inspect.getattr_static(K, "p").__class__.__name__)
ba = inspect.signature(f).bind(1, 2, 3, 4, d=5, z=6)
ba.apply_defaults()
print(ba.arguments, ba.args, ba.kwargs)
try:
    inspect.signature(f).bind(1)
except TypeError as e:
    print(e)
gen = g()
print(inspect.getgeneratorstate(gen), inspect.getgeneratorlocals(gen))
co = h()
print(inspect.getcoroutinestate(co), inspect.getcoroutinelocals(co))
co.close()
print(f.__code__.co_varnames, f.__code__.co_argcount, f.__code__.co_kwonlyargcount, f.__code__.co_posonlyargcount, hex(f.__code__.co_flags))
print(len(list(dis.get_instructions(f))) > 3, dis.code_info(g).splitlines()[0], list(f.__code__.co_lines())[-1][2] is not None, next(f.__code__.co_positions()) is not None)
print(f.__defaults__, f.__kwdefaults__, f.__annotations__, outer().__closure__[0].cell_contents, f.__type_params__ if hasattr(f, "__type_params__") else ())
print(type(K(1).m) is types.MethodType, type(g()) is types.GeneratorType, type(fr) is types.FrameType, isinstance(f.__get__(1), types.MethodType))
s = inspect.signature(f)
f.__signature__ = s.replace(parameters=[])
print(inspect.signature(f))
print(inspect.get_annotations(f), inspect.isroutine(f), inspect.iscoroutinefunction(functools.partial(h)), inspect.isgeneratorfunction(functools.partial(g)))
