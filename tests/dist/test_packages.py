"""Programs that use packages: as a folder and as one file they do where there is no Python what they do interpreted."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from tests.dist.bareroot import BareRoot, obstacle
from tests.dist.package_programs import PROGRAMS, ROOT, Program, environment
from whipsnake.contents import contents_of

TIMEOUT = 1200
LIGHT = frozenset(("requests", "sqlalchemy", "pydantic", "plugins"))
"""Those that `make test-slow` runs."""
FILES = {
    "display": ("/usr/share/X11/xkb",),
    "fonts": ("/etc/fonts", "/usr/share/fontconfig", "/usr/share/fonts"),
    "sound": ("/usr/share/alsa",),
}
"""What libraries of the machine, by their groups, read there."""


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
        self._server = subprocess.Popen(
            command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
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


def built(python: Path, source: Path, mode: str, output: Path, compiler: Path = ROOT / "src") -> Path:
    """The standalone folder or the one file."""
    command = [str(python), "-m", "whipsnake", f"--mode={mode}", f"--output-dir={output}", "--quiet", str(source)]
    variables = os.environ | {"PYTHONPATH": str(compiler)}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=TIMEOUT, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
    return output / ("app.dist" if mode == "standalone" else "app.bin")


def compiler_without(facts: Iterable[str], folder: Path) -> Path:
    """The compiler's source without some files of facts."""
    compiler = shutil.copytree(ROOT / "src", folder, ignore=shutil.ignore_patterns("__pycache__"))
    for one in facts:
        (compiler / "whipsnake" / "facts" / "packages" / f"{one}.yaml").unlink()
    return compiler


class Stage:
    """A program, and what is needed to run it, interpreted and where there is no Python."""

    def __init__(self, program: Program, folder: Path, screen: Screen | None) -> None:
        self.python = environment(program)
        self.source = folder / "source" / "app.py"
        self.source.parent.mkdir()
        shutil.copy(program.path, self.source)
        self._program, self._folder, self._screen = program, folder, screen
        self._bare = BareRoot(folder / "root", program.host)
        self._bare.path("/dev/shm").mkdir()
        for name in (name for group in program.host for name in FILES.get(group, ())):
            self._bare.add(name, name)

    def interpreted(self) -> list[Run]:
        """What each run of the source does."""
        empty = self._screen.taken() if self._screen else ""
        runs = []
        for arguments in self._program.runs:
            work = self._folder / "work"
            run = partial(interpreted, self.python, self.source, arguments, work)
            runs.append(observed(work, self._screen, run))
            may_fail = arguments and arguments not in ([one] for one in self._program.words("facts"))
            assert may_fail or runs[-1].code == 0, runs[-1].stderr
            assert not self._screen or runs[-1].screen not in ("", empty)
        return runs

    def compiled(self, made: Path, mode: str) -> list[Run]:
        """What each run of a standalone folder or one file does, which is moved away."""
        made.rename(self._bare.path(f"/{mode}"))
        there = f"/{mode}/app.bin" if mode == "standalone" else f"/{mode}"

        def run_there(variables: dict[str, str], arguments: list[str]) -> Run:
            settings = {"environment": variables | {"HOME": "/work"}, "memory": {"/dev/shm": "size=64m"}}
            done = self._bare.run(there, *arguments, folder="/work", proc=True, **settings)
            return Run(done.stdout, done.stderr, done.code)

        return [
            observed(self._bare.path("/work"), self._screen, partial(run_there, arguments=arguments))
            for arguments in self._program.runs
        ]


@pytest.fixture
def stage(program: Program, tmp_path: Path, request: pytest.FixtureRequest) -> Stage:
    if reason := program.obstacle() or obstacle():
        pytest.skip(reason)
    return Stage(program, tmp_path, request.getfixturevalue("screen") if program.has_display else None)


def name(program: Program) -> str:
    return program.path.stem


@pytest.mark.packages
@pytest.mark.parametrize(
    "program",
    [pytest.param(one, id=name(one), marks=[pytest.mark.ci] * (name(one) in LIGHT)) for one in PROGRAMS],
)
def test_program(program: Program, stage: Stage, tmp_path: Path) -> None:
    expected = stage.interpreted()
    for mode in program.modes:
        made = built(stage.python, stage.source, mode, tmp_path / mode)
        assert (mode, stage.compiled(made, mode)) == (mode, expected)


@pytest.mark.packages
@pytest.mark.parametrize(
    ("program", "facts"),
    [pytest.param(one, facts, id=f"{name(one)}-{'+'.join(facts)}") for one in PROGRAMS for facts in one.shown],
)
def test_without_facts(program: Program, facts: tuple[str, ...], stage: Stage, tmp_path: Path) -> None:
    """Without a file of facts that it shows a program does something else."""
    compiler = compiler_without(facts, tmp_path / "src")
    made = built(stage.python, stage.source, "standalone", tmp_path / "without", compiler)
    without = stage.compiled(made, "standalone")
    same = [
        arguments
        for arguments, *both in zip(program.runs, without, stage.interpreted(), strict=True)
        if both[0] == both[1]
    ]
    assert [one for one in facts if [one] in same or same == program.runs] == []


@pytest.mark.packages
@pytest.mark.parametrize("program", [pytest.param(one, id=name(one)) for one in PROGRAMS if one.kept_out])
def test_kept_out(program: Program, tmp_path: Path) -> None:
    """What a file of facts leaves out is in the folder without that file."""
    python = environment(program)
    source = shutil.copy(program.path, tmp_path / "app.py")
    held = {thing.name for thing in contents_of(built(python, source, "standalone", tmp_path / "with"))}
    for number, (facts, kept_out) in enumerate(program.kept_out.items()):
        compiler = compiler_without([facts], tmp_path / f"src{number}")
        made = built(python, source, "standalone", tmp_path / f"without{number}", compiler)
        more = {thing.name for thing in contents_of(made)} - held
        assert (facts, kept_out) == (facts, [one for one in kept_out if one in more])
