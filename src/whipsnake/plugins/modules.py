"""The modules that plugins make."""

from __future__ import annotations

from pathlib import Path

from whipsnake.errors import SourceError
from whipsnake.modules.graph import Graph
from whipsnake.plugins.api import PluginError
from whipsnake.plugins.manager import Plugins


def add_modules(graph: Graph, folder: Path, plugins: Plugins) -> None:
    """Add the modules that plugins make to the graph, as if they were in `folder`."""
    graph.warnings += plugins.warnings()
    for plugin, name, source in plugins.extra_modules():
        package = name.rpartition(".")[0]
        if package and graph.finder.find(package) is None:
            raise PluginError(
                f"the plugin {plugin} makes a module {name}, but there is no package {package}.",
                hint="Give the module a name without dots, or one in a package that is there.",
            )
        try:
            path = folder / (name.replace(".", "/") + ".py")
            graph.add_generated(name, path, source.encode(), f"plugin {plugin}")
        except SourceError as error:
            raise PluginError(
                f"the plugin {plugin} makes a module {name} that Python does not compile: {error}"
            ) from None
        if package:
            graph.add_import(name, package)
