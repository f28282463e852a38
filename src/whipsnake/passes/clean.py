"""Control-flow clean-up: what other passes leave behind.

Removes unreachable blocks, block parameters that always get the same value, blocks that only jump on; joins a block to
its only successor where that has no other way in.

    bb1(%1):                            bb1:
      jump() bb2(%1)           →          (uses of %1, %2 are %0; bb2's instructions follow)
    bb2(%2): ...
"""

from __future__ import annotations

from whipsnake.hir.function import Block, Function, Value, predecessors, reverse_postorder


def clean(function: Function) -> None:
    """Simplify the graph; instructions keep their order and effects."""
    function.blocks = reverse_postorder(function)
    remove_trivial_params(function)
    _thread_jumps(function)
    function.blocks = reverse_postorder(function)
    _join_blocks(function)


def replace_uses(function: Function, replacement: dict[Value, Value]) -> None:
    """Replace values everywhere, following chains."""
    if not replacement:
        return

    def final(value: Value) -> Value:
        while value in replacement:
            value = replacement[value]
        return value

    for block in function.blocks:
        for instr in block.instrs:
            instr.args = [final(value) for value in instr.args]
            for after in instr.after:
                after.stack[:] = [final(value) for value in after.stack]
            for edge in instr.all_edges():
                edge.args = [final(value) for value in edge.args]


def remove_trivial_params(function: Function) -> None:
    """A parameter whose arguments are all one value, or itself, is that value (Braun et al., CC 2013)."""
    preds = predecessors(function)
    replacement: dict[Value, Value] = {}

    def final(value: Value) -> Value:
        while value in replacement:
            value = replacement[value]
        return value

    changed = True
    while changed:
        changed = False
        for block in function.blocks:
            for index in reversed(range(len(block.params))):
                param = block.params[index]
                incoming = {final(edge.args[index]) for edge in preds[block]} - {param}
                if len(incoming) == 1:
                    (replacement[param],) = incoming
                    del block.params[index]
                    for edge in preds[block]:
                        del edge.args[index]
                    changed = True
    replace_uses(function, replacement)


def _thread_jumps(function: Function) -> None:
    """An edge to an empty block without parameters that only jumps goes where that jump goes."""

    def only_jumps(block: Block) -> bool:
        return len(block.instrs) == 1 and not block.params and block.terminator.op.name == "jump"

    for block in function.blocks:
        for edge in block.successors():
            seen = {edge.block}
            while only_jumps(edge.block):
                onward = edge.block.terminator.edges[0]
                if onward.block in seen:
                    break
                seen.add(onward.block)
                edge.block, edge.args = onward.block, list(onward.args)


def _join_blocks(function: Function) -> None:
    ways_in: dict[Block, int] = {function.blocks[0]: 1}
    for block in function.blocks:
        for edge in block.successors():
            ways_in[edge.block] = ways_in.get(edge.block, 0) + 1
    replacement: dict[Value, Value] = {}
    joined: set[Block] = set()
    for block in function.blocks:
        if block in joined:
            continue
        while block.terminator.op.name == "jump":
            edge = block.terminator.edges[0]
            if ways_in[edge.block] != 1 or edge.block is block:
                break
            replacement.update(zip(edge.block.params, edge.args, strict=True))
            block.instrs.pop()
            block.instrs.extend(edge.block.instrs)
            joined.add(edge.block)
    function.blocks = [block for block in function.blocks if block not in joined]
    replace_uses(function, replacement)
