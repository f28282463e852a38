"""format_exc() with its carets for many kinds of expression."""

import traceback


class O:
    a = None

    def __getitem__(self, i):
        raise KeyError(i)

    def __add__(self, other):
        return NotImplemented

    def method(self, *args):
        raise RuntimeError(
            "many"
            " lines"
        )


o = O()


def binary(a, b):
    return 1 + (a +
                b) * 2


def attribute(x):
    return x.a.b.c


def subscript(x):
    return x["one"]["two"][
        "three"
    ]


def call(f):
    return f(1, 2)(
        3,
        4,
    )


def chained(x):
    return x.method(1).method(2)


def division(a, b, c):
    return a / b / c, (a // b) % c


def compare(a, b):
    return 0 < a < b < "x"


def unary(a):
    return -a


def name():
    return undefined_name + 1


def local_unbound():
    if False:
        x = 1
    return x


def unpack(t):
    a, b = t
    return a


def unpack2(t):
    for (a, b), c in t:
        pass


def assertion(x):
    assert x > 0 and x < 10, f"bad {x!r}"


def fstring(x):
    return f"{x} and {x.missing:>10} and"


def delete(d):
    del d["a"], d["b"]


def store(d):
    d.x.y = 1


def augmented(a):
    a += 1


def comprehension(xs):
    return [1 / x for x in xs if x is not None]


def lambdas(f):
    return (lambda y: f(y))(0)


def wide(é, 日本):
    return é + 日本 + é.missing


def with_it(cm):
    with cm as x, cm.other:
        pass


def star(f, a, k):
    return f(*a, **k)


def imports():
    from os import no_such_name


def multi_statement(a): x = a; return x.y; return 1


cases = [
    (binary, 1, None), (attribute, o), (subscript, {"one": {}}), (subscript, {"one": {"two": 1}}), (call, 3), (call, divmod),
    (chained, o), (division, 1, 0, 1), (division, 1, 1, 0), (compare, 1, 2), (unary, "s"), (name,), (local_unbound,), (unpack, (1,)),
    (unpack, 5), (unpack, (1, 2, 3)), (unpack2, [((1, 2), 3), (4, 5)]), (assertion, 12), (fstring, 3), (delete, {"a": 1}), (store, o),
    (augmented, None), (comprehension, [1, None, 0]), (lambdas, lambda y: 1 / y), (wide, 1, "日本"), (with_it, 3), (star, print, 3, {}),
    (star, print, [], 3), (star, print, [], {1: 2}), (star, print, [], {"nope": 2}), (imports,), (multi_statement, 2),
]
for f, *args in cases:
    try:
        f(*args)
        print("no error", f.__name__)
    except Exception:
        print(traceback.format_exc())
