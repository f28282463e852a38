"""for, while, else, break and continue in every combination."""


def for_else(xs, stop):
    for x in xs:
        if x == stop:
            print("break at", x)
            break
        if x % 2:
            continue
        print("even", x)
    else:
        print("exhausted")
        return "else"
    return "broken"


def while_else(n, stop):
    while n:
        n -= 1
        if n == stop:
            break
    else:
        return "else", n
    return "broken", n


def nested(n):
    out = []
    for i in range(n):
        for j in range(n):
            if j == 2:
                break
            if i == 1:
                continue
            while True:
                out.append((i, j))
                if len(out) % 2:
                    break
                else:
                    break
            else:
                out.append("never")
        else:
            out.append("inner else")
            continue
        out.append("inner broken")
        if i == 2:
            break
    else:
        out.append("outer else")
    return out


def constant_conditions():
    out = []
    while True:
        out.append(1)
        if len(out) == 3:
            break
    while 1:
        break
    while 0:
        out.append("never")
    else:
        out.append("while 0 else")
    while not True:
        pass
    while None:
        pass
    else:
        out.append("None else")
    if 0:
        out.append("never")
    elif "":
        out.append("never")
    elif []:
        out.append("never")
    else:
        out.append("else")
    for _ in ():
        out.append("never")
    else:
        out.append("empty else")
    return out


def loop_variable_after():
    for i in range(3):
        pass
    for j in []:
        pass
    try:
        j
    except UnboundLocalError as e:
        print(e)
    return i


def rebind_in_loop():
    xs = [1, 2, 3]
    out = []
    for x in xs:
        xs = "rebound"
        x = x * 10
        out.append(x)
    return out, xs, x


def grow_while_iterating():
    xs = [1, 2, 3]
    for x in xs:
        if len(xs) < 8:
            xs.append(x * 2)
    ys = list(range(6))
    for y in ys:
        ys.remove(y)
    return xs, ys


def change_dict():
    d = {1: 1}
    for what in ("add", "delete", "replace", "set"):
        d = {1: 1, 2: 2, 3: 3}
        s = {1, 2, 3}
        try:
            for k in s if what == "set" else d:
                if what == "add":
                    d[k + 10] = 1
                elif what == "delete":
                    del d[k]
                elif what == "set":
                    s.add(k + 10)
                else:
                    d[k] = "new"
            print(what, d)
        except RuntimeError as e:
            print(what, e)


def targets():
    class O:
        pass

    o, d, l = O(), {}, [0, 0]
    for o.x in range(2):
        pass
    for d["k"], l[1] in [(1, 2), (3, 4)]:
        pass
    for (a, (b, *c)), e in [((1, (2, 3, 4)), 5)]:
        pass
    for l[:] in ["ab", "cd"]:
        pass
    return o.x, d, l, a, b, c, e


def iterate_many():
    class Seq:
        def __getitem__(self, i):
            if i == 3:
                raise IndexError
            return i * i

    class It:
        n = 0

        def __iter__(self):
            return self

        def __next__(self):
            self.n += 1
            if self.n > 3:
                raise StopIteration
            return self.n

    out = []
    it = It()
    for source in ([1], (2,), "s", b"b", {3: 0}, {4}, range(5, 7), Seq(), it, it, iter([8]), map(str, [9]), zip("a", "b"), enumerate("c"), {5: 6}.items(), reversed([1, 2]),
                   (x for x in "g"), iter(lambda: it.n, 5), frozenset({7}), memoryview(b"m"), bytearray(b"n"), open("/dev/null"), {1: 2}.values()):
        for x in source:
            out.append(x)
    return out


def errors():
    class Bad:
        def __iter__(self):
            return 5

    class Raises:
        def __iter__(self):
            raise KeyError("iter")

    class Next:
        def __iter__(self):
            return self

        def __next__(self):
            raise LookupError("next")

    class Seq:
        def __getitem__(self, i):
            raise ZeroDivisionError

    for source in (5, None, Bad(), Raises(), Next(), Seq(), int, 1.5, object()):
        try:
            for x in source:
                print("never")
        except Exception as e:
            print(type(e).__name__, e)


def range_forms():
    out = []
    for r in (range(3), range(1, 4), range(5, 0, -2), range(0), range(3, 3), range(-2, 2), range(10**20, 10**20 + 2), range(True, 3)):
        for i in r:
            out.append(i)
    for i in range(3):
        i += 10
        out.append(i)
    n = 3
    for i in range(n):
        n = 100
        out.append(i)
    for args in ((1.5,), ("a",), (1, 2, 0), ()):
        try:
            for i in range(*args):
                pass
        except Exception as e:
            out.append(f"{type(e).__name__} {e}")
    return out


print(for_else([2, 4, 5, 6], 6), for_else([1, 2], 9), for_else([], 1))
print(while_else(5, 2), while_else(5, 9), while_else(0, 0))
for f in (lambda: nested(4), constant_conditions, loop_variable_after, rebind_in_loop, grow_while_iterating, change_dict, targets, iterate_many, errors, range_forms):
    print(f())
for i in range(2):
    for i in "ab":
        pass
    print(i)
k = 3
while k:
    k -= 1
    if k == 1: continue
    print("module while", k)
else:
    print("module else", k)
