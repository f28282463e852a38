"""Run the functions of a module with each of their allocations failing in turn, and say what they did.

    failing.py module-file once|from-then-on [name ...]

Prints a line of JSON for each function whose name ends in `_piece`: how often it was run, the numbers of the
allocations that crashed the process or damaged it (the function then does not do what it did before), those whose
failure leaks, with the number of blocks, and each outcome with the first number that led to it.
"""

from __future__ import annotations

import functools
import gc
import importlib.util
import itertools
import json
import os
import re
import signal
import sys
from array import array
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import allocations  # the extension module of allocations.c

NEVER = 1 << 62
PATIENCE = 10
"""Seconds of CPU time after which a function hangs."""


def load(path: str) -> ModuleType:
    """Import the file, compiled or not, under the name it was compiled for."""
    spec = importlib.util.spec_from_file_location(Path(path).name.split(".")[0], path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def outcome(function: Callable[[], object], first: int, last: int) -> tuple[str, int]:
    """What the function does when its allocations from `first` to `last` fail; and how many there were."""
    result = error = None
    allocations.fail(first, last)
    try:
        result = function()
    except BaseException as raised:
        error = raised
    finally:
        count = allocations.stop()
    sys.settrace(None)
    sys.setprofile(None)
    text = repr(result) if error is None else f"{type(error).__name__}: {error}"
    return re.sub("0x[0-9a-f]+", "0x...", text), count


def blocks() -> int:
    """How many blocks of memory are in use, but for caches that empty themselves."""
    # From 3.12 on, the MemoryErrors that CPython holds in reserve keep their last traceback.
    spare = [MemoryError() for _ in range(20)]
    for error in spare:
        error.__traceback__ = error.__context__ = error.__cause__ = None
    del error, spare
    gc.collect()
    sys._clear_type_cache()
    return sys.getallocatedblocks()


def leak(function: Callable[[], object], first: int, last: int) -> int:
    """How many blocks each such call leaves behind."""
    counts = array("q", [0] * 4)  # holds no objects
    for i in range(4):
        outcome(function, first, last)
        counts[i] = blocks()
    return min(after - before for before, after in itertools.pairwise(counts))


def sweep(function: Callable[[], object], start: int, once: bool, report: Callable[..., None]) -> None:
    """Let each allocation from `start` on fail, until there are no more."""
    for _ in range(3):
        expected = repr(function())
    gc.collect()
    gc.disable()
    gc.freeze()
    n, count = start, start
    while count >= n:
        report(n=n)
        signal.setitimer(signal.ITIMER_PROF, PATIENCE)
        last = n if once else NEVER
        got, count = outcome(function, n, last)
        after = repr(function())
        report(
            n=n,
            outcome=None if got == expected else got,
            damage=None if after == expected else after,
            leak=leak(function, n, last),
        )
        n += 1


def report(pipe: int, **line: object) -> None:
    """Tell the parent process."""
    os.write(pipe, json.dumps(line).encode() + b"\n")


def survey(function: Callable[[], object], once: bool) -> dict[str, Any]:
    """A sweep in processes of its own."""
    found: dict[str, Any] = {"crashes": [], "damage": {}, "leaks": {}, "outcomes": {}}
    n, status = 0, 1
    while status:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.close(reader)
                os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
                sweep(function, n + 1, once, functools.partial(report, writer))
                code = 0
            finally:
                os._exit(code)
        os.close(writer)
        with os.fdopen(reader) as lines:
            for line in map(json.loads, lines):
                n = line["n"]
                if line.get("outcome") is not None:
                    found["outcomes"].setdefault(line["outcome"], n)
                if line.get("damage") is not None:
                    found["damage"][n] = line["damage"]
                if line.get("leak", 0) > 0:
                    found["leaks"][n] = line["leak"]
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status:
            found["crashes"].append((n, status))
    return found | {"runs": n}


def main() -> None:
    """Survey the functions that the command line names, or all."""
    path, how, *names = sys.argv[1:]
    module = load(path)
    sys.unraisablehook = lambda info: None
    pieces = {name: function for name, function in vars(module).items() if name.endswith("_piece")}
    for name in names or pieces:
        print(json.dumps({"piece": name} | survey(pieces[name], how == "once")), flush=True)


main()
