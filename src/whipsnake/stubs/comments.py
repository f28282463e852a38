"""Type comments (PEP 484), as annotations."""

from __future__ import annotations

import ast

from whipsnake.stubs.names import Function


def parse_with_comments(source: bytes) -> ast.Module:
    """The tree of a source, in which functions with a type comment have annotations instead."""
    try:
        tree = ast.parse(source, type_comments=True)
    except SyntaxError:
        return ast.parse(source)  # one of the comments is none
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            _annotate(node)
    return tree


def _annotate(node: Function) -> None:
    arguments = node.args
    every = [*arguments.posonlyargs, *arguments.args, arguments.vararg, *arguments.kwonlyargs, arguments.kwarg]
    there = [argument for argument in every if argument is not None]
    for argument in there:
        if argument.annotation is None and argument.type_comment:
            argument.annotation = _expression(argument.type_comment)
        argument.type_comment = None
    if not node.type_comment:
        return
    try:
        signature = ast.parse(node.type_comment, mode="func_type")
    except SyntaxError:
        return
    node.returns = node.returns or signature.returns
    types = signature.argtypes
    if len(types) == 1 and isinstance(types[0], ast.Constant) and types[0].value is Ellipsis:
        return
    # `self` may be left out.
    for argument, annotation in zip(there[len(there) - len(types) :], types, strict=False):
        argument.annotation = argument.annotation or annotation


def _expression(text: str) -> ast.expr | None:
    try:
        return ast.parse(text, mode="eval").body
    except SyntaxError:
        return None
