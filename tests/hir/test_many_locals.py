"""Many locals that live through many blocks: they are not values of the whole function."""

from __future__ import annotations

from importlib import import_module

import pytest

from whipsnake.frontend import translate
from whipsnake.hir import Function, Module


def promoted(count: int, limit: int, monkeypatch: pytest.MonkeyPatch) -> Function:
    """A function with so many locals that are used behind as many branches."""
    lines = ["def f(x):", *(f"    a{i} = x" for i in range(count)), "    s = 0"]
    lines += [f"    if x: s += a{i}" for i in range(count)]
    module: Module = translate(compile("\n".join([*lines, "    return s"]), "<test>", "exec"), "test")
    step = import_module("whipsnake.passes.promote_locals")
    monkeypatch.setattr(step, "_MANY", limit)
    function = module.functions[-1]
    step.promote_locals(function)
    return function


def loads(function: Function) -> int:
    return sum(instr.op.name == "load_local" for block in function.blocks for instr in block.instrs)


@pytest.mark.parametrize("count", [10, 40])
def test_loads(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few are loaded where they were stored; many in each block that uses them, and in no other."""
    few = promoted(count, 10 * count * count, monkeypatch)
    assert loads(few) == 1
    assert sum(len(block.params) for block in few.blocks) == count
    many = promoted(count, count, monkeypatch)
    assert 2 * count < loads(many) <= 4 * count
    assert not any(block.params for block in many.blocks)
