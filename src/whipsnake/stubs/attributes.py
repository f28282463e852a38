"""What the methods of a class set on `self`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from whipsnake.stubs.inference import Inference
from whipsnake.stubs.names import Function, bound_names, inside, last_name, names_in, words


@dataclass(frozen=True)
class Attribute:
    """One attribute and its type."""

    name: str
    type: str


def attributes(node: ast.ClassDef, inference: Inference, *, is_open: bool) -> list[Attribute]:
    """The attributes in their order. `is_open`: it inherits what is not known here, so only declared types count."""
    found: dict[str, str] = {}
    hidden = frozenset(bound_names(node.body))
    in_bases = {name for base in node.bases for name in names_in(base)}
    loose = inference.type_variables - in_bases
    for method in _methods(node):
        for name, declared, value in _settings(method):
            if declared is None and value is None:
                kind = inference.any
            elif declared is not None:
                kind = declared
            elif isinstance(value, ast.Name):
                kind = _parameter(method, value.id) or inference.any
            elif is_open or not _is_checked(method):
                # Checkers do not look into functions without annotations.
                kind = inference.any
            else:
                kind = inference.type_of(value, hidden)
            if found.get(name, "None") == "None":
                again = name in found
                found[name] = inference.any if again and kind == "None" else kind if not again else _or_none(kind)
    scoped = loose | {parameter.name for method in _methods(node) for parameter in getattr(method, "type_params", ())}
    return [
        Attribute(name, inference.any if kind == "None" or scoped & words(kind) else kind)
        for name, kind in found.items()
    ]


def _or_none(kind: str) -> str:
    return kind if kind.endswith("None") else f"{kind} | None"


def _methods(node: ast.ClassDef) -> Iterator[Function]:
    for inner in inside(node.body):
        if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef) and (inner.args.posonlyargs or inner.args.args):
            kinds = {last_name(decorator) for decorator in inner.decorator_list}
            if not kinds & {"staticmethod", "classmethod", "overload"} and inner.name != "__new__":
                yield inner


def _settings(method: Function) -> Iterator[tuple[str, str | None, ast.expr | None]]:
    """For each attribute that a method sets: its name, its annotation, the value."""
    own = (method.args.posonlyargs + method.args.args)[0].arg
    for node in inside(method.body):
        targets: list[tuple[ast.expr, ast.expr | None]] = []
        annotation = None
        if isinstance(node, ast.Assign):
            targets = [(target, node.value) for target in node.targets]
            annotation = node.type_comment
        elif isinstance(node, ast.AnnAssign):
            targets, annotation = [(node.target, node.value)], ast.unparse(node.annotation)
        elif isinstance(node, ast.For | ast.AsyncFor):
            targets = [(node.target, None)]
        elif isinstance(node, ast.withitem) and node.optional_vars is not None:
            targets = [(node.optional_vars, None)]
        for target, value in targets:
            for part, item in _parts(target, value):
                if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id == own:
                    yield part.attr, annotation, item


def _parts(target: ast.expr, value: ast.expr | None) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    if isinstance(target, ast.Starred):
        yield from _parts(target.value, None)
    elif isinstance(target, ast.Tuple | ast.List):
        same = isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts)
        for index, part in enumerate(target.elts):
            yield from _parts(part, value.elts[index] if same else None)  # type: ignore[union-attr]
    else:
        yield target, value


def _parameter(method: Function, name: str) -> str | None:
    """The annotation of a parameter."""
    arguments = method.args
    for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
        if argument.arg == name and argument.annotation is not None:
            return ast.unparse(argument.annotation)
    return None


def _is_checked(method: Function) -> bool:
    arguments = method.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    return method.returns is not None or any(one is not None and one.annotation is not None for one in every)
