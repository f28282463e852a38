"""Recording small programs."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml


@dataclass
class Folder:
    """A folder with a program, and one with what is installed."""

    path: Path
    installed: Path

    def write(self, files: Mapping[str, str], *, installed: bool = False) -> None:
        """Write files by their paths."""
        for name, text in files.items():
            path = (self.installed if installed else self.path) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text), encoding="utf-8")

    @property
    def env(self) -> dict[str, str]:
        """The variables of all that runs."""
        path = [str(self.installed), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        return os.environ | {"PYTHONPATH": os.pathsep.join(path), "PYTHONDONTWRITEBYTECODE": "1"}

    def run(self, *command: str | Path, text: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command here."""
        return subprocess.run(
            [str(word) for word in command],
            cwd=self.path,
            env=self.env,
            input=text,
            capture_output=True,
            text=True,
            timeout=300,
        )

    def record(self, *words: str | Path, text: str = "") -> subprocess.CompletedProcess[str]:
        """Run `whipsnake record`."""
        return self.run(sys.executable, "-m", "whipsnake", "record", *words, text=text)

    def recorded(self, *words: str, facts: str = "app.facts.yaml") -> dict[str, Any]:
        """What a recording writes; the program is to end well."""
        done = self.record(*words)
        assert done.returncode == 0, done.stderr
        loaded: dict[str, Any] = yaml.safe_load((self.path / facts).read_text(encoding="utf-8")) or {}
        return loaded


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """An empty one."""
    for name in ("program", "site-packages"):
        (tmp_path / name).mkdir()
    return Folder(tmp_path / "program", tmp_path / "site-packages")
