"""Which C variable holds which value.

A value that one block makes and uses shares its variable with others of that block whose lives do not overlap. So
errors at like points of a function need the same clean-up, to the letter, and share its code. Any other value has a
variable of its own; that of one that parts have in common is an item of the array `V`.
"""

from __future__ import annotations

from whipsnake.codegen.common import common_values
from whipsnake.codegen.parts import Parts
from whipsnake.hir.function import Block, Function, Instr, Value

_MEMBERS = {"PyObject *": "object", "int64_t ": "integer", "double ": "real", "int ": "truth"}
"""Those of rt_value, by C type."""


class Variables:
    """Names C variables while a function's instructions are visited in order."""

    def __init__(self, function: Function, parts: Parts) -> None:
        self.declared: dict[str, list[str]] = {}
        """The variables of each C type, as declared at the beginning of the part."""
        self.common = 0
        """The number of items of `V`."""
        self._names: dict[Value, str] = {}
        self._free: dict[str, list[str]] = {}
        self._dying: dict[Instr, list[Value]] = {}
        self._shared: set[Value] = set()
        same = self._find_lives(function)
        self._common = common_values(parts, same) if parts.are_many else set()

    def begin(self) -> None:
        """The next part begins."""
        self.declared, self._free = {}, {}

    def name(self, value: Value) -> str:
        """The variable of a value, which gets one now if it has none yet."""
        if value not in self._names:
            if value in self._shared:
                free = self._free.get(value.type.c_type)
                self._names[value] = free.pop() if free else self._declare(value)
            else:
                self._own(value)
        return self._names[value]

    def passed(self, instr: Instr) -> None:
        """`instr` has been emitted: variables of values that die with it are free."""
        for value in self._dying.get(instr, ()):
            if value in self._names:
                self._free.setdefault(value.type.c_type, []).append(self._names[value])

    def _own(self, value: Value) -> None:
        if value in self._common:
            self._names[value] = f"V[{self.common}].{_MEMBERS[value.type.c_type]}"
            self.common += 1
        else:
            self._names[value] = f"v{value.id}"
            self.declared.setdefault(value.type.c_type, []).append(self._names[value])

    def _declare(self, value: Value) -> str:
        names = self.declared.setdefault(value.type.c_type, [])
        kind = "t" if value.type.is_object else value.type.c_type[0]
        names.append(f"{kind}{len(names)}")
        return names[-1]

    def _find_lives(self, function: Function) -> dict[Value, Value]:
        """Find values of one block, and the last instruction of the block that mentions each. What aliases are."""
        home: dict[Value, Block] = {}
        last: dict[Value, Instr] = {}
        same: dict[Value, Value] = {}
        elsewhere: set[Value] = set()
        for block in function.blocks:
            for instr in block.instrs:
                for value in instr.results:
                    if instr.op.is_alias:
                        same[value] = same.get(instr.args[0], instr.args[0])
                    home[value] = block
        for block in function.blocks:
            for instr in block.instrs:
                for mentioned in (*instr.uses(), *instr.drops, *instr.results):
                    value = same.get(mentioned, mentioned)
                    if home.get(value) is block:
                        last[value] = instr
                    else:
                        elsewhere.add(value)
        for value, instr in last.items():
            if value not in elsewhere:
                self._shared.add(value)
                self._dying.setdefault(instr, []).append(value)
        return same
