"""The test modules of CPython that every change is tested with."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .catalog import CATALOG, Module
from .runner import compare

EXTRA = tuple(os.environ.get("WHIPSNAKE_TEST_OPTIONS", "").split())


@pytest.mark.ci
@pytest.mark.parametrize("module", [module for module in CATALOG.values() if module.ci], ids=lambda one: one.name)
def test_ends_as_interpreted(module: Module, tmp_path: Path) -> None:
    comparisons = compare(module, tmp_path, EXTRA)
    if not comparisons:
        pytest.skip("not in this version")
    for comparison in comparisons:
        assert comparison.same, comparison.explanation()
