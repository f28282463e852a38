"""Which functions a program may call, by their names: the imports of the others never run.

The standard library imports lazily, in functions that few programs call: `ast.main` imports argparse, `pickle._test`
doctest. A function counts as called once code that may run names it: as a global in its own module, or as an attribute,
an imported name or a string anywhere. (Name-based resolution: Tip & Palsberg, Scalable propagation-based call graph
construction algorithms, OOPSLA 2000.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from whipsnake.modules.imports import Scope

NOTHING = Scope("", True, (), frozenset(), frozenset())
"""The scope of a module of which nothing is known."""


@dataclass
class CallGraph:
    """The scopes of all modules added so far: those that may run are handed out once each, the others wait."""

    _ready: list[tuple[str, Scope]] = field(default_factory=list)
    _waiting: dict[str, list[tuple[str, Scope]]] = field(default_factory=lambda: defaultdict(list))
    names: set[str] = field(default_factory=set)
    """The names that mean something anywhere: attributes, imported names, strings."""
    _globals: set[tuple[str, str]] = field(default_factory=set)
    """Modules and names of their own that they read."""
    _builtins: set[str] = field(default_factory=set)
    """The names that may be a builtin's."""

    def add(self, module: str, scopes: Iterable[Scope], *, all_called: bool) -> None:
        """Add a module's scopes. `all_called`: its functions are taken for called, named or not."""
        for scope in scopes:
            if all_called or scope.is_called or self._is_named(module, scope.name):
                self._ready.append((module, scope))
            else:
                self._waiting[scope.name].append((module, scope))

    def next(self) -> tuple[str, Scope] | None:
        """A scope that may run, and its module; None: there is no further one."""
        if not self._ready:
            return None
        module, scope = self._ready.pop()
        self._globals.update((module, name) for name in scope.globals)
        self._builtins |= scope.globals
        self.names |= scope.attributes
        for name in (scope.globals | scope.attributes) & self._waiting.keys():
            waiting = self._waiting.pop(name)
            self._ready += [item for item in waiting if self._is_named(item[0], name)]
            self._waiting[name] = [item for item in waiting if not self._is_named(item[0], name)]
        return module, scope

    def _is_named(self, module: str, name: str) -> bool:
        if module == "builtins":
            return name in self._builtins
        return name in self.names or (module, name) in self._globals
