"""Shipped files that a program of tests/dist/programs shows, which is run or looked at with them and without them."""

from __future__ import annotations

from tests.dist.package_programs import PROGRAMS
from whipsnake.facts.sources import SHIPPED

SHOWN = {name for program in PROGRAMS for name in (*program.words("facts"), *program.kept_out)}
AT_LEAST = 87
"""Whoever shows more raises it."""


def test_what_is_shown_is_shipped() -> None:
    assert {path.stem for path in SHIPPED.glob("*.yaml")} >= SHOWN
    assert all(left for program in PROGRAMS for left in program.kept_out.values())
    assert len(SHOWN) >= AT_LEAST
