"""match: literals, value patterns, captures, or-patterns, guards, order of evaluation."""


class Const:
    ONE = 1
    NAN = float("nan")

    class Deep:
        S = "deep"


class Tracer:
    def __init__(self, v):
        self.v = v

    def __eq__(self, other):
        print("  eq", self.v, repr(other))
        return self.v == other


def literal(x):
    match x:
        case 0:
            return "zero"
        case -1:
            return "minus one"
        case 1.5 | -2.5:
            return "float"
        case 3 + 4j | 3 - 4j:
            return "complex"
        case "a" "b":
            return "str"
        case b"ab":
            return "bytes"
        case None:
            return "None"
        case True:
            return "True"
        case False:
            return "False"
        case _:
            return "other"


for x in (0, 0.0, False, True, 1, 1.0, -1, 1.5, -2.5, 3 + 4j, 3 - 4j, "ab", b"ab", None, [], "b", Tracer(1.5)):
    print(type(x).__name__, x if not isinstance(x, Tracer) else "tracer", literal(x))


def value(x):
    match x:
        case Const.ONE:
            return "ONE"
        case Const.NAN:
            return "NAN"
        case Const.Deep.S:
            return "S"
        case Const.MISSING:
            return "never"
    return "no match"


for x in (1, True, Const.NAN, "deep", 2):
    try:
        print(value(x))
    except AttributeError as e:
        print(e)


def guard(x, log):
    match x:
        case n if log("g1", n) and n > 10:
            return "big", n
        case n if log("g2", n) and n < 0:
            return "negative", n
        case 5 as five if log("g3", five):
            return five
        case (0 | 1 | 2) as small:
            return "small", small
        case m:
            return "rest", m, n


def log(*a):
    print("  ", *a)
    return True


for x in (11, -3, 5, 2, 7):
    print(guard(x, log))


def guard_raises(x):
    match x:
        case y if 1 / y:
            return y
    return None


try:
    guard_raises(0)
except ZeroDivisionError as e:
    print(e)


def no_case_matches():
    match 5:
        case 6:
            x = 1
    try:
        return x
    except UnboundLocalError as e:
        return str(e)


def partial_bindings(t):
    a = b = "unset"
    match t:
        case (a, b) if b > 5:
            return "matched", a, b
        case (a, 3):
            return "second", a, b
    return "none", a, b


def failed_pattern_bindings(t):
    a = "unset"
    match t:
        case [a, 99]:
            return "matched", a
        case _:
            return "wild", a


print(no_case_matches())
print(partial_bindings((1, 9)), partial_bindings((1, 3)), partial_bindings((1, 4)))
print(failed_pattern_bindings([1, 2]))


def subject_once():
    def subject():
        print("subject")
        return 3

    match subject():
        case 1 | 2:
            return "no"
        case 3:
            return "three"


print(subject_once())


def tuple_subject(a, b):
    match a, b:
        case 1, x:
            return "first", x
        case x, 1:
            return "second", x
        case x, y:
            return x, y


print(tuple_subject(1, 2), tuple_subject(2, 1), tuple_subject(3, 4))


def soft_keywords():
    match = {"case": 1}
    case = "case"
    type = match[case]
    match[case] = 5
    print(match, type)
    match (match):
        case {"case": case}:
            print(case)
    match = print
    match(case)


soft_keywords()


def in_loop():
    out = []
    for i in range(6):
        match i:
            case 0:
                continue
            case 4:
                break
            case _ if i % 2:
                out.append(i)
            case _:
                out.append(-i)
    return out


print(in_loop())


def captured_by_closure(x):
    match x:
        case {"f": v} | [v]:
            return lambda: v


print(captured_by_closure([3])(), captured_by_closure({"f": 4})())


class Body:
    match 3:
        case attr:
            other = attr + 1


print(Body.attr, Body.other)
