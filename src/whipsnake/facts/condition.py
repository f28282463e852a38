"""`when`: a condition in Python's syntax over a fixed list of names. Nothing of it is executed."""

from __future__ import annotations

import ast
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from packaging.version import InvalidVersion, Version


class ConditionError(ValueError):
    """A condition that cannot be understood."""


def _nothing(name: str) -> None:
    return None


def _no(name: str) -> bool:
    return False


@dataclass(frozen=True)
class Situation:
    """What conditions can ask for. The functions have to answer for any text."""

    version: Callable[[str], str | None] = _nothing
    """The version of an installed distribution."""
    in_program: Callable[[str], bool] = _no
    """Whether a module is in the program."""
    option: Callable[[str], str | None] = _nothing
    """The value of an option of the compilation, by its name without dashes in front."""
    names: dict[str, str] = field(default_factory=dict)
    """Values other than those of this Python."""


@cache
def environment() -> dict[str, str]:
    """The names, which are those of environment markers (PEP 508), and their values."""
    return {
        "python_version": ".".join(platform.python_version_tuple()[:2]),
        "python_full_version": platform.python_version(),
        "os_name": os.name,
        "sys_platform": sys.platform,
        "platform_system": platform.system(),
        "platform_machine": platform.machine(),
        "implementation_name": sys.implementation.name,
    }


FUNCTIONS = ("version", "installed", "in_program", "option")
VERSIONS = ("python_version", "python_full_version")


@dataclass(frozen=True)
class Condition:
    """A condition that is well-formed."""

    text: str
    tree: ast.expr

    @property
    def asks_for_program(self) -> bool:
        """Whether the answer depends on the modules of the program, and so may change until all are known."""
        return any(isinstance(node, ast.Name) and node.id == "in_program" for node in ast.walk(self.tree))

    @property
    def may_cease(self) -> bool:
        """Whether it may hold now and not once there are more modules in the program."""
        return _may_cease(self.tree, negated=False)

    def holds(self, situation: Situation) -> bool:
        """Whether it is so."""
        return bool(_value(self.tree, situation))


def parse_condition(text: str) -> Condition:
    """The condition that a text is, or a ConditionError in plain words."""
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        raise ConditionError(f"{text!r} is not a condition") from None
    _check(tree)
    return Condition(text, tree)


def _may_cease(node: ast.expr, *, negated: bool) -> bool:
    match node:
        case ast.BoolOp(values=values):
            return any(_may_cease(value, negated=negated) for value in values)
        case ast.UnaryOp(operand=operand):
            return _may_cease(operand, negated=not negated)
        case ast.Compare(left=left, comparators=others):
            return any(_may_cease(value, negated=way) for value in (left, *others) for way in (True, False))
        case ast.Call(func=ast.Name(id="in_program")):
            return negated
    return False


def _check(node: ast.expr) -> None:
    match node:
        case ast.BoolOp(values=values):
            for value in values:
                _check(value)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            _check(operand)
        case ast.Compare(ops=ops) if any(isinstance(op, ast.Is | ast.IsNot) for op in ops):
            raise ConditionError("`is` cannot be used; installed('name') tells whether something is installed")
        case ast.Compare(left=left, comparators=others):
            for value in (left, *others):
                _check(value)
        case ast.Constant(value=str() | bool()):
            pass
        case ast.Tuple(elts=elements) if all(
            isinstance(item, ast.Constant) and isinstance(item.value, str) for item in elements
        ):
            pass
        case ast.Name(id=name) if name in environment():
            pass
        case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str())], keywords=[]) if name in FUNCTIONS:
            pass
        case ast.Name(id=name) | ast.Call(func=ast.Name(id=name)) if name not in FUNCTIONS:
            known = ", ".join([*environment(), *(f"{function}(...)" for function in FUNCTIONS)])
            raise ConditionError(f"{name!r} is not known; there are {known}")
        case ast.Name(id=name) | ast.Call(func=ast.Name(id=name)):
            raise ConditionError(f"{name} takes one text: {name}('name')")
        case _:
            raise ConditionError(f"{ast.unparse(node)!r} cannot be used in a condition")


def _value(node: ast.expr, situation: Situation) -> Any:
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            return all(_value(value, situation) for value in values)
        case ast.BoolOp(values=values):
            return any(_value(value, situation) for value in values)
        case ast.UnaryOp(operand=operand):
            return not _value(operand, situation)
        case ast.Compare(left=first, ops=ops, comparators=others):
            values = [_value(value, situation) for value in (first, *others)]
            as_versions = any(_is_version(value) for value in (first, *others))
            return all(
                _compare(left, op, right, as_versions) for left, op, right in zip(values, ops, values[1:], strict=False)
            )
        case ast.Constant(value=value):
            return value
        case ast.Tuple(elts=elements):
            return tuple(_value(element, situation) for element in elements)
        case ast.Name(id=name):
            return situation.names.get(name, environment()[name])
        case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str() as argument)]):
            if name == "installed":
                return situation.version(argument) is not None
            return getattr(situation, name)(argument)
    raise AssertionError(ast.dump(node))


def _is_version(node: ast.expr) -> bool:
    name = node.func if isinstance(node, ast.Call) else node
    return isinstance(name, ast.Name) and (name.id in VERSIONS or name.id == "version")


def _compare(left: Any, op: ast.cmpop, right: Any, as_versions: bool) -> bool:
    if left is None or right is None:  # not installed: no comparison holds but that it is another
        return isinstance(op, ast.NotEq | ast.NotIn)
    if isinstance(op, ast.In | ast.NotIn):
        return (left in right) == isinstance(op, ast.In)
    if as_versions:
        try:
            left, right = Version(left), Version(right)
        except (InvalidVersion, TypeError):
            return isinstance(op, ast.NotEq)
    try:
        match op:
            case ast.Eq():
                return bool(left == right)
            case ast.NotEq():
                return bool(left != right)
            case ast.Lt():
                return bool(left < right)
            case ast.LtE():
                return bool(left <= right)
            case ast.Gt():
                return bool(left > right)
            case _:
                return bool(left >= right)
    except TypeError:  # a text and a truth value
        return False
