"""The modules of the standard library that every change is tested with."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .catalog import CATALOG, Module
from .runner import compare, differences

EXTRA = tuple(os.environ.get("WHIPSNAKE_TEST_OPTIONS", "").split())


@pytest.mark.slow
@pytest.mark.parametrize("module", [module for module in CATALOG.values() if module.ci], ids=lambda one: one.name)
def test_own_tests_end_as_interpreted(module: Module, tmp_path: Path) -> None:
    for comparison in compare(module, tmp_path, compiler_options=EXTRA):
        assert comparison.same, comparison.explanation()


def test_each_difference_has_a_reason() -> None:
    for (module, case), reason in differences().items():
        assert module in CATALOG, module
        assert case.startswith("test."), case
        assert reason, case
