"""Limiting what is compiled natively, through the environment: how `whipsnake bisect` works.

Every code object of a program has a number: modules in the order of compilation, code objects in preorder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

ONLY = "WHIPSNAKE_ONLY"
"""The numbers that get native code, as `0-17,23`; the others are left to the interpreter. Empty: none."""
SKIP = "WHIPSNAKE_SKIP_PASS"
"""Passes to leave out, separated by commas."""
LIST = "WHIPSNAKE_LIST"
"""A file that receives the numbered functions, as JSON: [[module, qualified name, line], ...]."""


def selected(offset: int, count: int) -> frozenset[int] | None:
    """Which of the `count` code objects numbered from `offset` get native code; None: all."""
    wanted = os.environ.get(ONLY)
    if wanted is None:
        return None
    chosen: set[int] = set()
    for part in filter(None, wanted.split(",")):
        first, _, last = part.partition("-")
        chosen.update(range(max(int(first), offset), min(int(last or first), offset + count - 1) + 1))
    return frozenset(number - offset for number in chosen)


def skipped_passes() -> tuple[str, ...]:
    """The passes that the environment leaves out."""
    return tuple(filter(None, os.environ.get(SKIP, "").split(",")))


def write_list(functions: Iterable[tuple[str, str, int]]) -> None:
    """Tell `whipsnake bisect` what there is, if it asks."""
    path = os.environ.get(LIST)
    if path:
        Path(path).write_text(json.dumps(list(functions)), encoding="utf-8")
