"""The files that plugins add to a distribution, and those that they take out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from whipsnake.dist.bundle import Entry
from whipsnake.dist.libraries.layout import COMMON
from whipsnake.errors import UserError
from whipsnake.modules import Graph
from whipsnake.openedlibraries import Opened

if TYPE_CHECKING:
    from whipsnake.plugins.manager import Plugins


def plugin_entries(plugins: Plugins | None) -> Iterator[Entry]:
    """The data files."""
    for plugin, file in plugins.data_files() if plugins is not None else ():
        content = file.content
        if isinstance(content, Path) and not content.is_file():
            raise UserError(f"the plugin {plugin.name} adds {content}, where there is no file.")
        if file.place.startswith("/") or not all(part not in ("", ".", "..") for part in file.place.split("/")):
            raise UserError(
                f"the plugin {plugin.name} adds a file at {file.place!r}, which is no place in a distribution.",
                hint="A place is a path with slashes, as in package/data.txt.",
            )
        read = content.read_bytes if isinstance(content, Path) else content.__bytes__
        source = content if isinstance(content, Path) else None
        yield Entry("data", file.place, read, f"plugin {plugin.name}", source, on_disk=file.on_disk)


def plugin_libraries(plugins: Plugins | None, graph: Graph) -> Iterator[Opened]:
    """The shared libraries."""
    for plugin, library in plugins.shared_libraries() if plugins is not None else ():
        module = library.module
        if module not in graph.modules:
            if module != "__main__":
                raise UserError(f"the plugin {plugin.name} has a library for {module}, which is not in the program.")
            module = next(iter(graph.modules))
        place = library.place
        is_named = place is None
        where = f"{COMMON}/{library.path.name}" if place is None else place
        yield Opened(module, library.path, where, is_named, not is_named, f"plugin {plugin.name}")


def is_kept(plugins: Plugins | None, kind: str, place: str, source: Path | None, reason: str) -> bool:
    """Whether no plugin takes a file out."""
    if plugins is None or not plugins.has("keep_file"):
        return True
    from whipsnake.plugins.api import BundledFile

    return plugins.keeps(BundledFile(place, kind, source, reason))
