"""The guides are right: their files are written, their commands run, and what these print is what is shown."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
TASKS = [path for path in GUIDES if path.name != "README.md"]
MARK = "\x1e"
"""Between the outputs of commands."""
SECONDS = 400


@dataclass(frozen=True)
class File:
    """A file that a guide gives."""

    path: str
    text: str


@dataclass(frozen=True)
class Command:
    """A command, and the output that is shown; None: it does not matter."""

    line: int
    words: str
    output: str | None


def parts(text: str) -> Iterator[File | list[Command]]:
    """What is in the fences: a file, if its name stands before; the commands of a console, which share a shell."""
    name = ""
    fence: tuple[str, int] | None = None
    inside: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if fence is None and line.startswith("```"):
            fence, inside = (line[3:], number), []
        elif fence is not None and line == "```":
            if fence[0] == "console":
                yield commands(inside, fence[1] + 1)
            else:
                assert name, f"line {number}: a file without a name before it"
                yield File(name, "".join(f"{each}\n" for each in inside))
            fence, name = None, ""
        elif fence is not None:
            inside.append(line)
        elif match := re.fullmatch(r"`([^`]+)`(?:, .*)?:", line):
            name = match[1]
    assert fence is None, "a fence is open"


def commands(lines: list[str], first: int) -> list[Command]:
    """The commands of a console; one goes on after a backslash at the end of a line."""
    found: list[tuple[int, list[str], list[str]]] = []
    for number, line in enumerate(lines, first):
        if line.startswith("$ "):
            found.append((number, [line[2:]], []))
        elif found and found[-1][1][-1].endswith("\\") and not found[-1][2]:
            found[-1][1].append(line)
        else:
            assert found, f"line {number}: output of no command"
            found[-1][2].append(line)
    return [
        Command(
            number, "\n".join(words), None if words[0].startswith("pip ") else "".join(f"{one}\n" for one in output)
        )
        for number, words, output in found
    ]


def is_shown(shown: str, output: str) -> bool:
    """Whether an output is the one that a guide shows, with `...` for anything."""
    pattern = ".*".join(re.escape(part) for part in re.split(r"\.\.\.\n?", shown))
    return re.fullmatch(pattern, output, re.DOTALL) is not None


def run(block: list[Command], folder: Path, env: dict[str, str]) -> list[str]:
    """The outputs of the commands of a console."""
    script = "".join(f"printf '{MARK}'\n{command.words}\n" for command in block)
    done = subprocess.run(
        ["timeout", "--kill-after=5", str(SECONDS), "bash", "-c", script],
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode != 124, f"it takes more than {SECONDS} seconds:\n{done.stdout}"
    return done.stdout.split(MARK)[1:]


@pytest.fixture
def display() -> Iterator[str]:
    """A screen for programs with windows."""
    try:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", "1"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
    except FileNotFoundError:
        pytest.skip("there is no Xvfb")
    assert server.stdout is not None
    yield f":{server.stdout.readline().strip()}"
    server.terminate()
    server.wait()


@pytest.mark.ci
@pytest.mark.parametrize("guide", TASKS, ids=lambda path: path.stem)
def test_guide(guide: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    text = guide.read_text(encoding="utf-8")
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    pip = [str(venv / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, str(ROOT)], check=True, capture_output=True)
    folder = tmp_path / "here"
    folder.mkdir()
    names = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV", "DISPLAY")
    env = {name: value for name, value in os.environ.items() if name not in names}
    env["PATH"] = f"{venv / 'bin'}{os.pathsep}{env['PATH']}"
    if "tkinter" in text:
        pytest.importorskip("tkinter")
        env["DISPLAY"] = request.getfixturevalue("display")
    for part in parts(text):
        if isinstance(part, File):
            path = folder / part.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(part.text, encoding="utf-8")
            continue
        outputs = run(part, folder, env)
        for command, output in zip(part, outputs, strict=False):
            if command.output is not None:
                where = f"{guide.name}:{command.line}: {command.words}"
                assert is_shown(command.output, output), f"{where}\nshown:\n{command.output}\nprinted:\n{output}"
        assert len(outputs) == len(part)


def test_every_guide_has_files_and_commands_and_is_listed() -> None:
    listed = (ROOT / "docs" / "guides" / "README.md").read_text(encoding="utf-8")
    for guide in TASKS:
        found = list(parts(guide.read_text(encoding="utf-8")))
        assert any(isinstance(part, File) for part in found), guide.name
        assert sum(len(part) for part in found if isinstance(part, list)) >= 2, guide.name
        assert f"]({guide.name})" in listed


def test_links_lead_somewhere() -> None:
    for page in [*GUIDES, *(ROOT / "docs").glob("*.md"), ROOT / "README.md"]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize(
    ("shown", "output", "right"),
    [
        ("a\n", "a\n", True),
        ("a\n", "b\n", False),
        ("", "a\n", False),
        ("a\n...\nb\n", "a\nx\ny\nb\n", True),
        ("a\n...\nb\n", "a\nb\n", True),
        ("a\n...\nb\n", "a\nx\n", False),
        ("made .../b\n", "made /x/y/b\n", True),
        ("made .../b\n", "made /x/y/c\n", False),
    ],
)
def test_outputs_are_compared(shown: str, output: str, right: bool) -> None:
    assert is_shown(shown, output) == right
