"""The bytes of a library as it goes into the distribution: without debug information, and with its changes made."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from whipsnake.dist.libraries import elf
from whipsnake.dist.libraries.binary import Binary
from whipsnake.dist.libraries.layout import Library
from whipsnake.errors import UserError

_PROGRAM, _LIBRARY = 0, 2
"""Exit codes of ld.so --verify."""


def contents(library: Library, *, strip: bool = True) -> bytes:
    """What to write. The same file with the same changes gives the same bytes."""
    data = library.source.read_bytes()
    # First stripped, then changed: stripping moves what lief has appended, and the loader refuses it.
    if strip and library.has_debug_info:
        data = stripped(data)
    if library.edits:
        data = _edited(library, data)
    return data


def stripped(data: bytes) -> bytes:
    """The file without what only debuggers read, if that can be done; what is loaded stays the same to the byte."""
    tool = shutil.which("objcopy") or shutil.which("llvm-objcopy")
    if tool is None:
        return data
    with tempfile.TemporaryDirectory() as folder:
        file, output = Path(folder, "library"), Path(folder, "stripped")
        file.write_bytes(data)
        done = subprocess.run(
            [tool, "--strip-unneeded", str(file), str(output)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        if done.returncode or not output.exists():
            return data
        smaller = output.read_bytes()
    return smaller if len(smaller) < len(data) and elf.same_in_memory(data, smaller) else data


def _edited(library: Library, data: bytes) -> bytes:
    edited = elf.edit(data, library.edits)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "library")
        file.write_bytes(edited)
        binary = elf.read(file)
        good = binary is not None and _is_as_wanted(library, binary) and _is_accepted(file, binary)
    if not good:
        raise UserError(
            f"the shared library {library.source} cannot be changed so that it finds its own libraries.",
            hint="Leave it out with --noinclude-dlls, or have it built with a DT_RPATH of $ORIGIN.",
        )
    return edited


def _is_as_wanted(library: Library, binary: Binary) -> bool:
    edits = library.edits
    needed = binary.needed
    return (
        not set(edits.without) & set(needed)
        and {new for _, new in edits.renamed} <= set(needed)
        and edits.search in (None, binary.runpath or binary.rpath)
        and edits.soname in (None, binary.soname)
    )


def _is_accepted(file: Path, binary: Binary) -> bool:
    """Whether this machine's loader takes the file, which it maps and does not run. Nothing is known of others."""
    running = elf.read(Path(sys.executable).resolve())
    if running is None or running.loader is None or running.machine != binary.machine:
        return True
    done = subprocess.run(
        [running.loader, "--verify", str(file)], stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return done.returncode in (_PROGRAM, _LIBRARY)
