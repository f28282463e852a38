"""From the distribution's binaries to all the libraries that they need, and who needs what."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from whipsnake.dist.libraries.binary import Binary
from whipsnake.dist.libraries.host import HostGroup, host_group
from whipsnake.dist.libraries.search import Found, Search


@dataclass(frozen=True)
class Root:
    """A binary that the distribution has in any case."""

    path: Path
    name: str
    """Its place in the distribution, with `/`."""
    on_disk: bool = False
    """Whether it is a file with a path, also where others are loaded from memory."""
    by_name: bool = False
    """Whether somebody opens it by the name of its place, which it has to bear then."""
    in_memory: bool = False
    """Whether it is loaded from memory, also where others are files."""


@dataclass
class Needed:
    """A binary of the distribution, with the libraries that go with it."""

    binary: Binary
    name: str | None
    """Its place, if it is a root."""
    of_system: bool
    chain: tuple[Binary, ...]
    """Itself, and those that it was first loaded for."""
    libraries: dict[str, Needed] = field(default_factory=dict)
    """By the name that it asks for."""
    without: list[str] = field(default_factory=list)
    """Names that it must not ask for."""
    needers: list[tuple[Needed, str]] = field(default_factory=list)
    """Who asks for it, and by which name."""
    on_disk: bool = False
    """As of a root, or because one that is on disk needs it."""
    by_name: bool = False
    in_memory: bool = False

    @property
    def title(self) -> str:
        """What users know it by."""
        return self.name or str(self.binary.path)


@dataclass(frozen=True)
class Missing:
    """A library that is not on this machine."""

    library: str
    needer: str


@dataclass
class Closure:
    """All binaries of a distribution."""

    binaries: list[Needed] = field(default_factory=list)
    """Roots first, then as they were found."""
    host: dict[str, HostGroup] = field(default_factory=dict)
    """What is left to the system, and why."""
    missing: list[Missing] = field(default_factory=list)


def close(
    roots: Iterable[Root],
    search: Search,
    *,
    static_python: bool = False,
    leave_out: Callable[[Path], bool] = lambda _: False,
) -> Closure:
    """Find the libraries that the roots need, and those that these need, breadth first as the loader does.

    `static_python`: the interpreter is there before all others, and a libpython beside it would be a second one.
    `leave_out`: whether a library is not wanted, by its path, or by its name where it is not found.
    Roots that are no binaries of this kind are left out.
    """
    return _Closing(search, static_python, leave_out).run(sorted(roots, key=lambda root: root.name))


class _Closing:
    def __init__(self, search: Search, static_python: bool, leave_out: Callable[[Path], bool]) -> None:
        self.search = search
        self.static_python = static_python
        self.leave_out = leave_out
        self.result = Closure()
        self.by_file: dict[tuple[int, int], Needed] = {}
        self.unresolved: list[tuple[Needed, str]] = []

    def run(self, roots: Sequence[Root]) -> Closure:
        queue: deque[Needed] = deque()
        for root in roots:
            binary = self.search.binary(root.path)
            if binary is not None:
                new = self._add(binary, root.name, (binary,), of_system=False)
                new.on_disk, new.by_name, new.in_memory = root.on_disk, root.by_name, root.in_memory
                queue.append(new)
        while queue:
            needer = queue.popleft()
            for name in dict.fromkeys(needer.binary.needed):
                if found := self._library(needer, name):
                    queue.append(found)
        self._match_loaded()
        for needer in [needer for needer in self.result.binaries if needer.on_disk]:
            for library in all_libraries(needer):
                library.on_disk = True
        return self.result

    def _add(self, binary: Binary, name: str | None, chain: tuple[Binary, ...], *, of_system: bool) -> Needed:
        new = Needed(binary, name, of_system, chain)
        self.result.binaries.append(new)
        self.by_file.setdefault(_identity(binary.path), new)
        return new

    def _library(self, needer: Needed, name: str) -> Needed | None:
        """Connect a needed library with who needs it; returned if it is new."""
        base = name.rpartition("/")[2]
        if self.static_python and base.startswith("libpython") and not needer.binary.is_program:
            needer.without.append(name)
            return None
        found = self.search.find(name, needer.chain)
        if group := host_group(base, of_system=found is None or found.of_system):
            self.result.host[base] = group
            return None
        if self.leave_out(Path(base) if found is None else found.binary.path):
            return None
        if found is None:
            self.unresolved.append((needer, name))
            return None
        known = self.by_file.get(_identity(found.binary.path))
        target = known or self._new(found, needer)
        self._connect(needer, name, target)
        return None if known else target

    def _new(self, found: Found, needer: Needed) -> Needed:
        return self._add(found.binary, None, (found.binary, *needer.chain), of_system=found.of_system)

    def _match_loaded(self) -> None:
        """What is not found may have been loaded before, for another: the loader then knows it by its SONAME."""
        by_soname: dict[str, Needed] = {}
        for binary in self.result.binaries:
            by_soname.setdefault(binary.binary.soname or binary.binary.path.name, binary)
        for needer, name in self.unresolved:
            target = by_soname.get(name)
            if target is not None:
                self._connect(needer, name, target)
            else:
                self.result.missing.append(Missing(name, needer.title))

    @staticmethod
    def _connect(needer: Needed, name: str, target: Needed) -> None:
        needer.libraries[name] = target
        target.needers.append((needer, name))


def all_libraries(needed: Needed) -> list[Needed]:
    """Those that a binary needs, and that these need."""
    found = {id(needed): needed}
    pending = [needed]
    while pending:
        for library in pending.pop().libraries.values():
            if id(library) not in found:
                found[id(library)] = library
                pending.append(library)
    return [*found.values()][1:]


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino
