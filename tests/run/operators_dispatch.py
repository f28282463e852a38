"""Binary, in-place and unary operators: reflected methods, subclasses first, NotImplemented, error texts."""

import operator


class A:
    def __add__(self, o): return ("A.add", type(o).__name__)
    def __radd__(self, o): return ("A.radd", type(o).__name__)
    def __iadd__(self, o): return ("A.iadd", type(o).__name__)
    def __mul__(self, o): return NotImplemented
    def __rmul__(self, o): return ("A.rmul", type(o).__name__)
    def __sub__(self, o): raise ValueError("sub")
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __matmul__(self, o): return "matmul"
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "invert"
    def __abs__(self): return "abs"
    def __round__(self, n="none"): return ("round", n)
    def __divmod__(self, o): return ("divmod", o)
    def __index__(self): return 3


class B(A):
    def __radd__(self, o): return ("B.radd", type(o).__name__)


class C(A):
    pass


class Not:
    def __add__(self, o): return NotImplemented
    def __radd__(self, o): return NotImplemented
    def __iadd__(self, o): return NotImplemented


class None_:
    __add__ = None
    __iter__ = None
    __contains__ = None


def attempt(f, *a):
    try:
        print(f(*a))
    except Exception as e:
        print(type(e).__name__, e)


ops = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b, "//": lambda a, b: a // b, "%": lambda a, b: a % b,
    "**": lambda a, b: a**b, "@": lambda a, b: a @ b, "<<": lambda a, b: a << b, ">>": lambda a, b: a >> b, "&": lambda a, b: a & b, "|": lambda a, b: a | b,
    "^": lambda a, b: a ^ b, "<": lambda a, b: a < b, "[]": lambda a, b: a[b], "in": lambda a, b: a in b,
}
for name, op in ops.items():
    for a, b in ((1, "x"), ("x", 1), (None, []), (A(), 2), (2, A()), ({}, ()), (1.5, "s"), (b"x", "x"), ([1], 2), (2, (1,))):
        print(name, type(a).__name__, type(b).__name__, end=" ")
        attempt(op, a, b)
for a, b in ((A(), B()), (B(), A()), (A(), C()), (A(), Not()), (Not(), A()), (Not(), Not()), (None_(), 1), (1, None_()), (A(), A())):
    attempt(ops["+"], a, b)
    attempt(ops["*"], a, b)


def iadd(a, b):
    a += b
    return a


def iops(a, b):
    for code in ("-=", "*=", "/=", "//=", "%=", "**=", "@=", "<<=", ">>=", "&=", "|=", "^=", "+="):
        ns = {"a": a, "b": b}
        try:
            exec(f"a {code} b", ns)
            print(code, ns["a"])
        except Exception as e:
            print(code, type(e).__name__, e)


for a, b in ((A(), 1), (Not(), 1), (1, A()), ([1], (2,)), ([1], 2), ((1,), [2]), ("a", 1), ({1}, [2]), ({1}, {2}), (None_(), 1), ({"a": 1}, [("b", 2)])):
    attempt(iadd, a, b)
iops("x", 5)
iops(7, 2)
iops([1], 2)
iops({1, 2}, {2, 3})
a = A()
print(-a, +a, ~a, abs(a), round(a), round(a, 2), divmod(a, 1), a**2, pow(a, 2, 5), a @ 1, [0, 1, 2, 3, 4][a], operator.index(a), hex(a), range(a))
for v in ("s", None, [], 1.5, True, 2 + 1j, -0.0, 10**20):
    for f in (operator.neg, operator.pos, operator.invert, abs):
        try:
            print(f(v), end=" ")
        except TypeError as e:
            print(e, end=" ")
    print()
attempt(lambda: iter(None_()))
attempt(lambda: 1 in None_())
x = y = [1]
x += [2]
print(y, x is y)
x = x + [3]
print(y, x)
t = (1, [2])
try:
    t[1] += [3]
except TypeError as e:
    print(e, t)
s = "ab"
u = s
s += "c"
s *= 2
print(s, u, "a" "b" * 2, "%s-%s" % (1, 2), "%d" % 3.7, [0] * 3, 3 * (1,), "x" * -1)
