"""Closures: shared cells, late binding, loops, deletion, cell_contents, nesting, recursion."""

import types


def counter():
    n = 0

    def inc(by=1):
        nonlocal n
        n += by
        return n

    def get():
        return n

    return inc, get


i1, g1 = counter()
i2, g2 = counter()
i1(), i1(5), i2()
print(g1(), g2(), i1.__closure__[0].cell_contents, i1.__code__.co_freevars, counter.__code__.co_cellvars)
i1.__closure__[0].cell_contents = 100
print(g1(), i1())
del i1.__closure__[0].cell_contents
try:
    g1()
except NameError as e:
    print(e)
try:
    i1.__closure__[0].cell_contents
except ValueError as e:
    print(e)
i1.__closure__[0].cell_contents = "x"
try:
    i1()
except TypeError as e:
    print(e)


def late():
    fs = []
    for i in range(3):
        fs.append(lambda: i)
        fs.append(lambda i=i: i)
    return [f() for f in fs]


def parameter_cell(a, *args, b=2, **kw):
    def get():
        return a, args, b, kw

    def set_():
        nonlocal a, args, b, kw
        a, args, b, kw = "A", "ARGS", "B", "KW"

    before = get()
    set_()
    return before, get(), a, args, b, kw


def deep(x):
    def a():
        def b():
            def c():
                nonlocal x
                x += 1
                return x

            return c

        return b

    return a()(), lambda: x


def shadow(x):
    def inner():
        x = "inner"

        def innermost():
            nonlocal x
            x += "!"
            return x

        return innermost(), x

    return inner(), x


def recursive(n):
    def fact(k):
        return 1 if k < 2 else k * fact(k - 1)

    return fact(n)


def mutual(n):
    def even(k):
        return True if k == 0 else odd(k - 1)

    def odd(k):
        return False if k == 0 else even(k - 1)

    return even(n), odd(n)


def cell_in_loop():
    out = []
    for i in range(3):
        def f():
            return i, j

        j = i * 10
        out.append(f)
        print(f(), end=" ")
        del j
        try:
            f()
        except NameError as e:
            print(e)
    j = "end"
    return [f() for f in out]


def conditional_cell(flag):
    if flag:
        x = 1

    def get():
        return x

    try:
        return get()
    except NameError as e:
        return str(e)


def except_name():
    fs = []
    for k in range(2):
        try:
            raise ValueError(k)
        except ValueError as e:
            fs.append(lambda: e)
            print(repr(fs[-1]()))
    try:
        fs[0]()
    except NameError as e:
        print(e)


def swap_cells():
    x, y = 1, 2

    def get():
        return x, y

    x, y = y, x
    return get()


def class_captures(v):
    class C:
        w = v

        def m(self):
            return v

    v = "changed"
    return C.w, C().m()


def lambda_chain():
    return (lambda x: lambda y: lambda z: (x, y, z))(1)(2)(3)


def comp_cells():
    fs = [lambda: (i, j) for i in range(2) for j in range(2)]
    gs = [(lambda: i)() for i in range(3)]
    hs = {k: (lambda: k) for k in "ab"}
    ks = list((lambda: m) for m in range(3))
    return [f() for f in fs], gs, [h() for h in hs.values()], [k() for k in ks]


print(late(), parameter_cell(1, 2, c=3))
c, get = deep(1)
print(c(), c(), get())
print(shadow("outer"), recursive(10), mutual(7))
print(cell_in_loop(), conditional_cell(1), conditional_cell(0))
except_name()
print(swap_cells(), class_captures("first"), lambda_chain(), comp_cells())


def make(cell_value):
    def f():
        return v

    v = None
    return types.FunctionType(f.__code__, globals(), "made", (), (types.CellType(cell_value),))


print(make("own cell")(), make(2).__name__)
try:
    types.FunctionType(c.__code__, {})
except TypeError as e:
    print(e)
a, b = types.CellType(1), types.CellType(1)
print(a == b, a < types.CellType(2), a != types.CellType(), types.CellType() < a)
