# requires: 3.12
"""PEP 701: nested quotes, comments, backslashes and arbitrary nesting in f-strings."""

import traceback

x, y = 5, "why"
d = {"key": {"k": [1, 2, 3]}}
print(f"{d["key"]["k"][0]} {", ".join(str(v) for v in d["key"]["k"])}")
print(f"{f"{f"{f"{f"{x}"}"}"}"}")
print(f"{"\n".join(["a", "b"])} {'\t'} {"\N{BULLET}"}")
print(f"{
    x  # a comment with } and {
    + 1
    } {x!r:{"^"}{10}}|{y=}|{d["key"]=}|{ x + 1 = :>5}")
print(f'''{
    "multi" """line"""
}
rest {x}''')
print(f"{(lambda a: a * 2)(3)} {[i for i in range(3) if f"{i}" != "1"]} { {"a": f"{x:{"0"}>3}"}["a"] }")
print(f"{x:{"{"}>5}", f"{{{x}}}", f"{x!s:}")
print(f"{"é"!a} {"日本"} {y:{"é"}>6}")


def carets(v):
    return f"{v} and {v + 1:>{v.width}} then {f"{v["a"]}"}"


class V(int):
    width = 5

    def __getitem__(self, k):
        raise KeyError(k)


for v in (V(3), 4, "s"):
    try:
        print(carets(v))
    except Exception:
        print(traceback.format_exc())


def deep(n):
    return f"{n} {f"{deep(n - 1)}" if n else "end"}"


print(deep(4))
print(f"{"a" if x else f"{"b" if y else "c"}"}{*[1, 2],}{(z := 3)}{z:=^{z + 4}}")


async def aw():
    return f"{await inner():>5}|{[f"{v}" async for v in agen()]}"


async def inner():
    return 1


async def agen():
    yield 1
    yield 2


try:
    aw().send(None)
except StopIteration as e:
    print(e.value)


def gen():
    r = f"{(yield 1)}{f"{(yield 2)}"}"
    yield r


g = gen()
next(g), g.send("a")
print(g.send("b"))
