"""Import an extension module with one allocation failing, each time in a new process; then import it again.

    failing_import.py module-file

Prints a JSON object: how often each outcome was seen. `good` and `MemoryError` are those of the first import; if the
second one fails, or what it imported does not work, its exception is the outcome.
"""

from __future__ import annotations

import _imp
import collections
import importlib.util
import json
import os
import sys
from pathlib import Path
from types import ModuleType

import allocations  # the extension module of allocations.c


def new(path: str) -> ModuleType:
    """The module, not yet executed."""
    name = Path(path).name.split(".")[0]
    return importlib.util.module_from_spec(importlib.util.spec_from_file_location(name, path))


def attempt(path: str, n: int) -> tuple[str, int]:
    """The outcome where the n-th allocation fails, and how many there were."""
    outcome = "good"
    module = new(path)
    allocations.fail(n, n)
    try:
        _imp.exec_dynamic(module)
    except MemoryError:
        outcome = "MemoryError"
    except BaseException as error:
        outcome = repr(error)
    finally:
        count = allocations.stop()
    try:
        sys.memory_is_plenty = True
        module = new(path)
        _imp.exec_dynamic(module)
        assert module.work(3) == [0, 1000, 2000]
    except BaseException as error:
        outcome += f", then {error!r}"
    return outcome, count


def main() -> None:
    """Try until the import has fewer allocations than the one that shall fail."""
    path = sys.argv[1]
    outcomes: collections.Counter[str] = collections.Counter()
    n, failed = 1, True
    while failed:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.write(writer, json.dumps(attempt(path, n)).encode())
            finally:
                os._exit(0)
        os.close(writer)
        with os.fdopen(reader) as lines:
            text = lines.read()
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        outcome, count = json.loads(text) if text else (f"exit code {status}", n)
        outcomes[outcome] += 1
        failed = count >= n
        n += 1
    print(json.dumps(outcomes))


main()
