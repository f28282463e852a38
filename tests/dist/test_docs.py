"""The examples of docs/distributions.md do what the page says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "distributions.md"
_BLOCK = re.compile(r"^```(\w+)(?: title=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def steps(text: str) -> Iterator[tuple[str, str]]:
    """In order: files, as (name, contents), and commands, as ("$", command and output)."""
    for language, title, body in _BLOCK.findall(text):
        if title:
            yield title, body
        elif language == "console":
            for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
                yield "$", part


def test_examples(tmp_path: Path) -> None:
    found = [*steps(PAGE.read_text(encoding="utf-8"))]
    assert {"app.py"} < {name for name, _ in found}
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    tools = {text.split()[0] for name, text in found if name == "$" and re.match(r"[\w-]+ ", text)}
    if missing := sorted(tool for tool in tools if shutil.which(tool, path=path) is None):
        pytest.skip(f"not installed: {', '.join(missing)}")
    for name, text in found:
        if name != "$":
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
            continue
        command, _, expected = text.partition("\n")
        done = subprocess.run(
            ["timeout", "--kill-after=1", "200", "sh", "-c", command],
            env=os.environ | {"PATH": path, "LC_ALL": "C.UTF-8"},
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.stdout == expected, command
