"""From the bundle to the folder or the one file that is made of it."""

from __future__ import annotations

import _imp
import hashlib
import posixpath
import shutil
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from whipsnake.build.builder import Linked
from whipsnake.dist.archive import Compress, Flags, Item, aligned, fingerprint, stored, write_archive
from whipsnake.dist.bundle import Bundle, Entry
from whipsnake.dist.image import guarded
from whipsnake.modules import Graph, Module
from whipsnake.modules.graph import NOT_FOUND


def write_folder(
    program: Path, bundle: Bundle, graph: Graph, name: str, folder: Path, *, others: Sequence[str] = ()
) -> Path:
    """Make a standalone folder of the linked program, which gets that name there; in `folder`.

    `others`: the names of links to it.
    """
    made = folder / "standalone"
    made.mkdir()
    items = [_item(entry, is_inside=not entry.is_file) for entry in bundle.modules()]
    items += [*_compiled(graph.modules), *_opened(bundle), *_left_out(graph, bundle)]
    _write_program(program, items, stored, made / name)
    for other in others:
        (made / other).symlink_to(name)
    for entry in [*bundle.modules(), *bundle.files()]:
        if entry.is_file:
            path = made / entry.path
            if entry.path.endswith("/"):
                path.mkdir(parents=True, exist_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(entry.read())
            path.chmod(0o755 if entry.is_executable or entry.kind != "data" else 0o644)
    return made


def write_one_file(
    linked: Linked,
    bundle: Bundle,
    graph: Graph,
    folder: Path,
    compress: Compress,
    *,
    thaws: bool,
    disk_spec: str | None = None,
) -> Path:
    """Make the one file of what was linked, in `folder`.

    `thaws`: it takes the interpreter's frozen modules from its archive (`Python.can_thaw`);
    `disk_spec`: where it has files that must be on disk.
    """
    items = [_item(entry, is_inside=True) for entry in [*bundle.modules(), *bundle.files()]]
    items += [*trees(bundle, graph.modules), *_compiled(graph.modules), *_opened(bundle), *_left_out(graph, bundle)]
    if thaws:
        items += _frozen(graph.modules)
    if disk_spec is not None:
        items.append(Item("t", b"", extra=(disk_spec,)))
    if linked.launcher is not None:
        items += [Item("p", linked.program.read_bytes()), Item("l/", b"", extra=bundle.interpreter)]
    made = folder / "onefile"
    _write_program(linked.launcher or linked.program, items, compress, made, is_checked=True)
    return made


def _frozen(modules: Collection[str]) -> Iterator[Item]:
    """The interpreter's frozen modules, as far as the program has them: `runtime/py/thaw.c` takes them from there."""
    for name in _imp._frozen_module_names():  # type: ignore[attr-defined]
        if name in modules or name in _BOOTSTRAP:
            found: Any = _imp.find_frozen(name, withdata=True)
            code, is_package, origin = found
            aliased = (origin,) if origin not in (name, None) else ()
            yield Item(f"z{name}", bytes(code), Flags.PACKAGE if is_package else 0, aliased)


_BOOTSTRAP = ("_frozen_importlib", "_frozen_importlib_external", "zipimport")
"""What CPython imports before there is an import system."""


def trees(bundle: Bundle, modules: Collection[str]) -> list[Item]:
    """For each top-level module with files that must be on disk the list of them: `runtime/diskcache.h` says how.

    What is in no package is found by the main module's file, and those beside it: their list is that of the root, `/`.
    """
    lists: dict[str, list[str]] = {}
    for entry in bundle.files():
        if entry.on_disk:
            digest = hashlib.blake2b(entry.read(), digest_size=16).hexdigest() + ("x" if entry.is_executable else "")
            package, slash, _ = entry.name.partition("/")
            for owner in entry.owners or (package if slash and package in modules else "/",):
                lists.setdefault(owner, []).extend((entry.name, digest))
    return [
        Item(
            f"t{package}",
            b"",
            extra=(
                hashlib.blake2b("\0".join(listed).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest(),
                *listed,
            ),
        )
        for package, listed in lists.items()
    ]


def _compiled(modules: Mapping[str, Module]) -> Iterator[Item]:
    """For whoever looks what is in a program: the names of the modules that are machine code."""
    for module in modules.values():
        if module.form == "compiled":
            yield Item(f"c{module.name}", b"", Flags.PACKAGE if module.is_package else 0)


def _left_out(graph: Graph, bundle: Bundle) -> Iterator[Item]:
    """What an import that fails when the program runs could have found: `explain` in runtime/distribution.py."""
    if not bundle.tells_missing:
        return
    for name, why in graph.left_out.items():
        if why != NOT_FOUND:
            yield Item(f"x{name}", b"", extra=(why,))
    foreign = [name for name in sorted(sys.stdlib_module_names) if graph.finder.find(name) is None]
    yield Item("x", b"", extra=tuple(foreign))


def _opened(bundle: Bundle) -> list[Item]:
    """For each module the libraries to load before it, which it opens by name; for none, the names of all."""
    names = {posixpath.basename(place) for places in bundle.opened.values() for place in places}
    items = [Item(f"l{module}", b"", extra=places) for module, places in bundle.opened.items()]
    return [*items, Item("l", b"", extra=tuple(sorted(names)))] if names else []


def _write_program(
    program: Path, items: Iterable[Item], compress: Compress, path: Path, *, is_checked: bool = False
) -> None:
    image = aligned(guarded(program.read_bytes()))
    if is_checked:
        items = [*items, Item("i", b"", extra=(str(fingerprint(image)),))]
    path.write_bytes(image + write_archive(items, compress))
    shutil.copymode(program, path)


def _item(entry: Entry, *, is_inside: bool) -> Item:
    flags = Flags.PACKAGE if entry.is_package else 0
    extra: tuple[str, ...] = ()
    if entry.kind == "extension":
        flags |= Flags.EXTENSION
        extra = (entry.file, *entry.libraries)
    elif entry.kind == "namespace":
        flags |= Flags.NAMESPACE
    if entry.on_disk:
        flags |= Flags.ON_DISK
    if entry.is_executable:
        flags |= Flags.EXECUTABLE
    if entry.kind == "library":
        flags |= Flags.LIBRARY
    is_module = entry.kind in ("bytecode", "namespace", "extension")
    return Item(("m" if is_module else "f") + entry.name, entry.read() if is_inside else b"", flags, extra)
