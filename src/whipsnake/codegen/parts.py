"""A very large function as several C functions.

C compilers take time that grows faster than a C function, so those of a very large one are of some size, whatever that
of the whole. Parts are blocks in the order of the source, cut where few loops go around.
"""

from __future__ import annotations

from itertools import accumulate

from whipsnake.hir.function import Block, Edge, Function, reached_normally, reverse_postorder

LARGE = 4_000
"""More instructions than this make a function very large."""
_PART = 1_000
"""At most so many instructions are a part, and half as many at least, but for the last."""
_BLOCK = _PART // 4
"""At most so many instructions of a very large function are a block."""


def size(blocks: list[Block]) -> int:
    """The number of instructions."""
    return sum(len(block.instrs) for block in blocks)


class Parts:
    """The parts of a function: one, unless it is very large. Long blocks of a very large one are divided."""

    def __init__(self, function: Function) -> None:
        self.blocks = [function.blocks]
        """Those of each part."""
        self.entries: list[dict[Block, int]] = [{}]
        """Those where control comes from other parts, numbered, for each part of a divided function."""
        self.number: dict[Block, int] = {}
        """Which part of a divided function has a block."""
        if size(function.blocks) > LARGE:
            _divide_blocks(function)
            self.blocks = _divided(function)
            self.number = {block: number for number, blocks in enumerate(self.blocks) for block in blocks}
            entered = {function.blocks[0]} | {
                edge.block
                for block in function.blocks
                for edge in block.successors()
                if self.number[edge.block] != self.number[block]
            }
            entries = ([block for block in blocks if block in entered] for blocks in self.blocks)
            self.entries = [{block: index for index, block in enumerate(blocks)} for blocks in entries]

    @property
    def are_many(self) -> bool:
        """Whether the function is divided."""
        return len(self.blocks) > 1


def _divide_blocks(function: Function) -> None:
    """What cannot be reached goes, too."""
    blocks = []
    for block in reverse_postorder(function):
        blocks.append(block)
        while len(block.instrs) > _BLOCK:
            at = _BLOCK - 1
            while block.instrs[at].op.name in ("store_local", "decref"):  # they may be of an `unpack`
                at += 1
            rest = function.new_block()
            rest.instrs = block.instrs[at:]
            block.instrs[at:] = [function.instr("jump", edges=[Edge(rest)])]
            blocks.append(block := rest)
    function.blocks = blocks


def _divided(function: Function) -> list[list[Block]]:
    normal = reached_normally(function)
    blocks = _in_order_of_source(function, normal)
    place = {block: index for index, block in enumerate(blocks)}
    changes = [0] * (len(blocks) + 1)
    for index, block in enumerate(blocks):
        for edge in block.terminator.edges:
            if block in normal and place[edge.block] < index:
                changes[place[edge.block] + 1] += 1
                changes[index + 1] -= 1
    around = list(accumulate(changes))
    """How many ways back lead past the place before each block."""
    before = [0, *accumulate(len(block.instrs) for block in blocks)]
    parts, start = [], 0
    while before[-1] - before[start] > _PART:
        end = cut = start + 1
        while before[end] - before[start] <= _PART:
            if before[end] - before[start] < _PART // 2 or around[end] <= around[cut]:
                cut = end
            end += 1
        parts.append(blocks[start:cut])
        start = cut
    return [*parts, blocks[start:]]


def _in_order_of_source(function: Function, normal: set[Block]) -> list[Block]:
    """Loops are then in one piece; what only exceptions lead to comes behind what raises them."""
    entry = function.blocks[0]
    places = {entry: -1}
    pending = [entry]
    while pending:
        block = pending.pop()
        for edge in block.successors():
            if edge.block not in places:
                own = (instr.pos for instr in edge.block.instrs if instr.pos >= 0 and edge.block in normal)
                places[edge.block] = next(own, places[block])
                pending.append(edge.block)
    return sorted(function.blocks, key=places.__getitem__)
