"""Compile a module of the standard library, and run test modules with it and without."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .comparison import Case, Run, SuiteError

CHILD = Path(__file__).resolve().parent / "child.py"
COMPILER = CHILD.parents[2] / "src"
LIBRARY = Path(sysconfig.get_path("stdlib"))
TIMEOUT = 1200


def copy_source(name: str, folder: Path, output: Path) -> Path:
    """Copy a module or package from one folder to another, which is made. Returns the copy."""
    source = folder / name
    output.mkdir(exist_ok=True, parents=True)
    if source.is_dir():
        return Path(shutil.copytree(source, output / name))
    return Path(shutil.copy2(source.with_suffix(".py"), output))


def compile_beside(source: Path, options: Sequence[str]) -> None:
    """Compile a module or package, and leave its source, which some tests read, beside the result."""
    mode = "package" if source.is_dir() else "module"
    path = os.pathsep.join(filter(None, [str(COMPILER), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "whipsnake", f"--mode={mode}", "--quiet",
         f"--output-dir={source.parent}", "--remove-output", *options, str(source)],
        env=os.environ | {"PYTHONPATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )  # fmt: skip
    if done.returncode:
        raise SuiteError(f"compiling {source.name}: exit code {done.returncode}\n{done.stdout}")


@dataclass(frozen=True)
class Way:
    """One of the two ways to run tests."""

    name: str
    where: Path
    """The folder that the module under test comes from."""
    loader: str
    """The type of its loader."""
    path: Path | None = None
    """A folder for PYTHONPATH."""
    python: Path = Path(sys.executable)


def run_both(
    module: str, test: str, folder: Path, ways: tuple[Way, Way], *flags: str, alone: bool = False
) -> tuple[Run, Run]:
    """Run a module of `Lib/test` in both ways: with `module` from source, and compiled. `flags`: the interpreter's."""
    with ThreadPoolExecutor(1 if alone else 2) as pool:
        interpreted, compiled = pool.map(lambda way: _run(module, test, folder, way, flags), ways)
    return interpreted, compiled


def _run(module: str, test: str, folder: Path, way: Way, flags: Sequence[str]) -> Run:
    report, work = folder / f"{test}.{way.name}.jsonl", folder / f"{test}.{way.name}"
    temporary = work / "tmp"
    temporary.mkdir(parents=True)
    command = [str(way.python), *flags, str(CHILD), str(report), module, str(way.where), way.loader, test]
    variables = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(work),
        "TMPDIR": str(temporary),
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    if way.path is not None:
        variables["PYTHONPATH"] = str(way.path)
    code: int | str
    with (folder / f"{test}.{way.name}.txt").open("wb") as log:
        try:
            code = subprocess.run(
                command,
                cwd=work,
                env=variables,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                timeout=TIMEOUT,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            code = "a timeout"
    shutil.rmtree(work, ignore_errors=True)
    output = Path(log.name).read_text(encoding="utf-8", errors="replace")
    return Run(_cases(report) if report.exists() else {}, output, code)


def _cases(report: Path) -> dict[str, Case]:
    """The last thing that is known of each case. Where several have one name, they are numbered."""
    cases: dict[str, Case] = {}
    current: dict[str, str] = {}
    for line in report.read_text(encoding="utf-8").splitlines():
        name, outcome, details = json.loads(line)
        if outcome == "started" or name not in current:
            number = 1
            current[name] = name
            while current[name] in cases:
                number += 1
                current[name] = f"{name} ({number})"
        cases[current[name]] = Case(outcome, details)
    return cases
