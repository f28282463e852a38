"""Forward stored locals to loads: SSA construction over the frame's slots. Stores stay.

    store_local<0>(%1)                  store_local<0>(%1)
    %2 = load_local<0>()       →        (uses of %2 are %1)

Where the frame is the only source (function entry, exception handlers, after a yield), a slot that is needed is loaded
once, at the block's start. So it is in every block of a function in which too many locals live through too many blocks:
the time that passes take goes with that number, which grows by the square of such a function's size.
Placement of block parameters: Cytron et al., TOPLAS 1991, pruned by liveness.
"""

from __future__ import annotations

from whipsnake.hir.dominance import dominance_frontiers, dominators
from whipsnake.hir.function import Block, Function, Instr, Value, reverse_postorder
from whipsnake.hir.ops import OPS
from whipsnake.hir.types import NEVER, NULL, OBJECT, OPT
from whipsnake.passes.clean import replace_uses

_MANY = 50_000
"""More slots than this, each counted in every block at whose start it is needed, are too many."""
_AFTER = ("lasti", "catch", "unspill", "unspill_done", "none", "resumed")
"""Ops that must come first in a block that is entered by an exception or by resuming."""


def promote_locals(function: Function) -> None:
    """Replace `load_local`s by the values the slots hold."""
    function.blocks = reverse_postorder(function)
    if not any(instr.op.name == "load_local" for block in function.blocks for instr in block.instrs):
        return
    memory = _memory_blocks(function)
    live = _live_slots(function, memory)
    if sum(slots.bit_count() for slots in live.values()) > _MANY:
        memory = set(function.blocks)
        live = _live_slots(function, memory)
    _load_at_start(function, memory, live)
    params = _place_params(function, memory, live)
    _rename(function, memory, params)
    _infer_param_types(function, {param for slots in params.values() for param in slots.values()})


def _memory_blocks(function: Function) -> set[Block]:
    """Blocks at whose start only the frame knows the locals: the entry, exit edges' targets, points of resumption."""
    memory = {function.blocks[0]}
    for block in function.blocks:
        for instr in block.instrs:
            if instr.exit is not None:
                memory.add(instr.exit.block)
        if block.terminator.op.name == "resume_switch":
            memory.update(edge.block for edge in block.terminator.edges)
    return memory


def _slot(instr: Instr) -> int:
    return int(instr.attrs[0])


def _live_slots(function: Function, memory: set[Block]) -> dict[Block, int]:
    """For each block, the slots (a bit set) loaded in it or after it before they are stored."""
    needs: dict[Block, int] = {}
    sets: dict[Block, int] = {}
    for block in function.blocks:
        need = stored = 0
        for instr in block.instrs:
            if instr.op.name == "load_local":
                need |= (1 << _slot(instr)) & ~stored
            elif instr.op.name in ("store_local", "take_local"):
                stored |= 1 << _slot(instr)
        needs[block], sets[block] = need, stored
    live = dict(needs)
    changed = True
    while changed:
        changed = False
        for block in reversed(function.blocks):
            out = 0
            for edge in block.terminator.edges:
                if edge.block not in memory:
                    out |= live[edge.block]
            new = needs[block] | (out & ~sets[block])
            if new != live[block]:
                live[block] = new
                changed = True
    return live


def _bits(mask: int) -> list[int]:
    return [index for index in range(mask.bit_length()) if mask >> index & 1]


def _load_at_start(function: Function, memory: set[Block], live: dict[Block, int]) -> None:
    for block in function.blocks:
        if block in memory and live[block]:
            at = 0
            while block.instrs[at].op.name in _AFTER:
                at += 1
            block.instrs[at:at] = [_first_load(function, block, slot) for slot in _bits(live[block])]


def _first_load(function: Function, block: Block, slot: int) -> Instr:
    load = function.instr("load_local", attrs=(slot,))
    if block is function.blocks[0] and not function.resumable:
        load.result.type = OBJECT if slot < function.n_params else NULL
    return load


def _place_params(function: Function, memory: set[Block], live: dict[Block, int]) -> dict[Block, dict[int, Value]]:
    """Add a parameter for each live slot where different stores meet; edges get their arguments in `_rename`."""
    frontiers = dominance_frontiers(dominators(function))
    defined_in: dict[int, list[Block]] = {}
    for block in function.blocks:
        mask = live[block] if block in memory else 0
        for instr in block.instrs:
            if instr.op.name in ("store_local", "take_local"):
                mask |= 1 << _slot(instr)
        for slot in _bits(mask):
            defined_in.setdefault(slot, []).append(block)
    params: dict[Block, dict[int, Value]] = {block: {} for block in function.blocks}
    for slot, pending in defined_in.items():
        while pending:
            for block in frontiers[pending.pop()]:
                if block not in memory and live[block] >> slot & 1 and slot not in params[block]:
                    params[block][slot] = function.add_param(block, OPT)
                    pending.append(block)
    return params


def _rename(function: Function, memory: set[Block], params: dict[Block, dict[int, Value]]) -> None:
    """Walk the dominator tree with the current value of each slot."""
    tree = dominators(function)
    replacement: dict[Value, Value] = {}
    stack: list[tuple[Block, dict[int, Value]]] = [(function.blocks[0], {})]
    while stack:
        block, current = stack.pop()
        current = {} if block in memory else current | params[block]
        kept: list[Instr] = []
        for instr in block.instrs:
            kept.append(instr)
            match instr.op.name:
                case "load_local":
                    slot = _slot(instr)
                    loaded = instr.result
                    if slot not in current:
                        current[slot] = loaded
                    elif current[slot].type <= loaded.type:
                        replacement[loaded] = current[slot]
                        kept.pop()
                    else:  # the load is known to find the slot bound
                        instr.op, instr.attrs, instr.args = OPS["bound"], (), [current[slot]]
                        current[slot] = loaded
                case "store_local":
                    current[_slot(instr)] = instr.args[0]
                case "take_local":
                    emptied = function.instr("null", pos=instr.pos)
                    kept.append(emptied)
                    current[_slot(instr)] = emptied.result
        block.instrs = kept
        for edge in block.terminator.edges:
            edge.args.extend(current[slot] for slot in params[edge.block])
        stack.extend((child, current) for child in tree.children[block])
    replace_uses(function, replacement)


def _infer_param_types(function: Function, params: set[Value]) -> None:
    """Narrow the new parameters to the union of what reaches them: a fixed point from below."""
    arguments: dict[Value, list[Value]] = {param: [] for param in params}
    for block in function.blocks:
        for edge in block.successors():
            for arg, param in zip(edge.args, edge.block.params, strict=True):
                if param in arguments:
                    arguments[param].append(arg)
    for param in params:
        param.type = NEVER
    changed = True
    while changed:
        changed = False
        for param, values in arguments.items():
            joined = param.type
            for value in values:
                joined |= value.type
            if joined != param.type:
                param.type = joined
                changed = True
