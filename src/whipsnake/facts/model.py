"""The facts as classes, each with where it was said and why it holds."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from whipsnake.facts.condition import Condition, ConditionError, parse_condition
from whipsnake.facts.document import Document, Key
from whipsnake.facts.structure import complaint


@dataclass(frozen=True)
class Origin:
    """Where a fact was said: the file, its line, the module that the entry is for; and why it holds."""

    file: str
    line: int
    entry: str
    why: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.entry}" + (f": {self.why}" if self.why else "")

    @property
    def reason(self) -> str:
        """Why it holds, which is the same in whatever folder the file is."""
        return self.why or f"{posixpath.basename(self.file)}:{self.line}"


@dataclass(frozen=True)
class ImplicitImport:
    """Modules that come with the module; full names, the last part may be `*` or `**`."""

    origin: Origin
    when: Condition | None
    modules: tuple[str, ...]


@dataclass(frozen=True)
class Code:
    """Python that is run when the program is built."""

    setup: str
    expression: str


@dataclass(frozen=True)
class DataFiles:
    """Files, as patterns relative to the module's folder."""

    origin: Origin
    when: Condition | None
    patterns: tuple[str, ...]
    dirs: tuple[str, ...]
    empty_dirs: tuple[str, ...]
    exclude: tuple[str, ...]
    on_disk: bool
    code: Code | None = None
    """What tells a folder that lies elsewhere."""
    to: str = ""
    """Where that goes."""


@dataclass(frozen=True)
class Metadata:
    """Distributions whose metadata is read."""

    origin: Origin
    when: Condition | None
    distributions: tuple[str, ...]


@dataclass(frozen=True)
class SharedLibraries:
    """Libraries that the module opens itself."""

    origin: Origin
    when: Condition | None
    patterns: tuple[str, ...]
    names: tuple[str, ...]
    code: Code | None
    on_disk: bool | None
    """None: as it is usual, files of the package are, others not."""


@dataclass(frozen=True)
class NotFollowed:
    """Imports to leave out; full names, or `name.*`."""

    origin: Origin
    when: Condition | None
    modules: tuple[str, ...]
    in_package: bool

    def covering(self, imported: str) -> str | None:
        """The name by which it is about the import of a module, if it is."""
        return next((name for name in self.modules if _covers(name, imported)), None)


@dataclass(frozen=True)
class OnlyIfNeeded:
    """Optional imports of the module, in packages that do not require one of the distributions, do not bring it."""

    origin: Origin
    when: Condition | None
    distributions: tuple[str, ...]
    """None: that of its own name."""


@dataclass(frozen=True)
class Replacement:
    """A change of the source: `what` is found as `kind` says, and becomes `text`."""

    origin: Origin
    when: Condition | None
    kind: Literal["text", "regex", "function", "module"]
    what: str
    text: str


@dataclass(frozen=True)
class Keep:
    """What the module needs of its own source: docstrings, asserts, source."""

    origin: Origin
    when: Condition | None
    what: tuple[str, ...]


@dataclass(frozen=True)
class Check:
    """What the user is told."""

    origin: Origin
    when: Condition | None
    message: str
    is_error: bool


Fact = ImplicitImport | DataFiles | Metadata | SharedLibraries | NotFollowed | OnlyIfNeeded | Replacement | Keep | Check


@dataclass(frozen=True)
class ModuleFacts:
    """All that is known of one module."""

    module: str
    implicit_imports: tuple[ImplicitImport, ...] = ()
    data_files: tuple[DataFiles, ...] = ()
    metadata: tuple[Metadata, ...] = ()
    shared_libraries: tuple[SharedLibraries, ...] = ()
    not_followed: tuple[NotFollowed, ...] = ()
    only_if_needed: tuple[OnlyIfNeeded, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    keep: tuple[Keep, ...] = ()
    checks: tuple[Check, ...] = ()

    def select(self, holds: Callable[[Condition], bool]) -> ModuleFacts:
        """Those whose condition holds."""
        chosen = {
            field: tuple(fact for fact in getattr(self, field) if fact.when is None or holds(fact.when))
            for field in FIELDS.values()
        }
        return ModuleFacts(self.module, **chosen)

    def absolute(self, package: str) -> ModuleFacts:
        """With full names for relative ones, which are seen from the module's package."""
        return replace(
            self,
            implicit_imports=tuple(
                replace(fact, modules=_full(fact.modules, package)) for fact in self.implicit_imports
            ),
            not_followed=tuple(replace(fact, modules=_full(fact.modules, package)) for fact in self.not_followed),
        )

    def then(self, later: ModuleFacts, override: frozenset[str]) -> ModuleFacts:
        """With the facts of a later file, which replace those that it overrides."""
        joined = {
            field: (() if key in override else getattr(self, field)) + getattr(later, field)
            for key, field in FIELDS.items()
        }
        return replace(self, **joined)


FIELDS = {
    "implicit-imports": "implicit_imports",
    "data-files": "data_files",
    "metadata": "metadata",
    "shared-libraries": "shared_libraries",
    "not-followed": "not_followed",
    "only-if-needed": "only_if_needed",
    "replacements": "replacements",
    "keep": "keep",
    "checks": "checks",
}
"""The keys of an entry, and the fields they become."""

_EARLY = ("not-followed", "only-if-needed", "replacements", "keep")
"""Facts that are needed while the modules of the program are still being found."""


def read_entry(document: Document, module: str) -> tuple[ModuleFacts, frozenset[str]]:
    """What a document, which is as the schema says, has about a module; and which keys replace earlier ones."""
    entry: dict[str, Any] = document.data[module]
    read: dict[str, tuple[Fact, ...]] = {}
    for key, field in FIELDS.items():
        facts = []
        for index, item in enumerate(entry.get(key, ())):
            where = (module, key, index)
            origin = Origin(document.file, document.line(where), module, item.get("why", ""))
            facts.append(_READERS[key](document, where, item, origin, _when(document, where, item)))
        read[field] = tuple(facts)
    return ModuleFacts(module, **read), frozenset(entry.get("override", ()))  # type: ignore[arg-type]


def _when(document: Document, where: tuple[Key, ...], item: dict[str, Any]) -> Condition | None:
    if "when" not in item:
        return None
    try:
        condition = parse_condition(item["when"])
    except ConditionError as error:
        raise complaint(document, (*where, "when"), str(error)) from None
    if condition.asks_for_program and where[1] in _EARLY:
        raise complaint(document, (*where, "when"), f"{where[1]} cannot depend on in_program(...)")
    return condition


def _implicit_import(
    document: Document, where: tuple[Key, ...], item: dict[str, Any], origin: Origin, when: Condition | None
) -> Fact:
    return ImplicitImport(origin, when, _checked_relative(document, (*where, "modules"), item["modules"], origin.entry))


def _data_files(
    document: Document, where: tuple[Key, ...], item: dict[str, Any], origin: Origin, when: Condition | None
) -> Fact:
    patterns, dirs, empty, exclude = (tuple(item.get(key, ())) for key in ("patterns", "dirs", "empty-dirs", "exclude"))
    if "by-code" in item and "to" not in item:
        raise complaint(document, (*where, "by-code"), "by-code needs to, which says where the folder goes")
    code = _code(document, where, item)
    return DataFiles(origin, when, patterns, dirs, empty, exclude, item.get("on-disk", True), code, item.get("to", ""))


def _metadata(
    document: Document, where: tuple[Key, ...], item: dict[str, Any], origin: Origin, when: Condition | None
) -> Fact:
    return Metadata(origin, when, tuple(item["distributions"]))


def _shared_libraries(
    document: Document, where: tuple[Key, ...], item: dict[str, Any], origin: Origin, when: Condition | None
) -> Fact:
    patterns, names = (tuple(item.get(key, ())) for key in ("patterns", "names"))
    return SharedLibraries(origin, when, patterns, names, _code(document, where, item), item.get("on-disk"))


def _code(document: Document, where: tuple[Key, ...], item: dict[str, Any]) -> Code | None:
    code = item.get("by-code")
    if code is None:
        return None
    for key in ("setup", "expression"):
        try:
            compile(code.get(key, "0"), "<by-code>", "eval" if key == "expression" else "exec")
        except (SyntaxError, ValueError):
            raise complaint(document, (*where, "by-code", key), f"{code[key]!r} is not Python") from None
    return Code(code.get("setup", ""), code["expression"])


def _not_followed(
    document: Document, where: tuple[Key, ...], item: dict[str, Any], origin: Origin, when: Condition | None
) -> Fact:
    modules = _checked_relative(document, (*where, "modules"), item["modules"], origin.entry)
    return NotFollowed(origin, when, modules, item.get("within") == "package")


def _only_if_needed(
    document: Document, where: tuple[Key, ...], item: dict[str, Any], origin: Origin, when: Condition | None
) -> Fact:
    return OnlyIfNeeded(origin, when, tuple(item.get("distributions", ())))


def _replacement(
    document: Document, where: tuple[Key, ...], item: dict[str, Any], origin: Origin, when: Condition | None
) -> Fact:
    kinds = [kind for kind in ("text", "regex", "function", "module") if kind in item]
    if len(kinds) > 1:
        raise complaint(document, where, f"{kinds[0]} and {kinds[1]} cannot stand together")
    kind: Any = kinds[0]
    what, text = str(item[kind]), item["with"]
    try:
        if kind == "regex":
            re.compile(what)
        if kind == "function":
            compile(f"({text}\n)", "<with>", "eval")
        if kind == "module":
            compile(text, "<with>", "exec")
    except re.error as error:
        raise complaint(document, (*where, "regex"), f"{what!r} is not a regular expression: {error}") from None
    except (SyntaxError, ValueError):
        raise complaint(document, (*where, "with"), f"{text!r} is not Python") from None
    return Replacement(origin, when, kind, what, text)


def _keep(
    document: Document, where: tuple[Key, ...], item: dict[str, Any], origin: Origin, when: Condition | None
) -> Fact:
    return Keep(origin, when, tuple(item["what"]))


def _check(
    document: Document, where: tuple[Key, ...], item: dict[str, Any], origin: Origin, when: Condition | None
) -> Fact:
    return Check(origin, when, item["message"], item.get("level") == "error")


_READERS: dict[str, Callable[[Document, tuple[Key, ...], dict[str, Any], Origin, Condition | None], Fact]] = {
    "implicit-imports": _implicit_import,
    "data-files": _data_files,
    "metadata": _metadata,
    "shared-libraries": _shared_libraries,
    "not-followed": _not_followed,
    "only-if-needed": _only_if_needed,
    "replacements": _replacement,
    "keep": _keep,
    "checks": _check,
}


def _checked_relative(document: Document, where: tuple[Key, ...], names: list[str], module: str) -> tuple[str, ...]:
    for index, name in enumerate(names):
        if len(name) - len(name.lstrip(".")) > module.count(".") + 1:
            raise complaint(document, (*where, index), f"{name!r} leads out of the package")
    return tuple(names)


def _full(names: tuple[str, ...], package: str) -> tuple[str, ...]:
    parts = package.split(".")
    full = []
    for name in names:
        bare = name.lstrip(".")
        level = len(name) - len(bare)
        if level <= len(parts):
            full.append(".".join((*parts[: len(parts) - level + 1], bare)) if level else name)
    return tuple(full)


def _covers(pattern: str, imported: str) -> bool:
    package = pattern.rstrip(".*")
    return imported.startswith(package + ".") or (imported == package and package == pattern)
