"""Methods, functions and classes rebound while their callers run."""


class A:
    def f(self):
        return "A.f"

    def change(self):
        type(self).f = lambda self: "changed in flight"
        return self.f()


def use(o, n=20):
    out = []
    for i in range(n):
        if i == n // 2:
            out.append(o.change())
        out.append(o.f())
    return sorted(set(out), key=out.index)


print(use(A()))


def callee():
    return 1


def caller():
    global callee
    r = []
    for i in range(4):
        r.append(callee())
        if i == 1:
            def callee():
                return 2
        if i == 2:
            callee = lambda: 3
    return r


print(caller())


def self_replacing():
    global self_replacing
    self_replacing = lambda: "second"
    return "first"


print(self_replacing(), self_replacing())


class Counter:
    n = 0

    def inc(self):
        self.n += 1
        if self.n == 3:
            self.inc = self.other
        return self.n

    def other(self):
        return "other"


c = Counter()
print([c.inc() for _ in range(5)])
m = c.inc
bound = Counter().inc
Counter.inc = lambda self: "class replaced"
print(m(), bound(), Counter().inc())
print(bound.__self__.n, bound.__func__.__name__, bound == bound.__self__.inc)


def arguments_change_callee():
    global target

    def target(x):
        return "old", x

    def swap():
        global target
        target = lambda x: ("new", x)
        return "arg"

    return target(swap()), target(swap())


print(arguments_change_callee())


class Swap:
    def f(self, x):
        return "old", x


def swap_method():
    s = Swap()

    def swap():
        Swap.f = lambda self, x: ("new", x)
        s.f = lambda x: ("instance", x)
        return 1

    first = s.f(swap())
    return first, s.f(2)


print(swap_method())


class Special:
    def __add__(self, o):
        return "add"

    def __len__(self):
        return 3

    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i


def add(a, b):
    return a + b


s = Special()
print([add(s, 1) for _ in range(3)], len(s), list(s), bool(s))
s.__len__ = lambda: 99
s.__add__ = lambda o: "instance is ignored"
print(add(s, 1), len(s))
Special.__add__ = lambda self, o: "new add"
Special.__len__ = lambda self: 0
print(add(s, 1), len(s), bool(s))
del Special.__add__
try:
    add(s, 1)
except TypeError as e:
    print(e)
Special.__radd__ = lambda self, o: "radd"
print(add(1, s))
Special.__bool__ = lambda self: True
print(bool(s), "t" if s else "f")
Special.__iter__ = lambda self: iter("xyz")
print(list(s), [*s], (lambda *a: a)(*s))
Special.__contains__ = lambda self, x: x == "magic"
print("magic" in s, "x" in s)
del Special.__contains__, Special.__iter__
print(2 in s, 5 in s)
Special.__eq__ = lambda self, o: True
Special.__hash__ = lambda self: 7
print(s == 5, hash(s), {s: 1}[Special()])
Special.__call__ = lambda self, *a: a
print(s(1, 2))
Special.__enter__ = lambda self: "entered"
Special.__exit__ = lambda self, *a: True
with s as x:
    print(x)
    raise ValueError
try:
    Special.__class__ = 5
except TypeError as e:
    print(e)
print(Special)


class Inner:
    def run(self):
        return self.step()

    def step(self):
        return "step"


class Outer(Inner):
    pass


o = Outer()
print([o.run() for _ in range(3)])
Outer.step = lambda self: "outer step"
print(o.run())
o.step = lambda: "own step"
print(o.run())
del o.step, Outer.step, Inner.step
try:
    o.run()
except AttributeError as e:
    print(e)
