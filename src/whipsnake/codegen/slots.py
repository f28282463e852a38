"""Which frame slots are certainly empty, so that a store need not drop what was there."""

from __future__ import annotations

from whipsnake.hir.function import Block, Edge, Function, Instr
from whipsnake.hir.types import NULL


class EmptySlots:
    """The slots that are empty at a block's start, on every way there."""

    def __init__(self, function: Function) -> None:
        self._at_start: dict[Block, frozenset[int]] = {}
        entry = function.blocks[0]
        # A resumed generator's slots may hold anything.
        fresh = () if function.resumable else range(function.n_params, len(function.local_names))
        self._at_start[entry] = frozenset(fresh)
        pending = [entry]
        while pending:
            block = pending.pop()
            empty = set(self._at_start[block])
            for instr in block.instrs:
                if instr.exit is not None:
                    self._flow(instr.exit, empty, pending)
                after(instr, empty)
            for edge in block.terminator.edges:
                self._flow(edge, empty, pending)

    def _flow(self, edge: Edge, empty: set[int], pending: list[Block]) -> None:
        known = self._at_start.get(edge.block)
        if known is not None and known <= empty:
            return
        self._at_start[edge.block] = frozenset(empty if known is None else known & empty)
        pending.append(edge.block)

    def at_start(self, block: Block) -> set[int]:
        """A new set."""
        return set(self._at_start.get(block, ()))


def after(instr: Instr, empty: set[int]) -> None:
    """Turn what is empty before `instr` into what is empty behind it, in place."""
    match instr.op.name:
        case "store_local":
            (empty.add if instr.args[0].type == NULL else empty.discard)(int(instr.attrs[0]))
        case "take_local":
            empty.add(int(instr.attrs[0]))
        case "binary_into" | "inplace_into":
            empty.discard(int(instr.attrs[0]))
