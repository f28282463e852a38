"""del of names of every kind, items, attributes, slices, in odd places."""


class N:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("  died", self.n)


def attempt(f, *a):
    try:
        print(f(*a))
    except Exception as e:
        print(type(e).__name__, e)


def local():
    a = N("local")
    print("before")
    del a
    print("after")
    a = N("again")
    del a
    return "a" in locals()


def in_loop():
    for i in range(3):
        x = N(i)
        if i == 1:
            continue
        del x
    return x.n


def loop_variable():
    for i in [1, 2]:
        del i
    return i


def deleted_in_branch(flag):
    v = 1
    if flag:
        del v
    return v


def deleted_then_used_in_except():
    v = 1
    try:
        del v
        return v
    except UnboundLocalError as e:
        v = "rebound"
    return v


def del_tuple():
    a, b, c, d = [N(i) for i in range(4)]
    del a, (b, c), [d]
    return locals()


def del_partial():
    a = 1
    try:
        del a, a, b
    except UnboundLocalError as e:
        return str(e)
    b = 2


def del_cell():
    x = N("cell")

    def get():
        return x.n

    print(get())
    del x
    try:
        get()
    except NameError as e:
        return str(e)


def del_argument(a, *args, k=1, **kw):
    del a, args, k, kw
    return locals()


def del_while_iterating():
    d = {1: 1, 2: 2, 3: 3}
    try:
        for k in d:
            del d[k]
    except RuntimeError as e:
        return str(e)


def items():
    x = list(range(10))
    del x[0], x[-1], x[2:4], x[::2]
    d = {"a": {"b": 1}}
    del d["a"]["b"]
    return x, d


def slices():
    x = list(range(10))
    del x[:]
    y = list(range(10))
    del y[::-3]
    z = [1, 2]
    try:
        del z[5]
    except IndexError as e:
        return x, y, str(e)


class D:
    def __delattr__(self, n):
        print("delattr", n)

    def __delitem__(self, k):
        print("delitem", k)


def protocol():
    d = D()
    del d.x, d[1], d[1:2], d[1, 2:3], d.y
    for t in (5, (1, 2), "s", None):
        try:
            del t[0]
        except TypeError as e:
            print(e)
        try:
            del t.attr
        except AttributeError as e:
            print(e)


def with_del():
    with open("/dev/null") as f:
        del f
    return locals()


def except_del():
    try:
        1 / 0
    except ZeroDivisionError as e:
        del e
    return locals()


def del_in_finally():
    a = N("finally")
    try:
        return a.n
    finally:
        del a
        print("finally done")


def comp_del():
    r = [i for i in range(3)]
    del r
    try:
        del i
    except NameError as e:
        return str(e)
    i = 0


for f in (local, in_loop, loop_variable, deleted_then_used_in_except, del_tuple, del_partial, del_cell, del_while_iterating, items, slices, protocol, with_del,
          except_del, del_in_finally, comp_del):
    print(f.__name__)
    attempt(f)
attempt(deleted_in_branch, 0)
attempt(deleted_in_branch, 1)
attempt(lambda: del_argument(1, 2, z=3))
m = N("module")
del m
print("module done")
class K:
    a = N("class")
    del a
    print("class done")
def rebinding():
    a = N(1)
    a = N(2)
    print("rebound")
    a = None
    print("none")
    a = [N(3), N(4)]
    a[0] = None
    print("item")
    a.clear()
    print("cleared")
    b = a = N(5)
    del a
    print("still b")
rebinding()
print("end")
