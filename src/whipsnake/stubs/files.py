"""Which files for type checkers lie beside a compiled module or package."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from whipsnake.stubs.generate import generate

HEAD = b"# Made by whipsnake from "
"""How a file begins that is not hand-written, and may be replaced."""
NOTHING_KNOWN = b"from typing import Any\n\ndef __getattr__(name: str) -> Any: ...\n"
"""The stub of a module whose names may be anything."""


@dataclass(frozen=True)
class Source:
    """A module that was compiled."""

    place: PurePosixPath
    """Where its stub is, seen from the folder of the module, or from the package's."""
    path: Path
    contents: bytes


@dataclass(frozen=True)
class Stub:
    """A file for type checkers, and its place."""

    place: PurePosixPath
    contents: bytes

    @property
    def is_made(self) -> bool:
        """Whether nobody wrote it."""
        return self.contents.startswith(HEAD)


def find_stubs(
    sources: Sequence[Source], package: Path | None, leave: Path, make: Callable[[Source], bytes]
) -> list[Stub]:
    """The stubs of a module, or of a package, whose source is the folder `package`.

    What is written by hand comes as it is: stubs beside the sources, stubs without a source, the marker `py.typed`.
    The others `make` makes. `leave`: the folder of the output, whose files are none of the source's.
    """
    found: dict[PurePosixPath, bytes] = {}
    for path in sorted((*package.rglob("*.pyi"), *package.rglob("py.typed"))) if package is not None else ():
        if leave == package or not path.is_relative_to(leave):
            contents = _by_hand(path)
            if contents is not None:
                found[PurePosixPath(path.relative_to(package))] = contents  # type: ignore[arg-type]
    for source in sources:
        if source.place not in found:
            contents = _by_hand(source.path.with_suffix(".pyi"))
            if contents is None:
                name = source.path.name if source.path.name.isprintable() else ascii(source.path.name)
                contents = HEAD + f"{name}; what is changed here is lost.\n".encode() + make(source)
            found[source.place] = contents
    return [Stub(place, contents) for place, contents in found.items()]


def is_by_hand(path: Path) -> bool:
    """Whether there is a file that we have not made."""
    return _by_hand(path) is not None


def _by_hand(path: Path) -> bytes | None:
    with suppress(OSError):
        contents = path.read_bytes()
        return None if contents.startswith(HEAD) else contents
    return None


def make_stub(source: bytes, package: str, *, docstrings: bool) -> bytes:
    """The stub of a source, in a top-level package."""
    text = generate(source, package=package, docstrings=docstrings)
    ast.parse(text)
    return text.encode()
