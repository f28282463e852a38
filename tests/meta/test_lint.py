"""The linter sees every Python file of ours: folders that it leaves out by their names are none of ours."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[2]


def lines(*command: str) -> set[str]:
    return set(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines())


def test_the_linter_sees_every_file() -> None:
    left_out = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["exclude"]
    ruff = shutil.which("ruff", path=str(Path(sys.executable).parent))
    assert ruff is not None
    seen = {str(Path(path).relative_to(ROOT)) for path in lines(ruff, "check", "--show-files", ".")}
    ours = lines("git", "ls-files", "*.py")
    assert len(ours) > 300
    assert {path for path in ours - seen if not any(fnmatch(path, f"{name}*") for name in left_out)} == set()
