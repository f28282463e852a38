"""Branches, loops, handlers, matches, generators: what coverage.py measures of them is a test of its own."""

import sys


def branches(n):
    if n > 1:
        a = 1
    else:
        a = 2
    for i in range(n):
        if i == 5:
            break
    else:
        a += 1
    while n:
        n -= 1
        if n == 1:
            continue
        a += n
    return a


def unused():
    x = 1
    return x


def gen(n):
    for i in range(n):
        yield i
        if i > 100:
            return
    return


class C:
    attr = 1

    def __init__(self):
        self.x = 1 + 2

    @property
    def p(self):
        return self.x

    def never(self):
        pass

    def __add__(self, other):
        y = 1
        return y


def handled(n):
    try:
        if n:
            raise ValueError(n)
    except ValueError:
        v = 1
    except KeyError:
        v = 2
    else:
        v = 3
    finally:
        v = 4
    with open(__file__) as f:
        pass
    return [x for x in range(3) if x] + list(y for y in range(2))


def matched(v):
    match v:
        case 1:
            return 1
        case [a, b]:
            return 2
        case _:
            return 3


async def co():
    async for x in agen():
        z = x
    return 1


async def agen():
    yield 1
    if False:
        yield 2


def main():
    print(branches(3), list(gen(2)))
    c = C()
    print(c.p, c + 1)
    print(handled(1), matched([1, 2]))
    try:
        co().send(None)
    except StopIteration as e:
        print(e.value)
    f = lambda x: x
    print(f(1))
    assert c
    if len(sys.argv) > 5:
        print("no")


main()
if __name__ == "nothing":
    main()
