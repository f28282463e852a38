"""Run a module again and again in one process, and count what is in memory after each round.

    repeat.py FOLDER NAME ROUNDS

The folder holds the module's source or its compiled form. Prints a JSON object of two lists with a number for each
round: `blocks` in use, and `references` held, summed over all objects that can be reached. A leaked reference keeps an
object that can be reached, and its count grows, or one that cannot, and a block more is in use.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
from array import array
from types import CodeType

PATIENCE = 15
"""Seconds of CPU time after which the process is ended."""

IMMORTAL = 1 << 29
"""Counts as large as this do not count."""


def settle() -> None:
    """Drop what is dead, and what only caches keep alive."""
    spare = [MemoryError() for _ in range(20)]
    for error in spare:
        error.__traceback__ = error.__context__ = error.__cause__ = None
    del error, spare
    for _ in range(3):
        gc.collect()
    sys._clear_type_cache()


def reached(objects: list[object]) -> list[object]:
    """All objects that can be reached from these, themselves included."""
    asyncio = sys.modules.get("_asyncio")
    seen = set(map(id, objects))
    found, fresh = list(objects), objects
    while fresh:
        # _asyncio shows what is in its free list: that must stay dead
        following = gc.get_referents(*(item for item in fresh if item is not asyncio))
        for code in fresh:
            if type(code) is CodeType:  # it does not show what it holds
                following += [code.co_consts, code.co_names, code.co_name, code.co_qualname, code.co_filename]
        fresh = []
        for item in following:
            if id(item) not in seen:
                seen.add(id(item))
                fresh.append(item)
        found += fresh
        del following
    return found


def references() -> int:
    """The sum of all reference counts, but for those of the counting and of strings, which tables of names keep."""
    items = (item for item in reached(gc.get_objects()) if type(item) is not str)
    return sum(filter(IMMORTAL.__gt__, map(sys.getrefcount, items)))


def run(name: str) -> None:
    """Import the module once more, with all that it imports beside it."""
    folder = sys.path[0]
    for other, module in list(sys.modules.items()):
        if other == name or (getattr(module, "__file__", None) or "").startswith(folder + "/"):
            del sys.modules[other]
    try:
        module = __import__(name)
    except BaseException:
        return
    for key, piece in list(vars(module).items()):
        if key.endswith("_piece"):
            piece()


def main() -> None:
    """Count after each round."""
    sys.path[0], name, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    del sys.argv[1:]
    sys.dont_write_bytecode = True
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    result = os.dup(1)
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 1)
    os.dup2(sink, 2)
    blocks, counts = array("q", bytes(8 * rounds)), array("q", bytes(8 * rounds))  # hold no objects
    for i in range(rounds):
        run(name)
        settle()
        blocks[i] = sys.getallocatedblocks()
        counts[i] = references()
    os.write(result, json.dumps({"blocks": list(blocks), "references": list(counts)}).encode())
    os._exit(0)


main()
