"""yield from: values, sends, results, non-iterables, recursion, send to plain iterators."""


def step(f, *args):
    try:
        print("->", f(*args))
    except BaseException as e:
        print("!!", type(e).__name__, e.args)


def sub():
    x = yield "first"
    print("sub got", x)
    y = yield "second"
    print("sub got", y)
    return x, y


def main():
    a = yield from sub()
    print("a", a)
    b = yield from [1, 2]
    print("b", b)
    c = yield from "xy"
    d = yield from {}
    return a, b, c, d


g = main()
step(next, g)
step(g.send, "A")
step(g.send, "B")
step(next, g)
step(next, g)
step(next, g)
step(next, g)


def bad():
    try:
        yield from 5
    except TypeError as e:
        print(e)
    try:
        yield from None
    except TypeError as e:
        print(e)
    yield "end"


print(list(bad()))


class Iter:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        print("iter called")
        return self

    def __next__(self):
        if not self.n:
            raise StopIteration("value of Iter")
        self.n -= 1
        return self.n

    def send(self, value):
        print("send", value)
        return self.__next__()


def over(it):
    print("result", (yield from it))


g = over(Iter(3))
step(next, g)
step(g.send, "v")
step(g.send, None)
step(next, g)


class BadIter:
    def __iter__(self):
        return 7


step(next, over(BadIter()))


def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)


print(list(tree(4)))


def deep(n):
    if n == 0:
        got = yield "bottom"
        return got
    return (yield from deep(n - 1)) + 1


g = deep(50)
print(next(g), g.gi_yieldfrom.gi_yieldfrom is not None)
step(g.send, 0)


def same(g):
    yield from g


def shared():
    yield 1
    yield 2
    yield 3


s = shared()
a, b = same(s), same(s)
print(next(a), next(b), next(a))
step(next, b)
step(next, a)


def recursive():
    yield from me


me = recursive()
step(next, me)


def in_expression():
    x = [*(yield from ab()), (yield from ab())]
    f((yield from ab()), y=(yield from ab()))
    return x


def ab():
    yield "ab"
    return "AB"


def f(*args, **kwargs):
    print(args, kwargs)


g = in_expression()
try:
    while True:
        print(next(g))
except StopIteration as e:
    print(e.value)


def lambda_gen():
    g = lambda: (yield)
    h = g()
    next(h)
    try:
        h.send("result?")
    except StopIteration as e:
        print("lambda generator", e.value)


lambda_gen()
step(list, (x for x in map(lambda v: 1 // v, [1, 0])))
