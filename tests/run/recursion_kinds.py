"""Recursion of every kind, in threads with small stacks and under a huge recursion limit, ends in RecursionError."""

import functools
import json
import operator
import sys
import threading


class R:
    def __repr__(self):
        return repr(self)

    def __eq__(self, other):
        return self == other

    def __lt__(self, other):
        return self < other

    def __hash__(self):
        return hash(self)

    def __bool__(self):
        return not self

    def __len__(self):
        return len(self)

    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __getitem__(self, key):
        return self[key]

    def __contains__(self, item):
        return item in self

    def __iter__(self):
        return iter(self)

    def __next__(self):
        return next(self)

    def __call__(self):
        return self()

    def __add__(self, other):
        return self + other

    def __iadd__(self, other):
        self += other

    def __neg__(self):
        return -self

    def __format__(self, spec):
        return f"{self:{spec}}"

    def __enter__(self):
        with self:
            pass

    def __exit__(self, *exc):
        pass

    def __setattr__(self, name, value):
        self.name = value

    def __delattr__(self, name):
        del self.name

    def __setitem__(self, key, value):
        self[key] = value

    def __delitem__(self, key):
        del self[key]

    @property
    def p(self):
        return self.p

    @functools.cached_property
    def c(self):
        return self.c


class Get:
    def __get__(self, instance, owner):
        return instance.d


class D:
    d = Get()


class Meta(type):
    def __call__(cls):
        return cls()

    def __instancecheck__(cls, instance):
        return isinstance(instance, cls)

    def __getattr__(cls, name):
        return getattr(cls, name + "x")


class M(metaclass=Meta):
    pass


class New:
    def __new__(cls):
        return New()


class Init:
    def __init__(self):
        self.inner = Init()


def plain(n=0):
    return plain(n + 1)


def keywords(*args, **kwargs):
    return keywords(*args, **kwargs)


def comprehension():
    return [comprehension() for _ in range(1)]


def gen_expression():
    return sum(gen_expression() for _ in range(1))


def lambdas():
    f = lambda: f()
    return f()


def sort_key():
    return sorted([1, 2], key=lambda _: sort_key())


def sort_compare():
    return [R(), R()].sort()


def mapped():
    return list(map(lambda _: mapped(), [1]))


def reduced():
    return functools.reduce(lambda a, b: reduced(), [1, 2])


def partial():
    return functools.partial(partial)()


def delegating(n=0):
    yield n
    yield from delegating(n + 1)


def drained():
    return [x for x in delegating()]


def eager(n=0):
    yield from eager(n + 1)


def first():
    return next(eager())


def unpacked():
    a, b = unpacked(), 1
    return a


def with_statement():
    with R():
        pass


def in_handler():
    try:
        raise KeyError
    except KeyError:
        in_handler()


def in_finally():
    try:
        pass
    finally:
        in_finally()


def class_body():
    class C:
        x = class_body()


def default(o):
    return json.dumps(o, default=default)


def dumps():
    return json.dumps(object(), default=lambda o: dumps())


async def awaiting():
    await awaiting()


def coroutine():
    awaiting().send(None)


def evaluated():
    return eval("evaluated()", globals())


def decorated():
    @lambda f: decorated()
    def inner():
        pass


def closure(n=0):
    def inner():
        return closure(n + 1)

    return inner()


def matching(x):
    match x:
        case [*_]:
            return matching([x])


def iadd():
    r = R()
    r += 1


def fstring():
    return f"{fstring()}"


def subscript():
    return {}[subscript()]


def set_name():
    class Named:
        def __set_name__(self, owner, name):
            set_name()

    class Owner:
        x = Named()


def dict_keys():
    return {R(): 1}


def setter():
    R().x = 1


def deleter():
    del R().x


KINDS = [
    plain, keywords, comprehension, gen_expression, lambdas, sort_key, sort_compare, mapped, reduced, partial, drained,
    first, unpacked, with_statement, in_handler, in_finally, class_body, dumps, coroutine, evaluated, decorated, closure,
    iadd, fstring, subscript, set_name, dict_keys, setter, deleter, New, Init, M,
    lambda: matching([]),
    lambda: repr(R()), lambda: R() == 1, lambda: R() < 1, lambda: hash(R()), lambda: bool(R()), lambda: len(R()),
    lambda: R().missing, lambda: R()[0], lambda: 1 in R(), lambda: iter(R()), lambda: next(R()), lambda: R()(),
    lambda: R() + 1, lambda: -R(), lambda: f"{R():x}", lambda: R().p, lambda: R().c, lambda: D().d,
    lambda: isinstance(1, M), lambda: M.missing, lambda: operator.setitem(R(), 0, 0), lambda: operator.delitem(R(), 0),
    lambda: min([R(), R()]), lambda: any(map(bool, [R()])), lambda: "%s" % R(), lambda: "{}".format(R()),
    lambda: str(R()), lambda: [R()].index(R()), lambda: R() in [R()],
]  # fmt: skip


def attempt(f):
    try:
        f()
    except RecursionError:
        return "."
    except BaseException as e:
        return f"<{type(e).__name__}>"
    return "!"


def all_kinds():
    results.append("".join(attempt(kind) for kind in KINDS))


results = []
sys.setrecursionlimit(120)
all_kinds()
sys.setrecursionlimit(1000)
all_kinds()
for size in (512, 1024):
    threading.stack_size(size * 1024)
    sys.setrecursionlimit(150)
    thread = threading.Thread(target=all_kinds)
    thread.start()
    thread.join()
if sys.version_info >= (3, 12):
    KINDS.remove(sort_key)  # crashes CPython 3.13
    sys.setrecursionlimit(4000)
    all_kinds()
for result in results:
    print(result)
