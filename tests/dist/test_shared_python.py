"""A Python without a static library: its shared one goes along."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.dist.bareroot import BareRoot

pytestmark = pytest.mark.skipif(not sysconfig.get_config_var("Py_ENABLE_SHARED"), reason="Python has no shared library")
WITHOUT = """
import sys, sysconfig
right = sysconfig.get_config_var
sysconfig.get_config_var = lambda name: None if name == "LIBPL" else right(name)
from whipsnake.cli.main import main
main()
"""
PROGRAM = """
import ctypes, json, sqlite3, sys
print(json.dumps(sys.argv[1:]), sqlite3.connect(":memory:").execute("select 1 + 1").fetchall())
print(ctypes.pythonapi.Py_IsInitialized())
"""


def build(folder: Path, mode: str) -> subprocess.CompletedProcess[str]:
    (folder / "app.py").write_text(PROGRAM, encoding="utf-8")
    command = [sys.executable, "-c", WITHOUT, f"--mode={mode}", "--quiet", "app.py"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def expected(folder: Path) -> str:
    command = [sys.executable, str(folder / "app.py"), "a"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_a_folder_has_the_shared_library(tmp_path: Path, bare_root: BareRoot) -> None:
    done = build(tmp_path, "standalone")
    assert (done.returncode, done.stderr) == (0, "")
    bare_root.add(tmp_path / "app.dist", "/opt/my app")
    outcome = bare_root.run("/opt/my app/app.bin", "a", proc=True, read_only=True)
    assert (outcome.stdout, outcome.stderr, outcome.code) == (expected(tmp_path), "", 0)


def test_one_file_has_it_inside(tmp_path: Path, bare_root: BareRoot) -> None:
    done = build(tmp_path, "onefile")
    assert (done.returncode, done.stderr) == (0, "")
    bare_root.add(tmp_path / "app.bin", "/opt/my app.bin")
    outcome = bare_root.run("/opt/my app.bin", "a", proc=True, read_only=True)
    assert (outcome.stdout, outcome.stderr, outcome.code) == (expected(tmp_path), "", 0)
