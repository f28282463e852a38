"""Augmented assignment to names, attributes, items, slices, globals, cells; what is evaluated once."""

log = []


class O:
    def __init__(self):
        self.v = 1

    def __getattr__(self, n):
        print("getattr", n)
        return 10

    def __getitem__(self, k):
        print("getitem", k)
        return 5

    def __setitem__(self, k, v):
        print("setitem", k, v)


class I:
    def __init__(self, v):
        self.v = v

    def __iadd__(self, o):
        print("iadd", self.v, o)
        return I(self.v + o)

    def __repr__(self):
        return f"I({self.v})"


class Prop:
    _x = 1

    @property
    def x(self):
        print("read x")
        return self._x

    @x.setter
    def x(self, v):
        print("write x", v)
        self._x = v

    ro = property(lambda s: [1])


def once(label, v):
    print("eval", label)
    return v


o, p = O(), Prop()
once("o", o).v += once("v", 2)
once("o", o).missing -= once("v", 3)
once("o", o)[once("k", "key")] *= once("v", 4)
once("o", o)[once("i", 1):once("j", 2)] += once("v", 4)
once("o", o)[once("i", 1):once("j", 2):once("k", 3), ...] += 1
print(o.v, o.__dict__)
p.x += 5
print(p._x)
r = p.ro
try:
    p.ro += [2]
except AttributeError as e:
    print(e, p.ro)
g = 1


def change_global():
    global g
    g += 1
    g *= 10
    return g


def change_cell():
    c = 1

    def inner():
        nonlocal c
        c += 1
        c <<= 3
        return c

    return inner(), c


def unbound():
    u += 1


def lists():
    a = [1, 2, 3, 4]
    a[1:3] += ["x"]
    a[0] += a[-1]
    a[-1] **= 2
    a[::2] = [0] * len(a[::2])
    b = a
    a += (9,)
    a *= 2
    return a, b is a


def dicts():
    d = {"a": {"b": [1]}}
    d["a"]["b"] += [2]
    d["a"]["b"][0] -= 5
    try:
        d["z"] += 1
    except KeyError as e:
        print("KeyError", e)
    d |= {"q": 1}
    return d


def in_place_objects():
    i = I(1)
    j = i
    i += 2
    d = {"i": j}
    d["i"] += 3
    return i, j, d


def error_between():
    a = [1]

    def boom():
        raise ValueError("rhs")

    try:
        a[0] += boom()
    except ValueError:
        pass
    try:
        a[5] += 1
    except IndexError as e:
        print(e)
    return a


def index_changes():
    i = 0
    a = [0, 0, 0]
    a[i] += (i := 1)
    a[i] += (i := 2)
    return a, i


def strings():
    s = ""
    for c in "abc":
        s += c
        s += s
    return s, len(s)


def loops():
    n, x = 0, 1.0
    while n < 5:
        n += 1
        x /= 2
        x -= n % 2
    n //= 2
    n ^= 7
    n |= 8
    n &= 13
    n >>= 1
    return n, x


class K:
    n = 1
    n += 1
    m = [n]
    m += m

    def bump(self):
        self.n += 1
        return self.n, K.n


print(change_global(), g, change_cell())
try:
    unbound()
except UnboundLocalError as e:
    print(e)
for f in (lists, dicts, in_place_objects, error_between, index_changes, strings, loops):
    print(f.__name__, f())
k = K()
print(k.bump(), k.bump(), K.m)
x = 5
x -= x - 1
x += x if x else 3
x **= -1
print(x)
(x) += 2
[z] = [x]
z += sum(i for i in range(3))
print(x, z)
