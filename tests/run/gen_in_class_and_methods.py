"""Generators as methods, properties, class bodies, __iter__, with super(), and with closures."""


class Base:
    def items(self):
        yield "base"
        return "base result"

    def __iter__(self):
        yield from self.items()


class Derived(Base):
    def items(self):
        r = yield from super().items()
        yield r
        yield __class__.__name__
        yield from (super(Derived, self).items() for _ in range(0))

    @property
    def prop(self):
        yield "property"

    @classmethod
    def made(cls):
        yield cls.__name__

    @staticmethod
    def still(x):
        yield x

    def __contains__(self, x):
        for i in self:
            if i == x:
                return True
        return False

    def __private(self):
        yield self.__secret

    __secret = "mangled"

    def public(self):
        yield from self.__private()


d = Derived()
print(list(d), list(d.prop), list(d.made()), list(d.still(4)), "base" in d, "no" in d, list(d.public()))


def accumulate():
    total = 0

    def add():
        nonlocal total
        while True:
            total += yield total

    g = add()
    next(g)
    return g, lambda: total


g, get = accumulate()
for i in range(4):
    g.send(i)
print(get())


def closures_in_generator():
    for i in range(3):
        yield lambda: i


fs = []
for f in closures_in_generator():
    fs.append(f)
    print(f(), end=" ")
print([f() for f in fs])


class InBody:
    squares = list(x * x for x in range(4))
    pairs = [(a, b) for a in range(2) for b in range(2)]

    def gen(n):
        yield n

    used = list(gen(3))


print(InBody.squares, InBody.pairs, InBody.used)


def fib():
    a, b = 0, 1
    while 1:
        yield a
        a, b = b, a + b


def take(n, it):
    return [x for _, x in zip(range(n), it)]


print(take(20, fib()))


def sieve():
    def ints(n):
        while True:
            yield n
            n += 1

    def drop(p, it):
        return (x for x in it if x % p)

    it = ints(2)
    while True:
        p = next(it)
        yield p
        it = drop(p, it)


print(take(20, sieve()))


def walk(t):
    match t:
        case (left, v, right):
            yield from walk(left)
            yield v
            yield from walk(right)
        case None:
            return
        case _:
            yield t


print(list(walk(((None, 1, None), 2, ((None, 3, None), 4, 5)))))


def try_in_loop():
    for i in range(4):
        try:
            if i == 1:
                raise ValueError
            yield i
        except ValueError:
            yield "handler"
            continue
        finally:
            yield f"f{i}"


print(list(try_in_loop()))


def with_in_gen(cm):
    with cm as x:
        for i in range(2):
            with cm:
                yield x, i


class CM:
    depth = 0

    def __enter__(self):
        self.depth += 1
        return self.depth

    def __exit__(self, *e):
        self.depth -= 1


cm = CM()
print(list(with_in_gen(cm)), cm.depth)
