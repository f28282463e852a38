"""Programs of `tests/run` again and again in one process: compiled, they leave no more references than interpreted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import fmean

import pytest
from programs import Program, Whipsnake, all_programs, execute

from memory.helpers import HERE, keep_no_numbers

ROUNDS = 10
LAST = 6
"""What grows in the last so many rounds is a leak: each is compared with the last but one: some alternate."""

# Those that `make test` looks at, and those that `make test-slow` does; WHIPSNAKE_TEST_LEAKS=all looks at all.
QUICK = {"async_gen_basic", "class_hooks", "exception_context_chain", "frame_locals_write", "gen_throw"}
SLOW = {
    "algorithms_numeric", "annotations_plain", "async_comprehensions", "async_gen_aclose", "async_with_for",
    "asyncio_program", "attr_caches", "augassign_targets", "await_chain", "builtin_shadowing",
    "call_argument_binding", "call_kwargs_errors", "class_cell_super", "class_prepare", "class_slots",
    "closure_cells", "code_replace", "comprehension_scopes", "contextvars_and_misc", "coroutine_basic",
    "dataclasses_program", "decorators", "gen_basic", "gen_finalize", "gen_frames", "gen_handled_exception",
    "algorithms_symbolic", "gen_yield_from", "generic_typing", "global_rebinding", "import_circular",
}  # fmt: skip

# The first starts other processes. Interpreters that end leave their interned strings behind, on CPython: those of the
# loader, and of the import of an extension module, too.
LEFT_OUT = {"multiprocessing_program", "subinterpreters_modules"}

PIECES = Program(HERE / "pieces.py")
EVERY = {program.name for program in all_programs()}
CHOSEN = EVERY if os.environ.get("WHIPSNAKE_TEST_LEAKS") == "all" else QUICK | SLOW


def counts(program: Program, folder: Path) -> dict[str, list[int]] | None:
    """What is in memory after each round; None if the program ends its process, or does not end."""
    cwd = folder / "cwd"
    cwd.mkdir(exist_ok=True)
    command = [sys.executable, *program.python, str(HERE / "repeat.py"), str(folder), program.name, str(ROUNDS)]
    try:
        result = execute(command, program, cwd)
    except subprocess.TimeoutExpired:
        return None
    if result.code or not result.stdout:
        return None
    found: dict[str, list[int]] = json.loads(result.stdout)
    return found


def growth(numbers: list[int]) -> list[float]:
    """By how much each of the last rounds grows."""
    return [(new - old) / 2 for old, new in zip(numbers[-LAST:-2], numbers[2 - LAST :], strict=True)]


def leak(program: Program, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """What the compiled program leaves behind in each round, and the interpreted one does not."""
    keep_no_numbers(monkeypatch)
    Whipsnake().compile(program, folder)
    compiled = counts(program, folder)
    if compiled and all(min(growth(numbers)) <= 0 for numbers in compiled.values()):
        return {}
    interpreted = counts(program, program.path.parent)
    if interpreted is None:
        pytest.skip("the program cannot run again and again")
    assert compiled is not None, "the compiled program cannot run again and again, the interpreted one can"
    rates = {what: (min(growth(numbers)), fmean(growth(interpreted[what]))) for what, numbers in compiled.items()}
    return {what: ours for what, (ours, theirs) in rates.items() if ours > max(theirs, 0) + 0.5}


def choose(program: Program) -> object:
    marks = [] if program.name in QUICK or program is PIECES else [pytest.mark.ci]
    return pytest.param(program, marks=marks, id=program.name)


@pytest.mark.parametrize(
    "program",
    [
        choose(program)
        for program in [PIECES, *all_programs()]
        if program is PIECES or (program.mode == "module" and program.name in CHOSEN - LEFT_OUT)
    ],
)
def test_no_reference_is_left(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert leak(program, tmp_path, monkeypatch) == {}


LEAKS = {
    "a reference to a known object": ("references", "json.dumps"),
    "an object that nobody knows": ("blocks", "bytearray(10)"),
}


@pytest.mark.parametrize("what", LEAKS)
def test_harness_sees(what: str, tmp_path: Path) -> None:
    counter, expression = LEAKS[what]
    (tmp_path / "leaking.py").write_text(
        f"import ctypes, json\nctypes.pythonapi.Py_IncRef(ctypes.py_object({expression}))\n"
    )
    found = counts(Program(tmp_path / "leaking.py"), tmp_path)
    assert found and min(growth(found[counter])) >= 1
