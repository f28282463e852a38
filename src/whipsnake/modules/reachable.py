"""Which instructions of a code object can run, where conditions on the platform are decided.

A branch that only another platform, another Python version or a type checker takes is no part of the program. What is
evaluated are conditions whose operands are constants and the names in `Facts`; all else may be true or false.
"""

from __future__ import annotations

import dis
import os
import platform
import sys
import types
from collections.abc import Callable, Iterator, Mapping
from types import CodeType
from typing import Any, NamedTuple

Known = Mapping[str, object]
"""Values of dotted names, such as `sys.platform`."""

_JUMPS = frozenset((*dis.hasjrel, *dis.hasjabs))
_ENDS = frozenset(
    dis.opmap[name]
    for name in (
        *("RETURN_VALUE", "RETURN_CONST", "RAISE_VARARGS", "RERAISE", "INTERPRETER_EXIT"),
        *("JUMP_FORWARD", "JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT"),
    )
    if name in dis.opmap
)
"""After these, what follows runs only if something jumps to it."""
_CACHE = dis.opmap["CACHE"]
_EXTENDED_ARG = dis.opmap["EXTENDED_ARG"]


class Instruction(NamedTuple):
    """One instruction; offsets are in code units."""

    offset: int
    next: int
    opname: str
    arg: int
    target: int | None


class Step(NamedTuple):
    """An instruction that can run, and the operand stack before it as far as it is known, its top last."""

    instruction: Instruction
    stack: tuple[object, ...]


class Name(str):
    """The value of a dotted name."""

    __slots__ = ()


class Constant(NamedTuple):
    """A known value."""

    value: object


class Method(NamedTuple):
    """A method of a known value, about to be called."""

    owner: object
    name: str


UNKNOWN = object()
"""A value of which nothing is known."""


def known_values(name: str, *, is_package: bool = False) -> Known:
    """What the program knows when it runs: on this platform, in a module or package called `name`."""
    values: dict[str, object] = {
        "__name__": name,
        "TYPE_CHECKING": False,
        "typing.TYPE_CHECKING": False,
        "os.name": os.name,
        "_os.name": os.name,
    }
    if name != "__main__":
        package = name if is_package else name.rpartition(".")[0]
        values |= {"__package__": package, "__spec__.name": name, "__spec__.parent": package}
    for alias in ("sys", "_sys"):
        for attribute in ("platform", "version_info", "hexversion", "byteorder", "maxsize"):
            values[f"{alias}.{attribute}"] = getattr(sys, attribute)
        values[f"{alias}.implementation.name"] = sys.implementation.name
    return values


_FUNCTIONS: Mapping[str, Callable[[], object]] = {
    "platform.system": platform.system,
    "platform.python_implementation": platform.python_implementation,
}
LOCAL_LOADS = frozenset(("LOAD_FAST", "LOAD_FAST_CHECK", "LOAD_DEREF"))
_METHODS = frozenset(("startswith", "endswith", "lower", "upper", "split", "rsplit", "partition", "rpartition"))
_ADD = 0
"""The argument of BINARY_OP."""


def reachable(code: CodeType, known: Known) -> list[Step]:
    """The instructions that can run, in the order of the code; conditions are decided by `known` values."""
    instructions = {instruction.offset: instruction for instruction in _decode(code)}
    expected = handlers(code)
    steps: dict[int, Step] = {}
    pending = [0]
    while pending:
        offset = pending.pop()
        stack: list[object] = []
        while offset not in steps and (instruction := instructions.get(offset)) is not None:
            steps[offset] = Step(instruction, tuple(stack))
            pending += [target for start, end, target in expected if start <= offset < end and target not in steps]
            jumps = _decide(instruction, stack, known)
            _execute(instruction, stack, code, known)
            if jumps is not False and instruction.target is not None:
                pending.append(instruction.target)
            if jumps is True or dis.opmap[instruction.opname] in _ENDS:
                break
            offset = instruction.next
    return [steps[offset] for offset in sorted(steps)]


def handlers(code: CodeType) -> list[tuple[int, int, int]]:
    """The exception table: instructions from the first offset to before the second have their handler at the third."""
    entries = dis._parse_exception_table(code) if code.co_exceptiontable else []  # type: ignore[attr-defined]
    return [(entry.start // 2, entry.end // 2, entry.target // 2) for entry in entries]


def is_undecided(step: Step, known: Known) -> bool:
    """Whether an instruction is a jump that may or may not be taken."""
    return "_IF_" in step.instruction.opname and _decide(step.instruction, list(step.stack), known) is None


def loaded_name(code: CodeType, opname: str, arg: int) -> str:
    """The name in an instruction that loads a global or an attribute."""
    if opname == "LOAD_SUPER_ATTR":
        return code.co_names[arg >> 2]
    has_bit = opname == "LOAD_GLOBAL" or (opname == "LOAD_ATTR" and _METHOD_BIT)
    return code.co_names[arg >> 1 if has_bit else arg]


_METHOD_BIT = sys.version_info >= (3, 12)
"""Whether LOAD_ATTR says in its lowest bit whether a method is loaded."""


def _decode(code: CodeType) -> Iterator[Instruction]:
    raw = code.co_code
    units = len(raw) // 2
    start, offset, arg = 0, 0, 0
    while offset < units:
        op, arg = raw[2 * offset], arg << 8 | raw[2 * offset + 1]
        offset += 1
        if op == _EXTENDED_ARG:
            continue
        while offset < units and raw[2 * offset] == _CACHE:
            offset += 1
        target = None
        name = dis.opname[op]
        if op in _JUMPS:
            target = offset - arg if "BACKWARD" in name else offset + arg
        yield Instruction(start, offset, name, arg, target)
        start, arg = offset, 0


def _pop(stack: list[object]) -> object:
    return stack.pop() if stack else UNKNOWN


def known_value(item: object, known: Known) -> Constant | None:
    """The constant that an item of the stack is, if it is one."""
    if isinstance(item, Name) and item in known:
        return Constant(known[item])
    return item if isinstance(item, Constant) else None


def _decide(instruction: Instruction, stack: list[object], known: Known) -> bool | None:
    """Whether a conditional jump jumps; None: nobody knows, or it is something else."""
    name = instruction.opname
    if "_IF_" not in name or not stack:
        return None
    condition = known_value(stack[-1], known)
    if condition is None:
        return None
    if name.endswith("NOT_NONE"):
        return condition.value is not None
    if name.endswith("NONE"):
        return condition.value is None
    return bool(condition.value) == ("TRUE" in name)


def _execute(instruction: Instruction, stack: list[object], code: CodeType, known: Known) -> None:
    """The effect on the stack, whose deeper items are forgotten where it is not one of those that matter here."""
    name, arg = instruction.opname, instruction.arg
    version = sys.version_info
    if name == "LOAD_CONST":
        stack.append(Constant(code.co_consts[arg]))
    elif name == "LOAD_NAME":
        stack.append(Name(code.co_names[arg]))
    elif name == "LOAD_GLOBAL":
        if arg & 1 and version < (3, 13):
            stack.append(UNKNOWN)
        stack.append(Name(code.co_names[arg >> 1]))
        if arg & 1 and version >= (3, 13):
            stack.append(UNKNOWN)
    elif name in ("LOAD_ATTR", "LOAD_METHOD"):
        is_method = name == "LOAD_METHOD" or (version >= (3, 12) and bool(arg & 1))
        attribute = code.co_names[arg >> 1 if version >= (3, 12) else arg]
        owner = _pop(stack)
        value = known_value(owner, known)
        result: object = UNKNOWN
        if isinstance(owner, Name) and value is None:
            result = Name(f"{owner}.{attribute}")
        elif value is not None and is_method:
            result = Method(value.value, attribute)
        stack += [result, UNKNOWN] if is_method else [result]
    elif name in LOCAL_LOADS:
        stack.append(Name(code._varname_from_oparg(arg)))  # type: ignore[attr-defined]
    elif name in ("COMPARE_OP", "IS_OP", "CONTAINS_OP", "BINARY_SUBSCR", "BINARY_OP"):
        right, left = _pop(stack), _pop(stack)
        stack.append(_operate(instruction, known_value(left, known), known_value(right, known)))
    elif name == "BUILD_SLICE" and arg == 2:
        stop, start = known_value(_pop(stack), known), known_value(_pop(stack), known)
        stack.append(Constant(slice(start.value, stop.value)) if start and stop else UNKNOWN)
    elif name == "BINARY_SLICE":
        stop, start, owner = (known_value(_pop(stack), known) for _ in range(3))
        known_slice = Constant(slice(start.value, stop.value)) if start and stop else None
        stack.append(_operate(instruction, owner, known_slice))
    elif name == "CALL":
        values = [known_value(_pop(stack), known) for _ in range(arg)]
        stack.append(_call([_pop(stack), _pop(stack)], values[::-1]))
    elif name == "FORMAT_SIMPLE" or (name == "FORMAT_VALUE" and arg == 0):
        value = known_value(_pop(stack), known)
        stack.append(value if value and isinstance(value.value, str) else UNKNOWN)
    elif name == "BUILD_STRING":
        parts = [known_value(_pop(stack), known) for _ in range(arg)][::-1]
        stack.append(Constant("".join(str(part.value) for part in parts if part)) if all(parts) else UNKNOWN)
    elif name == "UNARY_NOT":
        value = known_value(_pop(stack), known)
        stack.append(Constant(not value.value) if value else UNKNOWN)
    elif name == "TO_BOOL":
        value = known_value(_pop(stack), known)
        stack.append(Constant(bool(value.value)) if value else UNKNOWN)
    elif name == "COPY":
        stack.append(stack[-arg] if arg <= len(stack) else UNKNOWN)
    elif name in ("POP_TOP", "STORE_NAME", "STORE_GLOBAL", "STORE_FAST") or "POP_JUMP" in name:
        _pop(stack)
    elif name == "PUSH_NULL":
        stack.append(UNKNOWN)
    elif name not in ("NOP", "RESUME", "PRECALL", "KW_NAMES"):
        stack.clear()


def _operate(instruction: Instruction, left: Constant | None, right: Constant | None) -> object:
    if left is None or right is None:
        return UNKNOWN
    one: Any = left.value
    other: Any = right.value
    try:
        match instruction.opname:
            case "IS_OP":
                return Constant((one is other) != bool(instruction.arg))
            case "CONTAINS_OP":
                return Constant((one in other) != bool(instruction.arg))
            case "COMPARE_OP":
                shift = {11: 0, 12: 4}.get(sys.version_info.minor, 5)
                return Constant(_COMPARE[dis.cmp_op[instruction.arg >> shift]](one, other))
            case "BINARY_OP":
                is_text = isinstance(one, str) and isinstance(other, str)
                return Constant(one + other) if is_text and instruction.arg == _ADD else UNKNOWN
            case _:
                return Constant(one[other])
    except (TypeError, LookupError):
        return UNKNOWN


_COMPARE: Mapping[str, Callable[[Any, Any], object]] = {
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    "==": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}


def _call(callee: list[object], args: list[Constant | None]) -> object:
    for item in callee:
        if isinstance(item, Method) and isinstance(item.owner, str) and item.name in _METHODS and all(args):
            try:
                return Constant(getattr(item.owner, item.name)(*(arg.value for arg in args if arg)))
            except TypeError:
                return UNKNOWN
        if isinstance(item, Name) and item in _FUNCTIONS and not args:
            return Constant(_FUNCTIONS[item]())
    return UNKNOWN


def nested(steps: list[Step], code: CodeType) -> Iterator[CodeType]:
    """The code objects of the functions and classes that can be made."""
    for step in steps:
        if step.instruction.opname == "LOAD_CONST":
            constant = code.co_consts[step.instruction.arg]
            if isinstance(constant, types.CodeType):
                yield constant
