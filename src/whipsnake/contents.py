"""What a program that was made holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from whipsnake.dist.archive import Flags, Listed, read_index
from whipsnake.errors import UsageError


class Thing(NamedTuple):
    """Something in a distribution; sizes are in bytes."""

    kind: str
    name: str
    size: int
    stored: int


def contents_of(path: Path) -> list[Thing]:
    """What a one-file program or a standalone folder holds; UsageError for what is neither."""
    if path.is_dir():
        return [*_folder(path)]
    index = _index(path)
    inside = [thing for listed in index if (thing := _thing(listed)) is not None]
    size = path.stat().st_size
    # The rest is the interpreter, the compiled modules and the table of contents.
    return [Thing("program", path.name, size, size - sum(thing.stored for thing in inside)), *inside]


def _folder(folder: Path) -> Iterator[Thing]:
    programs = []
    files = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
        try:
            read_index(path)
        except (OSError, ValueError):
            files.append(path)
        else:
            programs.append(path)
    if not programs:
        raise UsageError(f"{folder} holds no program that whipsnake made.", hint="Name an app.dist, or one file.")
    extensions = set()
    for program in programs:
        for thing in contents_of(program):
            if thing.kind == "extension" and not thing.size:
                extensions.add(thing.name)
            else:
                yield thing
    for path in files:
        name = path.relative_to(folder).as_posix()
        size = path.stat().st_size
        with path.open("rb") as file:
            is_binary = file.read(4) == b"\x7fELF"
        module = name.partition(".")[0].replace("/", ".")
        is_extension = bool({module, module.removesuffix(".__init__")} & extensions)
        yield Thing("extension" if is_binary and is_extension else "library" if is_binary else "data", name, size, size)


def _index(path: Path) -> list[Listed]:
    try:
        return read_index(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", hint="Check the path.") from None
    except ValueError as problem:
        raise UsageError(
            f"{path} is no program with contents to list: {problem}.",
            hint="Only standalone and one-file programs have an archive.",
        ) from None


def _thing(listed: Listed) -> Thing | None:
    kinds = {"m": "bytecode", "z": "frozen", "c": "compiled", "f": "data"}
    kind, name = kinds.get(listed.key[:1]), listed.key[1:]
    if kind is None:
        return None  # what the program's start needs to know
    if kind == "bytecode" and listed.flags & (Flags.EXTENSION | Flags.NAMESPACE):
        kind = "extension" if listed.flags & Flags.EXTENSION else "namespace"
    if kind == "data" and listed.flags & Flags.LIBRARY:
        kind = "library"
    return Thing(kind, name, listed.size, listed.stored_size)
