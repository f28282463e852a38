"""Which plugins there are. This runs in every compilation: it reads a few small files, and imports nothing."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from whipsnake.errors import UsageError

GROUP = "whipsnake"
"""The group of entry points: the name is the plugin's, the value the module or the object that has the hooks."""


@dataclass(frozen=True)
class Candidate:
    """A plugin that is there."""

    name: str
    value: str
    """The entry point; empty for a user's file."""
    file: Path
    """The user's file, or the folder of the distribution's metadata."""

    @property
    def version(self) -> str:
        """That of its distribution."""
        return self.file.name.rpartition(".")[0].partition("-")[2] if self.value else ""


def candidates(user_files: Sequence[str]) -> list[Candidate]:
    """The installed plugins, and the user's own."""
    found: dict[str, Candidate] = {}
    for candidate in _installed():
        found.setdefault(candidate.name, candidate)
    for text in user_files:
        file = Path(text)
        if not file.is_file():
            raise UsageError(f"--user-plugin={text}: there is no such file.", hint="Name a Python file.")
        found[file.stem] = Candidate(file.stem, "", file.absolute())
    return list(found.values())


def _installed() -> Iterator[Candidate]:
    for entry in sys.path if sys.flags.safe_path else sys.path[1:]:
        try:
            names = sorted(os.listdir(entry or "."))  # noqa: PTH208 - pathlib's takes as long as all the rest
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")):
                yield from _of_distribution(f"{entry}/{name}")


def _of_distribution(folder: str) -> Iterator[Candidate]:
    try:
        with open(f"{folder}/entry_points.txt", encoding="utf-8") as file:  # noqa: PTH123
            text = file.read()
    except (OSError, UnicodeDecodeError):
        return
    if f"[{GROUP}]" not in text:
        return
    section = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            section = line
        elif section == f"[{GROUP}]" and (match := re.match(r"([^=#;]+?)\s*=\s*([^\s\[]+)", line)):
            yield Candidate(match[1], match[2], Path(folder))
