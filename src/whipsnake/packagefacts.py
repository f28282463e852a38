"""What is known of packages, asked for while a distribution is made."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import distributions
from pathlib import Path

from whipsnake.dist.bundle import Bundle, Entry
from whipsnake.facts.facts import Facts
from whipsnake.facts.files import data_files
from whipsnake.modules.finder import Finder
from whipsnake.modules.graph import Graph, Module


def facts_about(graph: Graph, mode: str, users: tuple[str, ...]) -> Facts:
    """The facts for the modules of a graph."""
    finder = graph.finder

    def folders(package: str) -> tuple[str, ...]:
        found = finder.find(package)
        return () if found is None else found.search_path or ()

    return Facts.load(
        finder.search_path,
        folders,
        lambda package: _submodules(finder, package),
        users=users,
        in_program=lambda name: name in graph.modules,
        option=lambda name: mode if name == "mode" else None,
    )


def _submodules(finder: Finder, package: str) -> list[tuple[str, bool]]:
    found = finder.find(package)
    names = [] if found is None else finder.submodules(found)
    children = [(name, finder.find(name)) for name in names]
    return [(name, child.is_package) for name, child in children if child is not None]


def add_data(bundle: Bundle, graph: Graph, facts: Facts) -> None:
    """Add the data files of the graph's modules, each where its module looks for it."""
    for module in graph.modules.values():
        for fact in facts.of(module.name).data_files:
            for folder, below in _folders(graph, module):
                for name in data_files(fact, folder):
                    path = folder / name
                    place = f"{below}/{name}" if below else name
                    bundle.add(Entry("data", place, path.read_bytes, str(fact.origin), path, on_disk=fact.on_disk))
        for known in facts.of(module.name).metadata:
            for name in known.distributions:
                _add_metadata(bundle, graph.finder.search_path, name, str(known.origin))


def _add_metadata(bundle: Bundle, search_path: Sequence[str], name: str, reason: str) -> None:
    """Add what importlib.metadata reads of an installed distribution, if there is one of that name."""
    for found in distributions(name=name, path=list(search_path)):
        folder = getattr(found, "_path", None)
        if isinstance(folder, Path) and folder.is_dir():
            for path in sorted(folder.iterdir()):
                if path.name in _METADATA:
                    bundle.add(Entry("data", f"{folder.name}/{path.name}", path.read_bytes, reason, path))
        break


_METADATA = frozenset(("METADATA", "PKG-INFO", "entry_points.txt", "top_level.txt"))
"""RECORD and the like tell of files as they are installed here."""


def _folders(graph: Graph, module: Module) -> list[tuple[Path, str]]:
    found = graph.finder.find(module.name)
    if found is None:
        return []
    if found.search_path is not None:
        return [(Path(folder), module.name.replace(".", "/")) for folder in found.search_path]
    return [] if found.path is None else [(found.path.parent, module.name.rpartition(".")[0].replace(".", "/"))]
