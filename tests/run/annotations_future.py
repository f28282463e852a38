from __future__ import annotations

"""This is no doc string; with the future import annotations are strings."""

import typing

a: undefined[1, "x"]
b: list[int] = []
c: (1, *rest)
d: lambda x: x + 1
e: not   a  or b
f: f"{x}"
print(__annotations__, __doc__)


def func(x: Undefined, *a: *Ts, k: "already a string" = 1, **kw: {1: 2}) -> x.y[...]:
    local: also_undefined
    return 1


print(func.__annotations__, func(0))


class K:
    x: Later
    y: typing.List[K] = None
    z: 1/0

    def m(self, other: K) -> typing.Optional[K]:
        pass

    def __private(self, x: __mangled): pass

    q: __mangled


class Later:
    pass


print(K.__annotations__, K.m.__annotations__, K._K__private.__annotations__)
print(typing.get_type_hints(K.m))
try:
    typing.get_type_hints(K)
except ZeroDivisionError as err:
    print(err)


def outer():
    class Local:
        pass

    def inner(x: Local) -> Local:
        return x

    return inner.__annotations__


print(outer())
s: "quoted"
t: -1 + (2 * 3) ** 4
u: a if b else c
v: [x for x in y]
w: a[b:c, ::d]
x: (1,)
y: {**a, 'b': 1}
z: await_ < 3 <= 4
print({k: __annotations__[k] for k in "stuvwxyz"})
print(func.__code__.co_flags & 0x1000000 != 0, annotations is None)
exec("q: undef_in_exec\nprint(__annotations__)", {})
exec(compile("q: 1 + 1\nprint(__annotations__)", "", "exec", dont_inherit=True), {})
