"""Programs of `tests/run` where memory is hard pressed: compiled, they do what they do interpreted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from programs import Program, Whipsnake, all_programs, check, execute, interpret

from memory.helpers import HERE

# Those that `make test-slow` runs under each condition; WHIPSNAKE_TEST_CONDITIONS=all runs all.
CHOSEN = {
    "collecting": {
        "async_gen_aclose", "attr_caches", "bodies_made_once", "class_hooks", "coroutine_basic",
        "function_dies_in_call", "gen_finalize", "refcount_deaths",
    },
    "small_stack": {
        "algorithms_symbolic", "await_chain", "deep_recursion", "gen_yield_from", "operators_dispatch",
        "recursion_kinds", "stack_switching", "yield_from_chain",
    },
}  # fmt: skip
ALL = os.environ.get("WHIPSNAKE_TEST_CONDITIONS") == "all"


@pytest.mark.ci
@pytest.mark.parametrize(
    ("condition", "program"),
    [
        pytest.param(condition, program, id=f"{condition}-{program.name}")
        for condition, names in CHOSEN.items()
        for program in all_programs()
        if program.mode == "module" and (ALL or program.name in names)
    ],
)
def test_same_as_interpreted(condition: str, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("programs.RUNNER", HERE / f"{condition}.py")
    monkeypatch.setattr("programs.TIMEOUT", 600)
    if interpret(program, tmp_path).code >= 0:
        check(program, Whipsnake(), tmp_path)
        return
    # The interpreter overflows its small stack: there is nothing to compare with but that.
    compiler, output = Whipsnake(), tmp_path / "out"
    output.mkdir()
    compiler.compile(program, output)
    assert execute(compiler.command(program, output), program, tmp_path).code == 0


@pytest.mark.parametrize(
    ("condition", "expression", "value"),
    [
        ("collecting", "gc.get_threshold()[0]", "1"),
        (
            "small_stack",
            "threading.stack_size(), threading.current_thread() is threading.main_thread()",
            "(262144, False)",
        ),
    ],
)
def test_condition_holds(
    condition: str, expression: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("programs.RUNNER", HERE / f"{condition}.py")
    source = tmp_path / "asking.py"
    source.write_text(f"import gc, threading\nprint(eval({expression!r}))\n")
    assert interpret(Program(source), tmp_path).stdout == f"{value}\n"
