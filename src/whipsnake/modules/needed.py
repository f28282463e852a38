"""Which modules of a program run whatever it does: those that are imported when it starts, and not in a function, for
somebody who can do without them, or under a condition.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Needed:
    """Those known so far; the order in which imports are told does not matter."""

    modules: set[str] = field(default_factory=set)
    _imports: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """What the other modules import when they are imported."""

    def add(self, name: str) -> None:
        """A module runs, and so do the packages around it, and all that they import."""
        pending = [name]
        while pending:
            current = pending.pop()
            if current and current not in self.modules:
                self.modules.add(current)
                pending += [current.rpartition(".")[0], *self._imports.pop(current, ())]

    def add_import(self, importer: str, imported: str) -> None:
        """A module imports another one when it is imported itself."""
        if importer in self.modules:
            self.add(imported)
        else:
            self._imports[importer].add(imported)
