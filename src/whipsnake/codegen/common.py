"""Which values the parts of a very large function have in common: a part's variables are gone when it is left."""

from __future__ import annotations

from collections.abc import Mapping

from whipsnake.codegen.parts import Parts
from whipsnake.hir.function import Block, Value


def common_values(parts: Parts, same: Mapping[Value, Value]) -> set[Value]:
    """Values that several parts mention, or that are alive where control comes to a part.

    A block's parameters are mentioned where control comes from. `same`: what the values of aliases are.
    """
    common: set[Value] = set()
    homes: dict[Value, Block] = {}
    users: dict[Value, dict[Block, None]] = {}
    where: dict[Value, int] = {}
    before: dict[Block, list[Block]] = {block: [] for block in parts.number}
    for block, number in parts.number.items():
        targets = list(dict.fromkeys(edge.block for edge in block.successors()))
        set_here = [param for target in targets for param in target.params]
        results = [result for instr in block.instrs for result in instr.results if result not in same]
        uses = [same.get(use, use) for instr in block.instrs for use in (*instr.uses(), *instr.drops)]
        for value in (*block.params, *results):
            homes[value] = block
        for value in uses:
            users.setdefault(value, {})[block] = None
        for value in (*block.params, *set_here, *results, *uses):
            if where.setdefault(value, number) != number:
                common.add(value)
        for target in targets:
            before[target].append(block)
    for value, blocks in users.items():
        if value not in common and _is_alive_at_entry(homes[value], list(blocks), parts, before):
            common.add(value)
    return common


def _is_alive_at_entry(home: Block, users: list[Block], parts: Parts, before: Mapping[Block, list[Block]]) -> bool:
    """Whether some way from outside of the part leads to a use, though all mentions are in the part."""
    entries = parts.entries[parts.number[home]]
    seen = {home}
    while users:
        block = users.pop()
        if block in seen:
            continue
        if block in entries:
            return True
        seen.add(block)
        users += before[block]
    return False
