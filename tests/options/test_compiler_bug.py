"""What a user sees when the compiler itself is wrong: where, in which function, and its HIR; and nothing is left."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest
from conftest import Outcome, Project
from fakes import compiler

from whipsnake import codegen, driver, frontend, passes
from whipsnake.errors import CompilerBug
from whipsnake.hir import Function

SOURCE = (
    "class C:\n    def method(self, x):\n        return [x]\n    def other(self):\n        return 1\nC().method(1)\n"
)


def broken(function: Function) -> None:
    """A pass that fails."""
    if function.name == "C.method":
        raise KeyError("nonsense")


def breaks(function: Function) -> None:
    """A pass that leaves HIR behind that is wrong."""
    if function.name == "C.method":
        function.blocks[-1].instrs.clear()


def fails(*_: object, **__: object) -> None:
    raise RecursionError("too deep")


@pytest.mark.parametrize(
    ("where", "name", "value", "options", "expected"),
    [
        (passes, "PIPELINE", [*passes.PIPELINE, broken], [], "in pass broken, compiling function C.method of module"),
        (passes, "PIPELINE", [broken, *passes.PIPELINE], [], "in pass broken, compiling function C.method of module"),
        (passes, "PIPELINE", [breaks, *passes.PIPELINE], ["--debug"], "in pass breaks, compiling function C.method of"),
        (frontend, "translate", fails, [], "in the frontend, compiling module __main__"),
        (codegen, "emit", fails, [], "in code generation, compiling module __main__"),
        (driver, "program_table", fails, [], "internal error: RecursionError"),
    ],
    ids=["last pass", "first pass", "verifier", "frontend", "code generation", "elsewhere"],
)
def test_bug(
    project: Project,
    command: Callable[..., Outcome],
    monkeypatch: pytest.MonkeyPatch,
    where: object,
    name: str,
    value: object,
    options: list[str],
    expected: str,
) -> None:
    cache, output = project.folder / "cache", project.file("app.bin", "old")
    monkeypatch.setenv("WHIPSNAKE_CACHE_DIR", str(cache))
    monkeypatch.setenv("CC", compiler(project.folder))
    project.write(app=SOURCE)
    before = {*project.folder.iterdir()}
    monkeypatch.setattr(where, name, value)
    outcome = command("app.py", "--quiet", *options)
    assert outcome.code == 1 and outcome.out == ""
    sentence, *details = outcome.err.splitlines()
    assert sentence.startswith("whipsnake: internal error") and expected in sentence
    assert details[-1] == "This is a bug of Whipsnake. Please report it, with the text above."
    if "C.method" in expected:
        assert any(line.startswith("fn C.method(") for line in details), outcome.err
        assert not any(line.startswith("fn C.other(") for line in details)
    # Nothing is left, and what was there stays.
    assert {*project.folder.iterdir()} - {cache} == before and output.read_text() == "old"
    assert list((cache / "tmp").iterdir()) == []
    monkeypatch.undo()
    monkeypatch.setenv("WHIPSNAKE_CACHE_DIR", str(cache))
    monkeypatch.setenv("CC", compiler(project.folder))
    assert command("app.py", "--quiet", *options).code == 0


def test_bug_in_another_process() -> None:
    bug = CompilerBug("pass p", "module", "details", "function")
    again = pickle.loads(pickle.dumps(bug))
    assert (str(again), again.details) == (str(bug), bug.details)
