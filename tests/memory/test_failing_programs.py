"""Programs of `tests/run` with one allocation failing: compiled, they go wrong only as interpreted ones do."""

from __future__ import annotations

import json
import os
import py_compile
import re
import shutil
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest
from programs import Program, all_programs, environment

from memory.helpers import HERE, build_allocations, compiled

MOMENTS = 12
MANY = 30
"""How many allocations at one place fail in an interpreted program, where the compiled one does what it should not."""

# Those that `make test-slow` looks at; WHIPSNAKE_TEST_FAILING=all looks at all.
SAMPLE = {
    "algorithms_symbolic", "annotations_plain", "attr_caches", "augassign_targets", "call_argument_binding",
    "class_hooks", "class_slots", "closure_cells", "exception_context_chain", "gen_throw", "gen_yield_from",
}  # fmt: skip

# They print the stack that they are imported from, end their process, start others, or are interrupted by a timer,
# which strikes elsewhere each time.
LEFT_OUT = {"faulthandler_fork", "multiprocessing_program", "signal_everywhere"}

CHOSEN = {program.name for program in all_programs()} if os.environ.get("WHIPSNAKE_TEST_FAILING") == "all" else SAMPLE


def moments(
    program: Program, folder: Path, path: Path, limit: int, *where: str, **variables: str
) -> list[dict[str, Any]]:
    """What failing_program.py finds out. `variables`: of its environment."""
    command = [str(HERE / "failing_program.py"), str(folder), program.name, str(limit), *where]
    done = subprocess.run(
        [sys.executable, *program.python, *command],
        cwd=path,
        env=environment(program) | {"PYTHONPATH": str(path)} | variables,
        input=program.stdin.encode(),
        capture_output=True,
        timeout=3600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["moments"]
    return found


def faults(found: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    """What should not be, by its kind and the place of the allocation; each with the first moment that led to it."""
    kinds: dict[tuple[str, str], dict[str, Any]] = {}
    for moment in found:
        outcome = re.sub("0x[0-9a-f]+", "0x...", moment["outcome"])
        if outcome.startswith("exit code"):
            kinds.setdefault(("crash", moment["where"]), moment)
        elif outcome not in {"good", "MemoryError"}:
            kinds.setdefault((outcome, moment["where"]), moment)
        if "damage" in moment:
            kinds.setdefault(("damage", moment["where"]), moment)
    return kinds


def inexcusable(program: Program, folder: Path, path: Path, limit: int = MOMENTS) -> list[dict[str, Any]]:
    """The faults of the compiled program in a folder that the interpreted one, from its bytecode, does not have at the
    same place. What crashes it there, or is seen afterwards, may do anything to the compiled one.
    """
    found = moments(program, folder, path, limit)
    if not found:
        pytest.skip("the program ends its process, or cannot be imported twice")
    assert len(found) >= MOMENTS
    assert any(moment["outcome"] == "MemoryError" for moment in found)
    ours = faults(found)
    if not ours:
        return []
    source = folder / "interpreted" / program.path.name
    source.parent.mkdir()
    shutil.copy2(program.path, source)
    py_compile.compile(str(source), doraise=True)
    # What CPython frees too early it may well survive: less so where freed memory is overwritten, and when it compiles.
    for allocator, from_bytecode in (("default", True), ("debug", True), ("debug", False)):
        if not from_bytecode:
            shutil.rmtree(source.parent / "__pycache__")
        places = sorted({where for _, where in ours})
        theirs = faults(moments(program, source.parent, path, MANY, *places, PYTHONMALLOC=allocator))
        ours = {(kind, where): moment for (kind, where), moment in ours.items() if not excused(kind, where, theirs)}
        if not ours:
            break
    return [*ours.values()]


def excused(kind: str, where: str, theirs: Collection[tuple[str, str]]) -> bool:
    """Whether what begins with the same place went wrong in the same way, or crashed."""
    return any(other in (kind, "crash") and f"{place} ".startswith(f"{where} ") for other, place in theirs)


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
    assert inexcusable(program, tmp_path, path) == []


@pytest.mark.ci
def test_first_times(path: Path, tmp_path: Path) -> None:
    """Every allocation fails: what the runtime needs is not there when it is first needed."""
    program = Program(HERE / "first_times.py")
    compiled(program.path, tmp_path)
    assert inexcusable(program, tmp_path, path, limit=10_000) == []


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
    """A crash, a wrong result and a wrong result afterwards are told from MemoryError; places are found again."""
    for name, number in ("crashing", 6), ("wrong", 0):
        (tmp_path / f"{name}.py").write_text(BAD.replace("SIGNAL", str(number)))
    crashing, wrong = (
        faults(moments(Program(tmp_path / f"{name}.py"), tmp_path, path, 120)) for name in ("crashing", "wrong")
    )
    assert {"other output", "damage"} <= {kind for kind, _ in wrong}
    assert not any(kind == "crash" and where.startswith("wrong.py") for kind, where in wrong)
    places = [where for kind, where in crashing if kind == "crash" and where.startswith("crashing.py:5 in <module>,")]
    assert places
    again = moments(Program(tmp_path / "crashing.py"), tmp_path, path, 3, places[0])
    assert [moment["where"] for moment in again] == [places[0]] * 3
    assert set(faults(again)) == {("crash", places[0])}
