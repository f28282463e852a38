"""Signals end a compilation at once, and it leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import SOURCE, Project
from fakes import MAKES_FILES, compiler
from helpers.interrupting import left_of, session

HELPER = Path(__file__).resolve().parents[1] / "helpers" / "interrupting.py"
OLD = "the old program"
HANGS = "trap '' INT TERM HUP\necho started > $STARTED\nwhile sleep 0.01; do sleep 20 & done\n"
"""It ignores signals, and starts a process after the other."""


def settings(project: Project, **others: str) -> dict[str, str]:
    return os.environ | {
        "PYTHONPATH": str(SOURCE),
        "WHIPSNAKE_CACHE_DIR": str(project.folder / "cache"),
        "TMPDIR": str(project.folder / "tmp"),
        "STARTED": str(project.folder / "started"),
        **others,
    }


@pytest.fixture
def started(project: Project) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts the command in a session of its own, as a terminal does."""
    project.file("out/app.bin", OLD)
    (project.folder / "tmp").mkdir()
    project.write(app="print('hello')\n")
    running = []

    def start(*args: str, cc: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "whipsnake", "app.py", "--output-dir=out", "--quiet", *args],
            cwd=project.folder,
            env=settings(project, CC=cc),
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        for pid in processes(process):
            os.kill(pid, signal.SIGKILL)
        process.wait()


def processes(leader: subprocess.Popen[str]) -> list[int]:
    """The living processes of a command's session."""
    return session(leader.pid)


def wait_for(what: Callable[[], bool]) -> None:
    for _ in range(6000):
        if what():
            return
        time.sleep(0.01)
    raise AssertionError("it never happens")


def assert_nothing_is_left(project: Project) -> None:
    assert {path.name: path.read_text() for path in (project.folder / "out").iterdir()} == {"app.bin": OLD}
    assert [*(project.folder / "cache/tmp").glob("*"), *(project.folder / "tmp").iterdir()] == []


@pytest.mark.parametrize(
    ("number", "to_all", "message"),
    [
        (signal.SIGINT, True, "interrupted"),
        (signal.SIGTERM, False, "terminated"),
        (signal.SIGHUP, True, "ended by SIGHUP"),
    ],
)
def test_while_the_c_compiler_hangs(
    project: Project, started: Callable[..., subprocess.Popen[str]], number: signal.Signals, to_all: bool, message: str
) -> None:
    process = started(cc=compiler(project.folder, HANGS))
    wait_for((project.folder / "started").exists)
    (os.killpg if to_all else os.kill)(process.pid, number)
    assert process.communicate()[1] == f"whipsnake: {message}.\n"
    assert process.returncode == 128 + number
    assert left_of(process.pid) == []
    assert_nothing_is_left(project)
    again = started(cc=compiler(project.folder, MAKES_FILES))
    assert (again.communicate()[1], again.returncode) == ("", 0)
    assert (project.folder / "out/app.bin").read_bytes().startswith(b"\x7fELF fake")


def test_while_several_processes_translate(project: Project, started: Callable[..., subprocess.Popen[str]]) -> None:
    long = "def f(x):\n    return [x, x, x]\n" * 10_000
    project.write(app="import a, b\n", a=long, b=long)
    for number, code, message in (
        (signal.SIGINT, 130, "whipsnake: interrupted.\n"),
        (signal.SIGKILL, 1, "translated module"),
    ):
        process = started("--follow-imports", "--jobs=2", cc=compiler(project.folder))
        wait_for(lambda process=process: len(processes(process)) == 3)
        if number == signal.SIGINT:
            os.killpg(process.pid, number)
        else:
            worker = next(pid for pid in processes(process) if pid != process.pid)
            os.kill(worker, number)
        assert message in process.communicate()[1]
        assert process.returncode == code
        assert left_of(process.pid) == []
        assert_nothing_is_left(project)


def sweep(project: Project, moments: int, number: int) -> None:
    project.write(app="print('hello')\n")
    output = project.folder / "out/app.bin"
    project.file("out/app.bin", OLD)
    (project.folder / "tmp").mkdir(exist_ok=True)
    result = project.run(
        *(sys.executable, HELPER, str(moments), str(int(number)), "app.py", "--output-dir=out", "--quiet"),
        env=settings(project, CC=compiler(project.folder)),
    )
    runs = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(runs) == moments
    word = {signal.SIGINT: "interrupted", signal.SIGTERM: "terminated"}[number]
    for run in runs:
        assert (run["code"], run["stderr"], run["left"]) == (128 + number, f"whipsnake: {word}.\n", []), run
    assert [path.name for path in output.parent.iterdir()] == ["app.bin"]
    assert [*(project.folder / "tmp").iterdir()] == []


def test_at_some_moments(project: Project) -> None:
    sweep(project, 6, signal.SIGINT)


@pytest.mark.ci
def test_at_many_moments(project: Project) -> None:
    sweep(project, 80, signal.SIGINT)
    sweep(project, 25, signal.SIGTERM)


@pytest.mark.ci
def test_while_a_real_compiler_works(project: Project, started: Callable[..., subprocess.Popen[str]]) -> None:
    for delay in (0.1, 1.5):
        process = started(cc="gcc")
        wait_for(lambda process=process: len(processes(process)) > 3)
        time.sleep(delay)
        os.killpg(process.pid, signal.SIGINT)
        assert (process.communicate()[1], process.returncode) == ("whipsnake: interrupted.\n", 130)
        assert left_of(process.pid) == []
        assert_nothing_is_left(project)
    last = started(cc="gcc")
    assert (last.communicate()[1], last.returncode) == ("", 0)
    assert project.run("out/app.bin").stdout == "hello\n"
