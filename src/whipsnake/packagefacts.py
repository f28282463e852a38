"""What is known of packages, asked for while a distribution is made."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from whipsnake.dist.bundle import Bundle, Entry
from whipsnake.factcode import answers
from whipsnake.facts.facts import Facts
from whipsnake.facts.files import data_files
from whipsnake.facts.model import DataFiles
from whipsnake.installed import Installed
from whipsnake.modules.finder import Finder
from whipsnake.modules.graph import Graph, Module
from whipsnake.options import Options


def facts_about(graph: Graph, options: Options) -> Facts:
    """The facts for the modules of a graph."""
    finder = graph.finder

    def folders(package: str) -> tuple[str, ...]:
        found = finder.find(package)
        return () if found is None else found.search_path or ()

    return Facts.load(
        finder.search_path,
        folders,
        lambda package: _submodules(finder, package),
        users=options.user_package_configuration_file,
        in_program=lambda name: name in graph.modules,
        option=lambda name: _value(options, name),
    )


def facts_in(graph: Graph) -> Facts | None:
    """The facts that `facts_about` gave a graph, which may have advice of plugins beside them; None: it got none."""
    facts = getattr(graph.advice, "inner", graph.advice)
    return facts if isinstance(facts, Facts) else None


def _value(options: Options, name: str) -> str | None:
    value = options.chosen_mode if name == "mode" else getattr(options, name.replace("-", "_"), None)
    if isinstance(value, tuple):
        return ",".join(value)
    return None if value in (None, False) or callable(value) else str(value)


def _submodules(finder: Finder, package: str) -> list[tuple[str, bool]]:
    found = finder.find(package)
    names = [] if found is None else finder.submodules(found)
    children = [(name, finder.find(name)) for name in names]
    return [(name, child.is_package) for name, child in children if child is not None]


def add_data(bundle: Bundle, graph: Graph, facts: Facts) -> None:
    """Add the data files of the graph's modules, each where its module looks for it."""
    for module in graph.modules.values():
        known = facts.of(module.name)
        owner = owner_of(graph, module.name)
        found_by = (owner, "/") if owner in graph.doors and owner != "/" else (owner,)
        for fact in known.data_files:
            for path, place in _files(graph, module, fact, facts):
                bundle.add(
                    Entry(
                        "data",
                        place,
                        bytes if place.endswith("/") else path.read_bytes,
                        str(fact.origin),
                        path,
                        on_disk=fact.on_disk,
                        owners=found_by,
                        is_executable=_is_executable(path),
                    )
                )
        for asked in known.metadata:
            for name in asked.distributions:
                for entry in metadata_entries(graph.finder.search_path, name, str(asked.origin)):
                    bundle.add(entry)
        if "source" in facts.keeps(module.name) and module.path is not None and module.path.suffix == ".py":
            reason = "; ".join(str(fact.origin) for fact in known.keep if "source" in fact.what)
            bundle.add(Entry("data", module.file, partial(bytes, module.source), reason, module.path))
    if graph.asks_for_metadata():
        owners = dict.fromkeys(graph.installed.owners(graph.modules), "its modules are in the program")
        for name, reason in (graph.plugins | owners).items():
            for entry in metadata_entries(graph.finder.search_path, name, reason):
                bundle.add(entry)


def _files(graph: Graph, module: Module, fact: DataFiles, facts: Facts) -> Iterator[tuple[Path, str]]:
    """The files that a fact stands for, each with its place in the distribution."""
    folders = folders_of(graph, module)
    found = [data_files(fact, folder) for folder, _ in folders]
    facts.warn_of_idle(fact, found)
    for (folder, below), chosen in zip(folders, found, strict=True):
        for name in chosen.names:
            yield folder / name, posixpath.join(below, name)
    for told in answers(fact, facts, graph.finder.search_path):
        names = data_files(replace(fact, patterns=("**",), dirs=(), empty_dirs=()), Path(told)).names
        if not names:
            facts.warn_of(fact, f"there are no files in {told}")
        for name in names:
            yield Path(told, name), posixpath.join(folders[0][1], fact.to, name)


def owner_of(graph: Graph, name: str) -> str:
    """Whose list of files on disk a module's files are in: its top-level package's, or that of the root, `/`."""
    package = name.partition(".")[0]
    return package if package in graph.modules and graph.modules[package].is_package else "/"


def _is_executable(path: Path) -> bool:
    return path.is_file() and bool(path.stat().st_mode & 0o100)


def metadata_entries(search_path: Sequence[str], name: str, reason: str) -> list[Entry]:
    """What importlib.metadata reads of an installed distribution, if there is one of that name."""
    folder = getattr(Installed(search_path).distribution(name), "_path", None)
    if not isinstance(folder, Path) or not folder.is_dir():
        return []
    return [
        Entry("data", f"{folder.name}/{path.name}", path.read_bytes, reason, path)
        for path in sorted(folder.iterdir())
        if path.name in _METADATA
    ]


_METADATA = frozenset(("METADATA", "PKG-INFO", "entry_points.txt", "top_level.txt"))
"""RECORD and the like tell of files as they are installed here."""


def folders_of(graph: Graph, module: Module) -> list[tuple[Path, str]]:
    """The folders that a module's facts are about, each with its place in the distribution."""
    found = graph.finder.find(module.name)
    if found is None:
        return []
    if found.search_path is not None:
        return [(Path(folder), module.name.replace(".", "/")) for folder in found.search_path]
    return [] if found.path is None else [(found.path.parent, module.name.rpartition(".")[0].replace(".", "/"))]
