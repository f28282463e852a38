"""Everything that goes into a distribution: each thing under its name there, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
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
    libraries: tuple[str, ...] = ()
    """The names of the libraries that an extension module needs to be loaded before it. One that is on disk has in front the
    top-level module with whose files it is there, and two slashes."""
    is_executable: bool = False
    on_disk: bool = False
    """Whether it has to be a file on a disk: somebody opens it who knows nothing of archives."""
    owners: tuple[str, ...] = ()
    """The top-level modules by whose `__file__` it is found; none: that of the folder it is in."""

    @property
    def path(self) -> str:
        """The path below the root."""
        return self.file or self.name


@dataclass
class Bundle:
    """The things of a distribution, by kind of name: modules, and files."""

    opened: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """For each module that opens libraries by name, those to load before it, as `Entry.libraries` has them."""
    _modules: dict[str, Entry] = field(default_factory=dict)
    _files: dict[str, Entry] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Add a thing; the same again is no harm, another of the same name is the user's to sort out."""
        entries = self._modules if entry.kind in ("bytecode", "namespace", "extension") else self._files
        known = entries.setdefault(entry.name, entry)
        if known is not entry and known.source != entry.source and known.read() != entry.read():
            raise UserError(
                f"two different files are to be {entry.name} in the distribution: "
                f"{known.source or known.reason} and {entry.source or entry.reason}.",
                hint="Leave one of them out, or give it another place.",
            )

    def modules(self) -> Iterator[Entry]:
        """The modules that are not compiled, in order."""
        return (self._modules[name] for name in sorted(self._modules))

    def files(self) -> Iterator[Entry]:
        """The other files, in order."""
        return (self._files[name] for name in sorted(self._files))
