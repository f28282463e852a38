"""What the command says of shipped facts that somebody edited."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import whipsnake

FILE = "whipsnake/facts/packages/certifi.yaml"


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A copy of the compiler, and a program that uses two packages of which it has facts."""
    copy = tmp_path / "installed"
    shutil.copytree(
        Path(whipsnake.__file__).parent, copy / "whipsnake", ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
    )
    for name in ("certifi", "tzdata"):
        (tmp_path / "app" / name).mkdir(parents=True)
        (tmp_path / "app" / name / "__init__.py").write_text("")
    (tmp_path / "app" / "certifi" / "cacert.pem").write_text("")
    (tmp_path / "app" / "app.py").write_text("import certifi\n")
    return copy


def run(installed: Path, *, with_jsonschema: bool = True) -> tuple[int, str]:
    """The exit code, and what the command prints that is no progress."""
    path = [str(installed)]
    if not with_jsonschema:
        (installed.parent / "without").mkdir()
        (installed.parent / "without" / "jsonschema.py").write_text("raise ImportError\n")
        path.append(str(installed.parent / "without"))
    done = subprocess.run(
        [sys.executable, "-m", "whipsnake", "--mode=standalone", "--emit-c-only", "app.py"],
        cwd=installed.parent / "app",
        env=os.environ | {"PYTHONPATH": os.pathsep.join(path)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    lines = [line for line in done.stderr.splitlines() if "warning" in line or "certifi.yaml" in line]
    return done.returncode, "\n".join(lines)


def edit(installed: Path, old: str, new: str) -> str:
    path = installed / FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return str(path)


def test_what_says_the_same_or_is_not_used_is_silent(installed: Path) -> None:
    edit(installed, "certifi:", "# a comment\ncertifi:")
    unused = installed / FILE.replace("certifi", "tzdata")
    unused.write_text(unused.read_text(encoding="utf-8").replace("dirs:", "dir:"), encoding="utf-8")
    assert run(installed) == (0, "")


def test_an_edited_entry_is_named(installed: Path) -> None:
    path = edit(installed, "cacert.pem", "__init__.py")
    assert run(installed) == (0, f"whipsnake: warning: {path}:1: the entry certifi is not as it was shipped.")


def test_it_cannot_be_validated_without_jsonschema(installed: Path) -> None:
    path = edit(installed, "cacert.pem", "__init__.py")
    told = f"{path}:1: the entry certifi is not as it was shipped; cannot validate it: jsonschema is not installed"
    assert run(installed, with_jsonschema=False) == (
        0, f"whipsnake: warning: {told} (pip install whipsnake[facts])."
    )  # fmt: skip


def test_a_wrong_entry_is_refused_in_the_schemas_words(installed: Path) -> None:
    path = edit(installed, "patterns:", "pattern:")
    code, told = run(installed)
    assert code == 1
    warning, error = told.splitlines()
    assert warning == f"whipsnake: warning: {path}:1: the entry certifi is not as it was shipped."
    assert error.startswith(f"{path}:")
    assert "'pattern' was unexpected" in error
