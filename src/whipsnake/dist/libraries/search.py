"""Finding a library as the dynamic loader of Linux does: the rules are those of ld.so(8)."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from whipsnake.dist.libraries.binary import Binary

_CACHE_MAGIC = b"glibc-ld.so.cache1.1"
_CACHE_ENTRY = struct.Struct("=iIIIQ")


@dataclass(frozen=True)
class Found:
    """A library, and whether it is one of the system's: it lies where the loader looks without being told."""

    binary: Binary
    of_system: bool


@dataclass
class Search:
    """The loader's view of a machine."""

    read: Callable[[Path], Binary | None]
    environment: tuple[Path, ...] = ()
    """LD_LIBRARY_PATH."""
    cached: dict[str, list[Path]] = field(default_factory=dict)
    """ld.so.cache: name -> files, those to be preferred first."""
    default: tuple[Path, ...] = ()
    _known: dict[Path, Binary | None] = field(default_factory=dict)

    def binary(self, path: Path) -> Binary | None:
        """A file, which is read once."""
        if path not in self._known:
            self._known[path] = self.read(path) if path.is_file() else None
        return self._known[path]

    def find(self, name: str, chain: Sequence[Binary]) -> Found | None:
        """The library `name` that `chain[0]` needs, which was loaded for `chain[1]` and so on.

        Files of other processors are passed over.
        """
        needer = chain[0]
        if "/" in name:
            path = Path(expand(name, needer.path.parent))
            found = self._fits(path, needer)
            return Found(found, of_system=False) if found else None
        folders: list[Path] = []
        if not needer.runpath:
            for binary in chain:
                if not binary.runpath:
                    folders += (Path(expand(folder, binary.path.parent)) for folder in binary.rpath)
        folders += self.environment
        folders += (Path(expand(folder, needer.path.parent)) for folder in needer.runpath)
        for folder in folders:
            if found := self._fits(folder / name, needer):
                return Found(found, of_system=folder in self.default)
        for path in (*self.cached.get(name, ()), *(folder / name for folder in self.default)):
            if found := self._fits(path, needer):
                return Found(found, of_system=True)
        return None

    def _fits(self, path: Path, needer: Binary) -> Binary | None:
        found = self.binary(path)
        return found if found and found.machine == needer.machine else None


def expand(folder: str, origin: Path | str, machine: str = os.uname().machine) -> str:
    """The loader's variables in a DT_RPATH or DT_NEEDED."""
    values = {"ORIGIN": str(origin), "LIB": f"lib/{machine}-linux-gnu", "PLATFORM": machine}
    for variable, value in values.items():
        folder = folder.replace(f"${{{variable}}}", value).replace(f"${variable}", value)
    return os.path.normpath(folder)


def of_this_machine(read: Callable[[Path], Binary | None]) -> Search:
    """The loader as it would be for a program started now."""
    environment = os.environ.get("LD_LIBRARY_PATH", "").replace(";", ":").split(":")
    machine = os.uname().machine
    default = [
        Path(top, folder)
        for folder in (f"{machine}-linux-gnu", "")
        for top in ("/lib", "/usr/lib", "/lib64", "/usr/lib64")
    ]
    cache = Path("/etc/ld.so.cache")
    try:
        cached = parse_cache(cache.read_bytes())
    except OSError:
        cached = {}
    return Search(
        read,
        environment=tuple(Path(folder).absolute() for folder in environment if folder),
        cached=cached,
        # Without a cache (another C library, a container) the folders that it is made from are searched.
        default=(*(() if cached else configured(Path("/etc/ld.so.conf"))), *default),
    )


def parse_cache(contents: bytes) -> dict[str, list[Path]]:
    """What `ldconfig` wrote, in its order. Variants for newer processors are left out: others could not run them."""
    start = contents.find(_CACHE_MAGIC)
    if start < 0:
        return {}
    (count,) = struct.unpack_from("=I", contents, start + len(_CACHE_MAGIC))
    found: dict[str, list[Path]] = {}
    # Magic, count, length of the strings, flags, offset of the extensions, three unused words.
    position = start + len(_CACHE_MAGIC) + 28
    for number in range(count):
        entry = position + number * _CACHE_ENTRY.size
        _, key, value, _, variant = _CACHE_ENTRY.unpack_from(contents, entry)
        if not variant:
            name, path = (_string(contents, start + offset) for offset in (key, value))
            found.setdefault(name, []).append(Path(path))
    return found


def _string(contents: bytes, start: int) -> str:
    return os.fsdecode(contents[start : contents.index(b"\0", start)])


def configured(file: Path, depth: int = 8) -> tuple[Path, ...]:
    """The folders of an ld.so.conf."""
    try:
        lines = file.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ()
    folders: list[Path] = []
    for line in lines:
        words = line.partition("#")[0].split()
        if words[:1] == ["include"]:
            for pattern in words[1:] if depth else ():
                base = Path("/") if pattern.startswith("/") else file.parent
                for included in sorted(base.glob(pattern.lstrip("/"))):
                    folders += configured(included, depth - 1)
        elif words and words[0] != "hwcap":
            folders += (Path(word) for word in words if word.startswith("/"))
    return tuple(folders)
