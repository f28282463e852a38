"""What a plugin imports: `from whipsnake.plugins.api import hookimpl, ...`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pluggy

from whipsnake.errors import UserError

hookimpl = pluggy.HookimplMarker("whipsnake")
"""The decorator of a hook."""


class PluginError(UserError):
    """What a plugin has to tell the user: one sentence, and what to do as `hint`. The compilation ends."""


@dataclass(frozen=True)
class Option:
    """An option of a plugin, given as `--plugin-option=PLUGIN:NAME=VALUE`, a flag as `--plugin-option=PLUGIN:NAME`."""

    name: str
    help: str
    default: str | None = None
    """Of an option with a value."""
    flag: bool = False
    """Whether it has no value; it is then True or False."""
    choices: tuple[str, ...] = ()
    """The values that are allowed, if not all are."""


@dataclass(frozen=True)
class Compilation:
    """What is being compiled, and how."""

    mode: str
    """`accelerated`, `module`, `package`, `standalone`, `onefile` or `dll`."""
    main: Path
    """The program's file, or a package's `__init__.py`."""
    output: Path
    """The file or folder that is being made."""
    options: Mapping[str, str | bool | None] = field(default_factory=dict)
    """The plugin's own ones."""

    @property
    def is_distribution(self) -> bool:
        """Whether the result has files of its own: `standalone`, `onefile` or `dll`."""
        return self.mode in ("standalone", "onefile", "dll")


@dataclass(frozen=True)
class DataFile:
    """A file that a distribution is to have."""

    place: str
    """Its path in the distribution, which is beside the main module, as in `package/data.txt`."""
    content: bytes | Path
    on_disk: bool = True
    """Whether a one-file program has to put it on a disk; otherwise importlib.resources and the loader find it."""


@dataclass(frozen=True)
class SharedLibrary:
    """A shared library that a distribution is to have, with all that it needs."""

    path: Path
    place: str | None = None
    """Where the program opens it by its path, that path in the distribution; None: it is opened by its name."""
    module: str = "__main__"
    """The module that opens it."""


@dataclass(frozen=True)
class BundledFile:
    """A file that is to be in a distribution."""

    place: str
    kind: str
    """`data` or `library`."""
    source: Path | None
    """Where it comes from."""
    reason: str
    """Why it is there."""
