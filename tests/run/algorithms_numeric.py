"""Small numeric programs: n-body, mandelbrot, spectral norm, matrix product, primes, pi digits, fannkuch, random numbers."""

import math


class Body:
    def __init__(self, p, v, m):
        self.p, self.v, self.m = list(p), list(v), m


def nbody(n):
    bodies = [Body((0, 0, 0), (0, 0, 0), 39.47), Body((4.84, -1.16, -0.1), (0.6, 2.8, -0.02), 0.037), Body((8.34, 4.12, -0.4), (-1.01, 1.82, 0.008), 0.011)]
    for _ in range(n):
        for i, a in enumerate(bodies):
            for b in bodies[i + 1:]:
                d = [x - y for x, y in zip(a.p, b.p)]
                mag = 0.01 / (sum(x * x for x in d) ** 1.5)
                for k in range(3):
                    a.v[k] -= d[k] * b.m * mag
                    b.v[k] += d[k] * a.m * mag
        for b in bodies:
            for k in range(3):
                b.p[k] += 0.01 * b.v[k]
    return [f"{x:.9f}" for b in bodies for x in b.p]


def mandelbrot(w, h):
    rows = []
    for y in range(h):
        row = ""
        for x in range(w):
            c = complex(3.0 * x / w - 2, 2.0 * y / h - 1)
            z = 0
            n = 0
            while abs(z) <= 2 and n < 30:
                z = z * z + c
                n += 1
            row += " .:-=+*#%@"[n // 3 if n < 30 else 9]
        rows.append(row)
    return rows


def spectral(n):
    def a(i, j):
        return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1)

    def times(v, f):
        return [sum(f(i, j) * v[j] for j in range(n)) for i in range(n)]

    u = [1.0] * n
    for _ in range(3):
        v = times(times(u, a), lambda i, j: a(j, i))
        u = times(times(v, a), lambda i, j: a(j, i))
    return math.sqrt(sum(x * y for x, y in zip(u, v)) / sum(x * x for x in v))


def matmul(n):
    a = [[(i * j) % 7 - 3 for j in range(n)] for i in range(n)]
    b = [[(i + j) / 2 for j in range(n)] for i in range(n)]
    c = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            s = 0
            for k in range(n):
                s += a[i][k] * b[k][j]
            c[i][j] = s
    return sum(map(sum, c)), c[n - 1][0]


def sieve(n):
    flags = bytearray([1]) * (n + 1)
    flags[0:2] = b"\0\0"
    for i in range(2, int(n**0.5) + 1):
        if flags[i]:
            flags[i * i::i] = bytes(len(range(i * i, n + 1, i)))
    return sum(flags), [i for i, f in enumerate(flags) if f][-3:]


def pi_digits(n):
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    out = ""
    while len(out) < n:
        if 4 * q + r - t < m * t:
            out += str(m)
            q, r, m = q * 10, (r - m * t) * 10, (10 * (3 * q + r)) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return out


def fannkuch(n):
    p, count, most, checksum, r, nperm = list(range(n)), [0] * n, 0, 0, n, 0
    while True:
        while r != 1:
            count[r - 1] = r
            r -= 1
        q, flips = p[:], 0
        while (k := q[0]) != 0:
            q[: k + 1] = q[k::-1]
            flips += 1
        most = max(most, flips)
        checksum += flips if nperm % 2 == 0 else -flips
        while True:
            if r == n:
                return checksum, most
            p.insert(r, p.pop(0))
            count[r] -= 1
            if count[r] > 0:
                break
            r += 1
        nperm += 1


def lcg(n):
    x, out = 42, 0
    for _ in range(n):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        out ^= x >> 3
        if x & 1:
            out = ~out & 0xFFFFFFFF
        x ^= x << 7 & 0xFFFF
    return x, out


def collatz(n):
    best = (0, 0)
    for i in range(1, n):
        k, steps = i, 0
        while k != 1:
            k = k // 2 if k % 2 == 0 else 3 * k + 1
            steps += 1
        if steps > best[0]:
            best = steps, i
    return best


def newton(x):
    g = x
    while abs(g * g - x) > 1e-12:
        g = (g + x / g) / 2
    return g


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def egcd(a, b):
    if a == 0:
        return b, 0, 1
    g, y, x = egcd(b % a, a)
    return g, x - (b // a) * y, y


print(nbody(60))
print("\n".join(mandelbrot(50, 15)))
print(f"{spectral(12):.9f}", matmul(16), sieve(5000), pi_digits(60), fannkuch(6), lcg(3000), collatz(800), f"{newton(2.0):.12f}")
print(gcd(2**70 - 1, 2**42 - 1), egcd(240, 46), sum(gcd(i, j) for i in range(60) for j in range(60)), pow(3, 10**5, 10**9 + 7))
print(sum(1 for a in range(1, 60) for b in range(a, 60) for c in (math.isqrt(a * a + b * b),) if c * c == a * a + b * b), [round(math.sin(x / 7), 6) for x in range(0, 30, 7)])
