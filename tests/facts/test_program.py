"""A distribution has what facts tell."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """\
import os, mypkg
print(open(os.path.join(os.path.dirname(mypkg.__file__), "x.txt")).read(), mypkg.load("hidden"))
"""
FACTS = "mypkg:\n  implicit-imports: [{modules: [mypkg.hidden]}]\n  data-files: [{patterns: ['*.txt']}]\n"
NUITKA = "- module-name: mypkg\n  implicit-imports: [{depends: [.hidden]}]\n  data-files: {patterns: ['*.txt']}\n"


def build(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "whipsnake", "--mode=standalone", *options, "app.py"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    (tmp_path / "mypkg").mkdir()
    (tmp_path / "app.py").write_text(PROGRAM)
    (tmp_path / "mypkg" / "__init__.py").write_text(
        "import importlib\ndef load(name): return importlib.import_module('mypkg.' + name).VALUE\n"
    )
    (tmp_path / "mypkg" / "hidden.py").write_text("VALUE = 7\n")
    (tmp_path / "mypkg" / "x.txt").write_text("data")
    return tmp_path


@pytest.mark.parametrize("text", [FACTS, NUITKA], ids=["ours", "nuitka"])
def test_a_users_file(program: Path, text: str) -> None:
    (program / "mine.yaml").write_text(text)
    built = build(program, "--user-package-configuration-file=mine.yaml")
    assert (built.returncode, built.stderr.count("warning")) == (0, 0), built.stderr
    (program / "mypkg").rename(program / "gone")
    run = subprocess.run([program / "app.dist" / "app.bin"], capture_output=True, text=True, cwd="/")
    assert (run.stdout, run.stderr) == ("data 7\n", "")


def test_a_mistake_in_it(program: Path) -> None:
    (program / "mine.yaml").write_text("mypkg:\n  data-files: [{pattern: ['*']}]\n")
    built = build(program, "--user-package-configuration-file=mine.yaml")
    assert built.returncode == 1
    assert built.stderr.startswith("mine.yaml:2: mypkg: data-files.pattern: ")
    assert "Traceback" not in built.stderr
    assert not (program / "app.dist").exists()
