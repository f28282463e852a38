"""Programs that use packages: as a folder and as one file they do where there is no Python what they do interpreted."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from tests.dist.bareroot import BareRoot, obstacle
from tests.packages.runner import cache_folder

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MODES = ("standalone", "onefile")
TIMEOUT = 1200
LIGHT = frozenset(("requests", "sqlalchemy", "pydantic", "plugins"))
"""Those that `make test-slow` runs."""


@dataclass(frozen=True)
class Program:
    """A program, and what its first lines say of it.

    `# requires:` what to install; `# arguments:` those of a run, one line each; `# display`: it shows a window.
    """

    path: Path

    def header(self, name: str) -> list[str]:
        """The values of a header."""
        return re.findall(rf"^# {name}:(.*)$", self.path.read_text(encoding="utf-8"), re.MULTILINE)

    @property
    def requires(self) -> list[str]:
        """The packages to install."""
        return [name for line in self.header("requires") for name in line.split()]

    @property
    def has_display(self) -> bool:
        """Whether it shows a window."""
        return "\n# display\n" in "\n" + self.path.read_text(encoding="utf-8")

    @property
    def runs(self) -> list[list[str]]:
        """The arguments of each run."""
        return [line.split() for line in self.header("arguments")] or [[]]


PROGRAMS = [
    pytest.param(Program(path), id=path.stem, marks=[pytest.mark.packages, *([pytest.mark.ci] * (path.stem in LIGHT))])
    for path in sorted((HERE / "programs").glob("*.py"))
]


def environment(program: Program) -> Path:
    """The Python of an environment that has the packages, and those of the compiler."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*program.requires, *project["dependencies"]]
    constraints = HERE / "programs" / "constraints.txt"
    key = hashlib.sha256("\n".join((sys.version, *wanted, constraints.read_text("utf-8"))).encode()).hexdigest()[:12]
    folder = cache_folder() / "programs" / f"{program.path.stem}-{sys.version_info.major}.{sys.version_info.minor}-{key}"
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        base = getattr(sys, "_base_executable", sys.executable)
        subprocess.run([base, "-m", "venv", str(folder)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--only-binary=:all:", "--constraint", constraints]
        subprocess.run([*install, *wanted], check=True)
        (folder / "complete").touch()
    return python


@dataclass(frozen=True)
class Run:
    """What a program did."""

    stdout: str
    stderr: str
    code: int
    screen: str = ""
    """The digest of what was on the screen when it had made the file `shown`; it then waits for a file `taken`."""


class Screen:
    """A virtual screen; `folder` is for its files."""

    def __init__(self, folder: Path) -> None:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "320x240x24", "-ac", "-fbdir", str(folder)]
        self._server = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            self.display = ":" + pipe.readline().strip()
        self._memory = folder / "Xvfb_screen0"

    def taken(self) -> str:
        """The digest of what is on it, which is left in a file of that name (XWD)."""
        picture = self._memory.read_bytes()
        digest = hashlib.sha256(picture).hexdigest()
        self._memory.with_name(f"{digest}.xwd").write_bytes(picture)
        return digest

    def close(self) -> None:
        """End it."""
        self._server.terminate()
        self._server.wait()


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    if shutil.which("Xvfb") is None:
        pytest.skip("there is no Xvfb")
    (tmp_path / "screen").mkdir()
    one = Screen(tmp_path / "screen")
    yield one
    one.close()


def observed(work: Path, screen: Screen | None, run: Callable[[dict[str, str]], Run]) -> Run:
    """Run a program in an empty folder, and look at the screen when it says so."""
    work.mkdir()
    variables = {"HOME": str(work), **({"DISPLAY": screen.display} if screen else {})}
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(run, variables)
        pictures = []
        while screen and not running.done() and not pictures:
            if (work / "shown").exists():
                pictures.append(screen.taken())
                (work / "taken").touch()
            time.sleep(0.05)
        done = running.result()
    shutil.rmtree(work)
    return replace(done, screen="".join(pictures))


def interpreted(python: Path, source: Path, arguments: list[str], work: Path, variables: dict[str, str]) -> Run:
    command = [str(python), str(source), *arguments]
    done = subprocess.run(
        command, cwd=work, env=variables, capture_output=True, text=True, timeout=TIMEOUT, check=False
    )
    return Run(done.stdout, done.stderr, done.returncode)


def built(python: Path, source: Path, mode: str, output: Path) -> Path:
    """The standalone folder or the one file."""
    command = [str(python), "-m", "whipsnake", f"--mode={mode}", f"--output-dir={output}", "--quiet", str(source)]
    variables = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=TIMEOUT, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
    return output / ("app.dist" if mode == "standalone" else "app.bin")


@pytest.mark.parametrize("program", PROGRAMS)
def test_program(program: Program, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if reason := obstacle():
        pytest.skip(reason)
    python = environment(program)
    screen = request.getfixturevalue("screen") if program.has_display else None
    bare = BareRoot(tmp_path / "root", ("c", "compiler", *(("display", "fonts", "graphics", "services") if screen else ())))
    bare.path("/dev/shm").mkdir()
    for folder in ("/etc/fonts", "/usr/share/fontconfig", "/usr/share/fonts", "/usr/share/X11/xkb") if screen else ():
        bare.add(folder, folder)
    source = tmp_path / "source" / "app.py"
    source.parent.mkdir()
    shutil.copy(program.path, source)
    empty = screen.taken() if screen else ""
    expected = []
    for arguments in program.runs:
        work = tmp_path / "work"
        run = partial(interpreted, python, source, arguments, work)
        expected.append(observed(work, screen, run))
        assert program.header("arguments") or expected[-1].code == 0, expected[-1].stderr
        assert not screen or expected[-1].screen not in ("", empty)
    for mode in MODES:
        made = built(python, source, mode, tmp_path / mode)
        made.rename(bare.path(f"/{mode}"))
        there = f"/{mode}/app.bin" if mode == "standalone" else f"/{mode}"
        for arguments, outcome in zip(program.runs, expected, strict=True):

            def run_there(variables: dict[str, str], there: str = there, arguments: list[str] = arguments) -> Run:
                environment = variables | {"HOME": "/work"}
                memory = {"/dev/shm": "size=64m"}
                done = bare.run(
                    there, *arguments, environment=environment, folder="/work", proc=True, memory=memory
                )
                return Run(done.stdout, done.stderr, done.code)

            assert (mode, observed(bare.path("/work"), screen, run_there)) == (mode, outcome)
