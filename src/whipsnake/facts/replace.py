"""Changes of a module's source, as facts ask for them. Lines keep their numbers where that can be."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from whipsnake.errors import UserError
from whipsnake.facts.model import Replacement


def replaced(source: str, replacements: Iterable[Replacement]) -> tuple[str, list[Replacement]]:
    """The changed source, and the replacements that found nothing to change."""
    idle = []
    for replacement in replacements:
        before = source
        if replacement.kind == "text":
            found = replacement.what in source
            source = source.replace(replacement.what, replacement.text)
        elif replacement.kind == "regex":
            try:
                source, times = re.subn(replacement.what, replacement.text, source, flags=re.MULTILINE)
            except (re.error, IndexError) as error:
                raise _refused(replacement, f"the text for {replacement.what!r} is wrong: {error}") from None
            found = times > 0
        elif replacement.kind == "function":
            source, found = _function(source, replacement)
        else:
            source, found = replacement.text, True
        if not found:
            idle.append(replacement)
        elif source != before:
            try:
                ast.parse(source)
            except (SyntaxError, ValueError) as error:
                raise _refused(replacement, f"the replacement makes the module wrong: {error}") from None
    return source, idle


def _function(source: str, replacement: Replacement) -> tuple[str, bool]:
    lines = source.splitlines(keepends=True)
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):  # which is told when it is compiled
        return source, False
    # Another definition under `if` or `else` is replaced as well; from the last to the first, so that lines stay true.
    found = [*_definitions(tree, replacement.what.split("."))]
    for node in sorted(found, key=lambda node: -node.lineno):
        first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)]) - 1
        last = node.end_lineno or node.lineno
        indent = " " * node.col_offset
        value = " ".join(line.strip() for line in replacement.text.strip().splitlines())
        lines[first:last] = [f"{indent}{node.name} = ({value})\n", *["\n"] * (last - first - 1)]
    return "".join(lines), bool(found)


_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _definitions(node: ast.AST, path: list[str]) -> Iterable[_Definition]:
    """Those of a name in a scope: in its branches, but not in its functions and classes."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, _Definition):
            yield from _definitions(child, path)
        elif child.name == path[0]:
            if len(path) == 1:
                yield child
            elif isinstance(child, ast.ClassDef):
                yield from _definitions(child, path[1:])


def _refused(replacement: Replacement, message: str) -> UserError:
    return UserError(
        message if message.endswith(".") else message + ".",
        filename=replacement.origin.file,
        line=replacement.origin.line,
        hint="Correct the entry, or give it a `when` with the versions it is for.",
    )
