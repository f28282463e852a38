"""Comparison chains, boolean operators, membership, identity: evaluation, short cuts, odd results."""


class V:
    def __init__(self, name, lt=True, result=None):
        self.name, self.r, self.result = name, lt, result

    def __lt__(self, o):
        print(f"{self.name} < {o.name}")
        return self.r

    def __gt__(self, o):
        print(f"{self.name} > {o.name}")
        return self.r

    def __eq__(self, o):
        print(f"{self.name} == {getattr(o, 'name', o)}")
        return self.r

    def __contains__(self, o):
        print(f"{getattr(o, 'name', o)} in {self.name}")
        return self.result

    def __bool__(self):
        print("bool", self.name)
        return True


class Falsy:
    def __bool__(self):
        print("falsy?")
        return False

    def __repr__(self):
        return "Falsy"


class BadBool:
    def __bool__(self):
        return 2

    def __lt__(self, o):
        return self


class LenOnly:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


def t(name, **k):
    print("eval", name)
    return V(name, **k)


def attempt(f):
    try:
        print("->", f())
    except Exception as e:
        print("!!", type(e).__name__, e)


attempt(lambda: t("a") < t("b") < t("c"))
attempt(lambda: t("a", lt=False) < t("b") < t("c"))
attempt(lambda: t("a", lt=Falsy()) < t("b") < t("c"))
attempt(lambda: t("a", lt="string") < t("b") > t("c", lt=[]) == t("d"))
attempt(lambda: (t("a") < t("b")) < 5)
attempt(lambda: not t("a") < t("b"))
attempt(lambda: t("a", lt=BadBool()) < t("b") < t("c"))
attempt(lambda: t("a") in [t("b", lt=False), t("c")])
attempt(lambda: 5 in t("x", result=[1]))
attempt(lambda: 5 not in t("x", result=[]))
attempt(lambda: 5 in t("x", result=BadBool()))
attempt(lambda: 1 in 5)
attempt(lambda: t("a") is t("b") is not None)
attempt(lambda: None is None is not 1 is not True)
attempt(lambda: 1 < 2 < 3 in [3] == [3])
attempt(lambda: 3 > 2 > 1 != 0 is not None)
attempt(lambda: Falsy() or 0 or "" or [] or None)
attempt(lambda: 1 and "x" and [0] and Falsy())
attempt(lambda: (Falsy() and 1, 0 or Falsy()))
attempt(lambda: not LenOnly(0))
attempt(lambda: bool(LenOnly(3)))
attempt(lambda: not LenOnly(-1))
attempt(lambda: bool(BadBool()))
attempt(lambda: "yes" if BadBool() else "no")
attempt(lambda: 1 if Falsy() else 2 if Falsy() else 3)
attempt(lambda: [x for x in [0, 1, Falsy(), "a"] if x])


def conditions(a, b, c):
    out = []
    if a and b or c:
        out.append(1)
    if a or b and c:
        out.append(2)
    if not (a or b):
        out.append(3)
    if not a and not b or not c:
        out.append(4)
    if (a if b else c):
        out.append(5)
    if a and (b or c) and not (a and b and c):
        out.append(6)
    while a and not b:
        out.append(7)
        b = True
    out.append(a and b or c)
    out.append((a or b) and c)
    out.append(a < b <= c)
    return out


for a in (False, True):
    for b in (False, True):
        for c in (False, True):
            print(conditions(a, b, c))


class Part:
    def __init__(self, n):
        self.n = n

    def __lt__(self, o):
        return NotImplemented

    def __le__(self, o):
        raise ValueError("le")

    def __gt__(self, o):
        print("reflected gt")
        return "gt result"


class Sub(Part):
    def __gt__(self, o):
        print("subclass first")
        return "sub gt"


attempt(lambda: Part(1) < Part(2))
attempt(lambda: Part(1) < Sub(2))
attempt(lambda: Part(1) <= 2)
attempt(lambda: 5 < Part(1))
attempt(lambda: 5 > Part(1))
attempt(lambda: object() < object())
attempt(lambda: [1, 2] < [1, "x"])
attempt(lambda: (1, 2) < (1, 2, 3) <= (1, 2, 3))
attempt(lambda: {1} < {1, 2} <= {1, 2} != {2})
attempt(lambda: 1 == 1.0 == True == (1 + 0j))
attempt(lambda: "a" < "b" < "ab")
attempt(lambda: b"a" == "a")
attempt(lambda: None < None)
attempt(lambda: float("nan") != float("nan") < 1)
