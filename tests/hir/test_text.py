"""HIR text: round trips, and errors that name the line."""

from __future__ import annotations

import pytest

from whipsnake.frontend import translate
from whipsnake.hir import HirSyntaxError, parse_functions, print_function, verify
from whipsnake.passes import run

SOURCE = """
def f(a, *b, c=1, **d):
    try:
        for x in a:
            with x as (y, *z):
                yield from y
    except (ValueError, TypeError) as e:
        raise RuntimeError from e
    finally:
        del a
    return [q for q in b if q] or {c: d}

class C(Base, metaclass=M):
    for n in N:
        pass
    def m(self):
        return lambda: super().m() < self.x

async def g():
    async with f() as h:
        async for i in h:
            await i
"""


def functions_of(source: str, *, passes: bool) -> list[str]:
    module = translate(compile(source, "<test>", "exec"), "test")
    if passes:
        run(module, check=True)
    return [print_function(function) for function in module.functions]


@pytest.mark.parametrize("passes", [False, True])
def test_round_trip(passes: bool) -> None:
    texts = functions_of(SOURCE, passes=passes)
    assert len(texts) >= 7
    for text in texts:
        (function,) = parse_functions(text)
        verify(function)
        assert print_function(function) == text


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("%0 = no_such_op()", "no_such_op"),
        ("%0 = load_const()", "wants 1 attributes"),
        ("ret(%7)", "undefined value %7"),
        ("jump() bb9", "undefined block bb9"),
        ("%0:Nonsense = none()", "Nonsense"),
        ("this is not HIR", "not an instruction"),
    ],
)
def test_syntax_errors(line: str, message: str) -> None:
    with pytest.raises(HirSyntaxError, match=message):
        parse_functions(f"fn f() {{\n  bb0:\n    {line}\n}}\n")


def test_missing_end() -> None:
    with pytest.raises(HirSyntaxError, match="'}' is missing"):
        parse_functions("fn f() {\n  bb0:\n")
