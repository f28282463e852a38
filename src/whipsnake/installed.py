"""What is installed for the program's Python: distributions, their modules, requirements and entry points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

# What this needs takes longer to import than a build without changes, which does not ask.
if TYPE_CHECKING:
    from importlib.metadata import Distribution, EntryPoint

READERS = frozenset(("importlib.metadata", "importlib_metadata", "pkg_resources"))
"""Modules that programs ask for what is installed."""
_SCRIPTS = frozenset(("console_scripts", "gui_scripts"))
"""Groups that only installers read."""


@dataclass
class Installed:
    """The distributions on a search path; of several of one name the first counts."""

    search_path: Sequence[str]
    _versions: dict[str, str | None] = field(default_factory=dict)
    _requirements: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def _all(self) -> list[Distribution]:
        from importlib.metadata import distributions

        found: dict[str, Distribution] = {}
        for distribution in distributions(path=list(self.search_path)):
            found.setdefault(distribution.name, distribution)
        return list(found.values())

    def distribution(self, name: str) -> Distribution | None:
        """That of a name."""
        from importlib.metadata import distributions

        return next(iter(distributions(name=name, path=list(self.search_path))), None)

    def version(self, name: str) -> str | None:
        """That of a distribution, or None."""
        if name not in self._versions:
            found = self.distribution(name)
            self._versions[name] = None if found is None else found.version
        return self._versions[name]

    def requirements(self, package: str) -> frozenset[str]:
        """The normalized names of the distributions that have a package, and of those that they cannot be without."""
        from packaging.requirements import InvalidRequirement, Requirement
        from packaging.utils import canonicalize_name

        if package not in self._requirements:
            named = self.distribution(package)
            holders = [named] if named is not None else self._holders.get(package, [])
            found: set[str] = {canonicalize_name(holder.name) for holder in holders}
            for text in (text for holder in holders for text in holder.requires or ()):
                with suppress(InvalidRequirement):
                    requirement = Requirement(text)
                    if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                        found.add(canonicalize_name(requirement.name))
            self._requirements[package] = frozenset(found)
        return self._requirements[package]

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
        yield from dict.fromkeys(
            holder.name for top, holders in self._holders.items() if top in modules for holder in holders
        )

    @cached_property
    def _holders(self) -> dict[str, list[Distribution]]:
        """The distributions by the top-level modules that they have installed."""
        holders: dict[str, list[Distribution]] = defaultdict(list)
        for one in self._all:
            listed = one.read_text("RECORD") or one.read_text("installed-files.txt") or ""
            tops = {line.partition(",")[0].partition("/")[0].partition(".")[0] for line in listed.splitlines()}
            for top in sorted(tops | set((one.read_text("top_level.txt") or "").split())):
                holders[top].append(one)
        return holders
