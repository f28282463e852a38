"""The shared libraries that modules open themselves, as facts say."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from whipsnake.build.python import Python
from whipsnake.dist.libraries.host import host_group
from whipsnake.dist.libraries.layout import COMMON
from whipsnake.dist.libraries.search import Search
from whipsnake.factcode import answers
from whipsnake.facts.facts import Facts
from whipsnake.facts.files import library_files
from whipsnake.facts.model import SharedLibraries
from whipsnake.modules.graph import Graph, Module
from whipsnake.packagefacts import folders_of


@dataclass(frozen=True)
class Opened:
    """A library that a module opens."""

    module: str
    path: Path
    place: str
    """Below the root of the distribution."""
    by_name: bool
    """Whether it is opened by its name, as the loader knows it; else by its path."""
    on_disk: bool
    """Whether it has to be a file."""
    reason: str


def opened_libraries(graph: Graph, facts: Facts, search: Search, python: Python) -> list[Opened]:
    """Those of all modules of a program. What is the host system's business is left out."""
    found: dict[tuple[str, str], Opened] = {}
    for module in graph.modules.values():
        for fact in facts.of(module.name).shared_libraries:
            opening = _Opening(graph, facts, search, python, module, fact)
            found |= {(opened.module, opened.place): opened for opened in opening.libraries()}
    return list(found.values())


@dataclass(frozen=True)
class _Opening:
    graph: Graph
    facts: Facts
    search: Search
    python: Python
    module: Module
    fact: SharedLibraries

    def libraries(self) -> Iterator[Opened]:
        folders = folders_of(self.graph, self.module)
        chosen = [library_files(self.fact, folder) for folder, _ in folders]
        self.facts.warn_of_idle(self.fact, chosen)
        for (folder, below), files in zip(folders, chosen, strict=True):
            for name in files.names:
                yield self._file(folder / name, f"{below}/{name}" if below else name)
        told = answers(self.fact, self.facts, self.graph.finder.search_path)
        yield from self._named([*self.fact.names, *(name for name in told if "/" not in name)])
        for path in (Path(os.path.normpath(name)) for name in told if "/" in name):
            if path.is_file():
                inside = [path.relative_to(top) for top in self.graph.finder.search_path if path.is_relative_to(top)]
                yield self._file(path, inside[0].as_posix()) if inside else self._library(path, path.name)
            else:
                self.facts.warn_of(self.fact, f"there is no file {path}")

    def _file(self, path: Path, place: str) -> Opened:
        on_disk = self.fact.on_disk is not False
        return Opened(self.module.name, path, place, not on_disk, on_disk, str(self.fact.origin))

    def _library(self, path: Path, name: str) -> Opened:
        on_disk = bool(self.fact.on_disk)
        return Opened(self.module.name, path, f"{COMMON}/{name}", True, on_disk, str(self.fact.origin))

    def _named(self, names: Sequence[str]) -> Iterator[Opened]:
        """The libraries that the loader finds; of several names of a file its SONAME, if that is there."""
        interpreter = self.search.binary(self.python.executable.resolve())
        chosen: dict[Path, str] = {}
        for name in dict.fromkeys(names) if interpreter is not None else ():
            found = self.search.find(name, [interpreter]) if interpreter is not None else None
            if found is not None and host_group(name, of_system=found.of_system) is None:
                file = found.binary.path.resolve()
                if file not in chosen or name == found.binary.soname:
                    chosen[file] = name
        for file, name in chosen.items():
            yield self._library(file, name)
