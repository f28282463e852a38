"""The verifier finds each kind of broken HIR."""

from __future__ import annotations

import pytest

from whipsnake.hir import InvalidHirError, parse_functions, verify


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("bb0:\n %0 = none()", "no terminator"),
        ("bb0:\n %0 = none()\n ret(%0)\n ret(%0)", "terminator in the middle"),
        ("bb0:\n jump()", "wants 1 edges"),
        ("bb0:\n %0 = load_global<x>()\n branch(%0) bb1, bb1\nbb1:\n ret(%0)", "condition is Object, wants CBool"),
        ("bb0:\n %0:Opt = load_local<0>()\n ret(%0)", "value is Opt, wants Object"),
        ("bb0:\n %0 = load_global<x>()\n jump() bb1\nbb1(%1):\n ret(%1)", "bb1 wants 1 arguments"),
        ("bb0:\n %0 = none() !bb1\n ret(%0)\nbb1:\n %1:Exception = catch()\n ret(%1)", "never leaves by it"),
        (
            (
                "bb0:\n %0 = load_global<x>()\n %1:CBool = is_true(%0)\n branch(%1) bb1, bb2\n"
                "bb1:\n %2 = negative(%0)\n jump() bb3\nbb2:\n jump() bb3\nbb3:\n ret(%2)"
            ),
            "%2 is not defined on every way",
        ),
        ("bb0:\n %0 = load_global<x>() !bb1\n ret(%0)\nbb1:\n ret(%0)", "%0 is not defined on every way"),
    ],
)
def test_rejects(body: str, message: str) -> None:
    (function,) = parse_functions(f"fn f(; x) {{\n{body}\n}}\n")
    with pytest.raises(InvalidHirError, match=message):
        verify(function)
