"""Very large functions are divided: where, and what the parts have in common."""

from __future__ import annotations

import re

import pytest

from whipsnake.codegen import parts
from whipsnake.codegen.function import Caches, FunctionEmitter
from whipsnake.codegen.parts import Parts, size
from whipsnake.frontend import translate
from whipsnake.hir import Function, Module
from whipsnake.passes import run

LOOP = "    for i in a:\n        b += i * 3\n"
LONG = "    b = [" + "a + b, " * 400 + "]\n"
BRANCH = "        if i == b:\n            b = g(i)\n"


def compiled(body: str) -> Function:
    module: Module = translate(compile(f"def f(a, b):\n{body}", "<test>", "exec"), "test")
    run(module)
    return module.functions[-1]


def test_large_functions_only() -> None:
    small = compiled(LOOP * 10)
    assert Parts(small).blocks == [small.blocks] and not Parts(small).are_many
    assert Parts(compiled(LOOP * 1000)).are_many


@pytest.mark.parametrize("body", [LOOP * 1000, LONG * 20 + LOOP, "    for i in a:\n" + BRANCH * 1000])
def test_all_of_it_in_parts_of_some_size(body: str) -> None:
    function = compiled(body)
    divided = Parts(function)
    blocks = [block for part in divided.blocks for block in part]
    assert blocks[0] is function.blocks[0]
    assert len(blocks) == len(set(blocks)) and set(blocks) == set(function.blocks)
    sizes = list(map(size, divided.blocks))
    assert max(sizes) <= 1_000 and min(sizes[:-1]) >= 250


def test_small_loops_stay_whole() -> None:
    function = compiled(LOOP * 1000)
    divided = Parts(function)
    order = {block: index for index, block in enumerate(block for part in divided.blocks for block in part)}
    back = [
        (block, edge.block)
        for block in function.blocks
        for edge in block.terminator.edges
        if order[edge.block] < order[block]
    ]
    assert len(back) == 1000
    assert all(divided.number[block] == divided.number[head] for block, head in back)


def test_what_outlives_a_part_is_no_variable_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    # `a` is loaded and used in the first part only, but between its uses control goes through the others.
    monkeypatch.setattr(parts, "LARGE", 1)
    monkeypatch.setattr(parts, "_PART", 60)
    emitter = FunctionEmitter(compiled("    for i in [1]:\n        a(i)\n" + BRANCH * 30), "unit", [])
    first, *others = [emitter.emit(part, Caches()) for part in range(len(emitter.parts.blocks))]
    (a,) = re.findall(r"(\S+) = L\[0\];", first)
    assert a.startswith("V[")
    assert first.count(a) > 1 and not any(a in other for other in others)
