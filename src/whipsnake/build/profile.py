"""Profiles: what an instrumented program counts while it runs tells the C compiler what runs often (PGO).

gcc has a file of counts for each object, named after it; clang has files of each process, of which one is made.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from whipsnake.build.flags import Flags
from whipsnake.build.toolchain import REPAIR, Toolchain
from whipsnake.errors import UserError

_MERGED = "program.profdata"
_GCC_USES = (
    "-fprofile-use",
    "-fprofile-partial-training",  # what was not run is not therefore made small instead of fast
    "-fprofile-correction",  # threads count without locks
    "-Wno-missing-profile",
)


@dataclass(frozen=True)
class Profile:
    """The counts of a training run, in a folder."""

    folder: Path
    is_shared: bool
    """Whether all objects have one file."""

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """What is in each file, by its name."""
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(self.folder.iterdir())}

    def key(self, made: str) -> str:
        """What the object of that name depends on."""
        return self.digests.get(_MERGED if self.is_shared else f"{made}.gcda", "")

    def put(self, folder: Path) -> None:
        """Have the files where the compiler looks for them: in the folder of the build."""
        for name in self.digests:
            shutil.copy(self.folder / name, folder / name)


def check_profiling(toolchain: Toolchain) -> None:
    """Refuse a compiler that cannot do it."""
    if toolchain.family == "zig":
        raise UserError(
            "the C compiler of the ziglang package cannot make profiles: it comes without the library that counts.",
            hint="Use gcc or clang, or leave --pgo out.",
        )
    if toolchain.family == "clang":
        _merger(toolchain)


def instrumented(flags: Flags) -> Flags:
    """The flags for a program that counts."""
    counting = ("-fprofile-generate",)
    launcher = (*flags.launcher, *counting) if flags.launcher else ()
    return replace(flags, compile=(*flags.compile, *counting), link=(*flags.link, *counting), launcher=launcher)


def profiled(flags: Flags, toolchain: Toolchain) -> Flags:
    """The flags for the program that is made of a profile, whose files lie in the folder of the build."""
    if toolchain.family == "clang":
        uses = [f"-fprofile-use={_MERGED}"]
    else:
        uses = [flag for flag in _GCC_USES if flag == _GCC_USES[0] or _knows(toolchain, flag)]
    return replace(flags, compile=(*flags.compile, *uses))


def counting_environment(folder: Path) -> dict[str, str]:
    """What has instrumented programs write their counts to a folder, whatever folder they were compiled in."""
    return {
        "GCOV_PREFIX": str(folder),
        "GCOV_PREFIX_STRIP": "999",
        "LLVM_PROFILE_FILE": str(folder / "%m-%p.profraw"),
    }


def collect(counts: Path, folder: Path, toolchain: Toolchain) -> Profile | None:
    """The profile, in the new folder, of the files that programs left in `counts`; None if there are none."""
    folder.mkdir()
    is_shared = toolchain.family == "clang"
    found = [*_files(counts, ".profraw" if is_shared else ".gcda")]
    if not found:
        return None
    if is_shared:
        _run([_merger(toolchain), "merge", "-o", str(folder / _MERGED), *map(str, found)])
    else:
        for path in found:
            shutil.copy(path, folder)
    return Profile(folder, is_shared)


def _files(folder: Path, suffix: str) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob(f"*{suffix}") if path.stat().st_size > 0)


def _merger(toolchain: Toolchain) -> str:
    """llvm-profdata: the one that goes with the compiler."""
    compiler = Path(toolchain.cc[0]).resolve()
    beside = compiler.with_name("llvm-profdata")
    found = str(beside) if beside.is_file() else shutil.which("llvm-profdata")
    if found is None:
        raise UserError(
            "llvm-profdata was not found, which makes profiles for clang.", hint="Install LLVM's tools, or use gcc."
        )
    return found


def _run(command: list[str]) -> None:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
    if done.returncode != 0:
        raise UserError(
            f"{command[0]} made no profile: {(done.stderr or 'it said nothing').strip().splitlines()[0]}", hint=REPAIR
        )


def _knows(toolchain: Toolchain, flag: str) -> bool:
    command = [*toolchain.cc, flag, "-fsyntax-only", "-x", "c", "/dev/null"]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0
