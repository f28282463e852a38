"""Insert reference counting: the last pass.

For each object value and program point one of these holds:

- *immortal*: a constant (its code object keeps it), NULL, True ... : never counted;
- *held*: a frame slot contains it, so the slot's reference keeps it alive: not counted while that lasts;
- *owned*: we have one reference, and give it to the last use that wants one, or drop it after the last use.

Which slot contains which value is a forward analysis (`_Slots`); where a value is owned on one way into a block and
held on another, the edge takes or drops a reference. A parameter is held if its argument is held by one same slot on
every way in. Aliases (`bound`, `check_local`) share their operand's state.

    %1 = binary<add>(%0, %0) !bb1       %1 = binary<add>(%0, %0) !bb1 -[%2]      (owned %2 is not for bb1)
    store_local<0>(%1)             →    store_local<0>(%1)                       (the reference goes to the slot)
    %3 = call(%2, %1)                   %3 = call(%2, %1)                        (%1 is held by slot 0)
    ret(%3)                             decref(%2)
                                        ret(%3)
"""

from __future__ import annotations

from whipsnake.hir.function import Block, Edge, Function, Instr, Value, predecessors, reverse_postorder
from whipsnake.hir.ops import OPS
from whipsnake.hir.types import NULL
from whipsnake.passes.stops import Stops

_OVERWRITING = frozenset(["store_local", "binary_into", "inplace_into"])
"""Ops that replace what the slot of their first attribute holds."""
_LEAVING = frozenset(["build_map", "build_const_key_map"])
"""Ops that, if they fail, leave their operands on the interpreter's stack."""
_REUSING = frozenset(["add", "subtract", "multiply", "true_divide"])


def refcounts(function: Function) -> None:
    """Insert `incref`, `decref` and the `drops` of exit edges."""
    function.blocks = reverse_postorder(function)
    roots = Roots(function)
    live = Liveness(function, roots)
    slots = _Slots(function, roots, live)
    _Inserter(function, roots, live, slots).run()


class Roots:
    """Which values are the same object (aliases), and which are never counted."""

    def __init__(self, function: Function) -> None:
        self._same: dict[Value, Value] = {}
        self._counted: set[Value] = set()
        for block in function.blocks:
            for param in block.params:
                self._add(param, counted=True)
            for instr in block.instrs:
                for value in instr.results:
                    if instr.op.is_alias:
                        self._same[value] = self._same[instr.args[0]]
                    else:
                        self._add(value, counted=instr.op.borrows != "code")

    def _add(self, value: Value, *, counted: bool) -> None:
        self._same[value] = value
        if counted and value.type.is_object and value.type != NULL:
            self._counted.add(value)

    def same(self, value: Value) -> Value:
        """The first name of the object that `value` is."""
        return self._same[value]

    def __getitem__(self, value: Value) -> Value | None:
        """The counted value that `value` is another name of; None if it is not counted."""
        root = self._same[value]
        return root if root in self._counted else None

    def known(self, value: Value) -> Value | None:
        """The same for a value that passes may have removed: then None, too."""
        return self[value] if value in self._same else None

    def of(self, values: list[Value]) -> list[Value]:
        """The roots of those that are counted."""
        return [root for value in values if (root := self[value]) is not None]


class Liveness:
    """Roots live at the start of each block, parameters included."""

    def __init__(self, function: Function, roots: Roots) -> None:
        self.at_start: dict[Block, set[Value]] = {block: set() for block in function.blocks}
        self._roots = roots
        changed = True
        while changed:
            changed = False
            for block in reversed(function.blocks):
                now = self.at_end(block)
                for instr in reversed(block.instrs):
                    self.before(instr, now)
                if len(now) != len(self.at_start[block]):
                    self.at_start[block] = now
                    changed = True

    def through(self, edge: Edge) -> set[Value]:
        """What `edge` keeps alive: what its target needs, arguments for its live parameters included."""
        needed = self.at_start[edge.block]
        result = needed.difference(edge.block.params)
        for param, arg in zip(edge.block.params, edge.args, strict=True):
            if param in needed and (root := self._roots[arg]) is not None:
                result.add(root)
        return result

    def at_end(self, block: Block) -> set[Value]:
        """Live behind the terminator's own operands."""
        result: set[Value] = set()
        for edge in block.terminator.edges:
            result |= self.through(edge)
        return result

    def before(self, instr: Instr, live: set[Value]) -> None:
        """Turn what is live after `instr` into what is live before it, in place."""
        live.difference_update(instr.results)
        if instr.exit is not None:
            live |= self.through(instr.exit)
        live.update(self._roots.of(instr.args))


SlotState = dict[int, frozenset[Value]]
"""For each slot, the values known to be what it contains; a slot that is missing: nothing known."""


class _Slots:
    """Which frame slot contains which value, at the start of each block."""

    def __init__(self, function: Function, roots: Roots, live: Liveness) -> None:
        self._roots = roots
        self._live = live
        self.at_start: dict[Block, SlotState | None] = dict.fromkeys(function.blocks)
        self.at_start[function.blocks[0]] = {}
        changed = True
        while changed:
            changed = False
            for block in function.blocks:
                start = self.at_start[block]
                if start is None:
                    continue
                state = dict(start)
                for instr in block.instrs:
                    if instr.exit is not None:
                        changed |= self._flow(state, instr.exit)
                    self.after(instr, state)
                for edge in block.terminator.edges:
                    changed |= self._flow(state, edge)

    def after(self, instr: Instr, state: SlotState) -> None:
        """Apply the effect of `instr` to `state`."""
        match instr.op.name:
            case "store_local":
                state[int(instr.attrs[0])] = frozenset([self._roots.same(instr.args[0])])
            case "take_local":
                state.pop(int(instr.attrs[0]), None)
            case "binary_into" | "inplace_into":
                state[int(instr.attrs[0])] = frozenset([instr.result])
            case "load_local":
                slot = int(instr.attrs[0])
                state[slot] = state.get(slot, frozenset()) | {instr.result}

    def _flow(self, state: SlotState, edge: Edge) -> bool:
        """Meet `state` into the start of the edge's target; whether that changed it."""
        needed = self._live.at_start[edge.block]
        arrived: SlotState = {}
        for slot, values in state.items():
            kept = {value for value in values if value in needed or self._roots[value] is None}
            for param, arg in zip(edge.block.params, edge.args, strict=True):
                if param in needed and self._roots.same(arg) in values:
                    kept.add(param)
            if kept:
                arrived[slot] = frozenset(kept)
        before = self.at_start[edge.block]
        if before is not None:
            arrived = {
                slot: both for slot, values in before.items() if (both := values & arrived.get(slot, frozenset()))
            }
        if arrived == before:
            return False
        self.at_start[edge.block] = arrived
        return True


class _Inserter:
    def __init__(self, function: Function, roots: Roots, live: Liveness, slots: _Slots) -> None:
        self.function = function
        self.roots = roots
        self.live = live
        self.slots = slots
        self.ways_in = {block: len(edges) for block, edges in predecessors(function).items()}
        self.owned_at_start: dict[Block, set[Value]] = {}
        for block in function.blocks:
            held = {value for values in (slots.at_start[block] or {}).values() for value in values}
            self.owned_at_start[block] = {value for value in live.at_start[block] if value not in held}
        self.prepend: dict[Block, list[Instr]] = {}
        self.out: list[Instr] = []
        self.stops = Stops(roots.known)

    def run(self) -> None:
        for block in list(self.function.blocks):
            self._block(block)
        self.stops.finish(self.function)
        for block, instrs in self.prepend.items():
            at = 0
            while block.instrs[at].op.name in ("lasti", "catch"):
                at += 1
            block.instrs[at:at] = instrs

    def _count(self, op: str, value: Value, pos: int) -> Instr:
        return self.function.instr(op, [value], pos=pos)

    def _block(self, block: Block) -> None:
        lives = self._live_after(block)
        owned = set(self.owned_at_start[block])
        state = dict(self.slots.at_start[block] or {})
        self.out = []
        for instr, after in zip(block.instrs, lives, strict=True):
            self._instr(instr, after, owned, state)
        block.instrs = self.out

    def _live_after(self, block: Block) -> list[set[Value]]:
        """For each instruction, what is live behind it."""
        now = self.live.at_end(block)
        result = []
        for instr in reversed(block.instrs):
            result.append(set(now))
            self.live.before(instr, now)
        result.reverse()
        return result

    def _instr(self, instr: Instr, after: set[Value], owned: set[Value], state: SlotState) -> None:
        before = set(owned)
        handed = self._hand_over(instr, after, owned, state)
        if instr.op.name == "watch":
            self._leave_watched(instr, owned)
        elif instr.exit is not None:
            self._exit_edge(instr, owned, after)
        elif instr.op.may_raise:
            instr.drops = self._unwound(instr, owned, after)
        self.stops.note(instr, state)
        if instr.op.terminator:
            for value in sorted(owned - after, key=_by_id):  # last used by the terminator itself
                assert value in before
                owned.discard(value)
                if not instr.op.may_raise:
                    self.out.append(self._count("decref", value, instr.pos))
            for number, edge in enumerate(instr.edges):
                self._edge(instr, edge, owned - _null_on(instr, number))
            self.out.append(instr)
            return
        self.out.append(instr)
        self.slots.after(instr, state)
        for value in instr.results:
            root = self.roots[value]
            if root is value and instr.op.borrows is None:
                owned.add(root)
        for value in sorted(owned - after, key=_by_id):
            owned.discard(value)
            self.out.append(self._count("decref", value, instr.pos))
        if instr.op.name == "store_local" and handed is not None and handed in after:
            owned.discard(handed)

    def _hand_over(self, instr: Instr, after: set[Value], owned: set[Value], state: SlotState) -> Value | None:
        """Provide a reference for each operand that is stolen; what `store_local` gives to its slot is returned."""
        stored: Value | None = None
        is_store = instr.op.name == "store_local"
        if instr.op.name in _OVERWRITING:
            self._rescue(instr, after, owned, state)
        self._give_operands(instr, after, owned)
        for index, value in enumerate(instr.args):
            if not instr.steals(index):
                continue
            root = self.roots[value]
            if root is None:
                if value.type != NULL:
                    self.out.append(self._count("incref", value, instr.pos))
                continue
            rest = self.roots.of(instr.args[index + 1 :])
            if root in owned and (is_store or (root not in after and root not in rest)):
                owned.discard(root)
            else:
                self.out.append(self._count("incref", value, instr.pos))
            if is_store:
                stored = root
        return stored

    def _leave_watched(self, instr: Instr, owned: set[Value]) -> None:
        """Where a `watch` leaves, the interpreter gets a reference for each operand, and nothing stays with us."""
        given: set[Value] = set()
        for value in instr.args:
            root = self.roots[value]
            if root in owned and root not in given:
                given.add(root)
            elif value.type != NULL:
                instr.takes.append(value)
        instr.drops = sorted(owned - given, key=_by_id, reverse=True)

    def _give_operands(self, instr: Instr, after: set[Value], owned: set[Value]) -> None:
        """Arithmetic takes over operands that die with it, so that it can reuse them."""
        into = instr.op.name in ("binary_into", "inplace_into")
        if not into and not (instr.op.name == "binary" and instr.attrs[0] in _REUSING):
            return
        given = 0
        left, right = (self.roots[value] for value in instr.args)
        for bit, root in ((1, left), (2, right)):
            if root in owned and root not in after and left is not right:
                given |= bit
                owned.discard(root)
        if into:
            instr.attrs = (*instr.attrs[:2], given)
        elif given:
            instr.op, instr.attrs = OPS["binary_reuse"], (instr.attrs[0], given)

    def _rescue(self, instr: Instr, after: set[Value], owned: set[Value], state: SlotState) -> None:
        """Values that only the slot about to be overwritten keeps alive, and that are still needed, become owned."""
        slot = int(instr.attrs[0])
        elsewhere = {value for other, values in state.items() if other != slot for value in values}
        stored = self.roots[instr.args[0]] if instr.op.name == "store_local" else None
        for value in sorted(state.get(slot, frozenset()), key=_by_id):
            if (value in after or value is stored) and value not in owned and value not in elsewhere:
                self.out.append(self._count("incref", value, instr.pos))
                owned.add(value)

    def _balance(self, edge: Edge, owned: set[Value]) -> tuple[list[Value], set[Value]]:
        """References to take, in order, and to drop on the way along `edge`."""
        target = edge.block
        wanted: dict[Value, int] = {}
        taken: list[Value] = []
        needs = self.owned_at_start[target]
        for value in needs.difference(target.params):
            wanted[value] = 1
        for param, arg in zip(target.params, edge.args, strict=True):
            if param in needs:
                root = self.roots[arg]
                if root is None:
                    if arg.type != NULL:
                        taken.append(arg)
                else:
                    wanted[root] = wanted.get(root, 0) + 1
        for value, count in wanted.items():
            taken.extend([value] * (count - (value in owned)))
        return sorted(taken, key=_by_id), {value for value in owned if value not in wanted}

    def _unwound(self, instr: Instr, dropped: set[Value], after: set[Value]) -> list[Value]:
        """In the interpreter's order: what only the failed instruction still needed, then the stack from its top."""
        operands = {*self.roots.of(instr.args)} - after if instr.op.name not in _LEAVING else set()
        return sorted(dropped, key=lambda value: (0, value.id) if value in operands else (1, -value.id))

    def _exit_edge(self, instr: Instr, owned: set[Value], after: set[Value]) -> None:
        assert instr.exit is not None
        taken, left = self._balance(instr.exit, owned)
        dropped = self._unwound(instr, left, after)
        if taken:
            instr.exit = self._split(instr.exit, taken, dropped, instr.pos)
        else:
            instr.drops = dropped

    def _edge(self, instr: Instr, edge: Edge, owned: set[Value]) -> None:
        taken, left = self._balance(edge, owned)
        if not taken and not left:
            return
        dropped = sorted(left, key=_by_id, reverse=True)
        counts = self._counts(taken, dropped, instr.pos)
        if instr.op.name == "jump":
            self.out.extend(counts)
        elif self.ways_in[edge.block] == 1:
            self.prepend[edge.block] = counts
        else:
            split = self._split(edge, taken, dropped, instr.pos)
            edge.block, edge.args = split.block, split.args

    def _counts(self, taken: list[Value], dropped: list[Value], pos: int) -> list[Instr]:
        return [self._count("incref", value, pos) for value in taken] + [
            self._count("decref", value, pos) for value in dropped
        ]

    def _split(self, edge: Edge, taken: list[Value], dropped: list[Value], pos: int) -> Edge:
        block = self.function.new_block()
        onward = self.function.instr("jump", pos=pos, edges=[Edge(edge.block, edge.args)])
        block.instrs = [*self._counts(taken, dropped, pos), onward]
        return Edge(block)


def _null_on(instr: Instr, number: int) -> set[Value]:
    """What is known to be NULL on edge `number` of a branch."""
    if number == 0 and instr.op.name == "branch":
        test = instr.args[0].definition
        if isinstance(test, Instr) and test.op.name == "is_null":
            return {test.args[0]}
    return set()


def _by_id(value: Value) -> int:
    return value.id
