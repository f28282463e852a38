"""What the recorder wrote down; `recorder.py` says what each kind of event means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Event:
    """One thing that a recorded program did."""

    time: int
    """In nanoseconds, of one clock for all processes."""
    process: int
    kind: str
    what: Any
    chain: tuple[str, ...]
    """The modules that were running, innermost first."""
