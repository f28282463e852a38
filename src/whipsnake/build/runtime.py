"""The runtime library's sources."""

from __future__ import annotations

import hashlib
from pathlib import Path

RUNTIME = Path(__file__).resolve().parent.parent / "runtime"
LOADER = RUNTIME / "loader.py"


def runtime_sources() -> list[Path]:
    """The C files of the runtime library."""
    return sorted(RUNTIME.rglob("*.c"))


def headers_id() -> str:
    """Identifies the runtime's headers, which every C file includes."""
    digest = hashlib.sha256()
    for path in sorted(RUNTIME.rglob("*.h")):
        digest.update(f"{path.relative_to(RUNTIME)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
