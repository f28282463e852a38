"""Bytecode of the running Python version, decoded: instructions, jump targets, exception table."""

from __future__ import annotations

import dis
import opcode
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import CodeType
from typing import Any

_CACHES: Any = opcode._inline_cache_entries  # type: ignore[attr-defined]
_EXTENDED_ARG = dis.opmap["EXTENDED_ARG"]
_STORE_GLOBAL = dis.opmap["STORE_GLOBAL"]
_BACKWARD = frozenset(name for name in dis.opmap if "BACKWARD" in name)
_BACKWARD_NUMBERS = [dis.opmap[name] for name in _BACKWARD]
_LONG = 10_000
"""So many code units are long."""
_STRAIGHT = 200
"""So many code units for each jump are straight."""
_JUMPS = frozenset(dis.opname[number] for number in dis.hasjrel)


def cache_units(number: int) -> int:
    """How many code units of inline cache follow opcode `number`."""
    if sys.version_info >= (3, 13):
        return int(_CACHES.get(dis.opname[number], 0))
    return int(_CACHES[number])


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction. Positions are indices of code units.

    `start` is where it begins, prefixes included (jumps lead there); `pos` is the opcode itself (the frame's
    instruction pointer); `next` is behind its caches; `target` is where it may jump.
    """

    name: str
    arg: int
    start: int
    pos: int
    next: int
    target: int | None


def instructions(code: CodeType) -> Iterator[Instruction]:
    """The instructions of `code`, `EXTENDED_ARG` folded into what follows."""
    raw = code.co_code
    pos, start, high = 0, 0, 0
    while pos < len(raw) // 2:
        number, low = raw[2 * pos], raw[2 * pos + 1]
        arg = high << 8 | low
        if number == _EXTENDED_ARG:
            high, pos = arg, pos + 1
            continue
        name = dis.opname[number]
        following = pos + 1 + cache_units(number)
        target = None
        if name in _JUMPS:
            target = following - arg if name in _BACKWARD else following + arg
        yield Instruction(name, arg, start, pos, following, target)
        pos = start = following
        high = 0


def globals_stored(codes: Sequence[CodeType]) -> set[str]:
    """The names that a module's code objects, its body first, bind in its globals."""
    body = {code.co_names[i.arg] for code in codes[:1] for i in instructions(code) if i.name == "STORE_NAME"}
    return body | {
        code.co_names[i.arg]
        for code in codes
        if _STORE_GLOBAL in code.co_code[::2]
        for i in instructions(code)
        if i.name == "STORE_GLOBAL"
    }


def has_loop(code: CodeType) -> bool:
    """Whether any instruction jumps backward."""
    raw = code.co_code[::2]
    return any(number in raw for number in _BACKWARD_NUMBERS) and any(i.name in _BACKWARD for i in instructions(code))


def is_long_and_straight(code: CodeType) -> bool:
    """Whether what a call executes is very long and comes again only after all of it, if at all.

    The processor has to fetch it each time, and prefers what is short.
    """
    units = len(code.co_code) // 2
    if units < _LONG:
        return False
    jumps = [i for i in instructions(code) if i.target is not None]
    loops = (i for i in jumps if i.name in _BACKWARD)
    return len(jumps) * _STRAIGHT < units and all(i.pos - (i.target or 0) >= _LONG for i in loops)


_ENDS = frozenset(
    [
        *("RETURN_VALUE", "RETURN_CONST", "RETURN_GENERATOR", "RAISE_VARARGS", "RERAISE", "INTERPRETER_EXIT"),
        *("JUMP_FORWARD", "JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT"),
    ]
)


def falls_through(instruction: Instruction) -> bool:
    """Whether control may go on to the next instruction."""
    return instruction.name not in _ENDS


def exhausted_target(instruction: Instruction, all_: dict[int, Instruction]) -> int:
    """Where a jump leads; that of an exhausted FOR_ITER skips the clean-up there, since it pops the iterator itself."""
    assert instruction.target is not None
    target = instruction.target
    if instruction.name == "FOR_ITER" and all_[target].name == "END_FOR":
        target = all_[target].next
        if sys.version_info >= (3, 13):
            target = all_[target].next  # POP_TOP
    return target


@dataclass(frozen=True, slots=True)
class Handler:
    """An exception handler: where it starts, how much of the stack it keeps, whether it wants the raising position."""

    target: int
    depth: int
    wants_lasti: bool


class ExceptionTable:
    """Which handler covers an instruction."""

    def __init__(self, code: CodeType) -> None:
        entries = dis._parse_exception_table(code)  # type: ignore[attr-defined]
        self._starts = [entry.start // 2 for entry in entries]
        self._ends = [entry.end // 2 for entry in entries]
        self._handlers = [Handler(entry.target // 2, entry.depth, entry.lasti) for entry in entries]

    def at(self, pos: int) -> Handler | None:
        """The handler for an exception raised at code unit `pos`; None if it leaves the function."""
        index = bisect_right(self._starts, pos) - 1
        if index >= 0 and pos < self._ends[index]:
            return self._handlers[index]
        return None
