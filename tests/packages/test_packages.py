"""The packages that every change is tested with, and those of `make test-slow`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .catalog import CATALOG, Package
from .runner import compare

CHOSEN = [
    pytest.param(one, marks=() if one.ci else pytest.mark.ci, id=one.name)
    for one in CATALOG.values()
    if one.ci or one.slow
]
EXTRA = tuple(os.environ.get("WHIPSNAKE_TEST_OPTIONS", "").split())


@pytest.mark.slow
@pytest.mark.parametrize("package", CHOSEN)
def test_own_tests_end_as_interpreted(package: Package, tmp_path: Path) -> None:
    comparison = compare(package, tmp_path, compiler_options=EXTRA)
    assert comparison.same, comparison.explanation()
