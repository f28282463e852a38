"""Whether an imported module is compiled or left to the interpreter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from whipsnake.modules.finder import Finder, Found


def matches(name: str, pattern: str) -> bool:
    """Whether `pattern` names the module, or a package it is in; `*` stands for any part of a name."""
    parts = name.split(".")
    return any(fnmatchcase(".".join(parts[: end + 1]), pattern) for end in range(len(parts)))


@dataclass(frozen=True)
class Policy:
    """The options that decide. What is forbidden by name stays out, then what is asked for by name is in."""

    follow: bool = False
    follow_stdlib: bool = False
    follow_to: Sequence[str] = ()
    nofollow_to: Sequence[str] = ()
    include_packages: Sequence[str] = ()
    include_modules: Sequence[str] = ()

    def reason(self, found: Found, finder: Finder) -> str | None:
        """Which option has the module compiled; None: it is not."""
        name = found.name
        if name in self.include_modules:
            return "--include-module"
        if any(matches(name, pattern) for pattern in self.nofollow_to):
            return None
        if any(matches(name, pattern) for pattern in self.include_packages):
            return "--include-package"
        if any(matches(name, pattern) for pattern in self.follow_to):
            return "--follow-import-to"
        if self.follow and (self.follow_stdlib or not finder.is_stdlib(found)):
            return "--follow-imports"
        return None
