"""Every program of `tests/run`, interpreted and compiled: stdout, stderr and exit code are the same."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from programs import Program, Whipsnake, all_programs, check

# The ways every program is compiled: a name, and the compiler's options for it.
VARIANTS: dict[str, tuple[str, ...]] = {
    "plain": (),
}
EXTRA = tuple(os.environ.get("WHIPSNAKE_TEST_OPTIONS", "").split())


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("program", all_programs(), ids=lambda program: program.name)
def test_same_as_interpreted(program: Program, variant: str, tmp_path: Path) -> None:
    check(program, Whipsnake(*VARIANTS[variant], *EXTRA), tmp_path)
