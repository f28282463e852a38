"""Which libraries are the host system's business, as host.toml says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class HostGroup:
    """Libraries that are left out for one reason."""

    name: str
    why: str
    patterns: tuple[str, ...]
    only_of_system: bool

    def has(self, library: str) -> bool:
        """Whether a library is one of them."""
        return any(fnmatchcase(library, pattern) for pattern in self.patterns)


@cache
def host_groups() -> tuple[HostGroup, ...]:
    """The facts."""
    data = tomllib.loads(Path(__file__).with_name("host.toml").read_text(encoding="utf-8"))
    return tuple(
        HostGroup(name, group["why"], tuple(group["names"]), group.get("only_of_system", False))
        for name, group in data.items()
    )


def host_group(library: str, *, of_system: bool) -> HostGroup | None:
    """The group that says that a library is left to the system; `of_system`: whether it is in the system's folders."""
    for group in host_groups():
        if group.has(library) and (of_system or not group.only_of_system):
            return group
    return None
