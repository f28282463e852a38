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


class NinjaFailed(Exception):
    """A command failed: which output it should have made, and what it said."""

    def __init__(self, output: str, details: str) -> None:
        super().__init__(output)
        self.output = output
        self.details = details


class NinjaFile:
    """A ninja file in the making."""

    def __init__(self, path: Path, toolchain: Toolchain, flags: Flags) -> None:
        self._file = path.open("w", encoding="utf-8")
        self._writer = Writer(self._file)  # type: ignore[arg-type]  # its stub says str, and means a text file
        cc = _command(toolchain.cc)
        self._writer.variable("cflags", _command((*flags.compile, *flags.include)))
        self._generated = _command(flags.generated)
        self._writer.variable("ldflags", _command(flags.link))
        self._writer.variable("libs", _command(flags.libraries))
        self._writer.rule("cc", f"{cc} $cflags $more -c $in -o $out", description="$what")
        self._writer.rule("ar", f"{_command(toolchain.ar)} crs $out $in", description="runtime library")
        self._writer.rule(
            "link",
            f"{cc} $ldflags -o $out @$out.rsp $libs",
            description="linking",
            rspfile="$out.rsp",
            rspfile_content="$in",
        )

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

    def close(self) -> None:
        """Finish the file."""
        self._writer.close()

    def _build(self, target: Path, rule: str, inputs: Sequence[Path], variables: dict[str, str]) -> None:
        self._writer.build([str(target)], rule, [str(path) for path in inputs], variables=variables)


def _command(words: Sequence[str]) -> str:
    return escape(shlex.join(words))


def run_ninja(folder: Path, jobs: int, progress: Progress) -> None:
    """Run ninja in `folder`; every command that can run does, even when another has failed."""
    command = [str(Path(ninja_package.BIN_DIR) / "ninja"), "-j", str(jobs), "-k", "0", "-f", "build.ninja"]
    environment = os.environ | {"NINJA_STATUS": "[%f/%t] "}
    environment.pop("MAKEFLAGS", None)
    failed: list[str] = []
    output: list[str] = []
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        try:
            assert process.stdout is not None
            for line in process.stdout:
                status = re.match(r"\[\d+/\d+\] (.*)", line)
                if status:
                    progress.step(status[1])
                elif line.startswith("FAILED: "):
                    failed.append(Path(re.sub(r"^FAILED: (\[code=\d+\] )?", "", line).strip()).name)
                else:
                    output.append(line)
        except BaseException:
            process.terminate()
            raise
    if process.returncode != 0:
        raise NinjaFailed(failed[0] if failed else "", "".join(output))
