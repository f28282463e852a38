"""What an op may read and write, as sets of memory classes."""

from __future__ import annotations

from dataclasses import dataclass

MEMORY = frozenset(
    {"locals", "cells", "globals", "attributes", "types", "items", "sizes", "storage", "exceptions", "heap"}
)
"""The memory classes: frame slots; cells; module dictionaries; instance slots; type dictionaries; list and tuple items;
container sizes; raw array storage; the exception state; everything else."""

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Effects:
    """Memory classes read and written, and whether arbitrary Python code may run."""

    reads: frozenset[str] = MEMORY
    writes: frozenset[str] = MEMORY
    runs_python: bool = True

    @property
    def removable(self) -> bool:
        """Whether an unused instruction with these effects may be dropped."""
        return not self.writes and not self.runs_python


ANY = Effects()
PURE = Effects(NOTHING, NOTHING, False)


def reads(*classes: str) -> Effects:
    """Effects of an op that only reads memory of these classes."""
    return Effects(frozenset(classes), NOTHING, False)


def writes(*classes: str) -> Effects:
    """Effects of an op that reads and writes memory of these classes and runs no Python code."""
    return Effects(frozenset(classes), frozenset(classes), False)
