"""Run CPython's own tests of a module twice, with the module from source and compiled, and compare every case."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from .catalog import Module

HERE = Path(__file__).resolve().parent
CHILD = HERE / "child.py"
COMPILER = HERE.parents[1] / "src"
LIBRARY = Path(sysconfig.get_path("stdlib"))
DIFFERENCES = HERE / "differences.txt"
TIMEOUT = 1200
SHOWN = 20
"""How many differing cases a message tells about in full."""


class ModuleError(Exception):
    """A module's tests could not be run at all."""


@dataclass(frozen=True)
class Case:
    """How a test case ended: passed, failed, skipped, ...; `started`: it broke off the run."""

    outcome: str
    details: str = ""


@dataclass
class Run:
    """One run of one test module."""

    cases: dict[str, Case]
    output: str
    code: int | str


@dataclass
class Comparison:
    """Both runs of one test module with one library module."""

    module: Module
    test: str
    interpreted: Run
    compiled: Run
    expected: tuple[str, ...]
    """Patterns of the cases that may differ."""
    differing: list[str] = field(default_factory=list)
    excused: int = 0
    """How many cases differ and may."""

    def __post_init__(self) -> None:
        old, new = self.interpreted.cases, self.compiled.cases
        missing = Case("missing")
        for name in {**old, **new}:
            if old.get(name, missing).outcome != new.get(name, missing).outcome:
                if any(fnmatchcase(name, pattern) for pattern in self.expected):
                    self.excused += 1
                else:
                    self.differing.append(name)

    @property
    def same(self) -> bool:
        """Whether there were cases, all ended alike, and the tests came to the end."""
        return bool(self.interpreted.cases) and not self.differing and self.interpreted.code == self.compiled.code == 0

    def summary(self) -> str:
        """One line."""
        outcomes = [case.outcome for case in self.interpreted.cases.values()]
        counts = ", ".join(f"{outcomes.count(kind)} {kind}" for kind in sorted(set(outcomes))) or "no cases"
        if self.same:
            state = "the same compiled" + (f", but for {self.excused} that may differ" if self.excused else "")
        else:
            state = f"{len(self.differing)} differ compiled" if self.differing else "the tests were not all run"
        return f"{self.module.name}, {self.test}: {counts} interpreted; {state}"

    def explanation(self) -> str:
        """The differences in full."""
        parts = [self.summary()]
        for name in self.differing[:SHOWN]:
            old, new = (run.cases.get(name, Case("missing")) for run in (self.interpreted, self.compiled))
            parts.append(f"--- {name}: {old.outcome} interpreted, {new.outcome} compiled\n{new.details or old.details}")
        if len(self.differing) > SHOWN:
            parts.append("--- and:\n" + "\n".join(self.differing[SHOWN:]))
        for way, run in (("interpreted", self.interpreted), ("compiled", self.compiled)):
            if run.code:
                parts.append(f"--- {way}, the tests ended with {run.code}:\n{run.output[-10_000:]}")
        return "\n".join(parts)


def differences() -> dict[tuple[str, str], str]:
    """What may differ by `differences.txt`: (module, pattern of cases) and the reason."""
    found = {}
    for line in DIFFERENCES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            where, _, reason = line.partition(": ")
            module, _, case = where.partition(" ")
            found[module, case] = reason
    return found


def compare(module: Module, folder: Path, *, compiler_options: tuple[str, ...] = ()) -> list[Comparison]:
    """Run the tests of a module both ways. `folder` is empty, and ours."""
    compiled = folder / "lib"
    _compile(module, compiled, compiler_options)
    expected = tuple(pattern for name, pattern in differences() if name == module.name)
    comparisons = []
    with ThreadPoolExecutor(1 if module.alone else 2) as pool:
        for test in module.tests:
            if not any((LIBRARY / "test" / name).exists() for name in (test, f"{test}.py")):
                continue  # not in this version
            interpreted, native = pool.map(
                lambda where, test=test: _run(module, test, folder, where),  # type: ignore[misc]
                (LIBRARY, compiled),
            )
            comparisons.append(Comparison(module, test, interpreted, native, expected))
    if not comparisons:
        raise ModuleError(f"{module.name}: this Python has no {' or '.join(module.tests)}")
    return comparisons


def _compile(module: Module, output: Path, options: tuple[str, ...]) -> None:
    """Put the module into a folder, compiled, with its source beside it: some tests read that."""
    source = LIBRARY / module.name
    mode = "package" if source.is_dir() else "module"
    if mode == "package":
        shutil.copytree(source, output / module.name, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        source = source.with_suffix(".py")
        output.mkdir()
        shutil.copy(source, output)
    path = os.pathsep.join(filter(None, [str(COMPILER), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "whipsnake", f"--mode={mode}", "--quiet", f"--output-dir={output}",
         "--remove-output", *options, str(source)],
        env=os.environ | {"PYTHONPATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )  # fmt: skip
    if done.returncode:
        raise ModuleError(f"compiling {module.name}: exit code {done.returncode}\n{done.stdout}")


def _run(module: Module, test: str, folder: Path, where: Path) -> Run:
    way = "interpreted" if where == LIBRARY else "compiled"
    report, work = folder / f"{test}.{way}.jsonl", folder / f"{test}.{way}"
    temporary = work / "tmp"
    temporary.mkdir(parents=True)
    # A frozen module would be found before any folder of sys.path.
    loader = "SourceFileLoader" if where == LIBRARY else "CompiledLoader"
    command = [sys.executable, "-X", "frozen_modules=off", str(CHILD), str(report), module.name, str(where), loader]
    variables = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(work),
        "TMPDIR": str(temporary),
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    if where != LIBRARY:
        variables["PYTHONPATH"] = str(where)
    code: int | str
    with (folder / f"{test}.{way}.txt").open("wb") as log:
        try:
            code = subprocess.run(
                [*command, test],
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
