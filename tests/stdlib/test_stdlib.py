"""The modules of the standard library that every change is tested with, and those of `make test-slow`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .catalog import CATALOG, Module
from .runner import compare

CHOSEN = [
    pytest.param(one, marks=() if one.ci else pytest.mark.ci, id=one.name)
    for one in CATALOG.values()
    if one.ci or one.slow
]
EXTRA = tuple(os.environ.get("WHIPSNAKE_TEST_OPTIONS", "").split())


@pytest.mark.slow
@pytest.mark.parametrize("module", CHOSEN)
def test_own_tests_end_as_interpreted(module: Module, tmp_path: Path) -> None:
    for comparison in compare(module, tmp_path, EXTRA):
        assert comparison.same, comparison.explanation()
