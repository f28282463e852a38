"""The pyproject.toml of a program."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from whipsnake.errors import UsageError


def find_pyproject(path: Path) -> Path | None:
    """The nearest one above a file or folder, given by its absolute path, or in that folder."""
    return next((file for folder in (path, *path.parents) if (file := folder / "pyproject.toml").is_file()), None)


def read_table(file: Path, *names: str) -> dict[str, Any]:
    """One of its tables: `read_table(file, "tool", "whipsnake")`; empty if it is not there."""
    try:
        table: object = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"this is not valid TOML: {error}.", filename=str(file)) from None
    except OSError as error:
        raise UsageError(f"the file cannot be read: {error.strerror}.", filename=str(file)) from None
    for name in names:
        table = table.get(name, {}) if isinstance(table, dict) else table
    if not isinstance(table, dict):
        raise UsageError(f"[{'.'.join(names)}] is not a table.", filename=str(file))
    return table
