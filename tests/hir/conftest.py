"""Golden tests of passes: HIR text in, HIR text out, the same on every CPython version.

`tests/hir/<pass>/<case>.hir` holds a comment, the function before, `---`, and the function after the pass. `pytest
--update-hir` writes what the pass now makes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from whipsnake.hir import parse_functions, print_function, verify
from whipsnake.passes import PIPELINE

PASSES = {step.__name__: step for step in PIPELINE}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-hir", action="store_true", help="rewrite the expected HIR of golden tests")


def pytest_collect_file(parent: pytest.Collector, file_path: Path) -> pytest.Collector | None:
    if file_path.suffix == ".hir":
        collected: pytest.Collector = HirFile.from_parent(parent, path=file_path)
        return collected
    return None


class HirFile(pytest.File):
    def collect(self) -> list[pytest.Item]:
        item: pytest.Item = HirItem.from_parent(self, name=self.path.stem)
        return [item]


class HirItem(pytest.Item):
    def runtest(self) -> None:
        text = self.path.read_text()
        before, _, expected = text.partition("---\n")
        (function,) = parse_functions(before)
        verify(function)
        PASSES[self.path.parent.name](function)
        verify(function)
        actual = print_function(function)
        if self.config.getoption("--update-hir"):
            self.path.write_text(f"{before}---\n{actual}")
        elif actual != expected:
            raise HirDifference(expected, actual)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        if isinstance(excinfo.value, HirDifference):
            import difflib

            expected, actual = excinfo.value.args
            lines = difflib.unified_diff(expected.splitlines(), actual.splitlines(), "expected", "actual", lineterm="")
            return "\n".join(lines)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, f"{self.path.parent.name}: {self.name}"


class HirDifference(Exception):
    """The pass made other HIR than the file says."""
