"""Why a build failed: because of the machine and its compiler, which the user can mend, or because of our C code."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

from whipsnake.build.flags import Flags
from whipsnake.build.ninja import NinjaFailed
from whipsnake.build.toolchain import REPAIR, Toolchain
from whipsnake.errors import CompilerBug, UserError

_KILLED = re.compile(r"Killed|[Tt]erminated|File size limit exceeded|signal terminated program|due to signal")
_MEMORY = re.compile(r"out of memory|Cannot allocate memory|memory exhausted|bad_alloc")
_DISK = re.compile(r"No space left on device|Disk quota exceeded|File too large|file truncated|final close failed")
_PROGRAM = "int main(void) { return 0; }\n"
_LINES = 12


def explain(
    failure: NinjaFailed, names: Mapping[str, str], folder: Path, toolchain: Toolchain, flags: Flags
) -> UserError | CompilerBug:
    """The error for a failed command of ninja's; `names` says what each file is."""
    name = names.get(failure.output, failure.output or "the program")
    if _DISK.search(failure.details):
        return UserError(
            f"the C compiler found no space on the disk for {name}.", hint=f"Make room where {folder.parent} is."
        )
    if _MEMORY.search(failure.details):
        return UserError(f"the C compiler ran out of memory with {name}.", hint=_LESS)
    number = -failure.code if failure.code < 0 else failure.code - 128
    if 0 < number < signal.NSIG or _KILLED.search(failure.details):
        by = f" by {signal.Signals(number).name}" if number in {*signal.Signals} else ""
        return UserError(f"the C compiler was killed{by} while it worked on {name}.", hint=_LESS)
    problem = _try(folder, toolchain, flags)
    if problem is not None:
        return problem
    stage = "linking" if failure.output.startswith("linked") else "the generated C code"
    return CompilerBug(stage, name, failure.details)


_LESS = "If there was too little memory, --jobs=1 needs less."


def not_working(toolchain: Toolchain, what: str, said: str) -> UserError:
    """The error for a compiler that cannot do its work."""
    lines = [f"    {line}" for line in said.splitlines() if line.strip()]
    shown = [*lines[:_LINES], *(["    ..."] if len(lines) > _LINES else [])]
    return UserError(
        "\n".join([f"the C compiler {' '.join(toolchain.cc)} does not work: {what}.", *shown]),
        hint=REPAIR,
    )


def _try(folder: Path, toolchain: Toolchain, flags: Flags) -> UserError | None:
    """What is wrong with the compiler, if it cannot compile and link a program that does nothing."""
    source, made, program = folder / "try.c", folder / "try.o", folder / "try"
    source.write_text(_PROGRAM)
    for target, command in (
        (made, [*toolchain.cc, *flags.compile, "-c", str(source), "-o", str(made)]),
        (folder / "try.a", [*toolchain.ar, "crs", str(folder / "try.a"), str(made)]),
        (program, [*toolchain.cc, *flags.link, "-o", str(program), str(made), *flags.libraries]),
    ):
        try:
            done = subprocess.run(
                command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
        except OSError as error:
            return not_working(toolchain, f"{command[0]} cannot be run", str(error))
        said = done.stdout.decode("utf-8", "replace")
        if done.returncode != 0:
            what = f"on a program that does nothing it ends with exit code {done.returncode}"
            return not_working(toolchain, what, said)
        if not target.exists():
            return not_working(toolchain, "it makes no file", said)
    return None
