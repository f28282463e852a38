"""Functions, generators, coroutines, code objects pass what is in inspect."""

import functools
import inspect
import sys
import types
import typing

total = 0
GLOBAL = [1]


def plain(a, b: int = 2, /, c="c", *args: str, d, e=None, **kwargs) -> "result":
    """Doc.

    More.
    """
    # a comment
    return a, GLOBAL, len(args), undefined_thing


def gen(n):
    x = 1
    while n:
        y = yield x
        n -= 1


async def co(a):
    await a


async def agen():
    yield 1


def closure():
    x, unused = 1, 2

    def inner(y=x):
        """Inner."""
        nonlocal unused
        unused = x + y
        return unused, GLOBAL, print

    return inner


class K:
    """Class doc."""

    attr: int = 1

    def method(self, a, *, b=1):
        """Method doc."""
        return a

    @classmethod
    def klass(cls, a):
        pass

    @staticmethod
    def static(a, b=2):
        pass

    @property
    def prop(self):
        """Prop doc."""
        return 1

    def __call__(self, x):
        pass

    @functools.cached_property
    def cached(self):
        return 1

    @functools.singledispatchmethod
    def dispatched(self, x):
        pass

    async def amethod(self):
        pass

    lam = lambda self, q: q


class Sub(K):
    def method(self, a, *, b=1):
        return super().method(a)


def decorator(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        return f(*args, **kwargs)

    return wrapper


@decorator
def decorated(a, b=1):
    """Decorated doc."""


@functools.lru_cache
def cached(a):
    pass


partial = functools.partial(plain, 1, d=5)
lam = lambda a, *b, c=1: None
everything = {
    "plain": plain, "gen": gen, "co": co, "agen": agen, "inner": closure(), "method": K.method, "bound": K().method,
    "klass": K.klass, "static": K.static, "lam": K.lam, "decorated": decorated, "cached": cached, "partial": partial,
    "lambda": lam, "class": K, "instance": K(), "amethod": K.amethod, "sub": Sub.method,
}  # fmt: skip
PREDICATES = [n for n in dir(inspect) if n.startswith("is") and n not in ("isclass_",) and callable(getattr(inspect, n))]
for name, thing in everything.items():
    print("----", name)
    print([p for p in PREDICATES if p != "iskeyword" and getattr(inspect, p)(thing)])
    print(isinstance(thing, types.FunctionType), callable(thing), isinstance(thing, typing.Callable), isinstance(thing, typing.Hashable))
    for f in (inspect.signature, inspect.getdoc, inspect.getsource, inspect.getsourcelines, inspect.getcomments, inspect.getfullargspec, inspect.unwrap, inspect.getmodule, inspect.get_annotations, typing.get_type_hints):
        try:
            result = f(thing)
            if f is inspect.unwrap:
                result = getattr(result, "__name__", "?")
            elif f is inspect.getmodule:
                result = result.__name__
            print("  ", f.__name__, result)
        except Exception as e:
            print("  ", f.__name__, type(e).__name__, str(e).partition(" at 0x")[0])
for f in (plain, closure(), gen):
    c = inspect.getclosurevars(f)
    print(c.nonlocals, sorted(c.globals), sorted(c.builtins), sorted(c.unbound))
for args, kwargs in (((1,), {"d": 3}), ((1, 2, 3, 4, 5), {"d": 1, "z": 2}), ((), {}), ((1,), {"a": 2, "d": 1})):
    try:
        print(inspect.getcallargs(plain, *args, **kwargs))
    except TypeError as e:
        print(e)
print(inspect.signature(plain).bind(1, d=2).arguments, inspect.signature(K().method).parameters["b"].default)
code = plain.__code__
print(code.co_name, code.co_qualname, code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_varnames, code.co_names, code.co_nlocals, code.co_stacksize, code.co_flags, code.co_freevars, code.co_cellvars, code.co_firstlineno)
print(list(code.co_lines()), code.co_consts[0], code.co_filename.rpartition("/")[2], len(code.co_code), code == code.replace(), hash(code) == hash(code.replace()))
print([n for n in dir(code) if not n.startswith("__")])
print(sorted(n for n in dir(plain)), sorted(set(dir(type(plain))) - set(dir(types.FunctionType))))
print(type(plain).__name__, type(plain).__module__, type(gen(1)).__name__, type(plain).__doc__ is not None, type(plain) is types.FunctionType or sys.version_info < (3, 12))
print(inspect.classify_class_attrs(Sub)[0].name, [a.name + ":" + a.kind for a in inspect.classify_class_attrs(K) if not a.name.startswith("__")])
print([n for n, v in inspect.getmembers(K, inspect.isfunction)], [n for n, v in inspect.getmembers_static(K, inspect.isroutine) if not n.startswith("__")])
print([n for n, _ in inspect.getmembers(sys.modules[__name__], inspect.isfunction)], [n for n, _ in inspect.getmembers(sys.modules[__name__], inspect.isclass)])
g = gen(3)
next(g)
print(inspect.getgeneratorstate(g), inspect.getgeneratorlocals(g), g.gi_code is gen.__code__, g.__name__, g.__qualname__)
c = co(1)
print(inspect.getcoroutinestate(c), inspect.getcoroutinelocals(c), c.cr_code.co_name)
c.close()
if sys.version_info >= (3, 12):
    a = agen()
    print(inspect.getasyncgenstate(a), inspect.getasyncgenlocals(a))
    inspect.markcoroutinefunction(plain)
    print(inspect.iscoroutinefunction(plain))
print(inspect.isgeneratorfunction(functools.partial(gen)), inspect.iscoroutinefunction(functools.partial(co)), inspect.isasyncgenfunction(agen))


def f_stack():
    info = inspect.getframeinfo(inspect.currentframe(), context=3)
    return info.function, info.lineno - f_stack.__code__.co_firstlineno, [l.strip() for l in info.code_context], info.index, info.positions and (info.positions.col_offset, info.positions.end_col_offset)


print(f_stack())


def trace_info():
    try:
        1 / 0
    except ZeroDivisionError:
        return [(t.function, t.lineno - trace_info.__code__.co_firstlineno, t.code_context[0].strip(), t.positions.col_offset) for t in inspect.trace()]


print(trace_info())
print(inspect.getargvalues((lambda a, *b, c=1: inspect.currentframe())(1, 2)).args, inspect.getouterframes(inspect.currentframe())[0].function)
print(inspect.cleandoc(plain.__doc__), inspect.getmodulename(__file__), inspect.getfile(plain).rpartition("/")[2], inspect.getsourcefile(K).rpartition("/")[2])
print([c[0].__name__ if isinstance(c, tuple) else [x[0].__name__ for x in c] for c in inspect.getclasstree([K, Sub])], inspect.getmro(Sub)[1].__name__)
print(inspect.getattr_static(K(), "prop").__class__.__name__, inspect.getattr_static(Sub, "klass").__class__.__name__)
print(repr(plain).split(" at ")[0], repr(K.method).split(" at ")[0], repr(gen(1)).split(" at ")[0], str(code).split(" at ")[0])
try:
    ExceptionGroup("g", [ValueError(1)]).split(plain)
except Exception as e:
    print(type(e).__name__)
print(ExceptionGroup("g", [ValueError(1), KeyError(2)]).split(lambda e: isinstance(e, KeyError)), ExceptionGroup("g", [ValueError(1)]).subgroup(lambda e: True))
