"""Translating in several processes: each reads a module to translate, writes its C, and ends when there is no more."""

from __future__ import annotations

import os
import pickle
import selectors
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from whipsnake.errors import CompilerBug, UserError
from whipsnake.translation import Translated, Translation, translate

_PROGRAM = """
import pickle, sys
sys.path[:] = pickle.load(sys.stdin.buffer)
from whipsnake.workers import serve
serve()
"""


class _Worker:
    """One process, and what it is doing."""

    def __init__(self) -> None:
        # In a group of its own: Ctrl-C on a terminal is for the command to react to.
        command = [sys.executable, "-c", _PROGRAM]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, process_group=0)
        self.number = 0
        self.job: Translation | None = None
        self._send(sys.path)

    def begin(self, number: int, job: Translation) -> None:
        """Give it something to do."""
        self.number, self.job = number, job
        self._send(job)

    def result(self) -> Translated:
        """What it has done."""
        assert self.process.stdout is not None and self.job is not None
        try:
            made = pickle.load(self.process.stdout)
        except (EOFError, pickle.UnpicklingError):
            code = self.process.wait()
            if code < 0:
                raise UserError(
                    f"the process that translated module {self.job.name} was killed by {signal.Signals(-code).name}.",
                    hint="If there was too little memory, --jobs=1 needs less.",
                ) from None
            raise CompilerBug("a process", self.job.name, f"It ended with exit code {code}.") from None
        if isinstance(made, Exception):
            raise made
        assert isinstance(made, Translated)
        return made

    def end(self) -> None:
        """See that it is gone."""
        self.process.kill()
        self.process.communicate()

    def _send(self, what: Any) -> None:
        assert self.process.stdin is not None
        try:
            pickle.dump(what, self.process.stdin)
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # it is dead, as its missing result will show


def translate_in_processes(jobs: Sequence[Translation], processes: int) -> Iterator[Translated]:
    """Each job's C texts, in order."""
    pending = [*enumerate(jobs)][::-1]
    done: dict[int, Translated] = {}
    workers: list[_Worker] = []
    with selectors.DefaultSelector() as selector:
        try:
            for _ in range(min(processes, len(jobs))):
                workers.append(_Worker())
                assert workers[-1].process.stdout is not None
                selector.register(workers[-1].process.stdout, selectors.EVENT_READ, workers[-1])
                workers[-1].begin(*pending.pop())
            for number in range(len(jobs)):
                while number not in done:
                    for key, _ in selector.select():
                        worker: _Worker = key.data
                        done[worker.number] = worker.result()
                        if pending:
                            worker.begin(*pending.pop())
                        else:
                            selector.unregister(key.fileobj)
                yield done.pop(number)
        finally:
            for worker in workers:
                worker.end()


def serve() -> None:
    """A process's work."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while True:
        try:
            job = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        try:
            made: object = translate(job)
        except Exception as error:
            made = error
        try:
            pickle.dump(made, output)
            output.flush()
        except BrokenPipeError:
            os._exit(1)  # the command is dead
