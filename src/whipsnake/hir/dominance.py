"""Dominator tree and dominance frontiers.

Cooper, Harvey, Kennedy: "A Simple, Fast Dominance Algorithm" (Rice University, 2001).
"""

from __future__ import annotations

from whipsnake.hir.function import Block, Function, reverse_postorder


class DominatorTree:
    """Immediate dominators of the reachable blocks of a function."""

    def __init__(self, order: list[Block], idom: dict[Block, Block]) -> None:
        self.order = order
        self.idom = idom
        self.children: dict[Block, list[Block]] = {block: [] for block in order}
        for block in order[1:]:
            self.children[idom[block]].append(block)


def dominators(function: Function) -> DominatorTree:
    """The dominator tree of the blocks reachable from the entry."""
    order = reverse_postorder(function)
    number = {block: index for index, block in enumerate(order)}
    preds: dict[Block, list[Block]] = {block: [] for block in order}
    for block in order:
        for edge in block.successors():
            preds[edge.block].append(block)
    entry = order[0]
    idom: dict[Block, Block] = {entry: entry}
    changed = True
    while changed:
        changed = False
        for block in order[1:]:
            best: Block | None = None
            for pred in preds[block]:
                if pred in idom:
                    best = pred if best is None else _meet(pred, best, idom, number)
            assert best is not None
            if idom.get(block) is not best:
                idom[block] = best
                changed = True
    return DominatorTree(order, idom)


def _meet(a: Block, b: Block, idom: dict[Block, Block], number: dict[Block, int]) -> Block:
    while a is not b:
        while number[a] > number[b]:
            a = idom[a]
        while number[b] > number[a]:
            b = idom[b]
    return a


def dominance_frontiers(tree: DominatorTree) -> dict[Block, dict[Block, None]]:
    """For each block, the blocks where its dominance ends, in an order that is the same in every run."""
    preds: dict[Block, dict[Block, None]] = {block: {} for block in tree.order}
    for block in tree.order:
        for edge in block.successors():
            preds[edge.block][block] = None
    frontiers: dict[Block, dict[Block, None]] = {block: {} for block in tree.order}
    for block in tree.order:
        if len(preds[block]) >= 2 or block is tree.order[0]:
            for pred in preds[block]:
                runner = pred
                while runner is not tree.idom[block]:
                    frontiers[runner][block] = None
                    runner = tree.idom[runner]
    return frontiers
