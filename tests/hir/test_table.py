"""The op table of the docs is the one the declarations make."""

from __future__ import annotations

from pathlib import Path

from whipsnake.hir.table import op_table


def test_docs_are_up_to_date() -> None:
    assert (Path(__file__).parents[2] / "docs" / "ops.md").read_text() == op_table()
