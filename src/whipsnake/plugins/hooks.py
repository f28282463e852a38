"""The hooks. Each is documented here, and has an example, which the tests run; docs/plugins.md is made of them.

A plugin's function may leave out any of the arguments. All hooks have `compilation`.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

import pluggy

from whipsnake.plugins.api import BundledFile, Compilation, DataFile, Option, SharedLibrary

_hookspec = pluggy.HookspecMarker("whipsnake")


class Hooks(Protocol):
    """All that a plugin can take part in, in the order in which it happens."""

    @_hookspec
    def options(self) -> Iterable[Option]:
        """The options of the plugin. `--plugin-list` shows them; `compilation.options` has their values.

        Example:
            @hookimpl
            def options():
                return [Option("greeting", "What the program says first.", default="Hello")]
        """

    @_hookspec
    def configure(self, compilation: Compilation) -> None:
        """Called first: look at what is compiled, and refuse what the plugin cannot do.

        Example:
            @hookimpl
            def configure(compilation):
                if compilation.mode == "package":
                    raise PluginError("packages cannot be greeted.", hint="Leave --mode=package out.")
        """

    @_hookspec
    def extra_modules(self, compilation: Compilation) -> Mapping[str, str]:
        """Modules that are made for the program: their full names, and their sources. They are compiled.

        Example:
            @hookimpl
            def extra_modules(compilation):
                return {"build_info": f"NAME = {compilation.main.stem!r}"}
        """

    @_hookspec
    def start_code(self, compilation: Compilation) -> str:
        '''The source of a module that an executable runs when it starts, before its main module.

        Example:
            @hookimpl
            def start_code(compilation):
                return f"""
            import sys
            print({compilation.options["greeting"]!r}, file=sys.stderr)
            """
        '''

    @_hookspec
    def replace_source(self, module: str, source: str, compilation: Compilation) -> str | None:
        """A module's source as it is to be compiled; None: as it is. Called for each module that is not of C.

        Line numbers stay right if the number of lines does.

        Example:
            @hookimpl
            def replace_source(module, source):
                if module == "__main__":
                    return source.replace("DEBUG = True", "DEBUG = False")
        """

    @_hookspec
    def implicit_imports(self, module: str, compilation: Compilation) -> Iterable[str]:
        """The modules that are to be in the program if this one is. Called for each module, before its imports.

        Example:
            @hookimpl
            def implicit_imports(module, compilation):
                if module == "__main__":
                    for file in sorted(compilation.main.parent.glob("handlers_*.py")):
                        yield file.stem
        """

    @_hookspec
    def data_files(self, compilation: Compilation) -> Iterable[DataFile]:
        """Files for a distribution.

        Example:
            @hookimpl
            def data_files(compilation):
                return [DataFile("texts/motd.txt", b"Good morning")]
        """

    @_hookspec
    def shared_libraries(self, compilation: Compilation) -> Iterable[SharedLibrary]:
        """Shared libraries for a distribution, and with them what they need.

        Example:
            @hookimpl
            def shared_libraries(compilation):
                library = compilation.main.with_name("libgreet.so")
                if library.exists():
                    yield SharedLibrary(library, place="libgreet.so")
        """

    @_hookspec
    def keep_file(self, file: BundledFile, compilation: Compilation) -> bool | None:
        """Whether a data file or a shared library stays: False takes it out, and what only it needs.

        Example:
            @hookimpl
            def keep_file(file):
                return not file.place.endswith(".md")
        """

    @_hookspec
    def output_made(self, path: Path, compilation: Compilation) -> None:
        """The file or folder is made, at `path`; then it is moved to `compilation.output`. Sign it, or copy it.

        If this fails there is no output.

        Example:
            @hookimpl
            def output_made(path, compilation):
                size = sum(file.stat().st_size for file in [path, *path.rglob("*")] if file.is_file())
                compilation.output.parent.mkdir(parents=True, exist_ok=True)
                compilation.output.with_suffix(".size").write_text(str(size))
        """

    @_hookspec
    def report(self, compilation: Compilation) -> Any:
        """What the report (`--report=FILE`) says of the plugin: anything that JSON has.

        Example:
            @hookimpl
            def report(compilation):
                return {"greeting": compilation.options["greeting"]}
        """


def documented() -> Iterator[tuple[str, list[str], str, str]]:
    """Each hook: its name, its arguments, what it is for, its example."""
    for name, function in vars(Hooks).items():
        if not name.startswith("_"):
            text, _, example = inspect.getdoc(function).partition("\nExample:\n")  # type: ignore[union-attr]
            yield name, list(inspect.signature(function).parameters)[1:], text.strip(), inspect.cleandoc("\n" + example)
