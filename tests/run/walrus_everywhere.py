"""Assignment expressions in every place that takes an expression."""

import traceback


def conditions(data):
    if (n := len(data)) > 2:
        print("long", n)
    elif (m := n * 2) or True:
        print("short", n, m)
    while (x := data.pop() if data else None) is not None:
        print("popped", x)
    return x


def calls():
    print(a := 1, (b := 2), *(c := [3]), **(d := {"sep": "-"}))
    print(a, b, c, d)
    print([p := 1, p + 1, (p := 5), p], (q := 1, q), {(r := 3): r, "k": (r := r + 1)}, r)
    return f"{(s := 4)} {s!r:{(w := 5)}} {(s := s + 1)}", s, w


def comprehension():
    last = None
    total = 0
    sums = [total := total + v for v in range(5)]
    print(sums, total)
    if any((hit := v) > 2 for v in [1, 2, 3, 4]):
        print("hit", hit)
    nested = [[(y := i * j) for j in range(3)] for i in range(3)]
    print(nested, y)
    d = {(k := i): (v := i * i) for i in range(3)}
    print(d, k, v)
    print([last := x for x in range(3) if (half := x / 2) or x == 0], last, half)


def in_lambda():
    f = lambda x: (y := x + 1) * y
    return f(2), (lambda: (z := 3, z))()


def nonlocal_target():
    v = 0

    def inner():
        nonlocal v
        return (v := v + 1)

    inner()
    inner()
    [v := v + i for i in range(3)]
    return v


def global_target():
    global gg
    [gg := i for i in range(3)]
    print((gg := gg + 1))


def default(a=(dd := 5), *, b=(ee := 6)):
    return a, b


def slices(xs):
    return xs[(i := 1):(j := 3)], i, j, xs[k := 0], k


def evaluation():
    x = 1
    print(x, (x := 2), x)
    y = [x, (x := 3), x]
    y[(x := 0)] = (x := 9)
    return y, x, x + (x := 5) + x


def returns():
    return (a := 3), a


def asserts(x):
    assert (y := x), f"no {y}"
    return y


def decorators():
    @(deco := lambda f: lambda: ("decorated", f()))
    def f():
        return 1

    return f(), deco(lambda: 2)()


def chained():
    return 1 < (x := 5) < 10 > (y := x), x, y


def short_circuit(flag):
    flag and (z := 1)
    try:
        return z
    except UnboundLocalError as e:
        return str(e)


def ternary(f):
    return (a := 1) if f else (a := 2), a


class Body:
    (attr := 3)
    vals = [attr, (attr2 := attr + 1)]


print(conditions([1, 2, 3]), conditions([1]))
print(calls())
comprehension()
print(in_lambda())
print(nonlocal_target())
global_target()
print(gg)
print(default(), dd, ee)
print(slices([1, 2, 3, 4]))
print(evaluation())
print(returns(), asserts(2), decorators(), chained(), short_circuit(0), short_circuit(1), ternary(0), ternary(1))
print(Body.attr, Body.vals, Body.attr2)
try:
    asserts(0)
except AssertionError:
    traceback.print_exc()
for source in ("class C: [x := 1 for _ in 'a']", "[i := 0 for i in 'a']", "x := 1", "f(x := 1, y := 2)", "[x for x in (y := [1])]"):
    try:
        exec(source.replace("f(", "print("))
        print("ok", source)
    except SyntaxError as e:
        print(e)
with open(__file__ and "/dev/null") as fh, (other := open("/dev/null")):
    print(other.name)
other.close()
del (gg)
print("gg" in globals())
