"""f-strings: conversions, nested specs, debug form, quotes, escapes, errors, order, big ones."""

import datetime
import decimal


class F:
    def __init__(self, n):
        self.n = n

    def __format__(self, spec):
        print("format", self.n, repr(spec))
        if spec == "bad":
            return 5
        return f"<{self.n}:{spec}>"

    def __repr__(self):
        print("repr", self.n)
        return f"F({self.n})"

    def __str__(self):
        print("str", self.n)
        return f"str {self.n}"


a, b = F("a"), F("b")
w, p, name, pi = 10, 3, "name", 3.14159
print(f"{a}{b!r}{a!s}{b!a}")
print(f"{a:>10}|{b!r:>10}|{a!s:^{w}}|{b:{'x'}{w}}")
print(f"{pi:{w}.{p}f}|{pi:>{w + 2}.{p - 1}}|{name:*^{w}}|{name!r:{w}}|{w:#x}|{w:08b}|{-w:+,}|{10**9:_}")
print(f"{name=}|{name = }|{ pi = :.2f}|{w+p=}|{name=!s}|{a.n=}")
print(f"{{}} {{{name}}} {'{'}{'}'}", f"", f"plain", f"{name}" "implicit" f"{w}" 'x')
print(f"{'a' if w > 5 else 'b'} {[x * 2 for x in range(3)]} { {'k': 1}['k'] } {(lambda x: x + 1)(2)}")
print(f"{w!r:>5}{w!s:<5}{w!a:^5}|")
print(rf"\n{w}\t", f"\n{w}\t\x41\N{BULLET}", f'''triple {
    w
} "quotes" {name
}''')
print(f"{datetime.date(2024, 2, 29):%Y/%m/%d %A}", f"{decimal.Decimal('1.50'):.1f}", f"{1 + 2j:.2f}", f"{True:d} {True} {None} {b'x'}")
print(f"{(x := 5)} {x:=5} {x!r:{'>'}{x}}")
print(f"{1, 2} {*[1, 2], 3} {(yield_ := 3)}")
print("%s %r %d %5.2f %-5s| %%" % (name, name, w, pi, "ab"), "%(a)s %(b)03d" % {"a": 1, "b": 2}, "{0} {0!r} {k:>4}".format("z", k=1))


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: f"{a:bad}")
attempt(lambda: f"{undefined}")
attempt(lambda: f"{w:z}")
attempt(lambda: f"{name:d}")
attempt(lambda: f"{name:{None}}")
attempt(lambda: f"{[]:5}")
attempt(lambda: f"{name:>{a}}")
attempt(lambda: f"{1/0} {a}")
attempt(lambda: f"{a} {1/0}")
attempt(lambda: f"{object():x}"[:0])
attempt(lambda: f"{w:{p}}")


class S(str):
    def __format__(self, spec):
        return "S.format"

    def __str__(self):
        return "S.str"


class I(int):
    def __str__(self):
        return "I.str"

    def __repr__(self):
        return "I.repr"


print(f"{S('x')} {S('x')!s} {S('x')!r} {I(5)} {I(5):3} {I(5)!r} {str(I(5))} {'%s %d' % (I(5), I(5))}")
s = S("only")
print(type(f"{s}").__name__, type(f"{name}").__name__, f"{name}" is name, f"{name}{''}" == name)


def function(n):
    out = []
    for i in range(n):
        out.append(f"{i}: {i * i:>{i + 1}} {i % 2 == 0 and 'even' or 'odd'} {'abc'[i % 3]!r}")
    return "\n".join(out)


print(function(4))


def closure():
    v = 1
    g = lambda: f"{v} {[v for _ in range(2)]} {(lambda: v)()}"
    v = 2
    return g()


def deep(x):
    return f"""{f"{f'{x}'}"}"""


print(closure(), deep(3))
big = f"{a.n}{b.n}{w}{p}{name}{pi}{w}{p}{name}{pi}{w}{p}{name}{pi}{w}{p}{name}{pi}{w}{p}{name}{pi}{w}{p}{name}{pi}{w}{p}{name}{pi}{w}{p}{name}{pi}"
print(len(big), big)
print("é{}日".format(f"{'ü'!a}{'ü'!r}"), f"{'日本':>5}|{'é':é^5}|", "a" "b" f"{1}" r"\d" "c")
