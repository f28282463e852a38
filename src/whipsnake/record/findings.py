"""What a recorded run tells that the compiler does not find: the facts to add."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PathDistribution
from pathlib import Path

from packaging.utils import canonicalize_name

from whipsnake.dist.libraries import elf
from whipsnake.dist.libraries.closure import Root, close
from whipsnake.dist.libraries.host import host_group
from whipsnake.dist.libraries.search import Search, of_this_machine
from whipsnake.facts.files import data_files, library_files, tree_of
from whipsnake.facts.structure import mistakes_of
from whipsnake.modules import Graph, Module
from whipsnake.modules.interpreter import is_left
from whipsnake.packagefacts import facts_in, folders_of
from whipsnake.record.events import Event

Item = dict[str, object]
Additions = dict[str, dict[str, list[Item]]]
"""Module, key, items: as in a file of facts."""

WHY = "recorded"
_INSTALLED = frozenset(("site-packages", "dist-packages"))


@dataclass
class Findings:
    """The facts to add to those that the graph of the program has, and what is to be said beside."""

    graph: Graph
    main: str
    """The name of the main module in the graph."""
    arguments: Sequence[str] = ()
    """The program's own: the files that they name are its user's."""
    imports: dict[str, dict[str, None]] = field(default_factory=dict)
    files: dict[str, dict[str, None]] = field(default_factory=dict)
    empty: dict[str, dict[str, None]] = field(default_factory=dict)
    metadata: dict[str, dict[str, None]] = field(default_factory=dict)
    names: dict[str, dict[str, None]] = field(default_factory=dict)
    """Shared libraries by name."""
    libraries: dict[str, dict[str, None]] = field(default_factory=dict)
    """Shared libraries by pattern."""
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        facts = facts_in(self.graph)
        assert facts is not None
        self.facts = facts

    def add(self, events: Iterable[Event]) -> None:
        """Read all events of a run, in the order of their time."""
        events = list(events)
        self._imported = {event.what[1] for event in events if event.kind == "module"}
        self._add_imports([event for event in events if event.kind == "module"])
        self._places = _Places(self.graph)
        self._add_files([event for event in events if event.kind in ("read", "update", "create", "list")])
        self._add_metadata([event for event in events if event.kind in ("distribution", "entry-point")])
        self._add_libraries([event for event in events if event.kind in ("library", "mapped")])

    def additions(self) -> Additions:
        """All of it as it stands in a file."""
        found: Additions = {}

        def put(module: str, key: str, **item: object) -> None:
            found.setdefault(module, {}).setdefault(key, []).append({**item, "why": WHY})

        for module, names in self.imports.items():
            every = set(names)
            leaves = [name for name in names if not any(other.startswith(name + ".") for other in every)]
            put(module, "implicit-imports", modules=sorted(leaves))
        for module, patterns in self.files.items():
            put(module, "data-files", patterns=sorted(patterns))
        for module, folders in self.empty.items():
            put(module, "data-files", **{"empty-dirs": sorted(folders)})
        for module, names in self.metadata.items():
            put(module, "metadata", distributions=sorted(names))
        for module, names in self.names.items():
            put(module, "shared-libraries", names=sorted(names))
        for module, patterns in self.libraries.items():
            put(module, "shared-libraries", patterns=sorted(patterns), **{"on-disk": True})
        return dict(sorted(found.items()))

    def _own(self, chain: Iterable[str]) -> Iterator[str]:
        """The modules of a chain that are the program's or installed, and then the main one."""
        for name in chain:
            name = self.main if name == "__main__" else name
            if name in self.graph.modules and not self.graph.is_stdlib(name):
                yield name
        yield self.main

    def _add_imports(self, events: Iterable[Event]) -> None:
        left: set[str] = set()
        for event in events:
            name, file = event.what
            importer = next(iter(event.chain), self.main)
            importer = self.main if importer == "__main__" else importer
            if name in self.graph.modules or name in ("__main__", "__mp_main__", self.main):
                continue
            if importer in left or self._is_left(importer, name):
                left.add(name)
                continue
            found = self.graph.finder.find(name)
            if found is not None and found.kind == "builtin":
                continue
            holder = next(self._own(event.chain))
            if found is not None and not [*mistakes_of({name: {}})]:
                self.graph.add_import(holder, name)
            if name in self.graph.modules:
                self.imports.setdefault(holder, {})[name] = None
            else:
                self._add_source(name, file, event.chain)

    def _is_left(self, importer: str, name: str) -> bool:
        """Whether an import is one that the program does without, or has to."""
        left = self.facts.not_followed(importer, name, is_optional=not self.graph.is_own(importer))
        return (
            is_left(importer, name)
            or self.graph.policy.is_excluded(name)
            or (left is not None and left[1] not in self.graph.modules)
        )

    def _add_source(self, name: str, file: str, chain: Sequence[str]) -> None:
        """A module that is not found by its name, as `sys.path` was changed, is a file of the program."""
        place = _Places(self.graph).of(file, self._own(chain)) if file.endswith(".py") else None
        if place is None:
            where = f" from {file}" if file.startswith("/") else ""
            self.notes.append(f"the module {name} was imported{where}, which a compiled program will not find.")
        else:
            module, relative = place
            self.files.setdefault(module, {})[_escaped(relative)] = None

    def _add_files(self, events: Iterable[Event]) -> None:
        sources = {str(module.path) for module in self.graph.modules.values()}
        covered = self._covered()
        seen: set[str] = set()
        users = {os.path.normpath(Path.cwd() / word.rpartition("=")[2]) for word in self.arguments}
        for event in events:
            given = os.path.normpath(event.what.lstrip("\0"))
            if given in seen or given in users:
                continue
            seen.add(given)
            if event.kind == "create" or "__pycache__" in given:
                continue
            place = self._places.of(given, self._own(event.chain))
            if place is None or given in covered:
                continue
            module, relative = place
            if event.what.startswith("\0"):
                if event.kind != "list" and module == self.main:
                    self.notes.append(
                        f"{relative} was opened by a relative name, so it is looked for in the current folder."
                    )
            elif event.kind == "list":
                self._add_folder(module, given, relative, covered)
            elif Path(given).is_file() and not self._is_source(given, sources):
                self.files.setdefault(module, {})[_escaped(relative)] = None

    def _is_source(self, path: str, sources: set[str]) -> bool:
        """Whether a file is the source of a module, which tracebacks and `inspect` read."""
        if not path.endswith(".py"):
            return False
        return path in sources or bool(_INSTALLED & set(path.split("/"))) or self._places.is_stdlib(path)

    def _add_folder(self, module: str, path: str, relative: str, covered: set[str]) -> None:
        is_package = module != self.main and relative == "."
        folder = Path(path)
        if not folder.is_dir() or (relative == "." and not is_package) or self._places.is_stdlib(path):
            return
        files = [str(child) for child in folder.iterdir() if child.is_file()]
        if not covered.issuperset(files):
            self.files.setdefault(module, {})["*" if is_package else f"{_escaped(relative)}/*"] = None
        elif not files and not tree_of(folder):
            self.empty.setdefault(module, {})[relative] = None

    def _covered(self) -> set[str]:
        """The data files that the facts tell of already."""
        return {
            str(folder / name)
            for module in self.graph.modules.values()
            for fact in self.facts.of(module.name).data_files
            for folder, _ in folders_of(self.graph, module)
            for name in data_files(fact, folder).names
        }

    def _add_metadata(self, events: Iterable[Event]) -> None:
        known = {
            canonicalize_name(name)
            for module in self.graph.modules
            for fact in self.facts.of(module).metadata
            for name in fact.distributions
        }
        for event in events:
            what, group = event.what
            name = what if event.kind == "entry-point" else _distribution(what.lstrip("\0"), group)
            if name is not None and canonicalize_name(name) not in known:
                known.add(canonicalize_name(name))
                self.metadata.setdefault(next(self._own(event.chain)), {})[name] = None

    def _add_libraries(self, events: Sequence[Event]) -> None:
        mapped = dict.fromkeys(path for event in events if event.kind == "mapped" for path in event.what)
        mapped = {path: None for path in mapped if self._is_unexplained(path)}
        asked = [event for event in events if event.kind == "library"]
        if not mapped and not asked:
            return
        search = of_this_machine(elf.read)
        opened: list[Path] = []
        for event in asked:
            name, folder = event.what
            path = _library(name, folder, search)
            if path is not None:
                opened.append(path)
                self._add_library(name, path, event.chain)
        roots = [Path(sys.executable), *opened, *self._extensions()]
        closure = close([Root(path, str(path)) for path in roots], search)
        known = {os.path.realpath(binary.binary.path) for binary in closure.binaries}
        for name in mapped:
            binary = None if name in known else search.binary(Path(name))
            if binary is not None and not binary.is_program:
                self._add_library(binary.soname or binary.path.name, binary.path, ())

    def _is_unexplained(self, path: str) -> bool:
        """Whether nobody knows why a file is mapped: neither the system's own, nor the interpreter's, nor an import."""
        name = path.rpartition("/")[2]
        forced = os.environ.get("LD_PRELOAD", "").replace(":", " ").split()
        return not (
            host_group(name, of_system=True)
            or name.startswith("libpython")
            or path in (os.path.realpath(sys.executable), *map(os.path.realpath, forced))
            or "/gconv/" in path
            or Path(path) in self._extensions()
        )

    def _extensions(self) -> set[Path]:
        every = self.graph.modules.values()
        return {module.path for module in every if module.form == "extension" and module.path is not None}

    def _add_library(self, name: str, path: Path, chain: Sequence[str]) -> None:
        base = name.rpartition("/")[2]
        own = [*self._own(chain)]
        place = self._places.of(str(path), own) or self._places.of(os.path.realpath(path), own)
        if host_group(base, of_system=place is None) or str(path) in self._imported:
            return
        if place is None:
            if not any(base in fact.names for module in own for fact in self.facts.of(module).shared_libraries):
                self.names.setdefault(own[0], {})[base] = None
            return
        module, relative = place
        covered = {
            name
            for fact in self.facts.of(module).shared_libraries
            for folder, _ in folders_of(self.graph, self.graph.modules[module])
            for name in library_files(fact, folder).names
        }
        if relative not in covered:
            self.libraries.setdefault(module, {})[_escaped(relative)] = None


class _Places:
    """From a file to the module that facts tell it for: its package, or a module beside which it lies."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.packages: dict[str, Module] = {}
        for module in graph.modules.values():
            for folder, _ in folders_of(graph, module) if module.is_package else ():
                self.packages[str(folder)] = module
                self.packages.setdefault(os.path.realpath(folder), module)
        self.stdlib = [folder for folder, module in self.packages.items() if graph.is_stdlib(module.name)]

    def of(self, path: str, holders: Iterable[str]) -> tuple[str, str] | None:
        """The module, and the path relative to its folder; None: the file is not part of the program."""
        for folder in map(str, (Path(path), *Path(path).parents)):
            module = self.packages.get(folder)
            if module is not None:
                return module.name, os.path.relpath(path, folder)
        for name in holders:
            module = self.graph.modules[name]
            beside = "" if module.path is None else str(module.path.parent)
            relative = os.path.relpath(path, beside) if beside else ".."
            if relative.split("/")[0] != ".." and not _INSTALLED & set(relative.split("/")):
                return name, relative
        return None

    def is_stdlib(self, path: str) -> bool:
        """Whether a file or folder is part of Python's own packages."""
        return any(path == folder or path.startswith(folder + "/") for folder in self.stdlib)


def _library(name: str, folder: str, search: Search) -> Path | None:
    """The file that the loader takes for a name; None: there is none."""
    if "/" in name:
        path = Path(folder, name)
        return path if search.binary(path) is not None else None
    python = search.binary(Path(sys.executable))
    found = None if python is None else search.find(name, (python,))
    return None if found is None else found.binary.path


def _distribution(path: str, group: str) -> str | None:
    """The name of the distribution a file of whose metadata was read; None: the answer does not depend on it."""
    match = re.match(r"(.*\.(?:dist|egg)-info)(?:/(.*))?$", path, re.DOTALL)
    if match is None or group == "?":
        return None
    distribution = PathDistribution(Path(match[1]))
    if group:
        if not any(point.group == group for point in distribution.entry_points):
            return None
    elif match[2] not in (None, "METADATA", "PKG-INFO"):
        return None
    name: str | None = distribution.metadata["Name"]
    return name


def _escaped(path: str) -> str:
    """A path as a pattern that means just it."""
    return re.sub(r"[*?\[]", r"[\g<0>]", path)
