"""Several programs in one distribution."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FIRST = """
import sys, shared
if __name__ == "__main__":
    print("first", shared.name(), sys.argv[1:], __file__.rpartition("/")[2])
"""
SECOND = """
import __main__, multiprocessing, sys, shared
class C: pass
def work(x):
    return x, __name__, C.__module__, shared.name()
if __name__ == "__main__":
    print("second", sys.argv[1:], __name__, __file__.rpartition("/")[2], C, __main__.C is C)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        print(pool.map(work, [1]))
    import first
    print(first.__name__)
    1 / 0
"""


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {"first": FIRST, "second": SECOND, "shared": "def name(): return __name__"}.items():
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    return tmp_path


def whipsnake(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "whipsnake", "--quiet", *options, "first.py"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def outcome(*command: str | Path, path: str = "/usr/bin:/bin") -> tuple[str, str]:
    done = subprocess.run(command, env={"PATH": path}, capture_output=True, text=True, check=False)
    return done.stdout, done.stderr.splitlines()[-1] if done.stderr else ""


@pytest.mark.parametrize("mode", ["standalone", "onefile"])
def test_the_name_decides(sources: Path, mode: str) -> None:
    expected = {name: outcome(sys.executable, f"{name}.py", "x", path=sys.prefix) for name in ("first", "second")}
    assert expected["second"][1] == "ZeroDivisionError: division by zero"
    done = whipsnake(f"--mode={mode}", "--main=second.py")
    assert (done.returncode, done.stderr) == (0, "")
    folder = sources / "first.dist" if mode == "standalone" else sources
    if mode == "onefile":
        (folder / "second.bin").symlink_to("first.bin")
    links = sources / "links"
    links.mkdir()
    (links / "second").symlink_to(folder / "first.bin")
    (links / "third").symlink_to(folder / "first.bin")
    assert outcome(folder / "first.bin", "x") == outcome(links / "third", "x") == expected["first"]
    assert outcome(folder / "second.bin", "x") == outcome(links / "second", "x") == expected["second"]
    assert outcome("/bin/sh", "-c", "second x", path=str(links)) == expected["second"]
    listed = subprocess.run(
        [sys.executable, "-m", "whipsnake", "--list-contents", folder if mode == "standalone" else "first.bin"],
        capture_output=True,
        text=True,
        check=True,
    )
    names = [
        line.split(None, 3)[3] for line in listed.stdout.splitlines() if line.split()[0] in ("program", "compiled")
    ]
    assert sorted(names) == ["__main__", "__main__ second", "first", "first.bin", "shared"], names


def test_refused(sources: Path) -> None:
    (sources / "other").mkdir()
    (sources / "other/second.py").write_text("")
    for options, message in (
        (["--main=second.py"], "--main is for distributions"),
        (["--standalone", "--main=missing.py"], "there is no file or folder 'missing.py'"),
        (["--standalone", "--main=other"], "--main=other is a folder"),
        (["--standalone", "--main=other/second.py"], "is not in the folder of the first program"),
        (["--standalone", "--main=first.py"], "there are two programs called first"),
        (["--standalone", "--main=second.py", "--main=second.py"], "there are two programs called second"),
    ):
        done = whipsnake(*options)
        assert done.returncode != 0 and message in done.stderr and "Traceback" not in done.stderr, done.stderr
    assert not (sources / "first.dist").exists()
