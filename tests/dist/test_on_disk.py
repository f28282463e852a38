"""Files that have to be on disk are there for a one-file program, below the folder of their package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from tests.dist.bareroot import BareRoot
from whipsnake.cli.main import main

PROGRAM = """
import pkg, pkg.part
print(pkg.text(), pkg.part.text(), pkg.__file__ == __import__("pkg.part").__file__)
"""
PACKAGE = """
import os
HERE = os.path.dirname(__file__)
def text():
    # As a library does that knows nothing of archives.
    with open(os.path.join(HERE, "data", "wörds.txt"), encoding="utf-8") as file:
        return file.read(), os.access(os.path.join(HERE, "tool"), os.X_OK), HERE
"""
FILES = {"pkg/data/wörds.txt": "some wörds".encode(), "pkg/tool": b"#!/bin/sh\n" * 1000}


def compiled(command: list[str]) -> object:
    """The compiler's exit code."""
    with pytest.raises(SystemExit) as end:
        main(command)
    return end.value.code


def build(folder: Path, monkeypatch: pytest.MonkeyPatch, *options: str, text: str = PROGRAM) -> Path:
    """A program with a package that is installed, and has files that have to be on disk."""
    packages = folder / "site"
    (packages / "pkg").mkdir(parents=True, exist_ok=True)
    (packages / "pkg/__init__.py").write_text(PACKAGE, encoding="utf-8")
    (packages / "pkg/part.py").write_text("from pkg import text\n", encoding="utf-8")
    (folder / "source").mkdir(exist_ok=True)
    (folder / "source/app.py").write_text(text, encoding="utf-8")
    # The first is the compiler's own folder, which is none of the program's.
    monkeypatch.setattr(sys, "path", [sys.path[0], str(packages), *sys.path[1:]])
    for name, contents in FILES.items():
        path = folder / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents)
        path.chmod(0o755 if "tool" in name else 0o644)
    command = [
        *("--mode=onefile", "--quiet", f"--output-dir={folder / 'out'}"),
        *(f"--include-raw-dir={folder / 'files'}=.", "--data-on-disk=**/*"),
        *(*options, str(folder / "source/app.py")),
    ]
    assert compiled(command) == 0
    shutil.rmtree(packages)
    return folder / "out/app.bin"


def run(program: Path, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [program],
        env={"HOME": str(home), "LC_ALL": "C.UTF-8"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_files_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, home = build(tmp_path, monkeypatch), tmp_path / "home"
    first = run(program, home)
    assert first.returncode == 0, first.stderr
    (tree,) = (home / ".cache/whipsnake-files").glob("*.files")
    assert {path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()} == set(FILES)
    shown = ("some wörds", True, str(tree / "pkg"))
    assert first.stdout == f"{shown} {shown} True\n"

    (tree / "pkg/data/wörds.txt").write_text("altered", encoding="utf-8")
    assert run(program, home).stdout == first.stdout
    shutil.rmtree(tree)
    assert run(program, home).stdout == first.stdout
    where = tmp_path / "with {braces}"
    assert str(where / "x") in run(program, home, XDG_CACHE_HOME=str(where / "x")).stdout


def test_where_they_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = build(tmp_path, monkeypatch, "--onefile-tempdir-spec={PROGRAM_BASE}-files")
    done = run(program, tmp_path / "home")
    assert str(tmp_path / "out/app-files") in done.stdout
    assert not (tmp_path / "home").exists()
    program = build(tmp_path, monkeypatch, "--onefile-tempdir-spec={HOME}/of{PID}")
    done = run(program, tmp_path / "home")
    assert "/home/of" in done.stdout
    assert not [*(tmp_path / "home").iterdir()], "the folder of one start is gone at its end"


def test_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bare_root: BareRoot) -> None:
    bare_root.add(build(tmp_path, monkeypatch), "/app")
    done = bare_root.run("/app", environment={"HOME": "/home"}, read_only=True)
    assert done.code == 1
    assert done.stderr == (
        "/app: files that the program needs on disk cannot be written to /home/.cache/whipsnake-files: "
        "Read-only file system.\n"
    )
    small = {"/tmp": "size=4k", "/home": "size=4k"}
    full = bare_root.run("/app", environment={"HOME": "/home"}, read_only=True, memory=small)
    assert (full.code, full.stdout) == (1, "")
    assert full.stderr == (
        "/app: the file pkg/tool, which the program needs on disk, cannot be written to /home/.cache/whipsnake-files: "
        "No space left on device.\n"
    )
    assert bare_root.run("/app", environment={"HOME": "/home"}, read_only=True, memory={"/tmp": ""}).code == 0


def test_what_did_not_change_is_not_compressed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FILES, "pkg/new", os.urandom(1000).hex().encode())
    compressed: list[bytes] = []
    right = zlib.compress

    def compress(data: bytes, level: int = -1) -> bytes:
        compressed.append(bytes(data))
        return right(data, level)

    monkeypatch.setattr(zlib, "compress", compress)
    build(tmp_path, monkeypatch)
    assert FILES["pkg/new"] in compressed
    compressed.clear()
    program = build(tmp_path, monkeypatch, text="print('edited')\n" + PROGRAM)
    assert compressed == []
    assert run(program, tmp_path / "home").stdout.startswith("edited\n")


def test_the_product_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = "--onefile-tempdir-spec={HOME}/{COMPANY}/{PRODUCT}/{VERSION}"
    product = ["--company-name=A & B", "--product-name=größer", "--product-version=1.2"]
    program = build(tmp_path, monkeypatch, spec, *product, "--file-version=1.2.0.7")
    assert str(tmp_path / "home/A & B/größer/1.2-1.2.0.7") in run(program, tmp_path / "home").stdout


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("--product-version=one", "--product-version=one is no version"),
        ("--file-version=1.2.3.4.5", "--file-version=1.2.3.4.5 is no version"),
        ("--company-name=..", "cannot be the name of a folder"),
        ("--product-name=a/b", "cannot be the name of a folder"),
        ("--product-name={PID}", "cannot be the name of a folder"),
    ],
)
def test_wrong_products(tmp_path: Path, capfd: pytest.CaptureFixture[str], option: str, message: str) -> None:
    (tmp_path / "app.py").write_text("print(1)\n", encoding="utf-8")
    assert compiled(["--mode=onefile", option, str(tmp_path / "app.py")]) == 2
    assert message in capfd.readouterr().err


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("relative", "no absolute path"),
        ("{HOME}/{NAME}", "{NAME}"),
        ("{HOME", "{HOME}"),
        ("{HOME}/{COMPANY}", "{COMPANY}, which nothing gives"),
        ("{HOME}/{VERSION}", "--product-version or --file-version"),
    ],
)
def test_a_wrong_place(tmp_path: Path, capfd: pytest.CaptureFixture[str], spec: str, message: str) -> None:
    (tmp_path / "app.py").write_text("print(1)\n", encoding="utf-8")
    assert compiled(["--mode=onefile", f"--onefile-tempdir-spec={spec}", str(tmp_path / "app.py")]) == 2
    assert message in capfd.readouterr().err
