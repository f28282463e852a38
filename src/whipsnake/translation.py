"""One module from source to C: frontend, passes, code generation."""

from __future__ import annotations

import gc
import hashlib
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from whipsnake import codegen, frontend, passes
from whipsnake.errors import CompilerBug, UserError
from whipsnake.hir import Function, Module, print_function
from whipsnake.marshalling import without_positions
from whipsnake.modules.source import compile_source
from whipsnake.pythonflags import PythonFlags


@dataclass(frozen=True)
class Translation:
    """Everything that decides a module's C text."""

    name: str
    path: str
    is_package: bool
    source: bytes
    flags: PythonFlags
    skip: tuple[str, ...] = ()
    check: bool = False
    only: frozenset[int] | None = None

    def key_parts(self) -> list[str | bytes]:
        """What the C text depends on, for the cache."""
        settings = (self.name, self.path, self.is_package, self.flags, sorted(self.skip))
        only = None if self.only is None else sorted(self.only)
        return [compiler_id(), sys.version, repr((settings, only)), self.source]


@dataclass(frozen=True)
class Translated:
    """A module's C texts, and how long each stage took."""

    c: list[str]
    seconds: dict[str, float]


@cache
def compiler_id() -> str:
    """Identifies the compiler: a digest of all of its own source that has a say in the C text."""
    digest = hashlib.sha256()
    package = Path(__file__).parent
    digest.update((package / "marshalling.py").read_bytes())
    for folder in ("hir", "frontend", "passes", "codegen"):
        for path in sorted((package / folder).rglob("*.py")):
            digest.update(f"{path.relative_to(package)}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


@contextmanager
def _without_collections() -> Iterator[None]:
    """All that a module's functions are made of lives until its C is written: the collector would look at it in vain.

    In a function of thousands of loops that took half of the time, and was more than linear.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@_without_collections()
def translate(job: Translation) -> Translated:
    """The C texts of a module. A failure is a bug of ours, and says in which stage and function."""
    times = [time.perf_counter()]
    code = compile_source(job.source, job.path, job.flags)
    sealed = job.flags.sealed
    if sealed:
        code = without_positions(code, f"<{job.name}>")
    try:
        module = frontend.translate(code, job.name, is_package=job.is_package, everything=sealed)
    except Exception as error:
        raise CompilerBug("the frontend", job.name, traceback.format_exc()) from error
    times.append(time.perf_counter())
    _run_passes(module, job)
    times.append(time.perf_counter())
    try:
        source = job.source.decode("utf-8", "replace")
        texts = codegen.emit(module, source, only=job.only, filename=job.path, sealed=sealed)
    except UserError:
        raise
    except Exception as error:
        raise CompilerBug("code generation", job.name, traceback.format_exc()) from error
    times.append(time.perf_counter())
    stages = ("frontend", "passes", "codegen")
    return Translated(
        texts, {stage: after - before for stage, before, after in zip(stages, times, times[1:], strict=False)}
    )


def _run_passes(module: Module, job: Translation) -> None:
    latest: Function | None = None
    done: list[str] = []

    def watch(step: str, function: Function) -> None:
        nonlocal latest
        latest = function
        if step:
            done.append(step)
        else:
            done.clear()

    try:
        passes.run(module, skip=job.skip, check=job.check, watch=watch)
    except Exception as error:
        steps = [step.__name__ for step in passes.PIPELINE if step.__name__ not in job.skip]
        failing = f"pass {steps[len(done)]}" if len(done) < len(steps) else "the passes"
        details = traceback.format_exc()
        if latest is not None:
            details += "\n" + print_function(latest)
        raise CompilerBug(failing, job.name, details, latest.name if latest else None) from error
