"""The modules of a program: a worklist from its main module along the imports."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType

from whipsnake.errors import SourceError, UserError
from whipsnake.modules.finder import Finder, Found
from whipsnake.modules.imports import imports
from whipsnake.modules.policy import Policy
from whipsnake.modules.refusal import checked_source
from whipsnake.pythonflags import PythonFlags


@dataclass(frozen=True)
class Reason:
    """Why a module is in the program: the option, and the import that led there."""

    option: str
    importer: str | None = None
    line: int | None = None


@dataclass(frozen=True)
class Module:
    """A module to compile."""

    name: str
    path: Path
    is_package: bool
    source: bytes
    code: CodeType
    reason: Reason


@dataclass
class Graph:
    """All modules to compile, the main one first, and what was seen but is left to the interpreter."""

    finder: Finder
    policy: Policy
    flags: PythonFlags = PythonFlags()
    modules: dict[str, Module] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    """Imported modules that are not compiled, each with the reason in words."""
    warnings: list[str] = field(default_factory=list)
    _pending: list[Module] = field(default_factory=list)

    def add_main(self, name: str, path: Path, *, is_package: bool, option: str) -> None:
        """The module the program starts with; an error in it is the user's to mend."""
        self.finder.add(Found(name, "source", path, (str(path.parent),) if is_package else None))
        self._add(name, path, is_package, Reason(option), must=True)

    def include_package(self, name: str, option: str = "--include-package") -> None:
        """A package with all its submodules."""
        found = self._existing(name)
        self._include(found, Reason(option))
        pending = [found]
        while pending:
            package = pending.pop()
            for submodule in self.finder.submodules(package):
                child = self.finder.find(submodule)
                if child is not None and self._is_wanted(child) and not self._contains_itself(child):
                    self._include(child, Reason(option))
                    if child.is_package:
                        pending.append(child)

    def include_module(self, name: str) -> None:
        """One module by name."""
        self._include(self._existing(name), Reason("--include-module"))

    def follow(self) -> None:
        """Follow the imports of all modules added so far, and of those found on the way."""
        while self._pending:
            module = self._pending.pop()
            package = module.name if module.is_package else module.name.rpartition(".")[0]
            for statement in imports(module.code):
                name = statement.absolute(package)
                if name is None:
                    continue
                self._imported(name, module, statement.line)
                base = self.finder.find(name)
                if base is not None and base.is_package:
                    for attribute in statement.names:
                        if attribute != "*" and self.finder.find(f"{name}.{attribute}") is not None:
                            self._imported(f"{name}.{attribute}", module, statement.line)

    def _imported(self, name: str, importer: Module, line: int | None) -> None:
        # Importing a.b.c imports a and a.b first.
        for end, character in enumerate(name + "."):
            if character != ".":
                continue
            prefix = name[:end]
            if prefix in self.modules or prefix in self.left_out:
                continue
            found = self.finder.find(prefix)
            if found is None:
                self.left_out[prefix] = "not found"
                break
            option = self.policy.reason(found, self.finder)
            if option is None:
                self.left_out[prefix] = "not followed"
            else:
                self._include(found, Reason(option, importer.name, line))

    def _include(self, found: Found, reason: Reason) -> None:
        if found.kind == "source" and found.path is not None:
            self._add(found.name, found.path, found.is_package, reason, must=False)
        elif not found.is_package or found.path is not None:
            self.left_out[found.name] = f"{found.kind} module"

    def _add(self, name: str, path: Path, is_package: bool, reason: Reason, *, must: bool) -> None:
        if name in self.modules:
            return
        try:
            source = path.read_bytes()
            code = checked_source(source, path, self.flags, is_program=name == "__main__")
        except OSError as error:
            problem = UserError(f"the file cannot be read: {error.strerror}.", filename=str(path))
            self._cannot(name, problem, must)
            return
        except SourceError as problem:
            self._cannot(name, problem, must)
            return
        self.left_out.pop(name, None)
        module = Module(name, path, is_package, source, code, reason)
        self.modules[name] = module
        self._pending.append(module)

    def _cannot(self, name: str, problem: UserError, must: bool) -> None:
        if must:
            raise problem from None
        self.left_out[name] = "cannot be compiled"
        self.warnings.append(f"module {name} is left to the interpreter: {problem}")

    def _is_wanted(self, found: Found) -> bool:
        return (
            Policy(nofollow_to=self.policy.nofollow_to, include_packages=("*",)).reason(found, self.finder) is not None
        )

    def _contains_itself(self, package: Found) -> bool:
        """Whether a link leads from a package to a folder around it, and so to modules without end."""
        parents = package.name.split(".")[:-1]
        around = [self.finder.find(".".join(parents[: end + 1])) for end in range(len(parents))]
        return package.is_package and any(_folder(package) == _folder(parent) for parent in around if parent)

    def _existing(self, name: str) -> Found:
        found = self.finder.find(name) if all(name.split(".")) and "/" not in name else None
        if found is None:
            raise UserError(
                f"there is no module called {name!r}.",
                hint="Check the spelling, and that it is next to the program or installed for this Python.",
            )
        return found


def _folder(package: Found) -> str | None:
    return os.path.realpath(package.path.parent) if package.path else None
