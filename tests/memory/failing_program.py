"""Import a module with one allocation failing, at moments spread evenly over all that its import makes.

    failing_program.py FOLDER NAME MOMENTS [WHERE ...]

With `WHERE`s, the moments are those of allocations there, at most MOMENTS for each. The folder holds the module's
source or its compiled form. Each moment has a process of its own, which then imports the module once more, with all the
memory there is. Prints a JSON object: how many allocations there are, and for each moment its number, where the
allocation is, and the outcome: `good` (as without a failure), the exception, `other output` that tells of no
MemoryError, `exit code N` (a signal's is negative) or `hangs`. `seen` is the innermost line of Python in a crash, or
the first line of output that is another; so is `damage`, if the second import did not print what it else does.

Where an allocation is tell the line of Python and the innermost functions of the interpreter, at most three; so it is
the same of an interpreted and a compiled module, but that of the latter ends where compiled code is the caller. So a
`WHERE` means all that begin with it.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import importlib.util
import itertools
import json
import os
import resource
import signal
import sys
import tempfile
import time
from typing import Any

import allocations  # the extension module of allocations.c

NEVER = 1 << 62
PATIENCE = 5
"""Seconds after which a process hangs, of CPU time, or where it only waits."""


def forget(folder: str) -> None:
    """Let what comes from the folder be imported anew."""
    for other, module in list(sys.modules.items()):
        if (getattr(module, "__file__", None) or "").startswith(folder + os.sep):
            del sys.modules[other]
    importlib.invalidate_caches()


def run(name: str) -> tuple[str, int]:
    """Import the module; what came of it, and where in its output that is."""
    outcome = "good"
    try:
        __import__(name)
    except BaseException as error:
        outcome = type(error).__name__ + (f": {error}" if type(error) is SystemError else "")
    allocations.stop()
    for trace in (sys.settrace, sys.setprofile):
        trace(None)
    sys.stdout.flush()
    return outcome, os.lseek(1, 0, os.SEEK_CUR)


def attempt(folder: str, name: str, n: int, told: int, report: int, places: int) -> None:
    """Import the module with its n-th allocation failing, then once more, and report; and where the allocations from
    `told` to `n` are.
    """
    gc.collect()  # empties the free lists, for the same numbers in each process
    allocations.tell(told, n, places)
    allocations.fail(n, n)
    outcome, middle = run(name)
    count = allocations.stop()
    os.write(report, json.dumps({"outcome": outcome, "middle": middle, "count": count}).encode() + b"\n")
    forget(folder)
    again, _ = run(name)
    outside = [other for other, module in sys.modules.items() if getattr(module, "__spec__", None) and other != name]
    os.write(report, json.dumps({"again": again, "modules": outside}).encode() + b"\n")


def innermost(trace: bytes) -> str:
    """The line that faulthandler names first for the thread that crashed."""
    lines = trace.decode(errors="replace").partition("(most recent call first):\n")[2].splitlines()
    return lines[0].strip() if lines else ""


def unlike(expected: bytes, got: bytes) -> str:
    """The first line in which two outputs differ."""
    lines = itertools.zip_longest(expected.splitlines(), got.splitlines())
    return next((str(got) for old, got in lines if old != got), "")


def ended(pid: int, patience: int) -> str | int:
    """The exit code of a process, or that it hangs."""
    deadline = time.monotonic() + 2 * patience
    while time.monotonic() < deadline:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            return "hangs" if code == -signal.SIGXCPU else code
        time.sleep(0.01)
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return "hangs"


def moment(folder: str, name: str, n: int, told: int | None = None) -> dict[str, Any]:
    """What happens where the n-th allocation fails. `told`: the first allocation whose place is wanted."""
    patience = PATIENCE if told is None else 10 * PATIENCE  # telling takes its time
    with contextlib.ExitStack() as stack:
        report, output, errors, trace, places = (stack.enter_context(tempfile.TemporaryFile()) for _ in range(5))
        pid = os.fork()
        if pid == 0:
            try:
                os.setsid()
                os.dup2(output.fileno(), 1)
                os.dup2(errors.fileno(), 2)
                resource.setrlimit(resource.RLIMIT_CPU, (patience, patience + 1))
                resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
                faulthandler.enable(trace)
                attempt(folder, name, n, told or n, report.fileno(), places.fileno())
            finally:
                os._exit(0)
        code = ended(pid, patience)
        for file in (report, output, errors, trace, places):
            file.seek(0)
        wheres = [line.decode().partition(" ")[2].rstrip() for line in places]
        found: dict[str, Any] = {"n": n, "wheres": wheres, "where": next(iter(wheres), "")}
        for line in report:
            found |= json.loads(line)
        if "again" not in found:
            text = "hangs" if code == "hangs" else f"exit code {code}"
            return found | {"outcome": text, "seen": innermost(trace.read())}
        text = output.read()
        first, second = text[: found["middle"]], text[found["middle"] :]
        return found | {"first": first, "second": second, "told": b"MemoryError" in first + errors.read()}


def chosen(count: int, wheres: list[str], limit: int, wanted: list[str]) -> list[int]:
    """The numbers of the allocations that shall fail, of `count` at the places `wheres`."""
    if not wanted:
        return sorted({max(1, count * (2 * i + 1) // (2 * limit)) for i in range(limit)})
    there = {where: [i for i, other in enumerate(wheres, 1) if f"{other} ".startswith(f"{where} ")] for where in wanted}
    return sorted(n for numbers in there.values() for n in numbers[:: -(-len(numbers) // limit) or 1])


def main() -> None:
    """An import without failures tells how many allocations there are; then one import for each moment."""
    folder, name, limit, *wanted = sys.argv[1:]
    del sys.argv[1:]
    sys.path[0] = folder
    sys.dont_write_bytecode = True
    # What is imported from elsewhere is there beforehand: the import system is interpreted Python.
    for other in moment(folder, name, NEVER).get("modules", ()):
        try:
            if not (getattr(importlib.util.find_spec(other), "origin", None) or "").startswith(folder + os.sep):
                __import__(other)
        except (ImportError, ValueError):
            pass
    whole = moment(folder, name, NEVER, 1 if wanted else None)
    found = []
    if "second" in whole:
        for n in chosen(whole["count"], whole["wheres"][: whole["count"]], int(limit), wanted):
            result = moment(folder, name, n)
            if result["outcome"] == whole["outcome"]:
                result["outcome"] = "good"
                if result["first"] != whole["first"]:
                    result["outcome"] = "MemoryError" if result["told"] else "other output"
                    result["seen"] = unlike(whole["first"], result["first"])
            # An import that failed before it did anything leaves it to the second one to be the first.
            as_ever = {(whole["second"], whole["again"]), (whole["first"], whole["outcome"])}
            if "second" in result and (result["second"], result["again"]) not in as_ever:
                result["damage"] = unlike(whole["second"], result["second"])
            found.append({key: result[key] for key in ("n", "where", "outcome", "seen", "damage") if key in result})
    print(json.dumps({"count": whole.get("count", 0), "moments": found}))


main()
