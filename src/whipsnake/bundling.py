"""From the module graph to the bundle: all that goes into a distribution beside the executable's own image."""

from __future__ import annotations

import os
import posixpath
import sys
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from whipsnake.build.python import Python
from whipsnake.build.runtime import RUNTIME
from whipsnake.dist.bundle import Bundle, Entry
from whipsnake.dist.libraries import elf
from whipsnake.dist.libraries.closure import Closure, Root, close
from whipsnake.dist.libraries.contents import contents
from whipsnake.dist.libraries.layout import COMMON, Library, lay_out
from whipsnake.dist.libraries.search import of_this_machine
from whipsnake.errors import UsageError
from whipsnake.facts.files import is_meant
from whipsnake.modules import Graph, Module
from whipsnake.modules.bytecode import read_bytecode
from whipsnake.openedlibraries import Opened, opened_libraries
from whipsnake.options import Options
from whipsnake.packagefacts import add_data, facts_in, owner_of
from whipsnake.pluginfiles import is_kept, plugin_entries, plugin_libraries
from whipsnake.pythonflags import PythonFlags
from whipsnake.userfiles import user_entries

if TYPE_CHECKING:
    from whipsnake.plugins.manager import Plugins

START = RUNTIME / "distribution.py"
START_NAME = "_whipsnake_distribution"
OPENING = RUNTIME / "embedded.py"
OPENING_NAME = "_whipsnake_embedded"


def make_bundle(graph: Graph, python: Python, options: Options, program: str, plugins: Plugins | None = None) -> Bundle:
    """Everything in the distribution beside the executable's own image; `program`: its place in a folder."""
    in_memory = options.chosen_mode == "onefile"
    wanted = _Patterns("--noinclude-data-files", options.noinclude_data_files)

    def leave_out(entry: Entry) -> bool:
        if entry.kind != "data":
            return False
        return wanted.mean(entry.name) or not is_kept(plugins, "data", entry.name, entry.source, entry.reason)

    named = user_entries(options, graph.finder)
    bundle = Bundle(program="" if in_memory else program, tells_missing=not options.deployment, leave_out=leave_out)
    for module in graph.modules.values():
        match module.form:
            case "bytecode":
                bundle.add(_bytecode(module))
            case "namespace":
                bundle.add(Entry("namespace", module.name, bytes, str(module.reason), is_package=True))
    bundle.add(_own(START, START_NAME, "it finds the modules of the archive"))
    if in_memory and options.open_embedded:
        bundle.add(_own(OPENING, OPENING_NAME, "--open-embedded"))
    _add_libraries(bundle, graph, python, options.noinclude_dlls, plugins, in_memory=in_memory)
    for entry in (*named, *plugin_entries(plugins)):
        bundle.add(entry)
    facts = facts_in(graph)
    if facts is not None:
        add_data(bundle, graph, facts)
    wanted.check()
    _put_on_disk(bundle, options)
    return bundle


def _own(path: Path, name: str, reason: str) -> Entry:
    """A module of ours."""
    made = read_bytecode(path.read_bytes(), "<frozen importlib._bootstrap_external>", name, PythonFlags())
    return Entry("bytecode", name, lambda: made.code, reason, path)


def _put_on_disk(bundle: Bundle, options: Options) -> None:
    patterns = _Patterns("--data-on-disk", options.data_on_disk)
    for entry in [*bundle.files()]:
        if patterns.mean(entry.name):
            bundle.add(replace(entry, on_disk=True))
    patterns.check()


@dataclass
class _Patterns:
    """Patterns of files that an option gives, each of which has to mean one."""

    option: str
    patterns: Sequence[str]
    _idle: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._idle.update(self.patterns)

    def mean(self, name: str) -> bool:
        """Whether a file is meant."""
        found = [pattern for pattern in self.patterns if is_meant(name, (pattern,))]
        self._idle.difference_update(found)
        return bool(found)

    def check(self) -> None:
        """Refuse a pattern that meant nothing."""
        for pattern in self.patterns:
            if pattern in self._idle:
                raise UsageError(
                    f"{self.option}={pattern} matches nothing in the distribution.",
                    hint="Patterns are of places in it, as package/data/*.txt, or of names; --report=FILE lists them.",
                )


def _bytecode(module: Module) -> Entry:
    code = module.marshalled
    return Entry("bytecode", module.name, lambda: code, str(module.reason), module.path, module.is_package)


def _add_libraries(
    bundle: Bundle, graph: Graph, python: Python, unwanted: Sequence[str], plugins: Plugins | None, *, in_memory: bool
) -> None:
    """The extension modules, what modules open, and the shared libraries that they need.

    Those that patterns in `unwanted` mean are left out, and those that a plugin takes out.
    """
    search = of_this_machine(elf.read)
    patterns = _Patterns("--noinclude-dlls", unwanted)

    def is_unwanted(place: str, source: Path | None, reason: str) -> bool:
        return patterns.mean(place) or not is_kept(plugins, "library", place, source, reason)

    facts = facts_in(graph)
    opened = opened_libraries(graph, facts, search, python) if facts is not None else []
    opened += plugin_libraries(plugins, graph)
    opened = [one for one in opened if not is_unwanted(one.place, one.path, one.reason)]
    extensions = {_extension_file(module): module for module in graph.modules.values() if module.form == "extension"}
    # Other builds of Python have those of the standard library in the interpreter itself.
    inside = {file for file, module in extensions.items() if not in_memory and graph.is_stdlib(module.name)}
    inside.difference_update(one.place for one in opened)
    roots = {file: Root(Path(str(module.path)), file, in_memory=file in inside) for file, module in extensions.items()}
    reasons = {one.place: one.reason for one in opened}
    interpreter = ""
    if python.static_library is None and python.shared_library is not None:
        path = python.shared_library.resolve()
        binary = search.binary(path)
        interpreter = f"{COMMON}/{(binary and binary.soname) or path.name}"
        roots[interpreter] = Root(path, interpreter)
        reasons[interpreter] = "the interpreter, which the program is linked with"
    for one in opened:
        known = roots.get(one.place, Root(one.path, one.place))
        roots[one.place] = Root(known.path, one.place, known.on_disk or one.on_disk, known.by_name or one.by_name)

    def found(left: Container[Path]) -> tuple[Closure, list[Library]]:
        is_there = python.static_library is not None or in_memory
        closure = close(roots.values(), search, static_python=is_there, leave_out=left.__contains__)
        return closure, lay_out(closure, [Path(folder) for folder in sys.path if folder], in_memory=in_memory)

    closure, libraries = found(())
    if in_memory and (cyclic := _cyclic(libraries, [*extensions.items()], opened)):
        opened += cyclic
        roots |= {one.place: Root(one.path, one.place, True, one.by_name) for one in cyclic}
        closure, libraries = found(())
    if unwanted or (plugins is not None and plugins.has("keep_file")):
        # Their places are known only then, and what only they need is to be left out, too.
        own = {one.source: (one.name, "; ".join(one.why)) for one in libraries if one.name not in extensions}
        own |= {Path(one.library): (f"{COMMON}/{one.library}", one.needer) for one in closure.missing}
        closure, libraries = found([path for path, (name, why) in own.items() if is_unwanted(name, path, why)])
        patterns.check()
    graph.warnings += _missing(closure)
    bundle.host = tuple(sorted(closure.host))
    by_place = {library.name: library for library in libraries}
    owners = _owners(graph, opened, by_place) if in_memory else {}

    def loaded(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(f"{owners[name][0]}//{name}" if name in owners else name for name in names)

    for library in libraries:
        module = extensions.get(library.name)
        read = cache(partial(contents, library))
        if module is not None:
            bundle.add(
                Entry(
                    *("extension", module.name, read, str(module.reason), library.source),
                    is_package=module.is_package,
                    file=library.name,
                    is_inside=library.name in inside,
                    libraries=loaded(_in_order(library, by_place)),
                )
            )
        if module is None or library.name in reasons:
            bundle.add(
                Entry(
                    *("library", library.name, read, reasons.get(library.name) or "; ".join(library.why)),
                    source=library.source,
                    is_executable=os.access(library.source, os.X_OK),
                    on_disk=library.name in owners,
                    owners=owners.get(library.name, ()),
                )
            )
    if in_memory and interpreter in by_place:
        bundle.interpreter = (*_in_order(by_place[interpreter], by_place), interpreter)
    for name in dict.fromkeys(one.module for one in opened):
        first: dict[str, None] = {}
        for one in opened:
            if one.module == name and one.by_name and one.place in by_place:
                first |= dict.fromkeys([*_in_order(by_place[one.place], by_place), one.place])
        if first:
            bundle.opened[name] = loaded(first)


def _cyclic(
    libraries: Sequence[Library], extensions: Sequence[tuple[str, Module]], opened: Sequence[Opened]
) -> list[Opened]:
    """Libraries that need each other, which cannot be loaded one after another: they have to be on disk."""
    by_place = {library.name: library for library in libraries}
    needs = {library.name: {*_in_order(library, by_place)} for library in libraries}
    cyclic = {one: other for one in needs for other in by_place[one].needs if one in needs[other]}
    openers = [*((place, module.name) for place, module in extensions), *((one.place, one.module) for one in opened)]
    return [
        Opened(module, by_place[one].source, one, False, True, f"it and {other} need each other")
        for one, other in cyclic.items()
        for module in dict.fromkeys(
            module.partition(".")[0] for place, module in openers if one in needs.get(place, ()) or one == place
        )
    ]


def _missing(closure: Closure) -> list[str]:
    """A sentence for each library that was not found."""
    needers: dict[str, list[str]] = {}
    for missing in closure.missing:
        needers.setdefault(missing.library, []).append(missing.needer)
    return [
        f"the shared library {library} was not found, which {', '.join(names[:2])} "
        + ("needs." if len(names) == 1 else "need." if len(names) == 2 else f"and {len(names) - 2} others need.")
        for library, names in needers.items()
    ]


def _owners(graph: Graph, opened: Sequence[Opened], by_place: dict[str, Library]) -> dict[str, tuple[str, ...]]:
    """With whose files each library is on disk: `owner_of` the modules that open it."""
    owners: dict[str, dict[str, None]] = {}
    for one in opened:
        if one.on_disk and one.place in by_place:
            for place in (one.place, *_in_order(by_place[one.place], by_place)):
                owners.setdefault(place, {})[owner_of(graph, one.module)] = None
    return {place: tuple(sorted(names)) for place, names in owners.items()}


def _extension_file(module: Module) -> str:
    folder = module.name.replace(".", "/") if module.is_package else posixpath.dirname(module.name.replace(".", "/"))
    return posixpath.join(folder, Path(str(module.path)).name)


def _in_order(library: Library, by_place: dict[str, Library]) -> Iterable[str]:
    """All libraries that one needs, each behind those that it needs itself."""
    done: dict[str, None] = {}
    seen = {library.name}

    def visit(one: Library) -> None:
        for place in one.needs:
            if place not in seen:
                seen.add(place)
                visit(by_place[place])
                done[place] = None

    visit(library)
    return done
