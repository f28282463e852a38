"""NaN, infinities, signed zeros, identity of floats, formatting, conversions, division by zero."""

import math

nan = float("nan")
inf = float("inf")


def attempt(f, *a):
    try:
        print(f(*a))
    except Exception as e:
        print(type(e).__name__, e)


def same(x):
    y = x
    return x is y, x == y, x in [x], [x] == [x], (x,) == (x,), x is x, [x].index(x), {x: 1}[x], [x].count(x)


print(same(nan), same(1.5), same(0.0))
print(nan in [nan], nan in [float("nan")], nan == nan, nan != nan, nan < nan, nan <= nan, not nan < 1, [nan] == [float("nan")])
print(max(nan, 1), max(1, nan), min(nan, 1), min(1, nan), sorted([3, nan, 1]), sum([nan, 1]))


def loops():
    x = nan
    n = 0
    while not x > 3:
        n += 1
        if n > 4:
            break
    if x:
        n += 100
    if x == x:
        n += 1000
    return n


print(loops())


def zeros():
    a, b = 0.0, -0.0
    return a == b, a is b, str(a), str(b), a + b, b + b, b - a, a * -1, -a, 0 * -1.0, math.copysign(1, b), math.atan2(b, -1), [a, b], {a: 1, b: 2}, b or "falsy", -0, 0 - 0.0, -0.0 + 0


print(zeros())


def accumulate(n):
    s = 0
    for i in range(n):
        s += 0.1
    return s


def mixed(n):
    s = 0
    for i in range(n):
        s = s + (i if i % 2 else i / 2)
    return s


def turns_float():
    out = []
    x = 1
    for i in range(4):
        out.append((x, type(x).__name__))
        x = x / 2 if i == 1 else x * 2
    return out


print(accumulate(10), accumulate(1000), mixed(10), mixed(0), turns_float())
for a in (1.5, -1.5, inf, -inf, nan, 0.0, -0.0, 1e308, 5e-324, 2.0**53):
    for b in (2.0, -2.0, inf, nan, 3, -3, True):
        try:
            print(a + b, a - b, a * b, a / b, a // b, a % b, a < b, a == b, end=" | ")
        except Exception as e:
            print(type(e).__name__, e, end=" | ")
    print()
for f in (lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: divmod(1.0, 0.0), lambda: 0.0 / 0.0, lambda: 1 / 0.0, lambda: 1e308 * 10, lambda: 2.0**1024,
          lambda: 0.0**-1, lambda: (-8.0) ** (1 / 3), lambda: nan**0, lambda: 1**nan, lambda: inf - inf, lambda: inf * 0, lambda: int(inf), lambda: int(nan), lambda: round(2.5),
          lambda: round(-0.5), lambda: round(2.675, 2), lambda: round(1e300, -299), lambda: math.floor(-0.5), lambda: math.sqrt(-1), lambda: 1.5 << 1, lambda: ~1.5, lambda: 1.5 & 1,
          lambda: 1.0 + "x", lambda: float("1e400"), lambda: float(" 1.5\n"), lambda: float("abc"), lambda: 0.1 + 0.2, lambda: 1e16 + 1, lambda: 1e22, lambda: 1e-7, lambda: 123456789012345680.0,
          lambda: (0.1).as_integer_ratio(), lambda: (1.5).hex(), lambda: hash(1.0) == hash(1), lambda: hash(inf), lambda: 3.0 == 3, lambda: 2**53 == 2.0**53 + 1):
    attempt(f)


class F(float):
    def __mul__(self, o):
        return "F.mul"

    def __rmul__(self, o):
        return "F.rmul"


print(F(2) * 3.0, 3.0 * F(2), F(2) + 1, type(F(2) + 1).__name__, 2 * F(1), F(1.5) == 1.5, repr(F(1.5)))
z = complex(nan, 1)
print(z == z, (1 + 2j) * (3 - 1j), (1 + 2j) / (1 - 1j), abs(3 + 4j), 1j**2, (0j) ** 0, -0j, complex(-0.0, -0.0), 1 + 0j == 1)
attempt(lambda: 1j < 2j)
attempt(lambda: 1j / 0)
attempt(lambda: 1j // 1)
x = 1.0
x += 1
x *= x
x -= 0.5
x /= 0.25
x **= 0.5
x //= 1
x %= 2
print(x, f"{1.5:.3f} {nan:5} {-inf:+} {1e10:,.2f} {0.00001:g} {1.0:e} {-0.0:z.1f}" if x is not None else "")
ids = [1.5, 1.5]
boxed = 2.5
l = [boxed, boxed]
print(l[0] is l[1], boxed is l[0], all(v is boxed for v in l))
