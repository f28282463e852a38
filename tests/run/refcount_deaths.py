"""When objects die: temporaries, arguments, rebinding, exceptions, containers, returns; and reference counts seen."""

import sys
import weakref


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("   died", self.name)

    def __add__(self, o):
        return D(f"({self.name}+{o.name})")

    def __bool__(self):
        return True

    def method(self):
        print("in method", self.name)
        return self

    def __getitem__(self, k):
        return D(f"{self.name}[{k}]")

    def __enter__(self):
        return D(self.name + ".entered")

    def __exit__(self, *a):
        print("exit", self.name)


def step(label):
    print(label)


def temporaries():
    D("statement")
    step("after statement")
    D("a") + D("b") + D("c")
    step("after sum")
    D("m").method().method()
    step("after chain")
    x = D("d")[1][2]
    step("after subscript")
    D("t") and step("and")
    if D("cond"):
        step("inside if")
    [D("l1"), D("l2")]
    step("after list")
    D("x"), D("y")
    step("after tuple")
    f"{D('f').name}"
    step("after f-string")
    return D("r").name


def arguments(a, b):
    step("in arguments")
    a = None
    step("a gone")
    return b


def rebinding():
    x = D("1")
    x = D("2")
    step("rebound")
    x = x.method()
    for x in (D("3"), D("4")):
        step("loop " + x.name)
    step("after loop")
    y = x
    x = 5
    step("y keeps")
    del y
    step("end")


def exceptions():
    try:
        local = D("local in try")
        raise ValueError(D("in args"))
    except ValueError as e:
        step("handling")
    step("handled")
    try:
        helper(D("argument"))
    except ZeroDivisionError as e:
        step("caught")
        e = None
        step("e cleared")
    step("done")


def helper(a):
    b = D("helper local")
    1 / 0


def loops():
    for i in range(2):
        D(f"body{i}")
        t = D(f"kept{i}")
    step("loop over")
    while D("w").name == "x":
        pass
    step("while over")
    for v in [D("e0"), D("e1")]:
        break
    step("broken")


def with_():
    with D("cm") as c:
        step("body")
    step("with over")


def closure():
    c = D("captured")
    f = lambda: c
    del c
    step("still captured")
    f = None
    step("released")


def comp():
    r = [D(f"c{i}") and i for i in range(2)]
    step("comp over")
    g = (D(f"g{i}") for i in range(2))
    next(g)
    step("next")
    g = None
    step("gen over")
    any(D(f"any{i}") for i in range(3))
    step("any over")


def unpack():
    a, b = D("u1"), D("u2")
    a, b = b, a
    step("swapped")
    a, *b = D("u3"), D("u4"), D("u5")
    step("star")


def call_order(*args):
    step("called")


def default(x=D("default")):
    return x.name


def inplace():
    x = D("i")
    x += D("j")
    step("added")


def ret():
    d = D("returned")
    try:
        return d
    finally:
        step("finally")


def compare():
    D("p") is D("q")
    step("is over")
    D("p2") == D("q2")
    step("eq over")
    not D("n")
    step("not over")


def subscript_store():
    d = {}
    d["k"] = D("old")
    d["k"] = D("new")
    step("replaced")
    l = [D("x")]
    l[0] = None
    step("item gone")
    del d["k"]
    step("key gone")


print(temporaries())
arguments(D("A"), D("B"))
step("arguments over")
for f in (rebinding, exceptions, loops, with_, closure, comp, unpack, inplace, compare, subscript_store):
    print("--", f.__name__)
    f()
call_order(D("1"), D("2"), *[D("3")])
ret()
step("ret over")
print(default())


def counts(a):
    b = a
    n1 = sys.getrefcount(a)
    c = [a, a]
    n2 = sys.getrefcount(a)
    del b, c
    return n2 - n1, n1 - sys.getrefcount(a)


print(counts(D("counted")))
r = weakref.ref(D("weak temp"))
print(r())
d = D("weak")
r = weakref.ref(d, lambda _: print("callback"))
d = None
print(r())
wd = weakref.WeakValueDictionary()
wd["k"] = k = D("value")
print(len(wd))
del k
print(len(wd))
weakref.finalize(f := D("finalized"), print, "finalize runs")
del f
print("end")
