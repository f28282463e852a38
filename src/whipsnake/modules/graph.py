"""The modules of a program: a worklist from its main module along the imports."""

from __future__ import annotations

import marshal
import os
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from encodings.aliases import aliases
from functools import cached_property
from pathlib import Path
from types import CodeType
from typing import Protocol

from whipsnake.errors import SourceError, UserError
from whipsnake.installed import READERS, Installed
from whipsnake.marshalling import dumps, without_positions
from whipsnake.modules.advice import Advice, NoAdvice
from whipsnake.modules.bytecode import Bytecode, read_bytecode
from whipsnake.modules.callgraph import NOTHING, CallGraph
from whipsnake.modules.extension import imported_by_extension, named_in_extension, source_of_extension
from whipsnake.modules.finder import Finder, Found
from whipsnake.modules.imports import Import, Mention, Scope, imports, scopes
from whipsnake.modules.interpreter import implicit_scopes, is_left, is_table, start_modules
from whipsnake.modules.mains import MAIN, run_name
from whipsnake.modules.needed import Needed
from whipsnake.modules.policy import Form, Policy
from whipsnake.modules.refusal import checked_source
from whipsnake.modules.source import REFUSALS
from whipsnake.pythonflags import PythonFlags


@dataclass(frozen=True)
class Reason:
    """Why a module is in the program: the option, and the import that led there."""

    option: str
    importer: str | None = None
    line: int | None = None
    is_mention: bool = False
    """Whether the importer has the module's name as a string."""

    def __str__(self) -> str:
        if self.importer is None:
            return self.option
        how = "named in a string of" if self.is_mention else "imported by"
        return f"{how} {self.importer}" + (f", line {self.line}" if self.line else "")


_ATTRIBUTES = 2
"""How many attributes may follow a module's name in a string: those of a method of a class."""
_ASKED = frozenset(("main", "--include-package", "--include-module"))
"""Reasons for which a module is compiled, whatever else holds."""
NOT_FOUND = "not found"
_AGAIN = NOTHING._replace(name="an import once more")


@dataclass(frozen=True)
class Module:
    """A module of the program."""

    name: str
    form: Form
    path: Path | None
    is_package: bool
    reason: Reason
    source: bytes = b""
    code: CodeType | None = None
    """Of a module to compile."""
    flags: PythonFlags = PythonFlags()
    """Those it is compiled with."""
    marshalled: bytes = b""
    """The code object of one that stays bytecode, whose `co_filename` is `file`."""

    @property
    def file(self) -> str:
        """Where the module's source would be, seen from the root of its distribution."""
        if run_name(self.name) == MAIN and self.path is not None:
            return self.path.name
        return module_file(self.name, is_package=self.is_package)


def module_file(name: str, *, is_package: bool) -> str:
    """The path of a module's source below the folder of top-level modules."""
    return name.replace(".", "/") + ("/__init__.py" if is_package else ".py")


class BytecodeReader(Protocol):
    """Compiles a module that stays bytecode, or knows what that gives: arguments as `read_bytecode`'s."""

    def __call__(self, source: bytes, filename: str, module: str, flags: PythonFlags) -> Bytecode:
        """Code object and imports."""


@dataclass
class Graph:
    """All modules of the program, the main one first, and what was seen but is left to the interpreter."""

    finder: Finder
    policy: Policy
    flags: PythonFlags = PythonFlags()
    read: BytecodeReader = read_bytecode
    advice: Advice = field(default_factory=NoAdvice)
    modules: dict[str, Module] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    """Imported modules that are not in the program, each with the reason in words, or NOT_FOUND."""
    warnings: list[str] = field(default_factory=list)
    _outside: set[str] = field(default_factory=set)
    """Modules that stay out, whoever imports them."""
    _mentions: dict[str, list[tuple[str, Mention]]] = field(default_factory=lambda: defaultdict(list))
    """By top-level package what the program's own modules mention of it: that matters once it is in the program."""
    _parts: dict[str, list[tuple[str, Mention]]] = field(default_factory=lambda: defaultdict(list))
    """By package the parts of it that the program names: that matters once it is in the program."""
    _left: dict[str, list[tuple[str, Import]]] = field(default_factory=lambda: defaultdict(list))
    """By a module the imports that are followed once that is in the program."""
    _left_until_needed: dict[str, list[tuple[str, Import]]] = field(default_factory=lambda: defaultdict(list))
    """By a module its imports that are followed once the module itself is needed."""
    _needed: Needed = field(default_factory=Needed)
    _calls: CallGraph = field(default_factory=CallGraph)
    plugins: dict[str, str] = field(default_factory=dict)
    """Distributions with entry points that the program asks for, each with the reason in words."""
    doors: set[str] = field(default_factory=set)
    """Top-level packages with extension modules that have code and `__file__` from a module outside of them."""
    _groups: set[str] = field(default_factory=set)
    """The groups of those."""
    _strings: set[str] = field(default_factory=set)
    """The strings with a dot, which may name a group."""

    @cached_property
    def installed(self) -> Installed:
        """The distributions that the program would find."""
        return Installed(self.finder.search_path)

    def asks_for_metadata(self) -> bool:
        """Whether the program may ask what is installed."""
        return not READERS.isdisjoint(self.modules)

    @property
    def compiled(self) -> list[Module]:
        """The modules to compile."""
        return [module for module in self.modules.values() if module.form == "compiled"]

    def add_main(self, name: str, path: Path, *, is_package: bool, option: str) -> None:
        """The module the program starts with; an error in it is the user's to mend."""
        found = Found(name, "source", path, (str(path.parent),) if is_package else None)
        self.finder.add(found)
        self._compile(found, Reason(option), must=True)

    def add_generated(self, name: str, path: Path, source: bytes, option: str) -> None:
        """A module that was made for the program, as if it were at `path`; an error in it is raised."""
        found = Found(name, "source", path, None, contents=source)
        self.finder.add(found)
        self._compile(found, Reason(option), must=True)

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

    def include_module(self, name: str, option: str = "--include-module") -> None:
        """One module by name."""
        self._include(self._existing(name), Reason(option))
        if self.policy.distribution and "." in name:
            self._imported(name.rpartition(".")[0], Reason(""))

    def include_start(self, *, site: bool) -> None:
        """What the interpreter needs to start, and every codec that is written in Python."""
        for name in start_modules():
            if name != "site" or site:
                self._needed.add(name)
                self._imported(name, Reason("interpreter"))
        encodings = self.finder.find("encodings")
        for name in self.finder.submodules(encodings) if encodings else ():
            self._add_codec(name)

    def _add_codec(self, name: str) -> None:
        """A codec that needs nothing else is there for data that says so; another one where the program names it."""
        found = self.finder.find(name)
        if found is None or found.path is None or found.kind != "source":
            return
        made = self.read(found.path.read_bytes(), module_file(name, is_package=False), name, self.flags)
        imported = {statement.name for scope in made.scopes for statement in scope.imports}
        if imported <= {"codecs", "encodings"}:
            self._imported(name, Reason("interpreter"))
            return
        codec = name.rpartition(".")[2]
        names = {codec, *(alias for alias, meant in aliases.items() if meant == codec)}
        statement = Import(name, 0, (), None)
        scopes = [NOTHING._replace(name=alias, is_called=False, imports=(statement,)) for alias in sorted(names)]
        self._calls.add("encodings", scopes, all_called=False)

    def add_import(self, importer: str, name: str) -> None:
        """An import that nobody can read from the importer's code, with all that comes with it."""
        self._needed.add(name)
        self._imported(name, Reason("", importer))
        self.follow()

    def follow(self) -> None:
        """Follow the imports of all modules added so far, and of those found on the way."""
        self._follow_imports()
        while found := self._plugins() or self._conditional_imports():
            for name, reason in found:
                self._imported(name, reason)
            self._follow_imports()
        for name in self.modules:
            self.advice.check(name)

    def _follow_imports(self) -> None:
        while (item := self._calls.next() or self._next_left()) is not None:
            name, scope = item
            for statement in scope.imports:
                self._import(name, statement)
            for path in scope.paths:
                self._import_part(name, path)
            for mention in scope.mentions:
                self._strings.add(mention.text)
                self._mentioned(name, mention)
            if not scope.name:
                for imported in self.advice.implicit_imports(name):
                    self._needed.add_import(name, imported)
                    self._imported(imported, Reason("", name))

    def _import(self, importer: str, statement: Import) -> None:
        package = importer if self.modules[importer].is_package else importer.rpartition(".")[0]
        imported = statement.absolute(package)
        if imported is not None and self._is_followed(importer, imported, statement):
            reason = Reason("", importer, statement.line)
            self._note_needed(importer, imported, statement)
            self._imported(imported, reason)
            base = self.finder.find(imported)
            for attribute in statement.names if base is not None and base.is_package else ():
                child = f"{imported}.{attribute}"
                if attribute != "*" and self.finder.find(child) and self._is_followed(importer, child, statement):
                    self._note_needed(importer, child, statement)
                    self._imported(child, reason)

    def _note_needed(self, importer: str, imported: str, statement: Import) -> None:
        if self._decides(importer):
            self._needed.add(imported)
        elif not statement.is_optional:
            self._needed.add_import(importer, imported)

    def _decides(self, importer: str) -> bool:
        """Whether a module is the user's own: what it imports is wanted."""
        return self.modules[importer].reason.option in _ASKED or self.is_own(importer)

    def _next_left(self) -> tuple[str, Scope] | None:
        """An import that was left out, and is not now that more is known of what the program has and needs."""
        both = ((self._left, self.modules.keys()), (self._left_until_needed, self._needed.modules))
        for left, reached in both:
            for name in sorted(left.keys() & reached):
                importer, statement = left[name].pop()
                if not left[name]:
                    del left[name]
                return importer, _AGAIN._replace(imports=(statement,))
        return None

    def _conditional_imports(self) -> list[tuple[str, Reason]]:
        found = self.advice.conditional_imports(list(self.modules))
        for importer, imported in found:
            self._needed.add_import(importer, imported)
        return [(imported, Reason("", importer)) for importer, imported in found]

    def _plugins(self) -> list[tuple[str, Reason]]:
        """What is installed for the groups of entry points that the program names, if it asks for any."""
        found = []
        if self.asks_for_metadata():
            named = self._strings | self._calls.names
            for group in sorted(self.installed.groups.keys() & named - self._groups):
                self._groups.add(group)
                for distribution, point in self.installed.groups[group]:
                    self.plugins.setdefault(distribution, f"entry point {point.name} of {group}")
                    found.append((point.module, Reason(self.plugins[distribution])))
        return found

    def _mentioned(self, importer: str, mention: Mention) -> None:
        """A package names its own modules for something that imports them; a program those of others, too."""
        package = re.match(r"\w+", mention.text)[0]  # type: ignore[index]
        if package == importer.partition(".")[0]:
            self._import_mentioned(importer, mention)
        elif self.is_own(importer):
            if package in self.modules or self.is_own(package):
                self._import_mentioned(importer, mention)
            else:
                self._mentions[package].append((importer, mention))

    def _import_part(self, importer: str, path: Mention) -> None:
        """What a package with a `__getattr__` of its own may import when it is asked for."""
        name = path.text.rpartition(".")[0]
        found = self.finder.find(name)
        if found is None or not found.is_package or path.text in self.modules or self.finder.find(path.text) is None:
            return
        package = self.modules.get(name)
        if package is None:
            self._parts[name].append((importer, path))
        elif b"__getattr__" in package.source and self._is_followed(importer, path.text):
            self._imported(path.text, Reason("", importer, path.line))

    def is_stdlib(self, name: str) -> bool:
        """Whether a module belongs to Python itself."""
        found = self.finder.find(name)
        return found is not None and self.finder.is_stdlib(found)

    def is_own(self, name: str) -> bool:
        """Whether a module lies in the program's own folder."""
        found, folder = self.finder.find(name), self.policy.own_folder
        return found is not None and folder is not None and self.finder.is_in(found, folder)

    def _import_mentioned(self, importer: str, mention: Mention) -> None:
        path, _, attribute = mention.text.partition(":")
        found = self.finder.find(path)
        for _ in range(0 if attribute else _ATTRIBUTES):
            if found is not None:
                break
            path = path.rpartition(".")[0]
            found = self.finder.find(path) if path else None
        if found is not None and self._is_followed(importer, path):
            if self._decides(importer):
                self._needed.add(path)
            self._imported(path, Reason("", importer, mention.line, is_mention=True))

    def _is_followed(self, importer: str, name: str, statement: Import | None = None) -> bool:
        if is_left(importer, name):
            return False
        if self.policy.is_asked_for(name):
            return True
        is_needed = statement is None or (importer in self._needed.modules and not statement.is_optional)
        is_optional = not is_needed and not self._decides(importer)
        left = self.advice.not_followed(importer, name, is_optional=is_optional)
        if left is None or left[1] in self.modules:
            return True
        why, unless = left
        if name not in self.modules and self.finder.find(name) is not None:
            self.left_out.setdefault(name, why)
        if unless is not None and statement is not None:
            self._left[unless].append((importer, statement))
            if is_optional and not statement.is_optional:
                self._left_until_needed[importer].append((importer, statement))
        return False

    def _imported(self, name: str, reason: Reason) -> None:
        # Importing a.b.c imports a and a.b first.
        for end, character in enumerate(name + "."):
            if character != ".":
                continue
            prefix = name[:end]
            if prefix in self.modules or prefix in self._outside:
                continue
            found = self.finder.find(prefix)
            if found is None:
                self._leave(prefix, NOT_FOUND)
                break
            self._include(found, reason)

    def _include(self, found: Found, reason: Reason) -> None:
        if reason.option in _ASKED and found.kind == "source" and not found.is_frozen:
            self._compile(found, reason, must=False)
            return
        decision = self.policy.decide(found, self.finder)
        if decision is None:
            pattern = self.policy.excluding(found.name) if self.policy.distribution else None
            if pattern is not None:
                self._leave(found.name, f"--nofollow-import-to={pattern}")
            elif found.kind == "source" or self.policy.is_excluded(found.name):
                self._leave(found.name, "not followed")
            elif found.kind != "namespace":
                self._leave(found.name, f"{found.kind} module")
            return
        form, option = decision
        reason = replace(reason, option=reason.option or option)
        if form == "compiled":
            self._compile(found, reason, must=False)
        elif form in ("bytecode", "frozen") and found.path is not None:
            self._add_bytecode(found, form, reason)
        else:
            known = [NOTHING]
            if form == "extension" and found.path is not None:
                known = self._scopes_of_extension(found.name, found.path, is_package=found.is_package)
            self._add(Module(found.name, form, found.path, found.is_package, reason), known)

    def _scopes_of_extension(self, name: str, path: Path, *, is_package: bool) -> list[Scope]:
        imported = imported_by_extension(path)
        if imported:
            self.doors.add(name.partition(".")[0])
        own = NOTHING._replace(mentions=named_in_extension(path, name), imports=imported)
        try:
            source = source_of_extension(path).read_bytes()
            return [own, *self.read(source, module_file(name, is_package=is_package), name, self.flags).scopes]
        except (OSError, *REFUSALS):
            return [own]

    def _compile(self, found: Found, reason: Reason, *, must: bool) -> None:
        name, path = found.name, found.path
        assert path is not None
        if name in self.modules:
            return
        try:
            source = self.advice.replaced(name, path.read_bytes() if found.contents is None else found.contents)
            flags = self._flags(name)
            code = checked_source(source, path, flags, is_program=run_name(name) == MAIN)
        except OSError as error:
            problem = UserError(f"the file cannot be read: {error.strerror}.", filename=str(path))
            self._cannot(name, problem, must)
            return
        except SourceError as problem:
            self._cannot(name, problem, must)
            return
        module = Module(name, "compiled", path, found.is_package, reason, source, code, flags)
        if self.policy.distribution:
            self._add(module, scopes(code, run_name(name)))
        else:
            self._add(module, [NOTHING._replace(imports=tuple(imports(code, run_name(name))))])

    def _add_bytecode(self, found: Found, form: Form, reason: Reason) -> None:
        name, path = found.name, found.path
        assert path is not None
        file = module_file(name, is_package=found.is_package)
        try:
            contents = path.read_bytes()
            if path.suffix == ".pyc":
                code = marshal.loads(contents[16:])
                sealed = dumps(without_positions(code, f"<{name}>")) if self.flags.sealed else contents[16:]
                bytecode = Bytecode(sealed, scopes(code, name))
            else:
                contents = self.advice.replaced(name, contents)
                bytecode = self.read(contents, file, name, self._flags(name))
        except (OSError, EOFError, TypeError, *REFUSALS) as error:
            # An import of it fails when the program runs, as it would in the interpreter.
            self._leave(name, f"cannot be compiled: {error}")
            return
        module = Module(name, form, path, found.is_package, reason, contents, marshalled=bytecode.code)
        self._add(module, bytecode.scopes, all_called=not self.finder.is_stdlib(found))

    def _flags(self, name: str) -> PythonFlags:
        keeps = self.advice.keeps(name)
        return replace(
            self.flags,
            no_docstrings=self.flags.no_docstrings and "docstrings" not in keeps,
            no_asserts=self.flags.no_asserts and "asserts" not in keeps,
        )

    def _add(self, module: Module, found: Sequence[Scope], *, all_called: bool = True) -> None:
        if is_table(module.name):
            found = [scope._replace(attributes=frozenset()) for scope in found]
        if module.name not in self.modules:
            self.left_out.pop(module.name, None)
            self.modules[module.name] = module
            self._calls.add(module.name, found, all_called=all_called)
            for importer, mention in self._mentions.pop(module.name, ()):
                self._import_mentioned(importer, mention)
            for importer, path in self._parts.pop(module.name, ()):
                self._import_part(importer, path)
            if self.policy.distribution:
                self._calls.add(module.name, implicit_scopes(module.name), all_called=False)

    def _leave(self, name: str, why: str) -> None:
        self.left_out[name] = why
        self._outside.add(name)

    def _cannot(self, name: str, problem: UserError, must: bool) -> None:
        if must:
            raise problem from None
        self._leave(name, "cannot be compiled")
        self.warnings.append(f"module {name} is left to the interpreter: {problem}")

    def _is_wanted(self, found: Found) -> bool:
        return not self.policy.is_excluded(found.name)

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
