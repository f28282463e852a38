"""The cache: what is done again, what is not, and what becomes of damage."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import SOURCE, Project

from whipsnake.build.cache import Cache, key_of


def test_get_and_put(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.get("c", "key", ".c") is None
    cache.put("c", "key", ".c", b"text")
    found = cache.get("c", "key", ".c")
    assert found is not None and found.read_bytes() == b"text"


@pytest.mark.parametrize("damage", [b"", b"other", b"text and more"])
def test_damaged_entry_is_absent(tmp_path: Path, damage: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put("c", "key", ".c", b"text").write_bytes(damage)
    assert cache.get("c", "key", ".c") is None
    cache.put("c", "key", ".c", b"text")
    assert cache.get("c", "key", ".c") is not None


def test_key_tells_parts_apart() -> None:
    assert key_of("ab", "c") != key_of("a", "bc") != key_of("abc")


def test_prune_removes_the_least_used(tmp_path: Path) -> None:
    cache = Cache(tmp_path, max_bytes=250)
    for name in ("one", "two", "three"):
        cache.put("c", name, ".c", b"x" * 100)
        time.sleep(0.02)
    cache.get("c", "one", ".c")
    cache.prune()
    assert cache.get("c", "one", ".c") and cache.get("c", "three", ".c") and not cache.get("c", "two", ".c")


def test_only_what_changed_is_compiled(project: Project) -> None:
    project.write(app="import part; print(part.x)", part="x = 1")
    project.whipsnake("app.py", "--follow-imports", "--show-progress")
    again = project.whipsnake("app.py", "--follow-imports", "--show-progress").stderr
    assert "__main__ (cached)" in again and "part (cached)" in again and "compiling C: part" not in again
    assert "app.bin (cached)" in again and "linking" not in again
    project.write(part=f"x = {time.time_ns()}")
    edited = project.whipsnake("app.py", "--follow-imports", "--show-progress").stderr
    assert "__main__ (cached)" in edited and "translating: part\n" in edited
    assert "compiling C: part" in edited and "compiling C: __main__" not in edited and "linking" in edited
    project.same()


def test_other_flags_link_again(project: Project) -> None:
    project.write(app="print(__file__)")
    for options in ((), ("--mode=module", "--output-dir=out"), ("--debug",)):
        assert "linking" in project.whipsnake("app.py", *options, "--show-progress").stderr
    for options in ((), ("--mode=module", "--output-dir=out"), ("--debug",)):
        assert "linking" not in project.whipsnake("app.py", *options, "--show-progress").stderr
    (project.folder / "app.bin").unlink()
    assert "linking" not in project.whipsnake("app.py", "--show-progress").stderr
    project.same()


@pytest.mark.slow
def test_cold_cache_several_at_once_and_killed(project: Project, tmp_path: Path) -> None:
    project.write(app="print('hello')")
    command = [sys.executable, "-m", "whipsnake", "app.py", "--quiet"]
    env = {"PYTHONPATH": str(SOURCE), "WHIPSNAKE_CACHE_DIR": str(tmp_path / "cache"), "PATH": "/usr/bin:/bin"}
    killed = subprocess.Popen(command, cwd=project.folder, env=env)
    time.sleep(3)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert not (project.folder / "app.bin").exists()
    several = [subprocess.Popen([*command, "-o", f"app{number}"], cwd=project.folder, env=env) for number in range(2)]
    assert [process.wait() for process in several] == [0, 0]
    for path in (tmp_path / "cache").rglob("*"):
        if path.is_file() and path.parent.parent.name in ("c", "object", "library"):
            path.write_bytes(path.read_bytes()[:-7])
    assert subprocess.run(command, cwd=project.folder, env=env).returncode == 0
    assert project.run("./app.bin").stdout == project.run("./app1").stdout == "hello\n"


def test_large_modules_have_several_c_files(project: Project) -> None:
    """Each is compiled by a process of its own, which bounds the memory; together they are the module."""
    body = "".join(f"    if a == {i}:\n        b.append(a + {i})\n" for i in range(12))
    functions = "".join(f"def f{i}(a, b):\n{body}    yield from b\n" for i in range(60))
    project.write(m=functions + "print([list(f(3, [i])) for i, f in enumerate((f0, f30, f59))])\n")
    project.whipsnake("--mode=module", "--emit-c-only", "m.py")
    files = sorted((project.folder / "m.build").glob("*.m.c"))
    assert [file.name for file in files][:2] == ["module.m.c", "part1.m.c"]
    assert len(files) == 1 + sum("rt_unit rt_unit_here =" not in file.read_text() for file in files)
    project.whipsnake("--mode=module", "--output-dir=out", "m.py")
    (project.folder / "m.py").unlink()
    assert (
        project.python("-c", "import sys; sys.path.insert(0, 'out'); import m").stdout == "[[0, 6], [1, 6], [2, 6]]\n"
    )
