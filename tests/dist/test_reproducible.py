"""Equal input gives equal bytes, wherever, however and whenever a program is made."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FILES = {
    "app.py": "import json, sqlite3, pkg.part\nfrom pkg import *\n"
    "print(json.dumps([pkg.part.f({1, 2}), {'a', 'b'} == {'b', 'a'}]))\n",
    "pkg/__init__.py": "__all__ = ['part']\nNAMES = frozenset({'x', 'y', 'z', 'w'})\n",
    "pkg/part.py": "def f(x, *, y='yy'):\n    'Doc.'\n    return sorted(x) if x in ({1, 2}, {3}) else [lambda: y]\n"
    "class C:\n    a: int = 1\n",
    "pkg/data/b.txt": "b",
    "pkg/data/a.txt": "a" * 5000,
}


def make(folder: Path, order: list[str], **environment: str) -> dict[str, bytes]:
    """Both distributions of the program, and what is told of them, in a folder of its own with a cold cache."""
    for name in order:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(FILES[name], encoding="utf-8")
    env = os.environ | {"XDG_CACHE_HOME": str(folder / "cache")} | environment
    jobs = f"--jobs={environment['JOBS']}"
    for mode in ("standalone", "onefile"):
        command = [
            *(sys.executable, "-m", "whipsnake", f"--mode={mode}", "--quiet", jobs, f"--sbom={mode}.json"),
            *("--include-package-data=pkg", "--data-on-disk=a.txt", "app.py"),
        ]
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
    made = [folder / "app.bin", folder / "standalone.json", folder / "onefile.json", *(folder / "app.dist").rglob("*")]
    return {
        path.relative_to(folder).as_posix(): oct(path.stat().st_mode).encode() + path.read_bytes()
        for path in made
        if path.is_file()
    }


@pytest.mark.ci
def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    one = make(tmp_path / "one", [*FILES], PYTHONHASHSEED="1", JOBS="1", LC_ALL="C.UTF-8")
    other_folder = tmp_path / "another folder/with a longer name"
    other = make(other_folder, [*reversed(FILES)], PYTHONHASHSEED="2", JOBS="3", TZ="Asia/Tokyo", LC_ALL="C")
    assert one.keys() == other.keys() and len(one) > 10
    assert [name for name in one if one[name] != other[name]] == []
    done = subprocess.run([tmp_path / "one/app.bin"], capture_output=True, text=True, check=True)
    assert done.stdout == "[[1, 2], true]\n"
