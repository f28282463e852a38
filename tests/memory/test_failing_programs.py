"""Programs of `tests/run` with one allocation failing: compiled, they go wrong only as interpreted ones do."""

from __future__ import annotations

import json
import os
import py_compile
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from programs import Program, all_programs, environment

from memory.helpers import HERE, build_allocations, compiled

MOMENTS = 12
MANY = 120
"""For interpreted programs, which are asked only where the compiled one does what it should not."""

# Those that `make test-slow` looks at; WHIPSNAKE_TEST_FAILING=all looks at all.
SAMPLE = {
    "algorithms_symbolic", "annotations_plain", "attr_caches", "augassign_targets", "call_argument_binding",
    "class_hooks", "class_slots", "closure_cells", "exception_context_chain", "gen_throw", "gen_yield_from",
}  # fmt: skip

# They print the stack that they are imported from, end their process, or start others.
LEFT_OUT = {"faulthandler_fork", "multiprocessing_program"}

CHOSEN = {program.name for program in all_programs()} if os.environ.get("WHIPSNAKE_TEST_FAILING") == "all" else SAMPLE


def moments(program: Program, folder: Path, path: Path, number: int) -> list[dict[str, Any]]:
    """What failing_program.py finds out."""
    done = subprocess.run(
        [sys.executable, *program.python, str(HERE / "failing_program.py"), str(folder), program.name, str(number)],
        cwd=path,
        env=environment(program) | {"PYTHONPATH": str(path)},
        input=program.stdin.encode(),
        capture_output=True,
        timeout=3600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["moments"]
    return found


def faults(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What should not be, each with the first moment that led to it."""
    kinds: dict[str, dict[str, Any]] = {}
    for moment in found:
        outcome = re.sub("0x[0-9a-f]+", "0x...", moment["outcome"])
        if outcome.startswith(("exit code", "hangs", "other output", "SystemError")):
            kinds.setdefault(outcome, moment)
        if "damage" in moment:
            kinds.setdefault("damage", moment)
    return kinds


def inexcusable(program: Program, folder: Path, path: Path) -> dict[str, dict[str, Any]]:
    """The faults of the compiled program in a folder that the interpreted one does not have, from its bytecode."""
    found = moments(program, folder, path, MOMENTS)
    if not found:
        pytest.skip("the program ends its process, or cannot be imported twice")
    assert len(found) == MOMENTS
    assert any(moment["outcome"] == "MemoryError" for moment in found)
    ours = faults(found)
    theirs = {}
    if ours:
        source = folder / "interpreted" / program.path.name
        source.parent.mkdir()
        shutil.copy2(program.path, source)
        py_compile.compile(str(source), doraise=True)
        theirs = faults(moments(program, source.parent, path, MANY))
    return {kind: moment for kind, moment in ours.items() if kind not in theirs}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("path")
    build_allocations(folder)
    return folder


@pytest.mark.ci
@pytest.mark.parametrize(
    "program",
    [
        pytest.param(program, id=program.name)
        for program in all_programs()
        if program.mode == "module" and not program.packages and program.name in CHOSEN - LEFT_OUT
    ],
)
def test_program(program: Program, path: Path, tmp_path: Path) -> None:
    compiled(program.path, tmp_path, *program.options)
    assert inexcusable(program, tmp_path, path) == {}


BAD = """
import os, sys
try:
    for i in range(100):
        bytearray(10)
except MemoryError:
    if SIGNAL:
        os.kill(os.getpid(), SIGNAL)
    sys.bad = True
print(hasattr(sys, "bad"))
"""


def test_harness_sees_crashes_and_damage(path: Path, tmp_path: Path) -> None:
    """A crash, a wrong result and a wrong result afterwards are told from MemoryError."""
    for name, number in ("crashing", 6), ("wrong", 0):
        (tmp_path / f"{name}.py").write_text(BAD.replace("SIGNAL", str(number)))
    kinds = {
        name: set(faults(moments(Program(tmp_path / f"{name}.py"), tmp_path, path, MANY)))
        for name in ("crashing", "wrong")
    }
    assert "exit code -6" in kinds["crashing"]
    assert {"other output", "damage"} <= kinds["wrong"]
    assert "exit code -6" not in kinds["wrong"]
