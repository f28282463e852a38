"""The test modules of CPython that every change is tested with."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .catalog import CATALOG, Module
from .runner import DIFFERENCES, compare

EXTRA = tuple(os.environ.get("WHIPSNAKE_TEST_OPTIONS", "").split())


@pytest.mark.ci
@pytest.mark.parametrize("module", [module for module in CATALOG.values() if module.ci], ids=lambda one: one.name)
def test_ends_as_interpreted(module: Module, tmp_path: Path) -> None:
    comparisons = compare(module, tmp_path, EXTRA)
    if not comparisons:
        pytest.skip("not in this version")
    for comparison in comparisons:
        assert comparison.same, comparison.explanation()


def test_each_difference_has_a_reason() -> None:
    for one in DIFFERENCES:
        assert one.subject in CATALOG, one
        assert one.case.startswith("test."), one
        assert one.reason, one
        assert set(one.versions) <= {"3.11", "3.12", "3.13"}, one
