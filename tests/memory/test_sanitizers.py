"""Programs under valgrind, and compiled with the sanitizers of addresses and undefined behaviour: no complaint."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from programs import Program, Whipsnake, all_programs, execute, interpret

from memory.helpers import keep_no_numbers

# Those that `make test-slow` looks at; WHIPSNAKE_TEST_SANITIZERS=all looks at all.
SAMPLE = {"class_hooks", "frame_locals_write", "gen_throw", "int_overflow"}
CHOSEN = [
    pytest.param(program, id=program.name)
    for program in all_programs()
    if program.name in SAMPLE or os.environ.get("WHIPSNAKE_TEST_SANITIZERS") == "all"
]
SANITIZERS = ("-fsanitize=address,undefined", "-fno-omit-frame-pointer")
COMPLAINTS = ("AddressSanitizer", "runtime error:", "ERROR SUMMARY")

pytestmark = pytest.mark.ci


def library(name: str) -> str:
    """Where gcc has the library, or the bare name."""
    return subprocess.run(
        ["gcc", f"-print-file-name={name}"], capture_output=True, text=True, check=False
    ).stdout.strip()


def run_under(program: Program, folder: Path, prefix: list[str], environment: dict[str, str]) -> None:
    """The compiled program does what the interpreted one does, and nobody complains."""
    cwd, output = folder / "cwd", folder / "out"
    cwd.mkdir()
    output.mkdir()
    compiler = Whipsnake()
    compiler.compile(program, output)
    watched = dataclasses.replace(program, env=program.env | {"PYTHONMALLOC": "malloc"} | environment)
    got = execute([*prefix, *compiler.command(program, output)], watched, cwd)
    assert not [line for line in got.stderr.splitlines() if any(text in line for text in COMPLAINTS)], got.stderr
    if program.mode == "module":
        got = got.elsewhere(output, program.path.parent)
    expected = interpret(program, cwd)
    assert (got.stdout, got.code) == (expected.stdout, expected.code), got.stderr


@pytest.mark.parametrize("program", CHOSEN)
@pytest.mark.skipif(shutil.which("valgrind") is None, reason="there is no valgrind")
def test_valgrind(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("programs.TIMEOUT", 600)
    keep_no_numbers(monkeypatch)
    valgrind = ["valgrind", "--quiet", "--error-exitcode=99", "--smc-check=none"]
    run_under(program, tmp_path, valgrind, {})


@pytest.mark.parametrize("program", CHOSEN)
@pytest.mark.skipif(shutil.which("gcc") is None, reason="the sanitizers are gcc's")
def test_sanitizers(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    libraries = [library("libasan.so"), library("libubsan.so")]
    if not all(Path(path).is_absolute() for path in libraries):
        pytest.skip("gcc has no sanitizers")
    monkeypatch.setattr("programs.TIMEOUT", 600)
    keep_no_numbers(monkeypatch, *SANITIZERS)
    environment = {"LD_PRELOAD": " ".join(libraries), "ASAN_OPTIONS": "detect_leaks=0"}
    run_under(program, tmp_path, [], environment)


def test_sanitizers_are_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is compiled so calls the sanitizers: without their library it cannot be imported."""
    if not Path(library("libasan.so")).is_absolute():
        pytest.skip("gcc has no sanitizers")
    keep_no_numbers(monkeypatch, *SANITIZERS)
    source = tmp_path / "small.py"
    source.write_text("x = 1\n")
    output = tmp_path / "out"
    output.mkdir()
    Whipsnake().build(source, "module", (), output)
    done = subprocess.run(
        [sys.executable, "-c", "import small"], cwd=output, capture_output=True, text=True, check=False
    )
    assert "asan" in done.stderr.lower()
