"""What is installed for the program's Python: distributions, their modules and their entry points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import Distribution, EntryPoint

READERS = frozenset(("importlib.metadata", "importlib_metadata", "pkg_resources"))
"""Modules that programs ask for what is installed."""
_SCRIPTS = frozenset(("console_scripts", "gui_scripts"))
"""Groups that only installers read."""


@dataclass(frozen=True)
class Installed:
    """The distributions on a search path; of several of one name the first counts."""

    search_path: Sequence[str]

    @cached_property
    def _all(self) -> list[Distribution]:
        # It takes longer than a build without changes.
        from importlib.metadata import distributions

        found: dict[str, Distribution] = {}
        for distribution in distributions(path=list(self.search_path)):
            found.setdefault(distribution.name, distribution)
        return list(found.values())

    @cached_property
    def groups(self) -> dict[str, list[tuple[str, EntryPoint]]]:
        """By group the entry points, each with the name of its distribution."""
        found: dict[str, list[tuple[str, EntryPoint]]] = defaultdict(list)
        for distribution in self._all:
            for point in distribution.entry_points:
                if point.group not in _SCRIPTS:
                    found[point.group].append((distribution.name, point))
        return found

    def owners(self, modules: Container[str]) -> Iterator[str]:
        """The names of the distributions that have a top-level module among those."""
        for distribution in self._all:
            lines = (distribution.read_text("RECORD") or distribution.read_text("top_level.txt") or "").splitlines()
            tops = {line.partition(",")[0].partition("/")[0].partition(".")[0] for line in lines}
            if any(top in modules for top in tops):
                yield distribution.name
