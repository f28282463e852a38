"""Comprehensions: scopes, order, names that leak or not, nested, in classes, errors inside, locals()."""

import sys

x = "global x"


def attempt(f, *a):
    try:
        print(f(*a))
    except Exception as e:
        print(type(e).__name__, e)


def leak():
    x = "local"
    r = [x for x in range(3)]
    return r, x


def first_iter_outer():
    x = [1, 2]
    return [x for x in x], [[x for x in range(x)] for x in x], {x: x for x in x}


def condition_order():
    out = []

    def t(v):
        out.append(v)
        return True

    [t(("e", a, b)) for a in [1, 2] if t(("c", a)) for b in [3] if t(("d", b)) if t("f")]
    return out


def shadows():
    i = "outer"
    a = [i for i in [1] if [i for i in [2]]]
    b = [(i, [i for i in "ab"], i) for i in range(2)]
    return a, b, i


def unpack_targets():
    return [a + b for a, b in [(1, 2), (3, 4)]], [(a, b) for a, *b in ["xyz", "w"]], [d["k"] for d["k"] in [1, 2]], d


d = {}


def error_inside(xs):
    y = "still here"
    try:
        return [1 // y for y in xs]
    except ZeroDivisionError as e:
        return y, sys.exc_info()[2].tb_lineno - error_inside.__code__.co_firstlineno


def error_keeps_outer():
    y = "outer"
    for xs in ([1, 0], [2]):
        try:
            [1 // y for y in xs]
        except ZeroDivisionError:
            print("y is", y)
    return y


def unbound_after():
    [q for q in range(3)]
    return q


def unbound_before():
    r = [zz for _ in range(1)]
    zz = 1


def deleted():
    k = 1
    del k
    [k for k in range(2)]
    return k


def locals_inside():
    a = 1
    return [sorted(locals()) for b in [1]]


def closures():
    fs = [lambda: v for v in range(3)]
    v = "outer v"
    return [f() for f in fs], v, [(lambda: (v, w))() for w in "ab"]


def cell_outer():
    n = 10

    def get():
        return n

    r = [n for n in range(3)]
    return r, n, get(), [get() for n in range(2)]


def nested_walrus():
    return [(p := a, [p for _ in range(1)]) for a in range(2)], p


def generators():
    g = (x for x in [1, 2])
    h = (a + b for a in g for b in g)
    return list(h), list(g)


def genexp_late():
    n = 2
    g = (n * i for i in range(3))
    n = 10
    return list(g)


def genexp_eager():
    try:
        g = (i for i in missing)
    except NameError as e:
        return str(e)


def genexp_not_iterable():
    return (i for i in 5)


def large():
    return [(a, b, c) for a in range(2) if a for b in range(a) for c in (b, a)], {a % 3 for a in range(9)} == {0, 1, 2}


def star_in():
    return [*[i for i in "ab"], *(i for i in "cd")], (*[i for i in "e"],)


def conditional():
    return [a if a % 2 else -a for a in range(4)], [a for a in range(6) if a % 2 if a > 2], [a or b for a in (0, 1) for b in (a, 5)]


def builtin_names():
    return [print for print in range(2)], [len for len in ["x"] if len], callable(print)


class K:
    x = "class x"
    y = [1, 2]
    a = [x for x in y]
    b = [(lambda: x)() for i in range(1)]
    c = [i for i in y if i]
    x2 = x
    g = list((i, x) for i in y)


for f in (leak, first_iter_outer, condition_order, shadows, unpack_targets, unbound_after, unbound_before, deleted, locals_inside, closures, cell_outer,
          nested_walrus, generators, genexp_late, genexp_eager, large, star_in, conditional, builtin_names, error_keeps_outer):
    print(f.__name__, end=": ")
    attempt(f)
attempt(lambda: type(genexp_not_iterable()).__name__)
print(error_inside([1, 0]))
print(K.a, K.b, K.c, K.x2, K.g)
[glob for glob in range(2)]
print("glob" in globals(), x)
x = [x for x in x][:2]
print(x)
print([sorted(set(locals()) & {"mm", "x", "d"}) for mm in [1]])
print({**{k: v for k, v in zip("ab", [1, 2])}, **{v: k for k, v in enumerate("c")}})
