"""Whether an imported module is compiled or left to the interpreter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from whipsnake.modules.finder import Finder, Found


def matches(name: str, pattern: str) -> bool:
    """Whether `pattern` names the module, or a package it is in; `*` stands for any part of a name."""
    parts = name.split(".")
    return any(fnmatchcase(".".join(parts[: end + 1]), pattern) for end in range(len(parts)))


Form = Literal["compiled", "bytecode", "extension", "builtin", "frozen", "namespace"]
"""What a module is in the program. `builtin` and `frozen` ones are part of the interpreter."""


@dataclass(frozen=True)
class Policy:
    """The options that decide. What is forbidden by name stays out, then what is asked for by name is in."""

    follow: bool = False
    follow_stdlib: bool = False
    follow_to: Sequence[str] = ()
    nofollow_to: Sequence[str] = ()
    include_packages: Sequence[str] = ()
    include_modules: Sequence[str] = ()
    distribution: str | None = None
    """The option that asks for a program with all that it needs: what is not compiled is in it, too."""
    own_folder: Path | None = None
    """The folder of the program's own modules, which a distribution has compiled."""

    def decide(self, found: Found, finder: Finder) -> tuple[Form, str] | None:
        """The form that an imported module gets, and the option that says so; None: it stays outside."""
        option = self._reason(found, finder)
        if found.kind == "source" and option is not None and not (found.is_frozen and self.distribution):
            return "compiled", option
        if self.distribution is None or self.is_excluded(found.name):
            return None
        if found.is_frozen:
            return "frozen", self.distribution
        match found.kind:
            case "source" | "bytecode":
                own = self.own_folder is not None and finder.is_in(found, self.own_folder)
                return "compiled" if own and found.kind == "source" else "bytecode", option or self.distribution
            case "builtin" | "extension" | "namespace":
                return found.kind, option or self.distribution
        return None

    def is_excluded(self, name: str) -> bool:
        """Whether the module stays out, whoever imports it."""
        return self.excluding(name) is not None

    def excluding(self, name: str) -> str | None:
        """The pattern that keeps the module out."""
        if name in self.include_modules:
            return None
        return next((pattern for pattern in self.nofollow_to if matches(name, pattern)), None)

    def is_asked_for(self, name: str) -> bool:
        """Whether an option names the module, or a package around it, as one to be in the program."""
        patterns = (*self.follow_to, *self.include_packages, *self.include_modules)
        return bool(patterns) and any(matches(name, pattern) for pattern in patterns)

    def _reason(self, found: Found, finder: Finder) -> str | None:
        """Which option has the module compiled; None: it is not."""
        name = found.name
        if name in self.include_modules:
            return "--include-module"
        if self.is_excluded(name):
            return None
        if any(matches(name, pattern) for pattern in self.include_packages):
            return "--include-package"
        if any(matches(name, pattern) for pattern in self.follow_to):
            return "--follow-import-to"
        if self.follow and (self.follow_stdlib or not finder.is_stdlib(found)):
            return "--follow-imports"
        return None
