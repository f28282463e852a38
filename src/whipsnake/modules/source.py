"""Source to code objects, under the program's Python flags."""

from __future__ import annotations

import ast
import threading
import warnings
from types import CodeType

from whipsnake.pythonflags import PythonFlags

REFUSALS = (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError)
"""What CPython raises for a source that it does not compile."""
_STACK = 64 << 20


def compile_source(source: bytes, filename: str, flags: PythonFlags, *, warn: bool = False) -> CodeType:
    """The code object CPython makes of a module. `warn`: its warnings are shown, as they are once for each source."""
    with warnings.catch_warnings(record=True) as found:
        if not warn:
            warnings.simplefilter("ignore")
        try:
            code = _compile(source, filename, flags)
        except RecursionError:
            # CPython's limits count the calls that led here, of which there are none when it compiles a program.
            found.clear()
            code = _in_thread(source, filename, flags)
    for warning in found:
        warnings.showwarning(warning.message, warning.category, warning.filename, warning.lineno)
    return code


def _compile(source: bytes, filename: str, flags: PythonFlags) -> CodeType:
    if flags.no_docstrings and not flags.no_asserts:
        # The only combination that compile() has no level for.
        tree = ast.parse(source, filename)
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                _remove_docstring(node)
        return compile(tree, filename, "exec", dont_inherit=True, optimize=0)
    level = 2 if flags.no_docstrings else int(flags.no_asserts)
    return compile(source, filename, "exec", dont_inherit=True, optimize=level)


def _in_thread(source: bytes, filename: str, flags: PythonFlags) -> CodeType:
    made: list[CodeType | Exception] = []

    def run() -> None:
        try:
            made.append(_compile(source, filename, flags))
        except REFUSALS as error:
            made.append(error)

    before = threading.stack_size(_STACK)
    try:
        thread = threading.Thread(target=run)
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()
    if isinstance(made[0], Exception):
        raise made[0].with_traceback(None) from None
    return made[0]


def _remove_docstring(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    if ast.get_docstring(node, clean=False) is not None:
        docstring = node.body.pop(0)
        if not node.body:
            node.body.append(ast.copy_location(ast.Pass(), docstring))
