"""Modules to HIR."""

from __future__ import annotations

import builtins
import inspect
import sys
from collections.abc import Set
from types import CodeType

from whipsnake.frontend.bytecode import globals_stored, has_loop, is_long_and_straight
from whipsnake.frontend.opcodes import TABLE
from whipsnake.frontend.translator import Translator
from whipsnake.hir.function import Function, Module

_SUSPENDABLE = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
_BUILTINS = frozenset(vars(builtins))


def translate(code: CodeType, name: str, *, is_package: bool = False, everything: bool = False) -> Module:
    """The HIR of a module's code object and of every code object nested in it.

    `everything`: also of those for which bytecode would be better.
    """
    codes: list[CodeType] = []
    children: list[dict[int, int]] = []
    _number(code, codes, children)
    module = Module(name, code, codes, is_package=is_package)
    unchanged = _BUILTINS - globals_stored(codes)
    left = set() if everything else _left_to_the_interpreter(codes, children)
    for index, nested in enumerate(codes):
        if index not in left:
            module.functions.extend(_translate_code(nested, index, children[index], unchanged))
    return module


def _left_to_the_interpreter(codes: list[CodeType], children: list[dict[int, int]]) -> set[int]:
    """Code objects for which bytecode is best: long straight functions, and what runs once.

    That is the bodies of the module and of its classes that have no loop. The interpreter makes functions of theirs; in
    3.11 it cannot make compiled ones.
    """
    left = {index for index, code in enumerate(codes) if not children[index] and is_long_and_straight(code)}
    if sys.version_info < (3, 12):
        return left
    pending = [0]
    while pending:
        index = pending.pop()
        if not has_loop(codes[index]):
            left.add(index)
        pending += [child for child in children[index].values() if not codes[child].co_flags & inspect.CO_OPTIMIZED]
    return left


def _number(root: CodeType, codes: list[CodeType], children: list[dict[int, int]]) -> None:
    """Number code objects in preorder; `children[i]` maps a constant's index in code i to its code's number."""
    pending: list[tuple[CodeType, dict[int, int], int]] = [(root, {}, 0)]
    while pending:
        code, parent, const = pending.pop()
        parent[const] = len(codes)
        codes.append(code)
        nested: dict[int, int] = {}
        children.append(nested)
        for at in reversed(range(len(code.co_consts))):
            const = code.co_consts[at]
            if isinstance(const, CodeType):
                pending.append((const, nested, at))


def _translate_code(code: CodeType, index: int, children: dict[int, int], builtins: Set[str]) -> list[Function]:
    """One HIR function; two for a generator or coroutine: the call that makes it, and its resumable body."""
    call = Translator(code, index, children, TABLE, builtins, resumable=False).run()
    if not code.co_flags & _SUSPENDABLE:
        return [call]
    return [call, Translator(code, index, children, TABLE, builtins, resumable=True).run()]
