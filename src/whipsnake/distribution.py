"""From the module graph to a distribution: the bundle, and the folder or file that is made of it."""

from __future__ import annotations

import hashlib
import posixpath
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from whipsnake.build.cache import Cache, key_of
from whipsnake.build.python import Python
from whipsnake.build.runtime import RUNTIME
from whipsnake.dist.archive import Compress, Flags, Item, Method, appended, stored, write_archive
from whipsnake.dist.bundle import Bundle, Entry
from whipsnake.dist.libraries import elf
from whipsnake.dist.libraries.closure import Root, close
from whipsnake.dist.libraries.contents import contents
from whipsnake.dist.libraries.layout import Library, lay_out
from whipsnake.dist.libraries.search import of_this_machine
from whipsnake.modules import Graph, Module
from whipsnake.modules.bytecode import read_bytecode
from whipsnake.pythonflags import PythonFlags

START = RUNTIME / "distribution.py"
START_NAME = "_whipsnake_distribution"


def make_bundle(graph: Graph, python: Python, *, in_memory: bool) -> Bundle:
    """Everything that goes into the distribution beside the executable's own image."""
    bundle = Bundle()
    for module in graph.modules.values():
        match module.form:
            case "bytecode":
                bundle.add(_bytecode(module))
            case "namespace":
                bundle.add(Entry("namespace", module.name, bytes, _reason(module), is_package=True))
    start = read_bytecode(START.read_bytes(), "<frozen importlib._bootstrap_external>", START_NAME, PythonFlags())
    bundle.add(Entry("bytecode", START_NAME, lambda: start.code, "it finds the modules of the archive", START))
    _add_libraries(bundle, graph, python, in_memory=in_memory)
    return bundle


def _bytecode(module: Module) -> Entry:
    code = module.marshalled
    return Entry("bytecode", module.name, lambda: code, _reason(module), module.path, module.is_package)


def _reason(module: Module) -> str:
    reason = module.reason
    if reason.importer is None:
        return reason.option
    how = "named in a string of" if reason.is_mention else "imported by"
    return f"{how} {reason.importer}" + (f", line {reason.line}" if reason.line else "")


def _add_libraries(bundle: Bundle, graph: Graph, python: Python, *, in_memory: bool) -> None:
    """The extension modules, and the shared libraries that they need."""
    extensions = {_extension_file(module): module for module in graph.modules.values() if module.form == "extension"}
    closure = close(
        [Root(Path(str(module.path)), file) for file, module in extensions.items()],
        of_this_machine(elf.read),
        static_python=python.static_library is not None,
    )
    graph.warnings += [f"{missing}" for missing in closure.missing]
    libraries = lay_out(closure, [Path(folder) for folder in sys.path if folder], in_memory=in_memory)
    by_place = {library.name: library for library in libraries}
    for library in libraries:
        module = extensions.get(library.name)
        bundle.add(
            Entry(
                "extension" if module else "library",
                module.name if module else library.name,
                _reader(library),
                _reason(module) if module else "; ".join(library.why),
                library.source,
                is_package=module is not None and module.is_package,
                file=library.name,
                libraries=tuple(_in_order(library, by_place)),
            )
        )


def _reader(library: Library) -> Callable[[], bytes]:
    return lambda: contents(library)


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


def write_folder(program: Path, bundle: Bundle, name: str, folder: Path) -> Path:
    """Make a standalone folder of the linked program, which gets that name there; in `folder`."""
    made = folder / "standalone"
    made.mkdir()
    items = [_item(entry, is_inside=entry.kind != "extension") for entry in bundle.modules()]
    _write_program(program, items, stored, made / name)
    for entry in [*bundle.modules(), *bundle.files()]:
        if entry.kind in ("extension", "library", "data"):
            path = made / entry.path
            if entry.path.endswith("/"):
                path.mkdir(parents=True, exist_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(entry.read())
            path.chmod(0o755 if entry.is_executable or entry.kind != "data" else 0o644)
    return made


def write_one_file(
    program: Path, bundle: Bundle, folder: Path, compress: Compress, *, disk_spec: str | None = None
) -> Path:
    """Make the one file of the linked program, in `folder`; `disk_spec`: where it has files that must be on disk."""
    items = [_item(entry, is_inside=True) for entry in [*bundle.modules(), *bundle.files()]]
    items += trees(bundle)
    if disk_spec is not None:
        items.append(Item("t", b"", extra=(disk_spec,)))
    made = folder / "onefile"
    _write_program(program, items, compress, made)
    return made


def trees(bundle: Bundle) -> list[Item]:
    """For each top-level module with files that must be on disk the list of them: `runtime/diskcache.h` says how."""
    packages: dict[str, list[str]] = {}
    for entry in bundle.files():
        if entry.on_disk:
            digest = hashlib.blake2b(entry.read(), digest_size=16).hexdigest() + ("x" if entry.is_executable else "")
            packages.setdefault(entry.owner or entry.name.partition("/")[0], []).extend((entry.name, digest))
    return [
        Item(
            f"t{package}",
            b"",
            extra=(
                hashlib.blake2b("\0".join(listed).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest(),
                *listed,
            ),
        )
        for package, listed in packages.items()
    ]


def _write_program(program: Path, items: Iterable[Item], compress: Compress, path: Path) -> None:
    path.write_bytes(appended(program.read_bytes(), write_archive(items, compress)))
    shutil.copymode(program, path)


def _item(entry: Entry, *, is_inside: bool) -> Item:
    flags = Flags.PACKAGE if entry.is_package else 0
    extra: tuple[str, ...] = ()
    if entry.kind == "extension":
        flags |= Flags.EXTENSION
        extra = (entry.file, *entry.libraries)
    elif entry.kind == "namespace":
        flags |= Flags.NAMESPACE
    is_module = entry.kind in ("bytecode", "namespace", "extension")
    return Item(("m" if is_module else "f") + entry.name, entry.read() if is_inside else b"", flags, extra)


def compression(cache: Cache) -> Compress:
    """zlib, file by file, with what is known of the same contents."""
    import zlib

    def compress(data: bytes) -> tuple[Method, bytes]:
        if len(data) < 64:
            return Method.STORED, data
        key = key_of("zlib9", data)
        known = cache.read("compressed", key, ".z")
        if known is None:
            known = zlib.compress(data, 9)
            cache.put("compressed", key, ".z", known)
        return (Method.ZLIB, known) if len(known) < len(data) else (Method.STORED, data)

    return compress
