"""What there is to know of a binary file, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Binary:
    """An executable, an extension module or a shared library."""

    path: Path
    """As it was found: its folder is what $ORIGIN stands for, so links are not resolved."""
    machine: str
    """Processor and word size; libraries of another are not seen."""
    soname: str | None
    needed: tuple[str, ...]
    rpath: tuple[str, ...]
    """DT_RPATH: searched first, also for the libraries of its libraries. Counts only without `runpath`."""
    runpath: tuple[str, ...]
    """DT_RUNPATH: searched late, and for its own libraries only."""
    loader: str | None
    """The dynamic loader that a program is started with."""
    has_debug_info: bool
    """Whether there is something in it that only debuggers read."""

    @property
    def is_program(self) -> bool:
        """Whether it can be started by itself."""
        return self.loader is not None


@dataclass(frozen=True)
class Edits:
    """What has to be different in a copy."""

    search: tuple[str, ...] | None = None
    """Where it has to look for its libraries."""
    soname: str | None = None
    without: tuple[str, ...] = ()
    """Libraries that it must not ask for."""
    renamed: tuple[tuple[str, str], ...] = ()
    """Libraries that have another name now: (old, new)."""

    def __bool__(self) -> bool:
        return self != Edits()
