"""C text of what no Python construct needs yet."""

from __future__ import annotations

import re

from whipsnake.codegen.function import Caches, FunctionEmitter
from whipsnake.hir import parse_functions
from whipsnake.passes.refcounts import refcounts


def emit(text: str) -> str:
    (function,) = parse_functions(text)
    function.code = (lambda a: -a).__code__
    refcounts(function)
    return FunctionEmitter(function, "unit", []).emit(0, Caches())


def test_guard_goes_to_the_generic_code() -> None:
    text = emit(
        """
        fn f(a) {
          bb0:
            %0 = load_local<0>() @1
            %1 = negative(%0) @2
            %2:LongExact = guard_type<LongExact>(%1) @3 !bb1
            ret(%2) @4
          bb1:
            ret(%0) @5
        }
        """
    )
    guard = re.search(r"if \(RT_UNLIKELY\(!Py_IS_TYPE\((\w+), &PyLong_Type\)\)\) goto (E\d+);", text)
    assert guard is not None
    value, failure = guard.groups()
    landing = re.search(rf"{failure}:\n    rt_drop\({value}\);\n    goto (H\d+);", text)
    assert landing is not None
    assert f"{landing[1]}:\n    goto B1;" in text
    assert f"result = {value}; goto leave;" in text
