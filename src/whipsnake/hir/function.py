"""The HIR graph: values, instructions, edges, blocks, functions, modules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import CodeType
from typing import NamedTuple

from whipsnake.hir.ops import OPS, Op
from whipsnake.hir.types import OBJECT, Type

Attr = int | str


class Span(NamedTuple):
    """Where in the source an instruction comes from; lines from 1, columns in UTF-8 bytes from 0; None: unknown."""

    line: int | None
    end_line: int | None
    column: int | None
    end_column: int | None


class Value:
    """An SSA value: one result of an instruction, or a block parameter."""

    __slots__ = ("definition", "id", "type")

    def __init__(self, id: int, type: Type, definition: Instr | Block) -> None:
        self.id = id
        self.type = type
        self.definition = definition

    def __repr__(self) -> str:
        return f"%{self.id}"


class Edge:
    """A way to another block, with the arguments for its parameters."""

    __slots__ = ("args", "block")

    def __init__(self, block: Block, args: Sequence[Value] = ()) -> None:
        self.block = block
        self.args = list(args)


class After(NamedTuple):
    """Where the interpreter would go on behind an instruction, and with which operand stack.

    `when`: always (0), or only where the instruction's result is true or an item (1), false or absent (2). The values
    of the stack are no uses: passes may remove them.
    """

    when: int
    next: int
    stack: list[Value]


class Stop(NamedTuple):
    """An `After` of the instruction at `pos`, in terms that need no generated code: see `passes/stops.py`."""

    pos: int
    when: int
    next: int
    stack: tuple[tuple[int, int], ...]


class Instr:
    """One instruction of any op.

    `pos` is the index of the bytecode instruction it comes from (in code units; -1: none), which gives its source span
    and the frame's instruction pointer. `exit` is where control goes when the op raises, or a guard fails; None: out
    of the function. `edges` are a terminator's. `drops` are the values the error path releases; a `watch` that leaves
    releases them too, and takes references to `takes`, those of its operands that it does not own (set by `refcounts`).
    """

    __slots__ = ("after", "args", "attrs", "drops", "edges", "exit", "op", "pos", "results", "takes")

    def __init__(
        self,
        op: Op,
        args: Sequence[Value],
        attrs: Sequence[Attr] = (),
        pos: int = -1,
        exit: Edge | None = None,
        edges: Sequence[Edge] = (),
    ) -> None:
        self.op = op
        self.args = list(args)
        self.attrs = tuple(attrs)
        self.pos = pos
        self.exit = exit
        self.edges = list(edges)
        self.results: list[Value] = []
        self.drops: list[Value] = []
        self.takes: list[Value] = []
        self.after: list[After] = []

    @property
    def result(self) -> Value:
        """The only result."""
        (value,) = self.results
        return value

    def attr(self, name: str) -> Attr:
        """The attribute called `name` in the op's declaration."""
        for (declared, _), value in zip(self.op.attrs, self.attrs, strict=True):
            if declared == name:
                return value
        raise KeyError(name)

    def all_edges(self) -> Iterator[Edge]:
        """The edges out of this instruction, the exit edge first."""
        if self.exit is not None:
            yield self.exit
        yield from self.edges

    def uses(self) -> Iterator[Value]:
        """Every value this instruction or its edges mention."""
        yield from self.args
        for edge in self.all_edges():
            yield from edge.args

    def steals(self, index: int) -> bool:
        """Whether the op consumes the reference of its operand number `index`."""
        op = self.op
        if index < len(op.params):
            return op.params[index][0] in op.steals
        return op.variadic is not None and op.variadic[0] in op.steals


class Block:
    """A basic block: parameters, then instructions of which only the last is a terminator."""

    __slots__ = ("id", "instrs", "params")

    def __init__(self, id: int) -> None:
        self.id = id
        self.params: list[Value] = []
        self.instrs: list[Instr] = []

    def __repr__(self) -> str:
        return f"bb{self.id}"

    @property
    def terminator(self) -> Instr:
        """The last instruction."""
        return self.instrs[-1]

    def successors(self) -> Iterator[Edge]:
        """Every edge out of the block, exit edges included, in order."""
        for instr in self.instrs:
            yield from instr.all_edges()


AGAIN = Value(-1, OBJECT, Block(-1))
"""In the stack of an `After`: the operands of an instruction that stores or deletes, which is to be repeated without
effect."""


@dataclass(eq=False)
class Function:
    """One C function to be: the body of a code object, or the resumable body of a generator (`resumable`)."""

    name: str
    local_names: list[str]
    """Names of the frame's slots (`co_localsplusnames`), for messages and readers."""
    index: int = 0
    """Index of its code object in the unit."""
    n_params: int = 0
    """The first slots, which arguments fill before the function starts."""
    resumable: bool = False
    code: CodeType | None = None
    blocks: list[Block] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    """Where the interpreter can take over from an instruction that has just run (set by `refcounts`)."""
    _next_value: int = 0
    _next_block: int = 0

    def new_block(self) -> Block:
        """Append an empty block."""
        block = Block(self._next_block)
        self._next_block += 1
        self.blocks.append(block)
        return block

    def new_value(self, type: Type, definition: Instr | Block) -> Value:
        """A value with a new number."""
        value = Value(self._next_value, type, definition)
        self._next_value += 1
        return value

    def add_param(self, block: Block, type: Type) -> Value:
        """Append a parameter to `block`; the edges into it must then carry one more argument."""
        value = self.new_value(type, block)
        block.params.append(value)
        return value

    def instr(
        self,
        name: str,
        args: Sequence[Value] = (),
        attrs: Sequence[Attr] = (),
        pos: int = -1,
        exit: Edge | None = None,
        edges: Sequence[Edge] = (),
        n_results: int | None = None,
    ) -> Instr:
        """A new instruction with its results, not yet in a block. `n_results` is for ops with a variable number."""
        op = OPS[name]
        made = Instr(op, args, attrs, pos, exit, edges)
        kinds = op.results * n_results if n_results is not None else op.results
        made.results = [self.new_value(kind, made) for kind in kinds]
        return made

    @cached_property
    def spans(self) -> list[Span]:
        """The source span of each code unit; empty without a code object."""
        return [Span(*position) for position in self.code.co_positions()] if self.code else []


@dataclass(eq=False)
class Module:
    """A Python module in HIR: one unit of compilation, one C file."""

    name: str
    code: CodeType
    codes: list[CodeType]
    """The module's code object and all nested ones, in preorder of `co_consts`."""
    functions: list[Function] = field(default_factory=list)
    is_package: bool = False


def nested_codes(code: CodeType) -> list[CodeType]:
    """`code` and every code object among its constants, in preorder, duplicates included.

    Indices of the C runtime are those of this list.
    """
    found, pending = [], [code]
    while pending:
        current = pending.pop()
        found.append(current)
        pending.extend(const for const in reversed(current.co_consts) if isinstance(const, CodeType))
    return found


def predecessors(function: Function) -> dict[Block, list[Edge]]:
    """The edges into each block, in order of the blocks they leave."""
    result: dict[Block, list[Edge]] = {block: [] for block in function.blocks}
    for block in function.blocks:
        for edge in block.successors():
            result[edge.block].append(edge)
    return result


def reached_normally(function: Function) -> set[Block]:
    """The blocks where control may come without an exception."""
    normal = {function.blocks[0]}
    pending = [function.blocks[0]]
    while pending:
        reached = {edge.block for edge in pending.pop().terminator.edges} - normal
        normal |= reached
        pending += reached
    return normal


def reverse_postorder(function: Function) -> list[Block]:
    """The blocks reachable from the entry, each before its successors except along back edges."""
    order: list[Block] = []
    seen = {function.blocks[0]}
    stack = [(function.blocks[0], iter(list(function.blocks[0].successors())))]
    while stack:
        block, edges = stack[-1]
        for edge in edges:
            if edge.block not in seen:
                seen.add(edge.block)
                stack.append((edge.block, iter(list(edge.block.successors()))))
                break
        else:
            order.append(block)
            stack.pop()
    order.reverse()
    return order
