"""Where the interpreter can take over behind an instruction that is no call, and what its operand stack is then.

When somebody begins to observe the execution inside an operator, an attribute, an iterator ..., the instruction that
ran it leaves by its error path, though it has not failed. That path drops what the generated code owns: the values are
saved instead, in that order, and a stack is made of them. So no code is needed but a table, `Function.stops`. An item
of a stack is one of these with an index:

    RESULT      a result of the instruction (a truth as a bool)
    NOT         the opposite of its truth
    SAVED       a value that the error path drops
    LOCAL       what a slot holds
    CONST       a constant of the code object
    NULL, NONE
    SINK        an object to which anything can be stored, and from which anything can be deleted

A stack that is not made of these, or that the error path changes, has no stop: execution goes on compiled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from whipsnake.hir.function import AGAIN, Function, Instr, Stop, Value

RESULT, NOT, SAVED, LOCAL, CONST, NULL, NONE, SINK = range(8)
MOST_SAVED = 60
"""How many values the runtime has room for."""

Item = tuple[int, int] | Value
"""What is known of an item at its instruction: all, or that it must be among those the error path drops."""


class Stops:
    """Collects the stops of a function while references are counted. `root` is the first name of a value."""

    def __init__(self, root: Callable[[Value], Value | None]) -> None:
        self._root = root
        self._found: list[tuple[Instr, list[tuple[int, int, list[Item]]]]] = []

    def note(self, instr: Instr, slots: Mapping[int, frozenset[Value]]) -> None:
        """`instr` is as it stays; `slots` says which values the frame's slots hold."""
        if not instr.after or not instr.op.stops:
            return
        kept = [
            (after.when, after.next, items)
            for after in instr.after
            if (items := self._items(after.stack, instr, slots)) is not None
        ]
        self._found.append((instr, kept))

    def finish(self, function: Function) -> None:
        """After all blocks: set `function.stops`."""
        ops_at = Counter(instr.pos for block in function.blocks for instr in block.instrs if instr.op.stops)
        for instr, kept in self._found:
            order = self._order(instr)
            if order is None or len(order) > MOST_SAVED or ops_at[instr.pos] > 1:
                continue
            for when, following, items in kept:
                stack = [(SAVED, order[item]) if isinstance(item, Value) and item in order else item for item in items]
                if all(isinstance(item, tuple) for item in stack):
                    function.stops.append(Stop(instr.pos, when, following, tuple(stack)))  # type: ignore[arg-type]

    def _items(self, stack: list[Value], instr: Instr, slots: Mapping[int, frozenset[Value]]) -> list[Item] | None:
        items = [self._item(value, instr, slots) for value in stack]
        return None if None in items else items  # type: ignore[return-value]

    def _item(self, value: Value, instr: Instr, slots: Mapping[int, frozenset[Value]]) -> Item | None:
        if value is AGAIN:
            return SINK, 0
        if value in instr.results:
            return (LOCAL, int(instr.attrs[0])) if instr.op.borrows == "frame" else (RESULT, instr.results.index(value))
        definition = value.definition
        if isinstance(definition, Instr):
            match definition.op.name:
                case "load_const":
                    return CONST, int(definition.attrs[0])
                case "null":
                    return NULL, 0
                case "none":
                    return NONE, 0
                case "box_bool":
                    return _truth(definition.args[0], instr)
        root = self._root(value)
        if root is None:
            return None
        return next(((LOCAL, slot) for slot, values in slots.items() if root in values), root)

    def _order(self, instr: Instr) -> dict[Value, int] | None:
        """The values in the order in which the error path drops them. None: it takes references, too."""
        if instr.exit is None:
            return {value: index for index, value in enumerate(instr.drops)}
        handler = instr.exit.block
        catch = next((first for first in handler.instrs[:2] if first.op.name == "catch"), None)
        if catch is None:
            return None
        given = dict(zip(handler.params, instr.exit.args, strict=True))
        order: dict[Value, int] = {}
        for value in [*instr.drops, *catch.drops]:
            root = self._root(given.get(value, value))
            order.setdefault(root if root is not None else value, len(order))
        return order if len(order) == len(instr.drops) + len(catch.drops) else None


def _truth(condition: Value, instr: Instr) -> Item | None:
    if condition in instr.results:
        return RESULT, 0
    definition = condition.definition
    if isinstance(definition, Instr) and definition.op.name == "not_" and definition.args[0] in instr.results:
        return NOT, 0
    return None
