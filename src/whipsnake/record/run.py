"""Running a program under plain Python with the recorder in it."""

from __future__ import annotations

import ast
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from whipsnake.build.toolchain import find_toolchain
from whipsnake.errors import UserError
from whipsnake.record.events import Event
from whipsnake.tidy import discard, temporary

RECORDER = Path(__file__).with_name("recorder.py")
OPENS = Path(__file__).with_name("opens.c")
_START = """\
import sys
sys.path[:] = [entry for entry in sys.path if entry != {folder!r}]
sys.path_importer_cache.pop({folder!r}, None)
if sys.hexversion == {version!r} and sys.base_prefix == {prefix!r}:
    sys.path.insert(0, {folder!r})
    import _whipsnake_recorder
    del sys.path[0], sys.modules["_whipsnake_recorder"], sys.path_importer_cache[{folder!r}]
    _whipsnake_recorder.begin()
del sys.modules["sitecustomize"]
import sitecustomize
"""
"""Python imports it at its start. Another Python, of any version, may find it, too; either goes on to its own one."""
_FORWARDED = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGUSR1, signal.SIGUSR2)
_SI_KERNEL = 128
"""The origin of a signal from a terminal (<asm-generic/siginfo.h>): all of its processes get it."""


@dataclass(frozen=True)
class Run:
    """How a program ended, and what it did."""

    status: int
    """Its exit code; the negative number of the signal that killed it."""
    events: list[Event]
    sees_c_code: bool
    """Whether it is known which files C code opened."""


def run_recorded(arguments: Sequence[str]) -> Run:
    """Run `python ARGUMENTS...`, with our standard files, our terminal and the signals that we get."""
    folder = Path(temporary(tempfile.mkdtemp(prefix="whipsnake-record-")))
    events = folder / "events"
    events.touch()
    shutil.copy(RECORDER, folder / "_whipsnake_recorder.py")
    start = _START.format(folder=str(folder), version=sys.hexversion, prefix=sys.base_prefix)
    (folder / "sitecustomize.py").write_text(start, encoding="utf-8", errors="surrogateescape")
    theirs = os.environ.get("PYTHONPATH")
    env = os.environ | {"PYTHONPATH": f"{folder}:{theirs}" if theirs else str(folder)}
    opens = _compiled(OPENS, folder / "opens.so")
    if opens is not None:
        theirs = os.environ.get("LD_PRELOAD")
        env["LD_PRELOAD"] = f"{opens}:{theirs}" if theirs else str(opens)
    status = _run([sys.executable, *arguments], env, events)
    found = [*_read(events)]
    discard(str(folder))
    return Run(status, sorted(found, key=lambda event: event.time), opens is not None)


def _compiled(source: Path, library: Path) -> Path | None:
    """The shared library that is made of a C file; None if it cannot be."""
    try:
        toolchain = find_toolchain()
        command = [*toolchain.cc, "-O1", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"]
        made = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    except (UserError, OSError):
        return None
    return library if made.returncode == 0 else None


def _run(command: list[str], env: dict[str, str], events: Path) -> int:
    waited = {signal.SIGCHLD, *_FORWARDED}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, waited)
    try:
        child = os.posix_spawn(command[0], command, env, setsigmask=before, setsigdef=[signal.SIGPIPE, signal.SIGXFSZ])
        while True:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status)
            got = signal.sigwaitinfo(waited)
            if got.si_signo != signal.SIGCHLD and got.si_code != _SI_KERNEL:
                _note_maps(child, events)
                with suppress(ProcessLookupError):
                    os.kill(child, got.si_signo)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _note_maps(process: int, events: Path) -> None:
    """Write down what a process has mapped, which may be about to end without a word."""
    with suppress(OSError):
        lines = Path(f"/proc/{process}/maps").read_bytes().split(b"\n")
        fields = [line.split(None, 5) for line in lines]
        paths = {os.fsdecode(words[5]) for words in fields if len(words) == 6 and b"x" in words[1]}
        paths.discard(str(events.with_name("opens.so")))
        event = (0, process, "mapped", tuple(sorted(path for path in paths if path.startswith("/"))), ())
        with events.open("ab") as file:
            file.write(repr(event).encode("utf-8", "backslashreplace") + b"\n")


def _read(events: Path) -> list[Event]:
    found = []
    for line in events.read_bytes().split(b"\n"):
        with suppress(ValueError, SyntaxError, TypeError):  # a process was killed while it wrote
            time, process, kind, what, chain = ast.literal_eval(line.decode("utf-8"))
            what = os.fsdecode(what) if isinstance(what, bytes) else what
            found.append(Event(time, process, kind, what, chain))
    return found
