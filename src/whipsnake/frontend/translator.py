"""Abstract execution of one code object, block by block.

The operand stack holds SSA values. A bytecode block with one way in inherits its predecessor's stack; any other gets a
block parameter for each stack item. An exception handler's parameters are the part of the stack it keeps.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping, Sequence, Set
from types import CodeType
from typing import TypeAlias

from whipsnake.frontend.bytecode import (
    ExceptionTable,
    Handler,
    Instruction,
    exhausted_target,
    falls_through,
    instructions,
)
from whipsnake.hir.function import AGAIN, After, Attr, Block, Edge, Function, Instr, Value
from whipsnake.hir.types import NULL, OBJECT, OPT, Type

Action: TypeAlias = "Callable[[Translator, int], None]"


class Translator:
    """The state of translating one code object.

    `table` has a function for each opcode that acts on it; `builtins` are the names that a global lookup probably finds
    among the builtins.
    """

    def __init__(
        self,
        code: CodeType,
        index: int,
        children: dict[int, int],
        table: Mapping[str, Action],
        builtins: Set[str],
        *,
        resumable: bool,
    ) -> None:
        self._table = table
        self.builtins = builtins
        self.code = code
        self.children = children
        self.local_names = _localsplus_names(code)
        self.function = Function(code.co_qualname, self.local_names, index, _count_params(code), resumable, code)
        self.exceptions = ExceptionTable(code)
        self.stack: list[Value] = []
        self.block: Block | None = None
        self.at: Instruction
        self.last: Instr | None = None
        """The last instruction made for the current bytecode instruction that may run Python code and fail."""
        self.kwnames: int | None = None
        """Constant index given by KW_NAMES to the next CALL (3.11, 3.12)."""
        self.decoded = {instruction.start: instruction for instruction in instructions(code)}
        self._resumes: list[Edge] = []
        self._entered: dict[int, Block] = {}
        self._entry_stacks: dict[Block, list[Value]] = {}
        self._pending: list[tuple[int, Block]] = []
        self._ways_in = self._count_ways_in()

    def run(self) -> Function:
        """Translate from the function's start, or, for a resumable body, from each point of suspension."""
        entry = self.function.new_block()
        if self.function.resumable:
            switch = self.function.instr("resume_switch")
            entry.instrs.append(switch)
            start = next(i for i in self.decoded.values() if i.name == "RETURN_GENERATOR")
            self.at = start
            self.resume_after()
            self._straight(start.next)
            self._drain()
            switch.edges = self._resumes
        else:
            self.block = entry
            self._straight(0)
            self._drain()
        return self.function

    def _drain(self) -> None:
        while self._pending:
            start, block = self._pending.pop()
            self.block = block
            self.stack = list(self._entry_stacks[block])
            self._straight(start)

    def _straight(self, start: int) -> None:
        """Execute from `start` until control goes elsewhere."""
        while self.block is not None:
            self.at = instruction = self.decoded[start]
            self.last = None
            self._table[instruction.name](self, instruction.arg)
            start = instruction.next
            if self.block is not None and self.last is not None and not self.last.after:
                self.goes_on(start)
            if self.block is not None and self._ways_in.get(start, 0) > 1:
                self.jump_to(start)

    # ---- what opcodes do ---------------------------------------------------------------------------------------------

    def push(self, *values: Value) -> None:
        """Push values, the last one on top."""
        self.stack.extend(values)

    def pop(self) -> Value:
        """Take the top item off the stack."""
        return self.stack.pop()

    def pop_many(self, count: int) -> list[Value]:
        """The top `count` items, deepest first."""
        if not count:
            return []
        items = self.stack[-count:]
        del self.stack[-count:]
        return items

    def instr(self, name: str, *args: Value, attrs: Sequence[Attr] = (), n_results: int | None = None) -> Instr:
        """Append an instruction at the current position, with its exit edge."""
        assert self.block is not None
        made = self.function.instr(name, args, attrs, self.at.pos, None, (), n_results)
        if made.op.may_raise:
            made.exit = self._exit()
        if made.op.effects.runs_python:
            self.last = made
        self.block.instrs.append(made)
        return made

    def emit(self, name: str, *args: Value, attrs: Sequence[Attr] = ()) -> Value:
        """Append an instruction with one result."""
        return self.instr(name, *args, attrs=attrs).result

    def watch(self, next: int | None = None) -> None:
        """Behind what may run Python code: somebody may observe from now on. The interpreter would go on at `next`."""
        self.instr("watch", *self.stack, attrs=(self.at.next if next is None else next,))
        self.last = None

    def goes_on_storing(self, operands: int) -> None:
        """The same behind an instruction that stores or deletes and may be the last of its line.

        3.13's interpreter reports no line at the instruction it begins with: it begins with this one.
        """
        if sys.version_info >= (3, 13) and self.last is not None:
            self.last.after.append(After(0, self.at.start, [*self.stack, *[AGAIN] * operands]))

    def goes_on(self, next: int, when: int = 0) -> None:
        """Behind the last instruction that may run Python code, the interpreter would go on at `next`: see `After`."""
        if self.last is not None:
            self.last.after.append(After(when, next, list(self.stack)))

    def const(self, index: int) -> Value:
        """Constant number `index` of the code object."""
        return self.emit("load_const", attrs=(index,))

    def null(self) -> Value:
        """The NULL that a call has below its arguments."""
        return self.emit("null")

    def load_local(self, index: int, *, checked: bool) -> Value:
        """The local; `checked` says that CPython's compiler vouches for its being bound."""
        value = self.emit("load_local", attrs=(index,))
        if checked:
            value.type = OBJECT
            return value
        return self.emit("check_local", value, attrs=(index,))

    def store_local(self, index: int, value: Value) -> None:
        """Store into the local's slot."""
        self.instr("store_local", value, attrs=(index,))

    def constant_of(self, value: Value) -> int:
        """The constant index of a value that `load_const` made."""
        definition = value.definition
        assert isinstance(definition, Instr) and definition.op.name == "load_const", definition
        return int(definition.attrs[0])

    # ---- control -----------------------------------------------------------------------------------------------------

    def stop(self) -> None:
        """Control does not go on behind the current instruction."""
        self.block = None

    def jump_to(self, start: int) -> None:
        """End the block with a jump to the bytecode at `start`."""
        self.instr("jump").edges = [self.edge_to(start)]
        self.stop()

    def edge_to(self, start: int) -> Edge:
        """An edge to the bytecode at `start`, carrying the current stack if that block has parameters."""
        block = self._entered.get(start)
        if block is None:
            block = self._entered[start] = self.function.new_block()
            if self._ways_in[start] > 1:
                self._entry_stacks[block] = [
                    self.function.add_param(block, _param_type(value.type)) for value in self.stack
                ]
            else:
                self._entry_stacks[block] = list(self.stack)
            self._pending.append((start, block))
        return Edge(block, self.stack if block.params else ())

    def resume_after(self) -> None:
        """Go on where a suspended frame is resumed: the stack comes back from the frame, then the value sent."""
        block = self.function.new_block()
        self._resumes.append(Edge(block))
        self.block = block
        for index, spilled in enumerate(self.stack):
            restored = self.emit("unspill", attrs=(index,))
            restored.type = _param_type(spilled.type)
            self.stack[index] = restored
        if self.stack:
            self.instr("unspill_done")
        self.push(self.emit("none"))  # what the interpreter has there while an exception is thrown in
        value = self.emit("resumed")
        self.pop()
        self.push(value)

    def _exit(self) -> Edge | None:
        handler = self.exceptions.at(self.at.pos)
        if handler is None:
            return None
        block = self._entered.get(handler.target)
        if block is None:
            block = self._entered[handler.target] = self._landing(handler)
        return Edge(block, self.stack[: handler.depth])

    def _landing(self, handler: Handler) -> Block:
        block = self.function.new_block()
        stack = [self.function.add_param(block, _param_type(value.type)) for value in self.stack[: handler.depth]]
        names = ("lasti", "catch") if handler.wants_lasti else ("catch",)
        for name in names:
            made = self.function.instr(name)
            block.instrs.append(made)
            stack.append(made.result)
        made.pos = handler.target
        made.after.append(After(0, handler.target, list(stack)))
        self._entry_stacks[block] = stack
        self._pending.append((handler.target, block))
        return block

    def _count_ways_in(self) -> dict[int, int]:
        """How many edges other than exceptions lead to each block leader."""
        ways: dict[int, int] = {}
        for instruction in self.decoded.values():
            if instruction.target is not None:
                target = exhausted_target(instruction, self.decoded)
                ways[target] = ways.get(target, 0) + 1
        for instruction in self.decoded.values():
            if falls_through(instruction) and instruction.next in ways:
                ways[instruction.next] += 1
        for instruction in self.decoded.values():
            if instruction.target is not None:
                ways.setdefault(instruction.next, 1)
        return ways


def _param_type(incoming: Type) -> Type:
    """A stack slot is NULL on every way to a block, or possibly NULL on every way, or an object on every way."""
    if incoming == NULL:
        return NULL
    return OPT if incoming.may_be_null else OBJECT


def _count_params(code: CodeType) -> int:
    stars = bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
    return code.co_argcount + code.co_kwonlyargcount + stars


def _localsplus_names(code: CodeType) -> list[str]:
    """Names of the frame's slots: locals, cells that are not locals, free variables."""
    cells = [name for name in code.co_cellvars if name not in code.co_varnames]
    return [*code.co_varnames, *cells, *code.co_freevars]
