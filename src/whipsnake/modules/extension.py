"""What an extension module imports, as far as its file and its source tell: C code imports by strings."""

from __future__ import annotations

import mmap
import re
from pathlib import Path

from whipsnake.modules.imports import Import, Mention

_GROUP = re.compile(rb"\0(\w+__mypyc)(?=\0)")
_GROUP_END = b"__mypyc\0"


def named_in_extension(path: Path, module: str) -> tuple[Mention, ...]:
    """The strings in an extension module that may name modules of the top-level package that it is in."""
    package, dot, _ = module.partition(".")
    if not dot:
        return ()
    pattern = re.compile(rb"\0(" + re.escape(package.encode()) + rb"(?:\.[A-Za-z_]\w*)+)(?=\0)")
    return tuple(Mention(name, None) for name in _found(pattern, path, package.encode()) if name != module)


def imported_by_extension(path: Path) -> tuple[Import, ...]:
    """The module that mypyc has put the code of several into, of which an extension module is only the door."""
    return tuple(Import(name, 0, (), None) for name in _found(_GROUP, path, _GROUP_END))


def source_of_extension(path: Path) -> Path:
    """Where the source of an extension module lies if it is delivered, too."""
    return path.with_name(path.name.partition(".")[0] + ".py")


def _found(pattern: re.Pattern[bytes], path: Path, sign: bytes) -> list[str]:
    """What the pattern finds, if `sign` is there: that is looked for quickly, and files may be large."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as contents:
            if contents.find(sign) < 0:
                return []
            return sorted({match[1].decode("ascii") for match in pattern.finditer(contents)})
    except (OSError, ValueError):
        return []
