"""How a compilation tells what it is doing. The command line shows it; the compiler only calls these."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Receives the steps of a compilation, in order."""

    def stage(self, name: str, total: int) -> None:
        """A stage of `total` steps begins."""

    def step(self, what: str) -> None:
        """One step of the stage is done."""

    def message(self, text: str) -> None:
        """Something the user should read."""


class Silent:
    """Shows nothing."""

    def stage(self, name: str, total: int) -> None:
        """Nothing."""

    def step(self, what: str) -> None:
        """Nothing."""

    def message(self, text: str) -> None:
        """Nothing."""
