"""What is released has all with it that it needs, and the manuals."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.ci
def test_manuals_are_installed(tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=False)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(tmp_path / "venv")]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def output(*command: str) -> str:
        return subprocess.run([*pip, *command], check=True, capture_output=True, text=True, env=environment).stdout

    output("install", "--no-deps", "--quiet", str(ROOT))
    listed = {line.strip() for line in output("show", "--files", "whipsnake").splitlines()}
    manuals = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert {"facts.md", "plugins.md", "guides/cli.md"} <= manuals
    assert {f"../../../share/doc/whipsnake/{manual}" for manual in manuals} <= listed
    sources = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*.[ch]")}
    sources |= {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*.yaml")}
    assert sources <= listed
