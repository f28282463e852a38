"""The same arithmetic and comparison sites fed with every kind of operand, in turn and mixed."""

import decimal
import fractions


class V:
    def __init__(self, v):
        self.v = v

    def __add__(self, o):
        return V(self.v + getattr(o, "v", o))

    __radd__ = __add__

    def __mul__(self, o):
        return V(self.v * getattr(o, "v", o))

    __rmul__ = __mul__

    def __sub__(self, o):
        return V(self.v - getattr(o, "v", o))

    def __lt__(self, o):
        return self.v < getattr(o, "v", o)

    def __eq__(self, o):
        return self.v == getattr(o, "v", o)

    def __repr__(self):
        return f"V({self.v!r})"


def add(a, b):
    return a + b


def mul(a, b):
    return a * b


def sub(a, b):
    return a - b


def less(a, b):
    return a < b


def equal(a, b):
    return a == b


def poly(x, n):
    return x * n + x - x * 2


def total(xs, start):
    for x in xs:
        start = start + x
    return start


def total_inplace(xs, start):
    for x in xs:
        start += x
    return start


def biggest(xs):
    best = xs[0]
    for x in xs:
        if best < x:
            best = x
    return best


values = [1, -7, 2**70, True, 1.5, -0.0, 1 + 2j, "s", "", b"b", [1], (2,), {3}, {4: 5}, None, V(6), V("v"), decimal.Decimal("1.5"), fractions.Fraction(1, 3),
          bytearray(b"z"), range(3), float("inf")]
for f in (add, mul, sub, less, equal):
    print("--", f.__name__)
    for warm in (1, 1.0, "a"):
        for _ in range(30):
            try:
                f(warm, warm)
            except TypeError:
                pass
        for a in values:
            row = []
            for b in values:
                try:
                    r = f(a, b)
                    row.append(repr(r) if len(repr(r)) < 40 else "long")
                except Exception as e:
                    row.append(type(e).__name__)
            if warm == 1:
                print(" ".join(row))
            else:
                first = hash(" ".join(row))
for xs, start in (([1, 2, 3], 0), ([1, 2.5, 3], 0), ([2**62, 2**62, 2**62], 0), (["a", "b"], ""), ([[1], [2]], []), ([(1,), (2,)], ()), ([V(1), V(2)], 0), ([1, V(2), 3], 0),
                  ([True, True], False), ([1.5, 1, True], 0.5), ([decimal.Decimal(1), 2], 0), ([1, fractions.Fraction(1, 2), 0.5], 0), ([b"a", b"b"], b"")):
    for f in (total, total_inplace):
        try:
            print(f.__name__, f(xs, start), start)
        except TypeError as e:
            print(f.__name__, e)
for xs in ([1, 5, 3], [1.5, 2, 1], ["b", "c", "a"], [(1, 2), (1, 3)], [V(1), V(3), V(2)], [[1], [1, 0]], [1, 2**80, 5.5], [True, False], [1, "a"], [None, 1], [{1}, {1, 2}]):
    try:
        print(biggest(xs))
    except TypeError as e:
        print(e)
for x in (3, 3.5, V(2), 2**40, True, "s", [1]):
    try:
        print(poly(x, 3))
    except TypeError as e:
        print(e)


def flip(n):
    x = 0
    out = []
    for i in range(n):
        if i == 3:
            x = x + 0.5
        elif i == 6:
            x = V(x)
        elif i == 9:
            x = x.v
        x = x + i
        out.append(x)
    return out


print(flip(12))


def mixed_compare(xs):
    out = []
    for a in xs:
        for b in xs:
            out.append((a == b, a != b, a is b, not a == b))
    return out


print(hash(tuple(mixed_compare([1, 1.0, True, "1", None, 1 + 0j, 2**70, 2.0**70]))) is not None, mixed_compare([1, 1.0, "1"]))
