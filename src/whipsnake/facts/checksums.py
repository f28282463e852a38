"""Whether a shipped entry is as it was shipped.

`checksums.json` has a number for each entry of each file in `packages/`; written by
`python -m whipsnake.facts checksums`.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from whipsnake.facts.document import read_document

_FILE = Path(__file__).with_name("checksums.json")


def checksum(entry: Any) -> str:
    """The number of what an entry says; comments and layout do not count."""
    text = json.dumps(entry, sort_keys=True, ensure_ascii=False, default=repr)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@cache
def recorded() -> dict[str, str]:
    """The numbers by module."""
    numbers: dict[str, str] = json.loads(_FILE.read_text(encoding="utf-8"))
    return numbers


def is_unchanged(module: str, entry: Any) -> bool:
    """Whether an entry of a shipped file is as it was shipped."""
    return recorded().get(module) == checksum(entry)


def compute(folder: Path) -> str:
    """The text of `checksums.json` for the files in a folder."""
    numbers: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        document = read_document(path)
        numbers |= {module: checksum(entry) for module, entry in document.data.items()}
    return json.dumps(numbers, indent=0, sort_keys=True, ensure_ascii=False) + "\n"


def write(folder: Path) -> None:
    """Record the files in a folder as they are."""
    _FILE.write_text(compute(folder), encoding="utf-8")
