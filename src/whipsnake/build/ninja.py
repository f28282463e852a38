"""Writing a ninja file, and running ninja on it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path

import ninja as ninja_package
from ninja.ninja_syntax import Writer, escape

from whipsnake.build.flags import Flags
from whipsnake.build.toolchain import Toolchain
from whipsnake.progress import Progress
from whipsnake.tidy import kill_descendants


class NinjaFailed(Exception):
    """A command failed: which output it should have made, its exit code where that is known, and what it said."""

    def __init__(self, output: str, code: int, details: str) -> None:
        super().__init__(output)
        self.output = output
        self.code = code
        self.details = details


class NinjaFile:
    """A ninja file in the making. What is in its own folder, it calls by its name there."""

    def __init__(self, folder: Path, toolchain: Toolchain, flags: Flags, extra: Sequence[str] = ()) -> None:
        self._folder = folder
        # File names are bytes.
        self._file = (folder / "build.ninja").open("w", encoding="utf-8", errors="surrogateescape")
        self._writer = Writer(self._file)  # type: ignore[arg-type]  # its stub says str, and means a text file
        cc = _command(toolchain.cc)
        self._writer.variable("cflags", _command((*flags.compile, *flags.include, *extra)))
        self._generated = _command(flags.generated)
        self._writer.variable("ldflags", _command(flags.link))
        self._writer.variable("libs", _command(flags.libraries))
        # A file that is there is whole, whatever becomes of the compiler.
        appear = "mv -f $out.part $out"
        self._writer.rule("cc", f"{cc} $cflags $more -c $in -o $out.part && {appear}", description="$what")
        ar = f"{_command(toolchain.ar)} crs $out.part $in && {appear}"
        self._writer.rule("ar", ar, description="runtime library")
        self._writer.rule(
            "link",
            f"{cc} $ldflags -o $out @$out.rsp $libs",
            description="linking",
            rspfile="$out.rsp",
            rspfile_content="$in",
        )
        self._writer.rule("launcher", f"{cc} -o $out $in {_command(flags.launcher)}", description="linking")

    def compile(self, source: Path, target: Path, what: str, *, generated: bool) -> Path:
        """Add the compilation of one C file, of ours or generated; returns the object."""
        self._build(target, "cc", [source], {"what": escape(what), "more": self._generated if generated else ""})
        return target

    def archive(self, objects: Sequence[Path], target: Path) -> Path:
        """Add the making of a static library; returns it."""
        self._build(target, "ar", objects, {})
        return target

    def link(self, target: Path, objects: Sequence[Path], library: Path | None) -> None:
        """Add the linking of the program."""
        self._build(target, "link", [*objects, *([library] if library else [])], {})

    def launcher(self, target: Path, library: Path) -> None:
        """Add the linking of the launcher from the runtime library."""
        self._build(target, "launcher", [library], {})

    def close(self) -> None:
        """Finish the file."""
        self._writer.close()

    def _build(self, target: Path, rule: str, inputs: Sequence[Path], variables: dict[str, str]) -> None:
        self._writer.build([self._name(target)], rule, [*map(self._name, inputs)], variables=variables)

    def _name(self, path: Path) -> str:
        return path.name if path.parent == self._folder else str(path)


def _command(words: Sequence[str]) -> str:
    return escape(shlex.join(words))


def run_ninja(folder: Path, jobs: int, progress: Progress) -> None:
    """Run ninja in `folder`; every command that can run does, even when another has failed."""
    command = [str(Path(ninja_package.BIN_DIR) / "ninja"), "-j", str(jobs), "-k", "0", "-f", "build.ninja"]
    # Compilers leave temporary files behind when they are killed; and what they say is looked at.
    environment = os.environ | {"NINJA_STATUS": "[%f/%t] ", "TMPDIR": str(folder), "LC_ALL": "C"}
    environment.pop("MAKEFLAGS", None)
    failed: list[tuple[str, int]] = []
    output: list[str] = []
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        process_group=0,  # so that Ctrl-C is ours alone to react to
    ) as process:
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if status := re.match(r"\[\d+/\d+\] (.*)", line):
                    progress.step(status[1])
                elif failure := re.match(r"FAILED: (?:\[code=(\d+)\] )?(.*)", line):
                    failed.append((Path(failure[2].strip()).name, int(failure[1] or 1)))
                else:
                    output.append(line)
            process.wait()
        except BaseException:
            # Leaving the block waits for ninja, which waits for its compilers.
            kill_descendants()
            raise
    if process.returncode != 0:
        name, code = failed[0] if failed else ("", process.returncode)
        raise NinjaFailed(name, code, "".join(output))
