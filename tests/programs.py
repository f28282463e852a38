"""Run a program interpreted and compiled, and say how the two differ.

A program is one file of `tests/run`. Its first lines may say how it wants to be run:

    # requires: 3.12            the oldest Python it is written for
    # mode: accelerated         compile an executable (default: an extension module, imported by a small runner)
    # with: pkg_a pkg_b         packages beside it that it imports; they are compiled too
    # args: one two             sys.argv[1:]
    # stdin: some text          one line of standard input
    # env: NAME=VALUE           an environment variable
    # options: --lto=yes        options for the compiler
    # python: -O                options for the interpreter, where the compiled program has them built in
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path

TESTS = Path(__file__).resolve().parent
RUN = TESTS / "run"
RUNNER = TESTS / "helpers" / "run_module.py"
SOURCE = TESTS.parent / "src"
SUFFIX = sysconfig.get_config_var("EXT_SUFFIX")
TIMEOUT = 60
HEADER_LINES = 10
HEADER = re.compile(r"# (requires|mode|with|args|stdin|env|options|python): (.*)")


@dataclass(frozen=True)
class Result:
    """What a run did that others can see."""

    stdout: str
    stderr: str
    code: int

    def elsewhere(self, old: Path, new: Path) -> Result:
        """What a program would have printed if its files were in the folder `new`."""
        return Result(self.stdout.replace(str(old), str(new)), self.stderr.replace(str(old), str(new)), self.code)


@dataclass(frozen=True)
class Program:
    """A file of `tests/run` and the wishes in its first lines."""

    path: Path
    requires: tuple[int, ...] = (3, 11)
    mode: str = "module"
    packages: tuple[str, ...] = ()
    args: tuple[str, ...] = ()
    stdin: str = ""
    env: dict[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    python: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The module's name."""
        return self.path.stem


class CompileError(Exception):
    """The compiler refused or crashed."""


def read_program(path: Path) -> Program:
    """Read the first lines of a program."""
    found: dict[str, str] = {}
    env: dict[str, str] = {}
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line, _ in zip(lines, range(HEADER_LINES), strict=False):
            match = HEADER.fullmatch(line.strip())
            if match and match[1] == "env":
                key, _, value = match[2].partition("=")
                env[key] = value
            elif match:
                found[match[1]] = match[2]
    return Program(
        path=path,
        requires=tuple(int(part) for part in found.get("requires", "3.11").split(".")),
        mode=found.get("mode", "module"),
        packages=tuple(found.get("with", "").split()),
        args=tuple(found.get("args", "").split()),
        stdin=found["stdin"] + "\n" if "stdin" in found else "",
        env=env,
        options=tuple(found.get("options", "").split()),
        python=tuple(found.get("python", "").split()),
    )


def all_programs(folder: Path = RUN) -> list[Program]:
    """Every program for this Python."""
    programs = [read_program(path) for path in sorted(folder.glob("*.py"))]
    return [program for program in programs if program.requires <= sys.version_info[:2]]


def environment(program: Program) -> dict[str, str]:
    """The environment both runs have: fixed, and as small as can be."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": os.environ.get("HOME", "/"),
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        # Those are given when a program is compiled, which for us is not when it runs.
        "PYTHONWARNINGS": "ignore::SyntaxWarning",
    } | program.env


def execute(command: list[str], program: Program, folder: Path) -> Result:
    """Run a command and keep what it did."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment(program),
        input=program.stdin.encode(),
        capture_output=True,
        timeout=TIMEOUT,
        check=False,
    )
    return Result(done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"), done.returncode)


def interpret(program: Program, folder: Path) -> Result:
    """Run a program's source; `folder` is the working directory."""
    if program.mode == "accelerated":
        command = [str(program.path)]
    else:
        command = [str(RUNNER), str(program.path.parent), program.name]
    return execute([sys.executable, *program.python, *command, *program.args], program, folder)


class Whipsnake:
    """The compiler, from the command line. Tests of the harness put something simpler in its place."""

    def __init__(self, *options: str) -> None:
        self.options = options

    def build(self, source: Path, mode: str, options: tuple[str, ...], output: Path) -> None:
        """Compile one file or package into a folder."""
        path = os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH")]))
        done = subprocess.run(
            [sys.executable, "-W", "ignore::SyntaxWarning", "-m", "whipsnake", f"--mode={mode}", "--quiet", "--jobs=1",
             f"--output-dir={output}", "--remove-output", *self.options, *options, str(source)],
            cwd=output,
            env=os.environ | {"PYTHONPATH": path},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=10 * TIMEOUT,
            check=False,
        )  # fmt: skip
        if done.returncode:
            raise CompileError(f"{source.name}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
        # Tracebacks show the source that is beside a module. What is imported is the binary, if there is one.
        names = {
            "module": f"{source.stem}{SUFFIX}",
            "package": f"{source.name}/__init__{SUFFIX}",
            "accelerated": f"{source.stem}.bin",
        }
        if not (output / names[mode]).is_file():
            raise CompileError(f"{source.name}: {names[mode]} was not made")
        if mode == "module":
            shutil.copy(source, output)
        elif mode == "package":
            shutil.copytree(source, output / source.name, dirs_exist_ok=True)

    def compile(self, program: Program, output: Path) -> None:
        """Compile a program and the packages it names."""
        self.build(program.path, program.mode, program.options, output)
        for package in program.packages:
            self.build(program.path.parent / package, "package", program.options, output)

    def command(self, program: Program, output: Path) -> list[str]:
        """What runs the compiled program."""
        if program.mode == "accelerated":
            return [str(output / f"{program.name}.bin"), *program.args]
        return [sys.executable, *program.python, str(RUNNER), str(output), program.name, *program.args]


def difference(expected: Result, got: Result) -> str:
    """A text that shows how two results differ; empty if they don't."""
    parts = []
    for name in ("stdout", "stderr"):
        old, new = getattr(expected, name), getattr(got, name)
        if old != new:
            diff = difflib.unified_diff(
                old.splitlines(keepends=True),
                new.splitlines(keepends=True),
                f"{name}, interpreted",
                f"{name}, compiled",
            )
            parts += [line if line.endswith("\n") else line + "\n\\ no newline at the end\n" for line in diff]
    if expected.code != got.code:
        parts.append(f"exit code: {expected.code} interpreted, {got.code} compiled\n")
    return "".join(parts)


def check(program: Program, compiler: Whipsnake, folder: Path) -> None:
    """Fail unless a program behaves the same compiled and interpreted. `folder` is empty, and ours."""
    output, cwd = folder / "out", folder / "cwd"
    output.mkdir()
    cwd.mkdir()
    compiler.compile(program, output)
    expected = interpret(program, cwd)
    got = execute(compiler.command(program, output), program, cwd)
    if program.mode == "module":
        got = got.elsewhere(output, program.path.parent)
    text = difference(expected, got)
    if text:
        raise AssertionError(f"{program.path.name} differs\n{text}")
