"""Arithmetic whose result goes straight to a local: one op, so that the local's old object can be reused.

    %2 = inplace<add>(%0, %1)           %2 = inplace_into<3, add, 0>(%0, %1)
    store_local<3>(%2)             →

At reference count one only the slot holds its object: a float or int can be overwritten where it lies, a string
extended (CPython does the latter in BINARY_OP_INPLACE_ADD_UNICODE). A value of the slot that is still needed has been
given a reference of its own by `refcounts`, and then the count is not one.
"""

from __future__ import annotations

from whipsnake.hir.function import Function, Instr
from whipsnake.hir.ops import OPS

_OPERATORS = frozenset({"add", "subtract", "multiply", "true_divide"})
_INTO = {"binary": OPS["binary_into"], "inplace": OPS["inplace_into"]}


def update_in_place(function: Function) -> None:
    """Join arithmetic and the store right behind it."""
    for block in function.blocks:
        kept: list[Instr] = []
        for instr in block.instrs:
            last = kept[-1] if kept else None
            if (
                instr.op.name == "store_local"
                and last is not None
                and last.op.name in _INTO
                and last.attrs[0] in _OPERATORS
                and instr.args[0] is last.result
            ):
                last.op, last.attrs = _INTO[last.op.name], (instr.attrs[0], last.attrs[0], 0)
            else:
                kept.append(instr)
        block.instrs = kept
