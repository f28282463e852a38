"""However the command ends, it leaves nothing behind: no temporary file, no process.

A signal raises `Interrupted`, wherever the program is. So that no moment is a wrong one, what has to be undone is
written down before it is done (`temporary`) and undone in one place at the end, where signals no longer interrupt.
This is imported before all else, so it imports little.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PR_SET_CHILD_SUBREAPER = 36
"""Of <linux/prctl.h>."""

_received: list[int] = []
_ending = False
_temporary: dict[str, None] = {}


class Interrupted(BaseException):
    """Somebody wants the command to end: Ctrl-C, or another signal."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def exit_code(self) -> int:
        """What a shell reports for a process that the signal has killed."""
        return 128 + self.number

    def __str__(self) -> str:
        return {signal.SIGINT: "interrupted", signal.SIGTERM: "terminated"}.get(
            signal.Signals(self.number), f"ended by {signal.Signals(self.number).name}"
        )


@contextmanager
def tidily() -> Iterator[None]:
    """Do the body so that signals end it, and remove what it leaves."""
    global _ending
    for number in SIGNALS:
        # Ignored is what a shell without job control makes them for what runs in the background.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _on_signal)
    sys.unraisablehook = _unraisable
    _ending = False
    try:
        yield
        check()
    except BaseException:
        kill_descendants()
        raise
    finally:
        _ending = True
        for path in [*_temporary]:
            _remove(path)


def check() -> None:
    """Raise what a finaliser has swallowed."""
    if _received:
        raise Interrupted(_received[0])


def temporary(path: str) -> str:
    """A path that is about to be made, and is gone at the end if it is still there."""
    _temporary[path] = None
    return path


def discard(path: str) -> None:
    """Remove a temporary file or folder before the end."""
    _remove(path)
    _temporary.pop(path, None)


def _remove(path: str) -> None:
    import shutil
    from pathlib import Path

    try:
        Path(path).unlink(missing_ok=True)
    except OSError:
        shutil.rmtree(path, ignore_errors=True)


def _on_signal(number: int, _: FrameType | None) -> None:
    _received.append(number)
    if not _ending:
        raise Interrupted(number)


def _unraisable(what: sys.UnraisableHookArgs) -> None:
    # A finaliser was interrupted; `check` raises it again.
    if not isinstance(what.exc_value, Interrupted):
        sys.__unraisablehook__(what)


def kill_descendants() -> None:
    """Kill all processes that this one has begun, and those that they have. Their files are all in our folders."""
    global _ending
    before, _ending = _ending, True
    _adopt_orphans()
    while _has_children():
        for pid in _descendants():
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.001)
    _ending = before


def _adopt_orphans() -> None:
    """Have descendants whose parent dies become our children: what a process starts while we kill it is found, too."""
    with suppress(ImportError, AttributeError):
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _has_children() -> bool:
    """Reap the dead children; whether others are left."""
    try:
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
    except ChildProcessError:
        return False
    return True


def _descendants() -> set[int]:
    from pathlib import Path

    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # The process's name stands in parentheses, and may hold any character.
            state, parent = path.read_bytes().rpartition(b")")[2].split()[:2]
            if state != b"Z":
                children.setdefault(int(parent), []).append(int(path.parent.name))
    found: set[int] = set()
    pending = [os.getpid()]
    while pending:
        mine = children.get(pending.pop(), [])
        found.update(mine)
        pending.extend(mine)
    return found
