"""C compilers that are quick, or broken."""

from __future__ import annotations

import stat
from pathlib import Path

# Finds the output among its arguments, and answers what is asked before anything is compiled.
_OPENING = """#!/bin/sh
if [ "$1" = --version ]; then echo "gcc (fake) 1.0 {salt}"; exit 0; fi
out=
for word in "$@"; do
    [ "$last" = -o ] && out="$word"
    last="$word"
done
"""
MAKES_FILES = "printf '\\177ELF fake' > \"$out\"; exit 0\n"


def compiler(folder: Path, body: str = MAKES_FILES, name: str = "fake-cc") -> str:
    """Write a C compiler that does `body` with each file, `$out` being the one to make; its path."""
    path = folder / name
    # Its version tells it from others in the cache's keys.
    path.write_text(_OPENING.replace("{salt}", str(path)) + body)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)
