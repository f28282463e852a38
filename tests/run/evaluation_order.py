"""The order in which things are evaluated, everywhere."""


class T:
    """Prints what is done to it."""

    def __init__(self, name):
        object.__setattr__(self, "name", name)

    def __getattr__(self, attr):
        if attr.startswith("__"):
            raise AttributeError(attr)
        print(f"get {self.name}.{attr}")
        return T(f"{self.name}.{attr}")

    def __setattr__(self, attr, v):
        print(f"set {self.name}.{attr} = {v}")

    def __delattr__(self, attr):
        print(f"del {self.name}.{attr}")

    def __getitem__(self, k):
        print(f"getitem {self.name}[{k}]")
        return T(f"{self.name}[{k}]")

    def __setitem__(self, k, v):
        print(f"setitem {self.name}[{k}] = {v}")

    def __delitem__(self, k):
        print(f"delitem {self.name}[{k}]")

    def __call__(self, *a, **k):
        print(f"call {self.name} {a} {k}")
        return T(f"{self.name}()")

    def __hash__(self):
        print("hash", self.name)
        return hash(self.name)

    def __bool__(self):
        print("bool", self.name)
        return not self.name.startswith("f")

    def __iter__(self):
        print("iter", self.name)
        return iter((T(self.name + "_0"), T(self.name + "_1")))

    def keys(self):
        print("keys", self.name)
        return [self.name + "_key"]

    def __repr__(self):
        return self.name

    def __format__(self, spec):
        print("format", self.name, repr(spec))
        return self.name

    def __index__(self):
        print("index", self.name)
        return 1


for op in "add sub mul truediv floordiv mod pow matmul and or xor lshift rshift iadd lt gt eq".split():
    def method(self, other, op=op):
        print(f"{op} {self} {other}")
        return T(f"{op}({self},{other})")

    setattr(T, f"__{op}__", method)


def t(name):
    print("eval", name)
    return T(name)


def section(name):
    print("---", name)


section("call")
t("f")(t("a"), *t("b"), t("c"), k=t("d"), **t("e"), l=t("g"))
t("o").m(t("a"), t("b"), x=t("c"))
section("assign")
t("a").x = t("b")[t("c")] = t("d").y = t("v")
section("tuple assign")
t("a").x, t("b")[t("c")], (t("d").y, *t("e").z) = t("v"), t("w"), (t("p"), t("q"))
section("augmented")
t("a").x += t("v")
t("a")[t("i")] += t("v")
t("a")[t("i"):t("j")] -= t("v")
section("subscript")
t("a")[t("b"), t("c"):t("d"):t("e"), ...]
t("a")[*t("b"), t("c")]
section("displays")
print([t("a"), *t("b"), t("c")])
print({t("a"): t("b"), **{}, t("c"): t("d")})
print(len({t("a"), t("b"), *t("c")}))
section("binary")
t("a") + t("b") * t("c") - t("d") ** t("e")
section("compare")
t("a") < t("b") < t("c") > t("d")
t("a") < t("f") == t("g")
section("boolean")
t("f") and t("b") or t("c") and not t("d")
t("x") if t("f") else t("y")
section("f-string")
print(f"{t('a')!r:>{len(t('w').name)}5} {t('b'):{t('c')}}{t('d')=}")
section("comprehension")
[t("e") for a in t("i") if t("c") for b in t("j") if t("f")]
{t("k"): t("v") for _ in t("i")}
section("del")
del t("a").x, t("b")[t("c")], (t("d").y)
section("lambda and def defaults")
lambda a=t("d1"), *, b=t("d2"): 0


def dec(name):
    t(name)
    return lambda f: (print("apply", name), f)[1]


@dec("outer")
@dec("inner")
def f(a: t("ann a") = t("def a"), *, b: t("ann b") = t("def b"), **k: t("ann k")) -> t("ann ret"):
    pass


@dec("class dec")
class C(t("base") and object, metaclass=t("meta") and type):
    x: t("class ann") = t("class val")


section("annotated")
v: t("annotation") = t("value")
t("o").attr: t("ann2") = t("val2")
section("loops")
for t("target").x in t("iter"):
    pass
while t("f"):
    pass
section("return and yield")


def g():
    x = yield t("y1"), (yield t("y2"))
    return t("r")[x]


it = g()
next(it), it.send(t("s1"))
try:
    it.send(t("s2"))
except StopIteration as e:
    print(e.value)
section("slice of assert")
assert t("ok"), t("not evaluated")
try:
    raise t("exc") and ValueError() from t("cause") and None
except ValueError:
    pass
t("a").b.c(t("d")).e[t("g")].h()
t("a") in [t("b")], t("x") is t("y"), t("x") is not t("y")
-1 if t("f") else +2
