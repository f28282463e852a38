"""Random programs do compiled what they do interpreted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .comparison import compare
from .generator import random_program

EXTRA = tuple(os.environ.get("WHIPSNAKE_TEST_OPTIONS", "").split())


def test_a_small_one(tmp_path: Path) -> None:
    compare(1, 3, tmp_path, *EXTRA)


@pytest.mark.ci
@pytest.mark.parametrize("seed", range(100, 104))
def test_same_as_interpreted(seed: int, tmp_path: Path) -> None:
    compare(seed, 8, tmp_path, *EXTRA)


def test_they_are_the_same_each_time() -> None:
    assert random_program(1, 2) == random_program(1, 2) != random_program(2, 2)
