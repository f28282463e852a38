"""The passes, in order. Driver, tests and tools run this list."""

from __future__ import annotations

from collections.abc import Callable, Collection

from whipsnake.hir.function import Function, Module
from whipsnake.hir.verify import verify
from whipsnake.passes.clean import clean
from whipsnake.passes.promote_locals import promote_locals
from whipsnake.passes.refcounts import refcounts
from whipsnake.passes.simplify import simplify
from whipsnake.passes.update_in_place import update_in_place

Pass = Callable[[Function], None]

PIPELINE: list[Pass] = [clean, promote_locals, simplify, clean, update_in_place, refcounts]
REQUIRED = frozenset({"refcounts"})
"""Passes that cannot be skipped: they do not improve the code but complete it."""


def run(
    module: Module,
    *,
    skip: Collection[str] = (),
    check: bool = False,
    watch: Callable[[str, Function], None] | None = None,
) -> None:
    """Run the pipeline over every function; `watch` sees each function before ("") and after each pass."""
    for function in module.functions:
        if watch:
            watch("", function)
        for step in PIPELINE:
            if step.__name__ in skip:
                continue
            step(function)
            if check:
                verify(function)
            if watch:
                watch(step.__name__, function)
