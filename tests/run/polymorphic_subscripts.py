"""The same subscript, membership, len, iteration, unpacking and call sites fed with many types."""

import array
import collections


def get(o, k):
    return o[k]


def put(o, k, v):
    o[k] = v
    return o


def delete(o, k):
    del o[k]
    return o


def contains(x, o):
    return x in o, x not in o


def size(o):
    return len(o)


def each(o):
    return [x for x in o]


def pair(o):
    a, b = o
    return a, b


def call(f, *a):
    return f(*a)


def call1(f):
    return f(1)


def truth(o):
    return "yes" if o else "no"


def attempt(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


class Dict(dict):
    def __missing__(self, k):
        return f"missing {k}"


class List(list):
    def __getitem__(self, k):
        return f"sub {k}"


class Get:
    def __getitem__(self, k):
        return k

    def __setitem__(self, k, v):
        print("setitem", k, v)

    def __delitem__(self, k):
        print("delitem", k)

    def __contains__(self, k):
        return k == 1

    def __len__(self):
        return 4


class Tuple(tuple):
    pass


class BadLen:
    def __len__(self):
        return -1


class FloatLen:
    def __len__(self):
        return 1.5


def containers():
    return [[10, 20], (10, 20), "ab", b"ab", bytearray(b"ab"), {0: "zero", 1: "one"}, {"a": 1}, Dict(a=1), collections.OrderedDict({0: 1, 1: 2}), collections.defaultdict(list), List([1, 2]),
            Tuple((1, 2)), Get(), range(5, 7), {0, 1}, frozenset((0, 1)), collections.deque([1, 2]), array.array("i", [1, 2]), memoryview(b"ab"), 5, None, int, list, BadLen(), FloatLen(),
            collections.Counter("aab"), iter([1, 2]), collections.ChainMap({0: 5}), (x for x in "ab"), {1: 2}.keys(), {1: 2}.items()]


for rounds in range(2):
    for k in (0, 1, -1, 2, "a", None, True, 1.0, slice(0, 1), (0, 1), 2**70):
        out = []
        for o in containers():
            r = attempt(get, o, k)
            out.append(r if not isinstance(r, memoryview) else r.tolist())
        if rounds:
            print(k, out)
for o in containers():
    if not hasattr(o, "__next__"):
        print(type(o).__name__, attempt(contains, 1, o), attempt(contains, "a", o), attempt(size, o), truth(o) if not isinstance(o, (BadLen, FloatLen)) else attempt(truth, o))
    print("   ", attempt(each, o) if not isinstance(o, (Get, int)) and o is not int else "-")
for o in containers():
    if not isinstance(o, Get):
        print(type(o).__name__, attempt(pair, o))
for o in containers():
    for k in (0, "a", -1, slice(0, 1), 9):
        r = attempt(put, o, k, 65)
        print(type(o).__name__, k, r if isinstance(r, (str, list, dict)) else type(r).__name__, end="; ")
    r = attempt(delete, o, 0)
    print(r if isinstance(r, (str, list, dict)) else type(r).__name__)


class C:
    def __init__(self, v=0):
        self.v = v

    def __call__(self, x):
        return "called", x

    def m(self, x=0):
        return "method", x

    @classmethod
    def c(cls, x):
        return "class", x

    @staticmethod
    def s(x):
        return "static", x

    def __repr__(self):
        return "C"


def f(x): return "f", x
def g(x, y=2): return "g", x, y
def gen(x): yield x
async def co(x): return x


for target in (f, g, C, C(), C().m, C.c, C.s, lambda x: x, len, str, int, [].append, type, gen, C.m, print, {}.get, range, 5, None, "s", isinstance, f, bool, tuple, list, dict, object):
    r = attempt(call1, target)
    print(r if not hasattr(r, "__next__") else list(r), attempt(call, target, *()) if target not in (print, object, C, bool, str, int, tuple, list, dict, type) else "", end=" | ")
print()
for _ in range(30):
    call1(f)
print(call1(g), call1(C.s), call1(f))
c = co(1)
c.close()
