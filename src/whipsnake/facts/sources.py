"""The files that tell about a package: what is shipped with the compiler, what packages bring, and the user's own.

What comes later is added to what is there, or replaces it where it says `override`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import distributions
from pathlib import Path

from whipsnake.facts.checksums import is_unchanged
from whipsnake.facts.document import Document, read_document
from whipsnake.facts.model import ModuleFacts, read_entry
from whipsnake.facts.nuitka import Converter
from whipsnake.facts.structure import check, has_jsonschema

SHIPPED = Path(__file__).with_name("packages")
GROUP = "whipsnake.facts"
"""Entry points: the name is a top-level package, the value the package in whose folder NAME.whipsnake.yaml is."""


@dataclass
class Sources:
    """The files; those of a package are read when it is asked for."""

    search_path: Sequence[str] = ()
    """The program's `sys.path`, for the entry points."""
    folders: Callable[[str], Sequence[str]] = lambda package: ()
    """Where a package's files are: its `__path__`."""
    users: Sequence[Path] = ()
    shipped: Path = SHIPPED
    warnings: list[str] = field(default_factory=list)
    _documents: dict[str, list[Document]] = field(default_factory=dict)
    _shipped: dict[str, Document | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._users = [self._checked(path) for path in self.users]

    def entries(self, module: str) -> list[tuple[ModuleFacts, frozenset[str]]]:
        """What each file says of a module, in order, with the keys that replace what was said before."""
        package = module.partition(".")[0]
        found = []
        shipped = self._shipped_document(package)
        if shipped is not None and module in shipped.data:
            self._check_shipped(shipped, module)
            found.append(read_entry(shipped, module))
        if package not in self._documents:
            self._documents[package] = [self._checked(path) for path in self._brought(package)]
        for document in (*self._documents[package], *self._users):
            if module in document.data:
                found.append(read_entry(document, module))  # noqa: PERF401
        return found

    def _shipped_document(self, package: str) -> Document | None:
        if package not in self._shipped:
            path = self.shipped / f"{package}.yaml"
            document = read_document(path) if path.is_file() else None
            if document is not None and not isinstance(document.data, dict):
                raise document.error((), "the file is not a mapping.", hint="Install whipsnake again.")
            self._shipped[package] = document
        return self._shipped[package]

    def _check_shipped(self, document: Document, module: str) -> None:
        """An entry that somebody changed is as good as a user's: it has to be as the schema says."""
        if is_unchanged(module, document.data[module]):
            return
        line = document.line((module,))
        can = has_jsonschema()
        self.warnings.append(
            f"{document.file}:{line}: the entry {module} is not as it was shipped"
            + ("." if can else "; cannot validate it: jsonschema is not installed (pip install whipsnake[facts]).")
        )
        check(Document(document.file, {module: document.data[module]}, document.root))

    def _checked(self, path: Path) -> Document:
        document = read_document(path)
        if document.data is None:
            return Document(document.file, {}, None)
        if isinstance(document.data, list):
            converter = Converter(document)
            document = converter.convert()
            self.warnings += converter.warnings
        check(document)
        for module in document.data:
            read_entry(document, module)
        return document

    def _brought(self, package: str) -> list[Path]:
        """The files inside of packages that are about a package."""
        found = []
        for folder in map(Path, self.folders(package)):
            found += sorted({*folder.glob("whipsnake.yaml"), *folder.glob("*.whipsnake.yaml")})
        for holder in self._entry_points.get(package, ()):
            for folder in map(Path, self.folders(holder)):
                path = folder / f"{package}.whipsnake.yaml"
                if path.is_file() and path not in found:
                    found.append(path)
        return found

    @cached_property
    def _entry_points(self) -> dict[str, list[str]]:
        holders: dict[str, list[str]] = {}
        for distribution in distributions(path=list(self.search_path)):
            for point in distribution.entry_points:
                if point.group == GROUP:
                    holders.setdefault(point.name, []).append(point.value)
        return {name: sorted(values) for name, values in holders.items()}
