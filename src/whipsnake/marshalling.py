"""Marshalling a code object so that the bytes depend on nothing but the source, or on less than that."""

from __future__ import annotations

import marshal
import sys
from types import CodeType


def dumps(code: CodeType) -> bytes:
    """`marshal.dumps`, which marks what has more than one reference, and what is interned.

    Here everything has several references, and the names of functions are interned wherever they stand, whatever other
    modules are in this process.
    """
    held: list[object] = []
    same = _interned(code)
    _hold(same, held)
    return marshal.dumps(same)


def without_positions(code: CodeType, filename: str) -> CodeType:
    """The same code, in which everything is on line 0 of the file."""
    units = len(code.co_code) // 2
    # CPython's Objects/locations.md: entries of at most eight code units that have a line, always the same, no columns.
    # Without a line some attributes would be None that everybody takes for numbers, as logging does.
    table = b"".join(bytes((0x80 | 13 << 3 | min(8, units - at) - 1, 0)) for at in range(0, units, 8))
    consts = tuple(without_positions(one, filename) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_filename=filename, co_firstlineno=0, co_linetable=table, co_consts=consts)


def _interned(code: CodeType) -> CodeType:
    consts = tuple(
        _interned(const)
        if isinstance(const, CodeType)
        else sys.intern(const)
        if type(const) is str and const == code.co_qualname  # what a class body stores as `__qualname__`
        else const
        for const in code.co_consts
    )
    same = all(one is other for one, other in zip(consts, code.co_consts, strict=True))
    return code if same else code.replace(co_consts=consts)


def _hold(thing: object, held: list[object]) -> None:
    held.append(thing)
    if isinstance(thing, CodeType):
        parts: tuple[object, ...] = (
            *(thing.co_consts, thing.co_names, thing.co_varnames, thing.co_cellvars, thing.co_freevars),
            *(thing.co_filename, thing.co_name, thing.co_qualname, thing.co_linetable, thing.co_exceptiontable),
        )
    elif isinstance(thing, tuple | frozenset):
        parts = tuple(thing)
    else:
        return
    for part in parts:
        _hold(part, held)
