"""Where a module is, found as the program would find it, without running any of its code."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.machinery import BYTECODE_SUFFIXES, EXTENSION_SUFFIXES, SOURCE_SUFFIXES, ModuleSpec, PathFinder
from pathlib import Path
from pkgutil import get_importer
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from _typeshed.importlib import MetaPathFinderProtocol

Kind = Literal["source", "bytecode", "extension", "builtin", "namespace", "other"]
_SUFFIXES = frozenset((*SOURCE_SUFFIXES, *BYTECODE_SUFFIXES, *EXTENSION_SUFFIXES))
_INSTALLED = frozenset(("site-packages", "dist-packages"))
"""Folders of what is installed, wherever they are: a virtual environment may lie in the program's folder."""


@dataclass(frozen=True)
class Found:
    """A module that exists: only one of kind `source` can be compiled."""

    name: str
    kind: Kind
    path: Path | None
    search_path: tuple[str, ...] | None
    """A package's `__path__`; None for other modules."""
    is_frozen: bool = False
    """Whether the interpreter has the module in itself; `path` is its source in the library, if that is there."""
    contents: bytes | None = None
    """The source of a module that was made for the program: there is no file at `path`."""

    @property
    def is_package(self) -> bool:
        """Whether the module has submodules."""
        return self.search_path is not None


class Finder:
    """Finds modules on `search_path`, the program's `sys.path`, through the import system's own finders."""

    def __init__(self, search_path: Sequence[str]) -> None:
        self.search_path = list(search_path)
        self._found: dict[str, Found | None] = {}
        paths = sysconfig.get_paths()
        self._stdlib = [Path(paths[key]).resolve() for key in ("stdlib", "platstdlib")]

    def find(self, name: str) -> Found | None:
        """The module called `name`, or None; its parents are found first, as an import does."""
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    def add(self, found: Found) -> None:
        """A module that is known without a search: what the user named, though a compiled form may lie beside it."""
        self._found[found.name] = found

    def is_stdlib(self, found: Found) -> bool:
        """Whether the module belongs to Python itself."""
        if found.path is None:
            return found.name.partition(".")[0] in sys.stdlib_module_names
        path = found.path.resolve()
        return any(
            path.is_relative_to(folder) and not _INSTALLED & set(path.relative_to(folder).parts)
            for folder in self._stdlib
        )

    def is_in(self, found: Found, folder: Path) -> bool:
        """Whether the module lies in a folder, and is not installed there."""
        if found.path is None or self.is_stdlib(found):
            return False
        path = found.path.resolve()
        return path.is_relative_to(folder) and not _INSTALLED & set(path.relative_to(folder).parts)

    def submodules(self, package: Found) -> list[str]:
        """The full names of the modules directly in a package, sorted."""
        names = set()
        for folder in package.search_path or ():
            try:
                entries = list(Path(folder).iterdir())
            except OSError:
                continue
            for entry in entries:
                # No statement imports "data-1.py", but importlib.import_module does.
                stem, _, suffix = entry.name.partition(".")
                if "." + suffix in _SUFFIXES and stem != "__init__":
                    names.add(stem)
                elif "." not in entry.name and (entry / "__init__.py").is_file():
                    names.add(entry.name)
        return [f"{package.name}.{name}" for name in sorted(names)]

    def _find(self, name: str) -> Found | None:
        parent, _, _ = name.rpartition(".")
        path: Sequence[str] | None = None
        if parent:
            package = self.find(parent)
            if package is None or package.search_path is None:
                return None
            path = package.search_path
        spec = self._spec(name, path)
        return None if spec is None else _describe(name, spec)

    def _spec(self, name: str, path: Sequence[str] | None) -> ModuleSpec | None:
        # A finder that knows by name (the frozen modules') may mean another package's submodule.
        if path is not None and (spec := self._ask(PathFinder, name, path)) is not None and spec.loader is not None:
            return spec
        specs = (self._ask(finder, name, path) for finder in sys.meta_path)
        return next((spec for spec in specs if spec is not None), None)

    def _ask(self, finder: MetaPathFinderProtocol, name: str, path: Sequence[str] | None) -> ModuleSpec | None:
        try:
            if finder is PathFinder:  # it would look in the compiler's own sys.path
                return _spec_in(name, self.search_path if path is None else path)
            return finder.find_spec(name, path)
        except (ImportError, AttributeError):
            return None


def _spec_in(name: str, path: Sequence[str]) -> ModuleSpec | None:
    """As PathFinder finds it, which would look for a namespace package's parent among the imported modules."""
    portions: list[str] = []
    for entry in path:
        finder = get_importer(entry)
        spec = None if finder is None else finder.find_spec(name)
        if spec is not None and spec.loader is not None:
            return spec
        if spec is not None:
            portions += spec.submodule_search_locations or ()
    if not portions:
        return None
    namespace = ModuleSpec(name, None, is_package=True)
    namespace.submodule_search_locations = portions
    return namespace


def _describe(name: str, spec: ModuleSpec) -> Found:
    search_path = None if spec.submodule_search_locations is None else tuple(spec.submodule_search_locations)
    origin = spec.origin if spec.has_location else None
    if origin is None:
        frozen = getattr(spec.loader_state, "filename", None)
        if frozen is not None:
            return Found(name, "source", Path(frozen), search_path, is_frozen=True)
        if spec.origin in ("built-in", "frozen"):
            return Found(name, "builtin", None, search_path, is_frozen=spec.origin == "frozen")
        return Found(name, "namespace" if search_path is not None else "other", None, search_path)
    if origin.endswith(".py"):
        return Found(name, "source", Path(origin), search_path)
    if origin.endswith(tuple(BYTECODE_SUFFIXES)):
        return Found(name, "bytecode", Path(origin), search_path)
    if origin.endswith(tuple(EXTENSION_SUFFIXES)):
        return Found(name, "extension", Path(origin), search_path)
    return Found(name, "other", Path(origin), search_path)
