"""Argument binding: defaults, keyword-only, mutable defaults, **kwargs identity, big calls, recursion through *args."""


def defaults(a, b=[], c={}, *, d=[]):
    b.append(a)
    d.append(-a)
    return b, c, d


print(defaults(1), defaults(2), defaults(3, ["own"]))
print(defaults.__defaults__, defaults.__kwdefaults__)


def kwargs_copy(**kw):
    kw["new"] = 1
    return kw


orig = {"a": 1}
r = kwargs_copy(**orig)
print(orig, r, r is orig)


def args_identity(*args):
    return args


t = (1, 2)
print(args_identity(*t) == t, args_identity(*t, 3), args_identity() is ())


def odd_names(a, **kw):
    return a, kw


print(odd_names(1, **{"not an identifier": 2, "": 3, "class": 4}))
print(odd_names(**{"a": 0, "self": 1, "cls": 2, "kw": 3}))


class S(str):
    pass


class H(str):
    def __hash__(self):
        return hash(str(self))

    def __eq__(self, o):
        return str(self) == str(o)


print(odd_names(**{S("a"): 1, S("b"): 2}))
print(odd_names(**{H("a"): 3}))


def make_name(s):
    return "".join(s)


print(odd_names(**{make_name(["a"]): 4}))


def big(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, *rest, k0, k1, k2, k3=33, **kw):
    return a0 + a9 + b0 + b9, rest, k0, k3, kw


print(big(*range(25), k0="k0", k1=1, k2=2, extra="e"))
print(big(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, b9=19, k0=0, k1=1, k2=2))


def recurse(*args, **kw):
    if not args:
        return kw
    return recurse(*args[1:], **kw, **{f"k{args[0]}": args[0]})


print(recurse(3, 1, 2))


def forward(f, /, *args, **kwargs):
    return f(*args, **kwargs)


print(forward(forward, forward, defaults, 9, b=[0], d=[]))
print(forward(dict, f=1, self=2), forward(print, "x", "y", sep="+"), forward(lambda *a, f=0, **k: (a, f, k), 1, f=2, g=3))


class Callable:
    def __call__(*args, **kw):
        return len(args), kw


class Sub(Callable):
    def __call__(self, *args, x=1, **kw):
        return super().__call__(*args, x=x, **kw)


print(Callable()(1, 2, a=3), Sub()(1, y=2))


class Meta(type):
    def __call__(cls, *a, **k):
        return super().__call__(*a, **k), a, k


class WithMeta(metaclass=Meta):
    def __init__(self, *a, **k):
        self.a, self.k = a, k

    def __repr__(self):
        return f"W({self.a}, {self.k})"


print(WithMeta(1, z=2))


class NewAndInit:
    def __new__(cls, *a, **k):
        print("new", a, k)
        return super().__new__(cls) if a else "not an instance"

    def __init__(self, *a, **k):
        print("init", a, k)


NewAndInit(1, b=2)
print(NewAndInit())


class InitReturns:
    def __init__(self):
        return 5


try:
    InitReturns()
except TypeError as e:
    print(e)


def default_order(a=print("a"), *, b=print("b"), c=print("c")):
    pass


def star_middle(*args, sep):
    return args, sep


print(star_middle(*"ab", sep=1, *"cd"))
print((lambda a, b=2, *c, d, **e: (a, b, c, d, e))(1, d=4))
print((lambda *, a: a)(a=1), (lambda a, /: a)(1), (lambda: (yield))().__class__.__name__)


def self_ref(n, f=lambda n: n * 2):
    return f(n)


print(self_ref(4), self_ref(4, f=str))
f = print
f("rebinding", end="\n") or f(*[], **{})
ten = (lambda a, b, c, d, e, f, g, h, i, j: a + j)
print(ten(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), ten(*range(5), **{k: 0 for k in "fghij"}))
