"""Showing progress: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from whipsnake.progress import Progress, Silent

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID


class Lines:
    """A line for each stage, and with `steps` for each step."""

    def __init__(self, *, steps: bool) -> None:
        self._steps = steps
        self._stage = ""

    def stage(self, name: str, total: int) -> None:
        """Say what begins."""
        self._stage = name
        if not self._steps and total:
            self.message(name)

    def step(self, what: str) -> None:
        """Say what is done."""
        if self._steps:
            self.message(f"{self._stage}: {what}")

    def message(self, text: str) -> None:
        """Print a line."""
        with suppress(OSError):  # nobody listens
            print(f"whipsnake: {text}", file=sys.stderr, flush=True)


class Bar:
    """A bar that stands in the terminal's last line until all is done."""

    def __init__(self, bar: RichProgress) -> None:
        self._bar = bar
        self._task: TaskID | None = None

    def stage(self, name: str, total: int) -> None:
        """Begin the bar anew."""
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._task = self._bar.add_task(name, total=total, what="")

    def step(self, what: str) -> None:
        """Move on."""
        if self._task is not None:
            self._bar.update(self._task, advance=1, what=what)

    def message(self, text: str) -> None:
        """Print a line above the bar."""
        self._bar.console.print(text, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def show(*, quiet: bool, lines: bool) -> Iterator[Progress]:
    """The way to show progress that fits the options and where standard error goes."""
    if quiet:
        yield Silent()
        return
    if lines or not sys.stderr.isatty():
        yield Lines(steps=lines)
        return
    # It takes longer to import than a build without changes takes.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as RichProgress

    console = Console(stderr=True)
    if not console.is_terminal:
        yield Lines(steps=lines)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[what]}"),
    )
    with RichProgress(*columns, console=console, transient=True) as bar:
        yield Bar(bar)
