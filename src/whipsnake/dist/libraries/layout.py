"""The place of each library in the distribution, and the changes that follow from it."""

from __future__ import annotations

import hashlib
import os
import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from whipsnake.dist.libraries.binary import Binary, Edits
from whipsnake.dist.libraries.closure import Closure, Needed, all_libraries
from whipsnake.dist.libraries.search import expand

COMMON = "system.libs"
"""The folder of libraries that are in no package. A name with a dot can be no module's."""
MAIN_SEARCH = (f"$ORIGIN/{COMMON}",)
"""The DT_RPATH that the distribution's own executable, which is in the topmost folder, is linked with. The loader looks
there also for the libraries of its extension modules, but not of those that have a DT_RUNPATH."""


@dataclass(frozen=True)
class Library:
    """A binary as it goes into the distribution."""

    source: Path
    name: str
    """Its place, with `/`."""
    why: tuple[str, ...]
    """Who needs it; nothing for what the distribution has in any case."""
    needs: tuple[str, ...]
    """The places of those that it needs, in the order in which it asks for them."""
    edits: Edits
    has_debug_info: bool
    on_disk: bool = False


def lay_out(
    closure: Closure, packages: Sequence[Path], *, main_search: tuple[str, ...] = MAIN_SEARCH, in_memory: bool = False
) -> list[Library]:
    """Give every binary its place: roots have one, what lies in a folder of `packages` stays where it is there.

    `in_memory`: those that need not be on disk have no place when they are loaded, so each must be known by its SONAME.
    The others are below a folder of their own, without the executable.
    """
    same = _copies(closure)
    names = _names(closure, same, [folder.absolute() for folder in packages])
    here = {*names.values()}
    return [
        _library(binary, names, here, main_search, in_memory)
        for binary in closure.binaries
        if same[id(binary)] is binary
    ]


def _copies(closure: Closure) -> dict[int, Needed]:
    """For each binary the one that stands for it: the first of those with the same contents.

    Only libraries of no package are compared: those in packages are looked for in their places.
    """
    first: dict[tuple[str, str], Needed] = {}
    result: dict[int, Needed] = {}
    for binary in closure.binaries:
        result[id(binary)] = binary
        if binary.name is None:
            key = (_file_name(binary), _digest(binary.binary.path))
            same = first.setdefault(key, binary)
            same.on_disk = same.on_disk or binary.on_disk
            result[id(binary)] = same
    return result


def _names(closure: Closure, same: dict[int, Needed], packages: Sequence[Path]) -> dict[int, str]:
    names: dict[int, str] = {}
    taken: set[str] = {binary.name for binary in closure.binaries if binary.name is not None}
    for binary in closure.binaries:
        if same[id(binary)] is not binary:
            names[id(binary)] = names[id(same[id(binary)])]
            continue
        name = binary.name
        if name is None:
            path = binary.binary.path.with_name(_file_name(binary))
            name = _inside(path, packages) or f"{COMMON}/{path.name}"
            if name in taken:
                # Another library of that name: each finds its own.
                name = f"{COMMON}/{_digest(binary.binary.path)[:12]}/{path.name}"
            taken.add(name)
        names[id(binary)] = name
    return names


def _file_name(needed: Needed) -> str:
    """The SONAME, if the file is known by it or is in no package; else the name by which it was found."""
    path, soname = needed.binary.path, needed.binary.soname
    if soname and "/" not in soname:
        beside = path.with_name(soname)
        if needed.of_system or (beside.exists() and beside.samefile(path)):
            return soname
    return path.name


def _inside(path: Path, packages: Sequence[Path]) -> str | None:
    found = [path.relative_to(folder).as_posix() for folder in packages if path.is_relative_to(folder)]
    return min(found, key=len) if found else None


def _library(
    needed: Needed, names: dict[int, str], here: set[str], main_search: tuple[str, ...], in_memory: bool
) -> Library:
    name = names[id(needed)]
    own_name = posixpath.basename(name)
    targets = {asked: names[id(target)] for asked, target in needed.libraries.items()}
    is_known_by_name = needed.by_name or any(in_memory or needer.in_memory for needer, _ in needed.needers)
    search = None
    if not needed.in_memory and (not in_memory or needed.on_disk):
        # A program has to find the libraries of its libraries as well.
        wanted = all_libraries(needed) if needed.binary.is_program else [*needed.libraries.values()]
        search = _search(
            needed.binary, name, [names[id(one)] for one in wanted], here, () if in_memory else main_search
        )
    return Library(
        source=needed.binary.path,
        name=name,
        why=tuple(sorted({f"{names[id(needer)]} needs {asked}" for needer, asked in needed.needers})),
        needs=tuple(dict.fromkeys(targets.values())),
        edits=Edits(
            search=search,
            soname=own_name if is_known_by_name and needed.binary.soname != own_name else None,
            without=tuple(needed.without),
            renamed=tuple(
                (asked, posixpath.basename(target))
                for asked, target in targets.items()
                if asked != posixpath.basename(target)
            ),
        ),
        has_debug_info=needed.binary.has_debug_info,
        on_disk=needed.on_disk,
    )


def _search(
    binary: Binary, name: str, targets: Sequence[str], here: set[str], main_search: tuple[str, ...]
) -> tuple[str, ...] | None:
    """What the binary's DT_RPATH or DT_RUNPATH has to be; None where it may stay as it is."""
    own = binary.runpath or binary.rpath
    inherited = () if binary.runpath or binary.is_program else main_search
    if all(_finds(target, name, own, inherited, here) for target in targets):
        return None
    folder = posixpath.dirname(name)
    kept = [entry for entry in own if _is_relative(entry)]
    for target in targets:
        if not _finds(target, name, kept, (), here):
            there = posixpath.relpath(posixpath.dirname(target) or ".", folder or ".")
            # In front: what was found by accident further on must not be found.
            kept.insert(0, "$ORIGIN" if there == "." else f"$ORIGIN/{there}")
    return tuple(dict.fromkeys(kept))


def _finds(target: str, name: str, own: Sequence[str], inherited: Sequence[str], here: set[str]) -> bool:
    """Whether the loader finds that library, and cannot find anything else before it, wherever the distribution is."""
    asked = posixpath.basename(target)
    for entries, origin in ((own, posixpath.dirname(name)), (inherited, "")):
        for entry in entries:
            if not _is_relative(entry):
                return False
            folder = os.path.relpath(expand(entry, f"/{origin}"), "/")
            candidate = posixpath.normpath(posixpath.join(folder, asked))
            if candidate in here:
                return candidate == target
    return False


def _is_relative(entry: str) -> bool:
    return entry.startswith(("$ORIGIN", "${ORIGIN}"))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
