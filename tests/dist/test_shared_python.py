"""A Python without a static library: its shared one goes along."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.dist.bareroot import BareRoot
from whipsnake.dist.archive import image_size, read_index

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


def test_a_damaged_launcher(tmp_path: Path) -> None:
    """Wherever it is cut or damaged it says so, or the system does not start it."""
    done = build(tmp_path, "onefile")
    assert (done.returncode, done.stderr) == (0, "")
    whole = (tmp_path / "app.bin").read_bytes()
    image, index = image_size(tmp_path / "app.bin"), {listed.key: listed for listed in read_index(tmp_path / "app.bin")}
    damaged = tmp_path / "damaged"

    def start(contents: bytes) -> tuple[str, str, int]:
        damaged.write_bytes(contents)
        damaged.chmod(0o755)
        done = subprocess.run([damaged, "a"], capture_output=True, text=True, check=False)
        return done.stdout, done.stderr.removeprefix(f"{damaged}: the program cannot start: "), done.returncode

    for size in (64, image // 2, image - 20):
        with pytest.raises(OSError, match=r"Exec format error|Input/output error"):
            start(whole[:size])
    for size in (image, (image + len(whole)) // 2, len(whole) - 1):
        assert start(whole[:size]) == ("", "its end is missing.\n", 1)
    (library,) = (key for key in index if key.startswith("f") and "libpython" in key)
    for key, name in (("p", "the program"), (library, library[1:])):
        at = image + index[key].offset + index[key].stored_size // 2
        changed = whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]
        assert start(changed) == ("", f"{name}: its file is damaged; get it again.\n", 1)
    assert start(whole) == (expected(tmp_path), "", 0)
