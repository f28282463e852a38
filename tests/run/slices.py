"""Slices: every form, on every type, with objects that see them, __index__, huge and negative steps."""


class See:
    def __getitem__(self, k):
        return k

    def __setitem__(self, k, v):
        print("set", k, v)

    def __delitem__(self, k):
        print("del", k)


class Idx:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        print("index", self.n, end=" ")
        if self.n == "bad":
            raise ValueError("bad index")
        return self.n


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


s = See()
print(s[:], s[1:], s[:2], s[::3], s[1:2], s[1:2:3], s[::], s[None:None:None], s["a":"b"], s[1, 2], s[1:2, 3], s[...], s[:, ...], s[()], s[(1, 2)], s[-1])
s[:] = 1
s[1:2, ::3] = 2
del s[:], s[1:2, 3]
seqs = ([0, 1, 2, 3, 4, 5], (0, 1, 2, 3, 4, 5), "012345", b"012345", bytearray(b"012345"), range(6), memoryview(b"012345"))
for q in seqs:
    for a, b, c in ((None, None, None), (1, 4, None), (-3, None, None), (None, -2, None), (None, None, -1), (4, 1, -2), (100, None, None), (None, None, 2),
                    (-100, 100, 3), (2, 2, None), (5, None, -1)):
        v = q[a:b:c]
        print(v.tolist() if isinstance(v, memoryview) else v, end=" ")
    print()


def literal(x, i, j):
    return x[i:j], x[:j], x[i:], x[:], x[i:j:2], x[::-1], x[-2:], x[:-2], x[1:-1]


for q in seqs[:3]:
    print(literal(q, 1, 4), literal(q, -2, -1), literal(q, True, None))
attempt(lambda: [1, 2, 3][Idx(1):Idx(3)])
attempt(lambda: [1, 2, 3][Idx("bad"):])
attempt(lambda: [1, 2, 3][Idx(1)])
attempt(lambda: [1][::0])
attempt(lambda: [1]["a":])
attempt(lambda: [1][1.0])
attempt(lambda: [1]["a"])
attempt(lambda: (1,)[None])
attempt(lambda: "abc"[1:"x"])
attempt(lambda: 5[1])
attempt(lambda: None[1:2])
attempt(lambda: {}[1:2])
attempt(lambda: {1: 2}[...])
attempt(lambda: [1][2**100])
attempt(lambda: [1, 2][2**100:])
attempt(lambda: [1, 2][-(2**100):2**100])
attempt(lambda: [1, 2, 3][5])
attempt(lambda: [1, 2, 3][-4])
attempt(lambda: "abc"[3])
attempt(lambda: ()[0])


def assign():
    a = list(range(6))
    a[1:3] = "xyz"
    a[:0] = [9, 9]
    a[-1:] = ()
    a[::2] = range(len(a[::2]))
    yield a
    for sl, v in ((slice(0, 2), 5), (slice(None, None, 2), [1]), (slice(5, 2), "ins"), (slice(None, None, -1), a[:])):
        try:
            a[sl] = v
            yield list(a)
        except Exception as e:
            yield f"{type(e).__name__} {e}"
    a[:] = a
    a[1:2] = a
    yield a
    a[Idx(0):Idx(2)] = [Idx]
    yield len(a)
    del a[3:1], a[::3], a[-1:]
    yield len(a)
    b = bytearray(b"abcdef")
    b[1:3] = b"XYZ"
    del b[::2]
    yield b


for x in assign():
    print(x)
attempt(lambda: "abc".__setitem__)


def immutable(x):
    x[0:1] = "z"


for x in ("abc", (1, 2), range(3), None):
    attempt(lambda: immutable(x))
sl = slice(1, 10, 3)
print(sl.indices(5), sl.start, sl.stop, sl.step, sl == slice(1, 10, 3), slice(3), sl != 1)
try:
    hash(sl)
    print("hashable")
except TypeError as e:
    print(e)


class Sub(list):
    def __getitem__(self, k):
        return "sub", k

    def __len__(self):
        return 100


print(Sub([1])[0], Sub([1])[1:], Sub([1])[-1], list(Sub([1, 2])))
m = [[1, 2, 3], [4, 5, 6]]
print([r[::-1] for r in m][::-1], m[1][-1], m[-1][:1] + m[0][1:], [*zip(*m)][1])
