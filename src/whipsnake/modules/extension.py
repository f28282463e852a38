"""What an extension module names of its own package: C code imports by strings."""

from __future__ import annotations

import mmap
import re
from pathlib import Path

from whipsnake.modules.imports import Mention


def named_in_extension(path: Path, module: str) -> tuple[Mention, ...]:
    """The strings in an extension module that may name modules of the top-level package that it is in."""
    package, dot, _ = module.partition(".")
    if not dot:
        return ()
    pattern = re.compile(rb"\0(" + re.escape(package.encode()) + rb"(?:\.[A-Za-z_]\w*)+)(?=\0)")
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as contents:
            names = {match[1].decode("ascii") for match in pattern.finditer(contents)}
    except (OSError, ValueError):
        return ()
    return tuple(Mention(name, None) for name in sorted(names - {module}))
