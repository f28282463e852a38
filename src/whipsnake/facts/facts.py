"""Asking for facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from packaging.utils import canonicalize_name

from whipsnake.errors import UserError
from whipsnake.facts.condition import Situation
from whipsnake.facts.files import Chosen
from whipsnake.facts.model import (
    DataFiles,
    Fact,
    ImplicitImport,
    ModuleFacts,
    OnlyIfNeeded,
    Replacement,
    SharedLibraries,
)
from whipsnake.facts.replace import replaced
from whipsnake.facts.sources import Sources
from whipsnake.installed import Installed
from whipsnake.sourcetext import rewritten


class LeftOut(NamedTuple):
    """An import that is not followed."""

    why: str
    """In words."""
    unless: str | None
    """If this module is in the program for another reason, the import is followed."""


def _no_submodules(package: str) -> Iterable[tuple[str, bool]]:
    return ()


@dataclass
class Facts:
    """What is known of the modules of a program."""

    sources: Sources
    situation: Situation = field(default_factory=Situation)
    submodules: Callable[[str], Iterable[tuple[str, bool]]] = _no_submodules
    """The full names of a package's own modules, and whether each is a package: for patterns."""
    requirements: Callable[[str], frozenset[str]] = lambda package: frozenset()
    """As `Installed.requirements`."""
    _all: dict[str, ModuleFacts] = field(default_factory=dict)
    _warned: set[str] = field(default_factory=set)
    _used: set[tuple[str, ImplicitImport]] = field(default_factory=set)
    """What `conditional_imports` has told, by module."""
    _changed: set[str] = field(default_factory=set)
    """Modules whose source was there to be changed."""

    @classmethod
    def load(
        cls,
        search_path: Sequence[str],
        folders: Callable[[str], Sequence[str]],
        submodules: Callable[[str], Iterable[tuple[str, bool]]],
        *,
        users: Sequence[str] = (),
        in_program: Callable[[str], bool] = lambda module: False,
        option: Callable[[str], str | None] = lambda name: None,
    ) -> Facts:
        """The facts for a program: its `sys.path`, a package's `__path__`, its modules; `users`: the user's files."""
        installed = Installed(search_path)
        situation = Situation(installed.version, in_program, option)
        sources = Sources(search_path, folders, [Path(user) for user in users])
        return cls(sources, situation, submodules, installed.requirements)

    @property
    def warnings(self) -> list[str]:
        """What the user should know of the files that were used."""
        return self.sources.warnings

    def of(self, module: str) -> ModuleFacts:
        """What holds of a module now: conditions that ask for other modules may hold later."""
        if module not in self._all:
            found = ModuleFacts(module)
            for facts, override in self.sources.entries(module):
                found = found.then(facts, override)
            package = module if self.sources.folders(module) else module.rpartition(".")[0]
            self._all[module] = found.absolute(package)
        return self._all[module].select(lambda condition: condition.holds(self.situation))

    def implicit_imports(self, module: str) -> list[str]:
        """The modules that come with a module whatever else is in the program, patterns expanded.

        The caller leaves out what does not exist.
        """
        names: dict[str, None] = {}
        for fact in self.of(module).implicit_imports:
            if not _asks_for_program(fact):
                names.update(dict.fromkeys(self._expanded(fact)))
        return list(names)

    def conditional_imports(self, modules: Iterable[str]) -> list[tuple[str, str]]:
        """Pairs of a module and one that comes with it, by conditions that hold for the program as it is now.

        What holds as long as something is *not* in the program waits until nothing else adds to it. All that holds at
        one time is taken together: so the answers do not depend on the order in which modules were found.
        """
        facts = [
            (module, fact)
            for module in modules
            for fact in self.of(module).implicit_imports
            if _asks_for_program(fact) and (module, fact) not in self._used
        ]
        lasting = [(module, fact) for module, fact in facts if not (fact.when and fact.when.may_cease)]
        chosen = lasting or facts
        self._used.update(chosen)
        return [(module, name) for module, fact in chosen for name in self._expanded(fact)]

    def not_followed(self, importer: str, imported: str, *, is_optional: bool = False) -> LeftOut | None:
        """Why an import is not followed; None: it is. `is_optional`: the code that imports may go on without it."""
        for name in _prefixes(importer):
            for fact in self.of(name).not_followed:
                pattern = fact.covering(imported) if name == importer or fact.in_package else None
                if pattern is not None:
                    why = f"not followed from {importer}: {fact.origin.reason}"
                    return LeftOut(why, None if pattern.endswith("*") else pattern)
        for name in _prefixes(imported) if is_optional else ():
            for known in self.of(name).only_if_needed:
                if not self._needs(importer, name, known):
                    why = f"{importer} may go on without it: {known.origin.reason}"
                    return LeftOut(why, name)
        return None

    def _needs(self, importer: str, name: str, fact: OnlyIfNeeded) -> bool:
        """Whether the package of `importer` says that it needs the one that has the module `name`."""
        package, own = importer.partition(".")[0], name.partition(".")[0]
        wanted = {canonicalize_name(one) for one in fact.distributions or (own,)}
        return package == own or not wanted.isdisjoint(self.requirements(package))

    def replaced(self, module: str, source: bytes) -> bytes:
        """A module's source as it is to be compiled."""
        replacements = self.of(module).replacements
        if not replacements:
            return source
        self._changed.add(module)

        def change(text: str) -> str:
            changed, idle = replaced(text, replacements)
            for replacement in idle:
                self._warn(_idle(replacement))
            return changed

        return rewritten(source, change)

    def warn_of_idle(self, fact: DataFiles | SharedLibraries, chosen: Sequence[Chosen]) -> None:
        """Tell the user of patterns that stand for nothing in any of a package's folders."""
        for pattern in chosen[0].idle if chosen else ():
            if all(pattern in one.idle for one in chosen):
                self._warn(f"{fact.origin.file}:{fact.origin.line}: {fact.origin.entry} has no file {pattern!r}.")

    def warn_of(self, fact: Fact, problem: str) -> None:
        """Tell the user what is wrong with a fact."""
        self._warn(f"{fact.origin.file}:{fact.origin.line}: {fact.origin.entry}: {problem}.")

    def keeps(self, module: str) -> frozenset[str]:
        """What of a module's source stays there: docstrings, asserts, source."""
        return frozenset(what for fact in self.of(module).keep for what in fact.what)

    def check(self, module: str) -> None:
        """Tell the user what is to be known of a module that is in the program."""
        known = self.of(module)
        for replacement in known.replacements if module not in self._changed else ():
            self._warn(_idle(replacement))
        for fact in known.checks:
            if fact.is_error:
                raise UserError(fact.message, hint=f"So says {fact.origin.file}:{fact.origin.line}.")
            self._warn(f"{module}: {fact.message}")

    def _expanded(self, fact: ImplicitImport) -> Iterable[str]:
        for name in fact.modules:
            package, _, last = name.rpartition(".")
            if not last.startswith("*"):
                yield name
                continue
            yield package
            pending = [package]
            while pending:
                for submodule, is_package in self.submodules(pending.pop()):
                    yield submodule
                    if is_package and last == "**":
                        pending.append(submodule)

    def _warn(self, message: str) -> None:
        if message not in self._warned:
            self._warned.add(message)
            self.warnings.append(message)


def _prefixes(name: str) -> Iterator[str]:
    """The name, and those of the packages around it."""
    while name:
        yield name
        name = name.rpartition(".")[0]


def _asks_for_program(fact: ImplicitImport) -> bool:
    return fact.when is not None and fact.when.asks_for_program


def _idle(replacement: Replacement) -> str:
    origin = replacement.origin
    return f"{origin.file}:{origin.line}: the module {origin.entry} has nothing to replace: {replacement.what!r}."
