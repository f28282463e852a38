"""Which names a scope of a source binds."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator

BUILTINS = frozenset(dir(builtins))
Function = ast.FunctionDef | ast.AsyncFunctionDef
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def inside(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """All nodes of one scope, in their order: not those in its functions and classes."""
    pending = [*nodes][::-1]
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, _SCOPES):
            pending += [*ast.iter_child_nodes(node)][::-1]


def bound_names(body: Iterable[ast.stmt]) -> set[str]:
    """The names that statements bind in their scope."""
    names: set[str] = set()
    for node in inside(body):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names.update(alias.asname or alias.name.partition(".")[0] for alias in node.names)
    return names


def free_names(expression: ast.AST) -> set[str]:
    """The names that an expression takes from around it."""
    used: set[str] = set()
    own: set[str] = set()
    for node in ast.walk(expression):
        if isinstance(node, ast.Name):
            (used if isinstance(node.ctx, ast.Load) else own).add(node.id)
        elif isinstance(node, ast.arg):
            own.add(node.arg)
    return used - own


def words(text: str) -> set[str]:
    """The names in a type that is written as text; none in what is no expression."""
    try:
        tree = ast.parse(text, mode="eval")
    except SyntaxError:
        return set()
    return names_in(tree)


def names_in(tree: ast.AST) -> set[str]:
    """All names that are mentioned."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def last_name(expression: ast.expr) -> str:
    """`c` of the expression `a.b.c`, of `a.b.c[...]` and of `a.b.c(...)`."""
    while isinstance(expression, ast.Call | ast.Subscript):
        expression = expression.func if isinstance(expression, ast.Call) else expression.value
    if isinstance(expression, ast.Attribute):
        return expression.attr
    return expression.id if isinstance(expression, ast.Name) else ""


def is_path(expression: ast.expr) -> bool:
    """Whether it is a name, or attributes of one."""
    while isinstance(expression, ast.Attribute):
        expression = expression.value
    return isinstance(expression, ast.Name)


def is_simple(expression: ast.expr) -> bool:
    """Whether a value may stand in a stub as it is: short constants, and tuples of them."""
    if isinstance(expression, ast.UnaryOp) and isinstance(expression.op, ast.USub):
        return isinstance(expression.operand, ast.Constant) and isinstance(expression.operand.value, int | float)
    if isinstance(expression, ast.Tuple):
        return len(expression.elts) <= _LONG_TUPLE and all(map(is_simple, expression.elts))
    if isinstance(expression, ast.Constant):
        return not isinstance(expression.value, str | bytes) or len(expression.value) <= _LONG_TEXT
    return False


_LONG_TEXT = 50
_LONG_TUPLE = 8


def is_generator(function: Function) -> bool:
    """Whether the function has a `yield` of its own."""
    return any(isinstance(node, ast.Yield | ast.YieldFrom) for node in inside(function.body))
