"""Executables that are started in odd ways, compared with `python app.py` started so."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import SOURCE, Project

PROGRAM = """
import os, sys
files = [file is None for file in (sys.stdin, sys.stdout, sys.stderr)]
log = open(os.environ.get("LOG", "log"), "a")
print(sys.argv[1:], ascii(__file__), ascii(sys.path), files, sys.prefix, sys.flags, sys.warnoptions, file=log)
print(ascii(os.path.basename(sys.argv[0])), file=log)
log.close()
print("hello", flush=True)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The program, compiled once."""
    project = Project(tmp_path_factory.mktemp("start"))
    project.write(app=PROGRAM)
    project.whipsnake("app.py", "--quiet")
    return project


def outcome(project: Project, script: str, program: str) -> tuple[object, ...]:
    log = project.folder / "log"
    log.unlink(missing_ok=True)
    result = subprocess.run(
        ["bash", "-c", script.replace("@", program)],
        cwd=project.folder,
        env={"PATH": os.environ["PATH"], "LOG": str(log), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        errors="surrogateescape",
    )
    stderr = re.sub(r"hread 0x[0-9a-f]+", "hread", result.stderr)
    said = log.read_text().replace("app.bin", "app.py") if log.exists() else "nothing"
    return result.returncode, result.stdout, stderr, said


@pytest.mark.parametrize(
    "script",
    [
        "@ a '' --b",
        "@ $'\\xff' $'\\u00e4'",
        "@ <&-",
        "@ >&-",
        "@ 2>&-",
        "@ <&- >&- 2>&-",
        "@ >/dev/full",
        "mkdir gone; cd gone; rmdir ../gone; @",
        "env -i LOG=$LOG @",
        "ulimit -s 256; @",
        "LC_ALL=C PYTHONCOERCECLOCALE=0 PYTHONUTF8=0 @ $'\\xff'",
        "PYTHONPATH=/nowhere:: @",
        "PYTHONHOME=/nowhere @",
        "PYTHONPLATLIBDIR=nonsense @",
        "PYTHONIOENCODING=nonsense @",
        "PYTHONHASHSEED=nonsense @",
        "PYTHONMALLOC=nonsense @",
        "PYTHONUTF8=2 @",
        "PYTHONWARNINGS=nonsense @",
        "PYTHONEXECUTABLE=/nowhere PYTHONSTARTUP=/nowhere @",
    ],
)
def test_started(built: Project, script: str) -> None:
    expected = outcome(built, script, f"{sys.executable} {built.folder}/app.py")
    assert outcome(built, script, f"{built.folder}/app.bin") == expected


def test_elsewhere(built: Project, tmp_path: Path) -> None:
    """Wherever the binary is, and however it is called, it is the program."""
    plain = outcome(built, "@ x", f"{built.folder}/app.bin")
    link = tmp_path / "link"
    link.symlink_to(built.folder / "app.bin")
    odd = tmp_path / os.fsdecode(b"a \xff'\n \xc3\xa4")
    odd.mkdir()
    shutil.copy(built.folder / "app.bin", odd / os.fsdecode(b"app \xfe"))
    for command in (
        f"{link}",
        f"(exec -a nonsense {built.folder}/app.bin x)",
        f"(exec -a '' {built.folder}/app.bin x)",
        f"(exec -a -c {built.folder}/app.bin x)",
        f"PATH={built.folder}:$PATH; app.bin",
        f"cd {tmp_path}; a*/app*",
    ):
        code, out, err, said = outcome(built, command if command.startswith("(") else f"{command} x", "")
        assert (code, out, err) == plain[:3], command
        assert said.splitlines()[0] == str(plain[3]).splitlines()[0], command


def test_without_its_python(project: Project) -> None:
    """The program says what it needs."""
    project.write(app=PROGRAM)
    # As if the Python that compiles were one that is gone when the program runs.
    code = "import sys; sys.executable = '/nowhere/bin/python'; from whipsnake.cli.main import main; main()"
    project.python("-c", code, "app.py", "--quiet", env={"PYTHONPATH": str(SOURCE)})
    result = project.run("./app.bin", code=None, env={"PYTHONHOME": "/nowhere"})
    assert result.returncode == 1
    message = "./app.bin: the Python that this program was built with and needs is not there: /nowhere/bin/python\n"
    assert message in result.stderr


def test_damaged_binary(built: Project, tmp_path: Path) -> None:
    """It does not pretend to have worked."""
    whole = (built.folder / "app.bin").read_bytes()
    damaged = tmp_path / "damaged"
    for size in (0, 100, 5_000, len(whole) // 2):
        damaged.write_bytes(whole[:size])
        damaged.chmod(0o755)
        code, out, _, said = outcome(built, "@ x", str(damaged))
        assert (out, said) == ("", "nothing") and (code != 0 or size == 0)
