"""One random program, interpreted and compiled."""

from __future__ import annotations

from pathlib import Path

from tests.programs import Program, Whipsnake, check

from .generator import random_program


def compare(seed: int, functions: int, folder: Path, *options: str) -> None:
    """AssertionError if it does something else when compiled. The program is left in `folder`, which is empty."""
    path = folder / f"generated_{seed}.py"
    path.write_text(random_program(seed, functions), encoding="utf-8")
    check(Program(path), Whipsnake(*options), folder)
