"""The packages that every change is tested with."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .catalog import CATALOG, Package
from .runner import compare

EXTRA = tuple(os.environ.get("WHIPSNAKE_TEST_OPTIONS", "").split())


@pytest.mark.slow
@pytest.mark.parametrize("package", [package for package in CATALOG.values() if package.ci], ids=lambda one: one.name)
def test_own_tests_end_as_interpreted(package: Package, tmp_path: Path) -> None:
    comparison = compare(package, tmp_path, compiler_options=EXTRA)
    assert comparison.same, comparison.explanation()
