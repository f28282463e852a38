"""Annotations without the future import: evaluation, order, scopes, targets."""


def note(x):
    print("annotation", x)
    return x


a: note("a")
b: note("b") = note("value b")
(c): note("c") = 3
print(sorted(__annotations__.items()))


class O:
    pass


o = O()
o.attr: note("attr") = 1
o.only: note("only")
d = {}
d[note("key")]: note("item") = 2
d["nothing"]: note("item2")
print(o.__dict__, d)


def f(x: note("x"), /, y: note("y") = note("default y"), *args: note("args"), k: note("k") = note("default k"), **kw: note("kw")) -> note("return"):
    local: note("never evaluated") = 1
    unset: undefined_name
    (paren): also_undefined = 2
    attr.x: evaluated_or_not = 3
    return local, paren


class Attr:
    pass


attr = Attr()
evaluated_or_not = 1
print(f.__annotations__)
print(f(1), attr.x)


def unbound():
    z: int
    return z


try:
    unbound()
except UnboundLocalError as e:
    print(e)


class K:
    x: note("class x") = 1
    y: note("class y")
    self_ref: "K"
    __private: int = 2
    z: list[int] = []
    if True:
        conditional: note("cond")

    def m(self, v: x) -> y if False else x:
        pass

    for i in range(2):
        loop: note(i)


print(K.__annotations__, K.m.__annotations__, hasattr(K, "y"))


class Empty:
    pass


print(Empty.__annotations__, "__annotations__" in vars(Empty))


class Deleted:
    a: int
    del __annotations__
    try:
        b: str
    except NameError as e:
        print("NameError", e)


class Replaced:
    __annotations__ = {"pre": 1}
    q: int


print(Replaced.__annotations__)
try:
    err: 1 / 0
except ZeroDivisionError as e:
    print(e, "err" in __annotations__)
lam = lambda x: x
print(lam.__annotations__)
nested: note("n1") if note("cond") else note("n2")
s: "string annotation" = 5
t: (1, 2) = (3, 4)
u: int = (yield_ := 5)
v: int = 1, 2
print(v, yield_, sorted(__annotations__))


def closure():
    n = "closed"

    def g(x: n) -> n:
        pass

    class C:
        q: n

    return g.__annotations__, C.__annotations__


print(closure())
exec("w: int = 5\nprint(__annotations__)", {})
async def co(x: note("async")) -> note("async r"): pass
def g(x: note("gen")): yield
print(co.__annotations__, g.__annotations__)
