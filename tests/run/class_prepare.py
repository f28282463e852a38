"""__prepare__, metaclass keywords, metaclass conflicts, odd namespaces, bases that are no classes."""


class Logging(dict):
    def __setitem__(self, k, v):
        print("set", k, v if isinstance(v, (int, str)) and k not in ("__module__", "__firstlineno__") else type(v).__name__)
        super().__setitem__(k, v)

    def __getitem__(self, k):
        try:
            v = super().__getitem__(k)
        except KeyError:
            print("miss", k)
            raise
        print("get", k)
        return v

    def __delitem__(self, k):
        print("del", k)
        super().__delitem__(k)


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", mcs.__name__, name, [b.__name__ for b in bases], kw)
        return Logging(seeded=1)

    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, type(ns).__name__, kw)
        return super().__new__(mcs, name, bases, dict(ns))

    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)
        super().__init__(name, bases, ns)

    def __call__(cls, *a, **k):
        print("call", cls.__name__, a, k)
        return super().__call__(*a, **k)


class A(metaclass=Meta, option=1, **{"other": 2}):
    x = seeded
    y = len("abc")
    x += 1
    del y

    def f(self):
        return 1


class B(A):
    z = 3


A().f()


def fmeta(name, bases, ns, **kw):
    print("function metaclass", name, bases, sorted(k for k in ns if not k.startswith("__")), kw)
    return 42


class C(metaclass=fmeta, k=1):
    attr = 1


print(C)


class Missing(dict):
    def __missing__(self, k):
        if k.startswith("__"):
            raise KeyError(k)
        return k.upper()


class MM(type):
    __prepare__ = lambda *a, **k: Missing()


class D(metaclass=MM):
    a = undefined_one
    b = [undefined_two]
    print(print_is_missing_too)if False else None


print(D.a, D.b)


class NoDict(type):
    def __prepare__(name, bases):
        return []

    __prepare__ = classmethod(lambda *a: [])


def attempt(f):
    try:
        r = f()
        print("ok", r.__name__ if isinstance(r, type) else r)
    except Exception as e:
        print(type(e).__name__, e)


def no_mapping():
    class E(metaclass=NoDict):
        pass


class M1(type):
    pass


class M2(type):
    pass


class X1(metaclass=M1):
    pass


class X2(metaclass=M2):
    pass


def conflict():
    class E(X1, X2):
        pass


def layout():
    class E(int, str):
        pass


def mro():
    class P:
        pass

    class E(object, P):
        pass


def duplicate():
    class E(A, A):
        pass


def not_a_class():
    class E(5):
        pass


def final():
    class E(bool):
        pass


def unexpected_keyword():
    class E(kw=1):
        pass


def two_metaclasses():
    class E(metaclass=M1, **{"metaclass": M2}):
        pass


class MroEntries:
    def __mro_entries__(self, bases):
        print("mro entries", len(bases))
        return (X1,)


def mro_entries():
    class E(MroEntries()):
        pass

    print(E.__bases__[0].__name__, len(E.__orig_bases__), type(E).__name__)
    return E


class BadEntries:
    def __mro_entries__(self, bases):
        return X1


def bad_entries():
    class E(BadEntries()):
        pass


def star_bases():
    bases = (X1,)

    class E(*bases, **{}):
        pass

    return E


def body_raises():
    class E(metaclass=Meta):
        a = 1
        raise ValueError("body")


class DerivedMeta(M1):
    pass


def most_derived():
    class P(metaclass=DerivedMeta):
        pass

    class E(X1, P):
        pass

    return type(E)


for f in (no_mapping, conflict, layout, mro, duplicate, not_a_class, final, unexpected_keyword, two_metaclasses, mro_entries, bad_entries, star_bases,
          body_raises, most_derived):
    print("--", f.__name__)
    attempt(f)
attempt(lambda: type("Dyn", (A,), {"q": 1}, opt=3))
attempt(lambda: type("Dyn", (), {"__slots__": ("a",)}))
attempt(lambda: type(5, (), {}))
