"""The comparison of CPython's test cases notices every kind of difference."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import pytest

from tests.cases.comparison import VERSION, Case, Comparison, Difference, Run, may_differ, read_differences
from tests.cases.run import Way, run_both
from tests.cpython import catalog as cpython
from tests.cpython import runner as cpython_runner
from tests.stdlib import catalog as stdlib
from tests.stdlib import runner as stdlib_runner

SOURCE = """
import unittest
class Ends(unittest.TestCase):
    def test_passes(self): pass
    def test_fails(self): self.fail("so")
    def test_raises(self): 1 / 0
    @unittest.skip("so")
    def test_skipped(self): pass
    @unittest.expectedFailure
    def test_expected(self): self.fail()
    @unittest.expectedFailure
    def test_unexpected(self): pass
    def test_parts(self):
        for i in range(3):
            with self.subTest(i=i):
                self.assertNotEqual(i, 1)
"""
ENDS = {
    "test_passes": "passed",
    "test_fails": "failed",
    "test_raises": "failed",
    "test_skipped": "skipped",
    "test_expected": "expected failure",
    "test_unexpected": "unexpected success",
    "test_parts": "failed",
}


def run(cases: dict[str, str], code: int | str = 0) -> Run:
    return Run({name: Case(outcome) for name, outcome in cases.items()}, "", code)


def test_equals_are_the_same() -> None:
    assert Comparison("t", run({"a": "passed", "b": "failed"}), run({"a": "passed", "b": "failed"}), ()).same


@pytest.mark.parametrize(
    "compiled",
    [run({"a": "failed", "b": "failed"}), run({"a": "passed"}), run({"a": "passed", "b": "failed", "c": "passed"}),
     run({"a": "started"}), run({}), run({"a": "passed", "b": "failed"}, -11)],
)  # fmt: skip
def test_differences_are_noticed(compiled: Run) -> None:
    assert not Comparison("t", run({"a": "passed", "b": "failed"}), compiled, ()).same


def test_no_cases_are_no_success() -> None:
    assert not Comparison("t", run({}), run({}), ()).same


def test_only_what_is_listed_may_differ() -> None:
    old, new = run({"x.a": "passed", "y.a": "passed"}), run({"x.a": "failed", "y.a": "failed"})
    comparison = Comparison("t", old, new, ("x.*",))
    assert (comparison.differing, comparison.excused, comparison.same) == (["y.a"], ["x.a"], False)


def test_list_is_read(tmp_path: Path) -> None:
    path = tmp_path / "differences.txt"
    path.write_text(f"# about\n\nmod test.a.*: why: so\nmod test.b {VERSION} 3.99: old\nmod test.c 3.99: new\n")
    found = read_differences(path)
    assert found[0] == Difference("mod", "test.a.*", (), "why: so")
    assert found[2] == Difference("mod", "test.c", ("3.99",), "new")
    assert may_differ(found, "mod") == ("test.a.*", "test.b")
    assert may_differ(found, "other") == ()


def test_every_end_is_told(tmp_path: Path) -> None:
    crash = "    def test_with_a_crash(self):\n        import os; os.abort()\n"
    for name, text in (("one", SOURCE), ("two", SOURCE + crash)):
        (tmp_path / name / "test").mkdir(parents=True)
        (tmp_path / name / "test/__init__.py").touch()
        (tmp_path / name / "test/test_ends.py").write_text(text)
    ways = [Way(name, tmp_path / name / "test", "SourceFileLoader", tmp_path / name) for name in ("one", "two")]
    one, two = run_both("test.test_ends", "test_ends", tmp_path, (ways[0], ways[1]))
    assert one.code == 0
    assert {name.rpartition(".")[2]: case.outcome for name, case in one.cases.items()} == ENDS
    assert two.code not in (0, 1)
    assert two.cases["test.test_ends.Ends.test_with_a_crash"].outcome == "started"
    assert "1 differ compiled" in Comparison("t", one, two, ()).summary()


def test_module_from_elsewhere_is_refused(tmp_path: Path) -> None:
    ways = Way("one", tmp_path, "SourceFileLoader"), Way("two", tmp_path, "CompiledLoader")
    for result in run_both("colorsys", "test_colorsys", tmp_path, ways):
        assert "not what is to be tested" in result.output and not result.cases


def test_command_tells_names() -> None:
    for program in ("tests.stdlib", "tests.cpython", "tests.packages"):
        done = subprocess.run(
            [sys.executable, "-m", program, "nothing"],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 2 and "'nothing' is not in the catalog" in done.stderr


@pytest.mark.parametrize(
    ("catalog", "differences"),
    [(cpython.CATALOG, cpython_runner.DIFFERENCES), (stdlib.CATALOG, stdlib_runner.DIFFERENCES)],
    ids=["cpython", "stdlib"],
)
def test_each_difference_has_a_reason(catalog: Collection[str], differences: list[Difference]) -> None:
    for one in differences:
        assert one.subject in catalog, one
        assert one.case.startswith("test."), one
        assert one.reason, one
        assert set(one.versions) <= {"3.11", "3.12", "3.13"}, one
