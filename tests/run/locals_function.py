"""locals(), vars(), dir() in functions, classes, modules, generators, comprehensions, with cells and deletions."""

import sys


def simple(a, b=2, *c, d=4, **e):
    f = 5
    return locals()


def snapshot():
    a = 1
    first = locals()
    b = 2
    n1 = sorted(first)
    second = locals()
    return n1, first is second, sorted(second), sorted(first)


def writes():
    a = 1
    locals()["a"] = 2
    locals()["new"] = 3
    return a, "new" in locals()


def cells(x):
    def inner():
        return x, sorted(locals())

    y = 1

    def inner2():
        nonlocal y
        y += 1
        return locals()

    return sorted(locals()), inner(), inner2()


def deleted(a):
    b = 2
    del a
    return locals()


def unbound():
    r = locals()
    zz = 1
    return r


def free_only():
    x = 1

    def inner():
        if False:
            x
        return locals()

    return inner()


def comp():
    a = 1
    return [sorted(locals().keys()) for b in "x"], {k: v for k, v in sorted(locals().items())}


def nested_comp():
    return [[sorted(locals()) for i in [1]] for j in [2]]


def gen(a):
    yield dict(locals())
    b = a + 1
    yield dict(locals())


def genexp():
    v = 5
    return [sorted(x) for x in (locals() for i in range(1))]


def vars_dir():
    alpha, beta = 1, 2
    return vars() == {"alpha": 1, "beta": 2}, dir()


class K:
    a = 1
    locals()["b"] = 2
    names = sorted(n for n in locals() if not n.startswith("__"))
    same = locals() is vars()

    def m(self):
        return sorted(locals()), dir.__name__

    lam = (lambda: locals())()
    dirs = [n for n in dir() if not n.startswith("__")]


def class_in_function():
    x = 1

    class L:
        y = x
        inner = sorted(n for n in locals() if not n.startswith("_"))

    return L.inner


def in_lambda():
    return (lambda p, q=2: locals())(1)


def exception_name():
    try:
        raise ValueError
    except ValueError as e:
        a = sorted(locals())
    return a, sorted(locals())


def for_star():
    for i, *j in ["ab"]:
        pass
    with open("/dev/null") as fh:
        import os.path
    return sorted(locals())


def passed_to_format():
    name, n = "x", 3
    return "{name}={n:02d}".format(**locals()), "%(name)s %(n)d" % locals()


def update_loop():
    total = 0
    for i in range(3):
        locals()["total"] = 100
        total += i
    return total


def same_frame():
    a = 1
    fl = sys._getframe().f_locals
    a = 2
    before = fl["a"]
    locals()
    return before, fl["a"], sys._getframe().f_locals["a"]


async def coro(a):
    return sorted(locals())


print(simple(1), simple(1, 2, 3, z=26))
for f in (snapshot, writes, unbound, free_only, comp, nested_comp, genexp, vars_dir, class_in_function, in_lambda, exception_name, for_star, passed_to_format,
          update_loop, same_frame):
    print(f.__name__, f())
print(cells(5), deleted(1), list(gen(1)))
print(K.names, K.same, K().m(), K.lam, K.dirs)
try:
    coro(1).send(None)
except StopIteration as e:
    print(e.value)
print(locals() is globals(), vars() is globals(), "simple" in dir(), "__name__" in locals())
locals()["via_locals"] = 1
print(via_locals)
print([sorted(set(locals()) & {"zzz", "K"}) for zzz in [0]])
try:
    vars(5)
except TypeError as e:
    print(e)
print(eval("sorted(set(locals()) & {'K', 'gen'})"))


class Dir:
    def __dir__(self):
        return ["z", "a"]


print(dir(Dir()))
