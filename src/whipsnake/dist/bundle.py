"""Everything that goes into a distribution: each thing under its name there, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from whipsnake.errors import UserError

Kind = Literal["bytecode", "namespace", "extension", "library", "data"]


@dataclass(frozen=True)
class Entry:
    """One thing in a distribution."""

    kind: Kind
    name: str
    """A module's name, or the path of another file below the root, with `/`; of a folder, with `/` at its end."""
    read: Callable[[], bytes]
    """Its contents, as they go into the distribution."""
    reason: str
    source: Path | None = None
    is_package: bool = False
    file: str = ""
    """An extension module's path below the root."""
    is_inside: bool = False
    """Whether an extension module is in a folder's executable, where others are files beside it."""
    libraries: tuple[str, ...] = ()
    """The names of the libraries that an extension module needs to be loaded before it. One that is on disk has in
    front the top-level module with whose files it is there, and two slashes."""
    is_executable: bool = False
    on_disk: bool = False
    """Whether it has to be a file on a disk: somebody opens it who knows nothing of archives."""
    owners: tuple[str, ...] = ()
    """The top-level modules by whose `__file__` it is found; none: that of the folder it is in."""

    @property
    def path(self) -> str:
        """The path below the root."""
        return self.file or self.name

    @property
    def is_file(self) -> bool:
        """Whether it is a file of its own in a folder."""
        return self.kind in ("extension", "library", "data") and not self.is_inside


@dataclass
class Bundle:
    """The things of a distribution, by kind of name: modules, and files."""

    opened: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """For each module that opens libraries by name, those to load before it, as `Entry.libraries` has them."""
    program: str = ""
    """The place of the executable in a folder."""
    interpreter: tuple[str, ...] = ()
    """The place of the interpreter's shared library, which one file has inside, behind those that it needs."""
    host: tuple[str, ...] = ()
    """The shared libraries that are left to the system."""
    tells_missing: bool = True
    """Whether the program tells the user of a module that it was built without."""
    leave_out: Callable[[Entry], bool] = lambda _: False
    """Whether a file is not wanted after all."""
    _modules: dict[str, Entry] = field(default_factory=dict)
    _files: dict[str, Entry] = field(default_factory=dict)
    _places: dict[str, Entry] = field(default_factory=dict)
    """What is a file, by its path."""
    _folders: dict[str, Entry] = field(default_factory=dict)
    """The folders around those, each with one that is in it."""

    def add(self, entry: Entry) -> None:
        """Add a thing; the same again is no harm, another of the same name is the user's to sort out."""
        is_module = entry.kind in ("bytecode", "namespace", "extension")
        entries = self._modules if is_module else self._files
        known = entries.get(entry.name) or (self._places.get(entry.path) if entry.kind != "bytecode" else None)
        if known is not None and known.source != entry.source and known.read() != entry.read():
            raise _clash(f"two different files are to be {entry.path}", known, entry)
        if not is_module and self.leave_out(entry):
            return
        if known is None or (known.kind == "extension" and entry.kind == "library"):
            entries[entry.name] = entry
        elif entry.on_disk and known.kind == "data":
            self._files[entry.name] = self._places[entry.path] = replace(known, on_disk=True)
        if known is None and entry.kind in ("extension", "library", "data"):
            self._occupy(entry)

    def _occupy(self, entry: Entry) -> None:
        """Note the file's place, and see that it can be there."""
        if entry.path == self.program:
            raise UserError(
                f"{entry.source or entry.reason} is to be {entry.path}, which is the program itself.",
                hint="Give it another place, or the program another name with -o.",
            )
        other = self._folders.get(entry.path)
        if other is not None:
            raise _clash(f"{entry.path} is to be a file and a folder", entry, other)
        if not entry.path.endswith("/"):
            self._places[entry.path] = entry
        for end, character in enumerate(entry.path):
            if character == "/":
                folder = entry.path[:end]
                if folder in self._places or folder == self.program:
                    other = self._places.get(folder, entry)
                    raise _clash(f"{folder} is to be a file and a folder", other, entry)
                self._folders.setdefault(folder, entry)

    def modules(self) -> Iterator[Entry]:
        """The modules that are not compiled, in order."""
        return (self._modules[name] for name in sorted(self._modules))

    def files(self) -> Iterator[Entry]:
        """The other files, in order."""
        return (self._files[name] for name in sorted(self._files))


def _clash(what: str, one: Entry, other: Entry) -> UserError:
    return UserError(
        f"{what} in the distribution: {one.source or one.reason} and {other.source or other.reason}.",
        hint="Leave one of them out, or give it another place.",
    )
