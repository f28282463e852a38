"""Code objects of compiled functions without what they were compiled from.

A sealed function has no bytecode but the prologue, which says of its cells what `locals()` has to know; behind it
stands, as often as there was an instruction, one that raises. So the frame's instruction pointer is where it always is,
and whoever runs such code in another way than by calling its function gets a RuntimeError. Generators and coroutines
keep their bytecode: the interpreter resumes them, where an exception is thrown into them.
"""

from __future__ import annotations

import dis
import inspect
from collections.abc import Container, Sequence
from types import CodeType

_SUSPENDABLE = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
_RAISE = bytes((dis.opmap["RAISE_VARARGS"], 0))
_RESUME = dis.opmap["RESUME"]


def is_sealable(code: CodeType | None) -> bool:
    """Whether the interpreter never has to run it."""
    return code is not None and not code.co_flags & _SUSPENDABLE


def seal(codes: Sequence[CodeType], indices: Container[int]) -> tuple[CodeType, list[CodeType]]:
    """A module's code objects, in preorder, those with these numbers without bytecode; and the first of them."""
    made: list[CodeType] = []

    def rebuild() -> CodeType:
        number = len(made)
        code = codes[number]
        made.append(code)
        consts = tuple(rebuild() if isinstance(const, CodeType) else const for const in code.co_consts)
        code = code.replace(co_consts=consts)
        made[number] = _without_bytecode(code) if number in indices else code
        return made[number]

    root = rebuild()
    return root, made


def _without_bytecode(code: CodeType) -> CodeType:
    opcodes = code.co_code[::2]
    start = opcodes.index(_RESUME) + 1 if _RESUME in opcodes else 0
    return code.replace(co_code=code.co_code[: 2 * start] + _RAISE * (len(opcodes) - start), co_exceptiontable=b"")
