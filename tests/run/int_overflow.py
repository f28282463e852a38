"""Integers over the edges of machine words, in loops and expressions; shifts, divisions, powers, conversions."""


def attempt(f, *a):
    try:
        print(f(*a))
    except Exception as e:
        print(type(e).__name__, e)


edges = [0, 1, -1, 2**15, 2**29, 2**30 - 1, 2**30, -(2**30), 2**31 - 1, 2**31, -(2**31), 2**32, 2**59, 2**60 - 1, 2**60, 2**62, 2**63 - 1, 2**63, -(2**63),
         -(2**63) - 1, 2**64 - 1, 2**64, 10**30, -(10**30)]


def arith(a, b):
    return a + b, a - b, a * b, a & b, a | b, a ^ b, -a, ~a, abs(a), a == b, a < b, a <= b, a != b


total = 0
for a in edges:
    for b in edges:
        r = arith(a, b)
        total = (total * 31 + hash(r)) % (2**61 - 1)
        if b:
            q, m = a // b, a % b
            assert q * b + m == a and divmod(a, b) == (q, m)
            total = (total * 31 + q * 7 + m) % (2**61 - 1)
    print(a, total)


def count_up(start, n):
    x = start
    for i in range(n):
        x += 1
    return x


def double(n):
    x = 1
    out = []
    for i in range(n):
        x = x * 2
        if i % 10 == 0:
            out.append(x)
    return out


def down(start, n):
    while n:
        start -= 1
        n -= 1
    return start


for e in (2**30, 2**31, 2**60, 2**62, 2**63, 2**64):
    print(count_up(e - 3, 6), down(-e + 3, 6), e + 1 - 1 == e)
print(double(80))


def fact(n):
    r = 1
    for i in range(2, n + 1):
        r *= i
    return r


def fib(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


print(fact(25), fib(100), fact(60) // fact(58), fib(93) - 2**63)
for a in (7, -7, 2**63, -(2**63)):
    for b in (2, -2, 3, -3, 2**31, -1):
        print(a // b, a % b, divmod(a, b), a / b, int(a / b), end="; ")
    print()
for s in (0, 1, 29, 30, 31, 62, 63, 64, 100):
    print(1 << s, -1 << s, (2**100) >> s, -(2**100) >> s, -1 >> s, 5 << s >> s)
for f in (lambda: 1 << -1, lambda: 1 >> -1, lambda: 0 << 2**70, lambda: 1 << 2**70, lambda: 1 >> 2**70, lambda: -1 >> 2**70, lambda: 1 // 0, lambda: 1 % 0,
          lambda: divmod(1, 0), lambda: 1 / 0, lambda: 0**-1, lambda: 2**-2, lambda: (-2) ** 0.5, lambda: pow(2, 100, 7), lambda: pow(3, -1, 7), lambda: pow(2, 1, 0),
          lambda: 2**64 / 2**62, lambda: 10**400 / 10**399, lambda: 10**400 / 3, lambda: float(10**400), lambda: 10**400 * 1.0, lambda: 2**53 + 1.0,
          lambda: 2**53 + 1 == 2.0**53, lambda: 10**400 < float("inf"), lambda: int(1e300) > 10**299, lambda: int(float("nan")), lambda: int("12_34"),
          lambda: int("x"), lambda: int("ff", 16), lambda: True + True, lambda: True * 2**70, lambda: ~True if False else -True, lambda: True << 3, lambda: 5 & True):
    attempt(f)
x = 2**63
x -= 1
y = x
y += 1
print(x, y, y - x, x ^ y, x & y, x.bit_length(), y.bit_length(), (-y).bit_length())
r = range(2**63 - 2, 2**63 + 3)
print(list(r), len(r), 2**63 in r, r[-1])
print(list(range(-(2**63) - 2, -(2**63) + 1)), sum(range(2**62, 2**62 + 4)))
for i in range(2**64, 2**64 - 6, -2):
    print(i, end=" ")
print()
print(0x7FFFFFFFFFFFFFFF + 0b1, 0o777 * 1_000_000_000_000_000_000, 257 is 257, -5 % 3, -5 // 3, --5, ~-1)


class MyInt(int):
    def __add__(self, o):
        return "MyInt.add"

    def __radd__(self, o):
        return "MyInt.radd"


print(MyInt(1) + 1, 1 + MyInt(1), MyInt(1) - 1, type(MyInt(2) * 2).__name__, sum([MyInt(1)]), MyInt(3) == 3)
