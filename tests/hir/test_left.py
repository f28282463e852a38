"""What is left to the interpreter: what runs once, from 3.12 on, and what is long and straight."""

from __future__ import annotations

import sys

import pytest

from whipsnake.frontend import translate

LONG = "    x = a + b.m(1)\n" * 1000
BODIES = sys.version_info >= (3, 12)


def compiled(source: str) -> list[str]:
    return [function.name for function in translate(compile(source, "<test>", "exec"), "test").functions]


def test_bodies() -> None:
    source = "class A:\n    def f(self): pass\n    class B:\n        for i in x: y\n        def g(self): pass\n"
    functions = ["A.f", "A.B", "A.B.g"]
    assert compiled(source) == (functions if BODIES else ["<module>", "A", *functions])
    assert compiled("while x:\n    class A: pass\n") == (["<module>"] if BODIES else ["<module>", "A"])
    assert "f.<locals>.A" in compiled("def f():\n    class A: pass\n")


@pytest.mark.parametrize(
    ("body", "left"),
    [
        (LONG, True),
        (LONG[: len(LONG) // 10], False),
        (f"    for x in a:\n{LONG.replace('    x', '        x')}", True),
        (f"    for x in a: y\n{LONG}", False),
        ("    if a:\n        x = a + b.m(1)\n" * 1000, False),
        (LONG + "    return lambda: x\n", False),
    ],
)
def test_long_functions(body: str, left: bool) -> None:
    assert ("f" not in compiled(f"def f(a, b):\n{body}")) == left
