"""Every way of calling a function wrongly, and its message; and every way of calling it right."""

import functools


def f0(): return "f0"
def f1(a): return a
def f2(a, b=2): return a, b
def fp(a, b, /, c, d=4): return a, b, c, d
def fk(*, k, l=2): return k, l
def fka(a, *, k, m): return a, k, m
def fs(*args): return args
def fss(**kw): return kw
def fall(a, /, b, c=3, *args, d, e=5, **kw): return a, b, c, args, d, e, kw
def fpk(a, /, **kw): return a, kw
def many(a, b, c, d): return 0
def manyk(*, a, b, c, d): return 0


class C:
    def __init__(self, x): self.x = x
    def m(self, y): return y
    def none(): return 0
    @classmethod
    def c(cls, z): return z
    @staticmethod
    def s(w): return w
    def __call__(self, q): return q


class NoInit: pass


class New:
    def __new__(cls, a): return object.__new__(cls)


class Map:
    def __init__(self, d): self.d = d
    def keys(self): return self.d.keys()
    def __getitem__(self, k): return self.d[k]


class BadMap(Map):
    def __getitem__(self, k): raise KeyError(k)


def attempt(label, f):
    try:
        r = f()
        print(label, "->", r if not isinstance(r, (C, NoInit, New)) else type(r).__name__)
    except Exception as e:
        print(label, "!!", type(e).__name__, e)


c = C(1)
calls = """
f0() | f0(1) | f0(1, 2) | f0(x=1) | f0(*[]) | f0(**{}) | f0(*[1]) | f0(**{'x': 1}) | f1() | f1(1, 2) | f1(a=1) | f1(1, a=2) | f1(b=1) | f1(*'ab')
f1(1, **{'a': 2}) | f2() | f2(1) | f2(b=1) | f2(1, 2, 3) | f2(1, 2, 3, c=4) | f2(c=1) | f2(1, 2, b=3) | f2(*[1], **{'b': 5}) | fp(1, 2) | fp(1, 2, 3)
fp(1, b=2, c=3) | fp(a=1, b=2, c=3) | fp(1, 2, c=3, d=5) | fp(1, 2, 3, 4, 5) | fp(1) | fp() | fk() | fk(1) | fk(k=1) | fk(1, k=1) | fk(1, 2, k=1) | fk(k=1, z=2)
fk(l=1) | fka() | fka(1) | fka(1, 2) | fka(1, 2, k=3) | fka(1, k=2) | fka(1, k=1, m=2) | fs() | fs(1, 2) | fs(x=1) | fs(*'ab', *'cd', 1) | fss() | fss(a=1)
fss(1) | fss(1, a=2) | fss(**{'a': 1}, b=2) | fss(**{'a': 1}, **{'b': 1}) | fss(**{'a': 1}, **{'a': 2}) | fss(a=1, **{'a': 2}) | fss(**{1: 2}) | fss(**5)
fss(**None) | fss(**[('a', 1)]) | fss(**Map({'z': 1})) | fss(**BadMap({'z': 1})) | fss(**Map({1: 1})) | fs(*5) | fs(*None) | fs(*c) | fs(*{'k': 1})
fall(1, 2, d=4) | fall(1, 2) | fall(1, d=3) | fall() | fall(1, 2, 3, 4, 5, d=6, e=7, f=8) | fall(1, 2, a=3, d=4) | fall(1, b=2, d=4, **{'x': 1}) | fall(1, 2, b=3, d=4)
fpk(1, a=2) | fpk(a=2) | many() | many(1) | many(1, 2) | many(1, 2, 3) | many(1, 2, 3, 4, 5) | manyk() | manyk(a=1) | manyk(a=1, b=2, c=3) | manyk(1, 2, a=1)
C() | C(1, 2) | C(x=1) | C(y=1) | c.m() | c.m(1, 2) | c.m(y=2) | c.m(self=1) | c.none() | C.none() | C.m(1) | C.m() | c.c() | C.c(1) | c.s() | c.s(1) | c(1) | c()
NoInit(1) | NoInit(a=1) | NoInit() | New() | New(1) | New(a=1) | New(1, 2) | 5() | None() | 'x'() | [](1) | c.missing() | (lambda: 0)(1) | (lambda x: x)()
len() | len(1, 2) | len(x=1) | len([1], 2) | print(x=1) | int('1', base=10) | int(x=1) | sorted() | sorted([], key=1, z=2) | dict(1) | dict(a=1, **{'a': 2})
max() | isinstance(1) | 'a'.join() | 'a'.join(1) | [].append() | [].append(1, 2) | {}.get() | str.upper() | str.upper(1) | list.append([], 1) | range() | range(1, 2, 3, 4)
functools.partial(f2, 1)() | functools.partial(f1)(1, 2) | functools.partial(fall, 1, d=2)(3, d=9) | type('X', (), {})(1) | object(1) | type(1, 2) | super()
""".replace("\n", " | ").split(" | ")
for call in calls:
    if call.strip():
        attempt(call, eval("lambda: " + call))


def direct():
    attempt("a", lambda: f0(1))
    attempt("b", lambda: f1())
    attempt("c", lambda: f1(1, a=2))
    attempt("d", lambda: fk(1, 2))
    attempt("e", lambda: fall(1, **{"d": 2}))
    attempt("f", lambda: fss(**{"a": 1}, **{"a": 2}))
    attempt("g", lambda: c.m(*[1, 2], **{"y": 2}))
    attempt("h", lambda: fs(*1))
    attempt("i", lambda: fall(*[1, 2], *[3, 4], d=1, **{"e": 2}, f=3))
    attempt("j", lambda: c.m(y=1))
    attempt("k", lambda: C.m(c, y=1))
    attempt("l", lambda: "{x}".format(**Map({"x": 1})))
    attempt("m", lambda: fss(**{"a": 1, "b": 2}, c=3, **{"d": 4}))
    attempt("n", lambda: len(obj=1))


direct()


def outer():
    class Inner:
        def method(self, a):
            pass

    def inner(a):
        pass

    attempt("inner", lambda: inner())
    attempt("Inner", lambda: Inner().method())
    attempt("Inner", lambda: Inner.method())


outer()
f1.__qualname__ = "changed.qualname"
attempt("renamed", lambda: f1())
