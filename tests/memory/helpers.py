"""What the tests of memory share: compiled files, and the extension module that makes allocations fail."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from programs import SUFFIX, Whipsnake

HERE = Path(__file__).parent


def keep_no_numbers(monkeypatch: pytest.MonkeyPatch, *flags: str) -> None:
    """Let compiled code free the numbers that it drops, where else it keeps some for the next ones."""
    monkeypatch.setenv("CC", " ".join([os.environ.get("CC", "cc"), "-DRT_SPARE_LIMIT=0", *flags]))


def compiled(source: Path, folder: Path, *options: str) -> Path:
    """The extension module that a file is compiled to."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        keep_no_numbers(monkeypatch)
        Whipsnake(*options).build(source, "module", (), folder)
    return folder / f"{source.stem}{SUFFIX}"


def build_allocations(folder: Path) -> None:
    """Make the extension module `allocations`."""
    command = (sysconfig.get_config_var("CC") or "cc").split()
    include = sysconfig.get_path("include")
    result = folder / f"allocations{SUFFIX}"
    subprocess.run(
        [*command, "-shared", "-fPIC", "-O1", f"-I{include}", HERE / "allocations.c", "-o", result], check=True
    )


def python(*arguments: str | Path, path: Path, cwd: Path, timeout: int = 600) -> str:
    """What an interpreter prints that has `path` on its path."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={"PYTHONPATH": str(path), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout
