"""Installations of this Python whose library has one module of its own, and that module's tests."""

from __future__ import annotations

import shutil
import sys
from contextlib import suppress
from pathlib import Path

from tests.cases.run import LIBRARY, copy_source

from .catalog import Module


class Installation:
    """Copies of a module and its tests, and links to all else that is installed."""

    def __init__(self, folder: Path, module: Module) -> None:
        self.library = folder / LIBRARY.relative_to(sys.base_prefix)
        self.python = folder / "bin" / "python3"
        self.source = copy_source(module.name, LIBRARY, self.library)
        for test in module.tests_here:
            copy_source(test, LIBRARY / "test", self.library / "test")
        # Python finds its library from where its executable really is.
        self.python.parent.mkdir()
        shutil.copy(Path(sys._base_executable).resolve(), self.python)  # type: ignore[attr-defined]
        for part in (LIBRARY / "test", LIBRARY, LIBRARY.parent, Path(sys.base_prefix)):
            for entry in part.iterdir():
                with suppress(FileExistsError):  # What has contents of its own here.
                    (folder / entry.relative_to(sys.base_prefix)).symlink_to(entry)
