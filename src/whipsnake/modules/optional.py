"""Which imports of a module's body the module can do without.

Those in a `try` that expects an ImportError, and those in a branch that may not be taken. In functions all are: they
run when somebody calls the function.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import CodeType

from whipsnake.modules.reachable import Instruction, Known, Step, handlers, is_undecided, loaded_name

_EXPECTED = frozenset(("ImportError", "ModuleNotFoundError", "Exception", "BaseException"))
_NAMES = frozenset(("LOAD_NAME", "LOAD_GLOBAL", "LOAD_ATTR"))


def optional_offsets(code: CodeType, steps: list[Step], known: Known) -> Callable[[int], bool]:
    """A function that tells of an instruction's offset whether the code goes on without it, or with its ImportError."""
    if code.co_flags & inspect.CO_OPTIMIZED:
        return lambda offset: True
    instructions = [step.instruction for step in steps]
    spans = [
        (one.instruction.offset, one.instruction.target)
        for one in steps
        if one.instruction.target is not None and (one.instruction.opname == "JUMP_FORWARD" or is_undecided(one, known))
    ]
    # What stands behind a return is in another branch.
    ends = (one.offset for one in instructions if one.opname.startswith("RETURN_"))
    spans.append((next(ends, len(code.co_code)), len(code.co_code)))
    spans += [(start - 1, end) for start, end, target in handlers(code) if _expects_failure(code, instructions, target)]
    return lambda offset: any(start < offset < end for start, end in spans)


def _expects_failure(code: CodeType, instructions: list[Instruction], target: int) -> bool:
    """Whether an exception handler, which begins at `target`, catches an ImportError."""
    names: set[str] = set()
    place: int | None = target
    for instruction in instructions:
        opname = instruction.opname
        if place is not None and instruction.offset < place:
            continue
        place = None
        if opname in _NAMES:
            names.add(loaded_name(code, opname, instruction.arg))
        elif opname == "POP_TOP":
            return not names  # `except:`
        elif opname == "WITH_EXCEPT_START":
            return "suppress" in code.co_names and not _EXPECTED.isdisjoint(code.co_names)
        elif opname == "CHECK_EXC_MATCH" and not _EXPECTED.isdisjoint(names):
            return True
        elif "_IF_FALSE" in opname:
            names.clear()
            place = instruction.target
        elif opname not in ("PUSH_EXC_INFO", "BUILD_TUPLE", "CHECK_EXC_MATCH"):
            return False
    return False
