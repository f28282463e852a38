"""Which C compiler builds the program, and how it is called."""

from __future__ import annotations

import importlib.util
import os
import shlex
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from whipsnake.errors import UserError

Family = Literal["gcc", "clang", "zig"]
REPAIR = "Repair it, or choose another: --clang, --zig, or the environment variable CC."
"""What to do about a compiler that does not work."""


@dataclass(frozen=True)
class Toolchain:
    """A C compiler that also links, and the archiver that goes with it."""

    family: Family
    cc: tuple[str, ...]
    ar: tuple[str, ...]
    version: str
    """What the compiler prints for --version: two compilers that print the same make the same code."""

    @property
    def id(self) -> str:
        """Identifies the compiler in cache keys."""
        return "\0".join((*self.cc, *self.ar, self.version))


def find_toolchain(*, clang: bool = False, zig: bool = False) -> Toolchain:
    """The compiler asked for, else that of the environment variable CC, else the first that is there."""
    if clang:
        return _compiler(("clang",)) or _missing("clang", "Install clang, or leave --clang out.")
    if zig:
        return _zig() or _missing(
            "the ziglang package", f"Install it with '{sys.executable} -m pip install ziglang', or leave --zig out."
        )
    if os.environ.get("CC"):
        hint = "Correct the environment variable CC, or unset it."
        try:
            command = tuple(shlex.split(os.environ["CC"]))
        except ValueError as error:
            raise UserError(f"CC={os.environ['CC']} cannot be split into words: {error}.", hint=hint) from None
        if command:
            return _compiler(command) or _missing(f"the C compiler {command[0]!r} of CC", hint)
    for name in ("gcc", "clang", "cc"):
        if shutil.which(name):
            found = _compiler((name,))
            assert found is not None
            return found
    return _zig() or _missing(
        "a C compiler", f"Install gcc or clang, or run '{sys.executable} -m pip install ziglang'."
    )


def find_archive(toolchain: Toolchain, name: str) -> Path | None:
    """The static library of that file name, where the linker would find it."""
    command = [*toolchain.cc, f"-print-file-name={name}"]
    answer = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False).stdout
    found = Path(answer.strip())
    return found if found.is_absolute() and found.is_file() else None


def _missing(what: str, hint: str) -> Toolchain:
    raise UserError(f"{what} was not found on this machine.", hint=hint)


def _compiler(command: tuple[str, ...]) -> Toolchain | None:
    path = shutil.which(command[0])
    if path is None:
        return None
    command = (path, *command[1:])
    version = _version(command)
    if "ziglang" in command or Path(path).stem == "zig":
        return Toolchain("zig", command, (*command[:-1], "ar"), version)
    family: Family = "clang" if "clang" in version else "gcc"
    return Toolchain(family, command, (_archiver(family, path),), version)


def _archiver(family: Family, compiler: str) -> str:
    # Objects for link-time optimisation need the archiver that knows the compiler's plugin.
    name = Path(compiler).name
    wanted = name.replace("gcc", "gcc-ar") if "gcc" in name else {"gcc": "gcc-ar", "clang": "llvm-ar"}[family]
    return shutil.which(wanted) or shutil.which("ar") or "ar"


def _zig() -> Toolchain | None:
    if importlib.util.find_spec("ziglang") is None:
        return None
    command = (sys.executable, "-m", "ziglang", "cc")
    return Toolchain("zig", command, (*command[:-1], "ar"), _version(command))


def _version(command: tuple[str, ...]) -> str:
    shown = shlex.join((*command, "--version"))
    try:
        result = subprocess.run([*command, "--version"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    except OSError as error:
        raise UserError(f"the C compiler cannot be run: {shown}: {error.strerror}.", hint=REPAIR) from None
    if result.returncode < 0:
        name = signal.Signals(-result.returncode).name
        raise UserError(f"the C compiler does not work: {name} killed {shown}.", hint=REPAIR)
    if result.returncode > 0:
        raise UserError(f"the C compiler does not work: {shown} ends with exit code {result.returncode}.", hint=REPAIR)
    return result.stdout.decode("utf-8", "replace")
