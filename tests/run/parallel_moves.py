"""Variables of a loop that change places: each iteration hands the values to the next one all at once."""


def limit(n, d, most):
    """The continued fraction of n/d: fractions.Fraction.limit_denominator."""
    if most < 1:
        raise ValueError
    p0, q0, p1, q1 = 0, 1, 1, 0
    while True:
        a = n // d
        q2 = q0 + a * q1
        if q2 > most:
            break
        p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
        n, d = d, n - a * d
    return p0, q0, p1, q1


class Holder:
    def __init__(self, *values):
        self.values = values

    def rotate(self, rounds):
        a, b, c, d, e = self.values
        for i in range(rounds):
            print(i, a, b, c, d, e)
            f = [a, b]
            a, b, c, d, e = e, a, b, c, d
            c, d = d, c
            del f
        return a, b, c, d, e

    def swap(self, rounds):
        a, b, *rest = self.values
        while rounds:
            rounds -= 1
            x, y = b, a
            if rounds % 3:
                a, b = x, y
            else:
                b, a = y + x, x
            rest[0], a = a, rest[0]
        return a, b, rest


def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def four(rounds):
    w, x, y, z = "w", "x", "y", "z"
    seen = []
    for i in range(rounds):
        w, x, y, z = x, z, w, y + str(i)
        seen.append(w + x + y + z)
        w, z = z, w
    return seen


print(limit(3141592653589793, 10**15, 1000), limit(10**40 + 1, 3**70, 10**12))
print(Holder(1, 2.5, "c", None, [4]).rotate(7))
print(Holder(1, 2, 3, 4).swap(10), Holder("a", "b", "c").swap(7))
print(fibonacci(90), four(6))
