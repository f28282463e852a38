"""Every allocation of compiled code fails once: MemoryError, or what the interpreter does, and nothing is lost.

CPython has bugs of its own where memory is short: what it does to interpreted pieces, it may do to compiled ones.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from memory.helpers import HERE, build_allocations, compiled, python

VERSION = sys.version_info[:2]
PIECES = HERE / "pieces.py"

# CPython itself crashes or loops in their import statements, and in type.__new__, if memory is short.
CRASHES = {
    (3, 11): {"imports_piece"},
    (3, 12): set(),
    (3, 13): {"imports_piece", "classes_piece", "bad_classes_piece"},
}[VERSION]  # fmt: skip

# type.__new__ leaks.
LEAKS = {"classes_piece", "bad_classes_piece", "namespaces_piece"}

# A trace function that cannot be given a frame.
UNTRACED = "SystemError: Missing frame when calling trace function."

NAMES = sorted(
    line.split("(")[0].removeprefix("def ")
    for line in PIECES.read_text().splitlines()
    if line.startswith("def ") and line.endswith("_piece():")
)


def survey(file: Path, how: str, folder: Path, names: list[str]) -> dict[str, Any]:
    """What failing.py finds out about the pieces."""
    lines = python(HERE / "failing.py", file, how, *names, path=folder, cwd=folder).splitlines()
    return {result.pop("piece"): result for result in map(json.loads, lines)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("failing")
    build_allocations(folder)
    return folder


@pytest.fixture(scope="module")
def pieces(folder: Path) -> Path:
    return compiled(PIECES, folder)


@pytest.mark.parametrize("how", ["once", pytest.param("from-then-on", marks=pytest.mark.ci)])
def test_pieces(pieces: Path, folder: Path, how: str) -> None:
    """Compiled pieces neither crash nor hang nor leak, and their exceptions are the interpreter's."""
    names = [name for name in NAMES if name not in CRASHES]
    if how == "from-then-on":
        names = [name for name in names if name != "imports_piece"]  # the interpreted import system hangs
    found = survey(pieces, how, folder, names)
    interpreted = survey(PIECES, "once", folder, names)
    assert list(found) == names
    assert {name: result["crashes"] for name, result in found.items() if result["crashes"]} == {}
    assert {name: result["damage"] for name, result in found.items() if result["damage"]} == {}
    leaks = {name: result["leaks"] for name, result in found.items() if result["leaks"] and name not in LEAKS}
    inherited = survey(PIECES, how, folder, list(leaks)) if leaks else {}
    assert {name: leaks[name] for name in leaks if not inherited[name]["leaks"]} == {}
    odd = {
        name: text
        for name, result in found.items()
        for text in result["outcomes"]
        if not text.startswith("MemoryError:") and text != UNTRACED and text not in interpreted[name]["outcomes"]
    }
    assert odd == {}
    # every allocation had its turn
    assert sum(result["runs"] for result in found.values()) > 40 * len(names)


BAD = """
import os

kept = []
state = [0]

def crash_piece():
    try:
        bytearray(1)
    except MemoryError:
        os.abort()

def leak_piece():
    try:
        bytearray(1)
    except MemoryError:
        kept.append(bytearray(9))

def damage_piece():
    try:
        bytearray(1)
    except MemoryError:
        state[0] = 1
    return state[0]
"""


def test_harness_sees_crashes_damage_and_leaks(folder: Path) -> None:
    """A crash, a changed result and a leak are told from MemoryError."""
    bad = folder / "bad.py"
    bad.write_text(BAD)
    found = survey(bad, "once", folder, ["crash_piece", "leak_piece", "damage_piece"])
    assert found["crash_piece"]["crashes"] and not found["crash_piece"]["leaks"]
    assert found["leak_piece"]["leaks"] and not found["leak_piece"]["crashes"]
    assert found["damage_piece"]["damage"] and found["damage_piece"]["outcomes"]


# The function is made in the second import only: MAKE_FUNCTION crashes 3.12 and 3.13 if memory is short.
MODULE = """
import sys
if hasattr(sys, "memory_is_plenty"):
    def work(n):
        if n in {10**30, "\u00e9", ("a", 1)}:
            return 2j, "\u65e5\u672c", 10**20, 3.5, b"bytes"
        return [i * 1000 for i in range(n)]
"""


@pytest.mark.ci
def test_import(folder: Path) -> None:
    """A compiled module whose import ran out of memory can be imported afterwards."""
    source, output = folder / "importable.py", folder / "out"
    source.write_text(MODULE)
    output.mkdir()
    outcomes = json.loads(python(HERE / "failing_import.py", compiled(source, output), path=folder, cwd=folder))
    # The loader is interpreted Python: where its frames and functions cannot be made is CPython's affair.
    few = outcomes.pop("SystemError('error return without exception set')", 0) + outcomes.pop("exit code -11", 0)
    assert few < 5
    assert set(outcomes) <= {"good", "MemoryError"}, outcomes
    assert outcomes["MemoryError"] > 100
