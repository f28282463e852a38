"""Writing to f_locals of live frames: snapshots before 3.13, write-through from 3.13 on."""

import sys
from operator import attrgetter


def show(label, *v):
    print(label, *v)


def attempt(f):
    try:
        return f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def poke(name, value, up=1):
    sys._getframe(up + 0).f_locals[name] = value


def write_own():
    a = 1
    sys._getframe().f_locals["a"] = 2
    return a


def write_from_callee():
    a = 1
    poke("a", "poked")
    return a, "a" in locals()


def write_new():
    a = 1
    poke("extra", 5)
    fl = sys._getframe().f_locals
    return "extra" in fl, sorted(k for k in fl), attempt(lambda: fl["extra"])


def write_cell():
    x = 1

    def get():
        return x

    sys._getframe().f_locals["x"] = "cell poked"
    return x, get()


def write_free():
    x = 1

    def inner():
        sys._getframe().f_locals["x"] = "from inner"
        return x

    return inner(), x


def in_loop():
    out = []
    for i in range(5):
        out.append(i)
        poke("i", i * 10)
        out.append(i)
    return out


def write_argument(a, *args, **kw):
    poke("a", "A")
    poke("args", "ARGS")
    poke("kw", "KW")
    return a, args, kw


def write_unbound():
    poke("later", "early value")
    try:
        return later
    except UnboundLocalError as e:
        return str(e)
    later = 1


def delete():
    a = 1
    fl = sys._getframe().f_locals
    try:
        del fl["a"]
    except Exception as e:
        return type(e).__name__, str(e), a
    try:
        return a
    except UnboundLocalError as e:
        return str(e)


def proxy_methods():
    a, b = 1, [2]
    fl = sys._getframe().f_locals
    r = [len(fl) >= 2, "a" in fl, fl.get("zz", "default"), sorted(k for k in fl.keys() if k in "ab"), fl.setdefault("a", 9), fl == {}, {**fl}["a"]]
    return r, attempt(lambda: fl["missing"]), attempt(lambda: fl.update(a=3)), a, type(fl).__name__, attempt(lambda: fl.pop("b")), attempt(lambda: fl.clear())


def numbers():
    total = 0
    n = 10
    while n > 0:
        total += n
        n -= 1
        if n == 5:
            poke("n", 1)
        if n == 4:
            poke("total", "str now")
            break
    return total, n


def gen():
    v = 1
    yield v
    yield v


def snapshots():
    a = 1
    f1 = sys._getframe().f_locals
    l1 = locals()
    a = 2
    f2 = sys._getframe().f_locals
    return f1["a"], l1["a"], f2["a"], f1 is f2, locals()["a"]


own_locals = attrgetter("f_locals")  # in code that does not name f_locals


def item_is_last():
    x = 1
    mine = own_locals(sys._getframe())
    mine["x"] = 2
    return x


def union_is_last():
    x = 1
    mine = own_locals(sys._getframe())
    mine |= {"x": 2}
    return x


def with_a_stack():
    mine = own_locals(sys._getframe())
    out = []
    for i in range(3):
        mine["i"] = i * 10
        out += [i]
    try:
        mine["i"] = "no number"
        out += [i + 1]
    except TypeError as e:
        mine["out"] = [*out, e]
    return out


def chained():
    x = 1
    mine = own_locals(sys._getframe())
    y = mine["x"] = z = x + 1
    return x, y, z


def generate():
    x = 1
    mine = own_locals(sys._getframe())
    mine["x"] = 2
    yield x
    mine["x"] = 3
    yield x


class Poke:
    def __setitem__(self, key, value):
        own_locals(sys._getframe(1))[key] = [value, "poked"]


def item_of_another_with_a_local_on_the_stack():
    x = 1
    p = Poke()
    y = p["x"] = x
    p["z"] = y
    return x, y


def item_of_another():
    x = 1
    p = Poke()
    p["x"] = 2
    return x


def last_reference():
    class Dying:
        def __del__(self):
            show("dies")

    x = Dying()
    mine = own_locals(sys._getframe())
    mine["x"] = None
    show("after")
    return x is None


class Body:
    x = 1
    poke("x", "class poked")
    y = x


def big_number_types():
    i = 5
    f = 1.5
    poke("i", 2 ** 70)
    a = i + 1
    poke("f", "s")
    try:
        b = f + 1.0
    except TypeError as e:
        b = str(e)
    return a, b


for f in (write_own, write_from_callee, write_new, write_cell, write_free, in_loop, write_unbound, delete, proxy_methods, numbers, snapshots, big_number_types,
          item_is_last, union_is_last, with_a_stack, chained, item_of_another, item_of_another_with_a_local_on_the_stack, last_reference):
    show(f.__name__, f())
show("args", write_argument(1, 2, k=3))
g = gen()
next(g)
g.gi_frame.f_locals["v"] = "generator poked"
show("gen", next(g))
show("generate", *generate())
show("class", Body.x, Body.y)


def after_return():
    a = "old"
    return sys._getframe()


fr = after_return()
fr.f_locals["a"] = "new"
show("dead frame", fr.f_locals["a"], type(fr.f_back).__name__)
fr.clear()
show("cleared", "a" in fr.f_locals)
sys._getframe().f_locals["module_level"] = 3
print(module_level)
