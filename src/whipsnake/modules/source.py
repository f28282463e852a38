"""Source to code objects, under the program's Python flags."""

from __future__ import annotations

import ast
from types import CodeType

from whipsnake.pythonflags import PythonFlags


def compile_source(source: bytes, filename: str, flags: PythonFlags) -> CodeType:
    """The code object CPython makes of a module."""
    if flags.no_docstrings and not flags.no_asserts:
        # The only combination that compile() has no level for.
        tree = ast.parse(source, filename)
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                _remove_docstring(node)
        return compile(tree, filename, "exec", dont_inherit=True, optimize=0)
    level = 2 if flags.no_docstrings else int(flags.no_asserts)
    return compile(source, filename, "exec", dont_inherit=True, optimize=level)


def _remove_docstring(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    if ast.get_docstring(node, clean=False) is not None:
        docstring = node.body.pop(0)
        if not node.body:
            node.body.append(ast.copy_location(ast.Pass(), docstring))
