"""`--installer=deb`: what Debian's own tools find in the package, and what it installs."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from whipsnake.dist.debian import Member, description, package_name, package_version, providers, write_package

needs_dpkg = pytest.mark.skipif(shutil.which("dpkg") is None, reason="dpkg is not installed")
PROGRAM = "import json, sys, sqlite3\nprint(json.dumps(sys.argv[1:]), sys.executable)\n"
OTHER = "print('the other')\n"
PROJECT = """
[project]
name = "Word_Tools"
version = "1.2rc1"
description = "Words.\\nMany of them.\\n\\nAnd more."
authors = [{name = "Ann Other", email = "ann@example.org"}]
urls = {Homepage = "https://example.org"}
"""


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes(width)) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    for name, text in {"app.py": PROGRAM, "other.py": OTHER, "pyproject.toml": PROJECT, "LICENSE": "Free.\n"}.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "icon.png").write_bytes(png(48, 48))
    (folder / "wrong.png").write_bytes(png(48, 50))
    return folder


def build(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "whipsnake", "--installer=deb", *options, "app.py"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def output(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, env={"PATH": os.environ["PATH"]}).stdout


@needs_dpkg
@pytest.mark.parametrize("mode", ["standalone", "onefile"])
def test_it_installs(project: Path, tmp_path: Path, mode: str) -> None:
    done = build(project, f"--mode={mode}", "--main=other.py", "--linux-icon=icon.png")
    assert done.returncode == 0, done.stderr
    (package,) = project.glob("*.deb")
    architecture = output("dpkg", "--print-architecture").strip()
    assert package.name == f"word-tools_1.2~rc1_{architecture}.deb"
    assert f"made {package}" in done.stdout + done.stderr
    fields = output("dpkg-deb", "--field", package)
    for line in (
        "Package: word-tools\n", "Version: 1.2~rc1\n", f"Architecture: {architecture}\n", "Depends: libc6 (>= 2.",
        "Maintainer: Ann Other <ann@example.org>\n", "Homepage: https://example.org\n",
        "Description: Words.\n Many of them.\n .\n And more.\n", "Installed-Size: ",
    ):  # fmt: skip
        assert line in fields

    root = tmp_path / "root"
    output("dpkg-deb", "--extract", package, root)
    place = {"standalone": "usr/lib/word-tools/app.bin", "onefile": "usr/bin/word-tools"}[mode]
    assert output(root / "usr/bin/word-tools", "a") == f'["a"] {root / place}\n'
    assert output(root / "usr/bin/other") == "the other\n"
    entry = (root / "usr/share/applications/word-tools.desktop").read_text(encoding="utf-8")
    assert {"Name=Word_Tools", "Exec=word-tools", "Icon=word-tools", "Comment=Words."} <= {*entry.splitlines()}
    assert (root / "usr/share/icons/hicolor/48x48/apps/word-tools.png").read_bytes() == png(48, 48)
    assert "Free." in (root / "usr/share/doc/word-tools/copyright").read_text(encoding="utf-8")
    modes = {path: path.stat().st_mode & 0o7777 for path in root.rglob("*") if not path.is_symlink() and path.is_file()}
    assert set(modes.values()) == {0o644, 0o755}
    sums = output("dpkg-deb", "--info", package, "md5sums")
    assert (
        subprocess.run(["md5sum", "--check", "--quiet"], input=sums, cwd=root, text=True, check=False).returncode == 0
    )
    assert {line.partition("  ")[2] for line in sums.splitlines()} == {str(path.relative_to(root)) for path in modes}

    again = package.read_bytes()
    package.unlink()
    assert build(project, f"--mode={mode}", "--main=other.py", "--linux-icon=icon.png").returncode == 0
    assert package.read_bytes() == again


MISTAKES = {
    "version": ("", "an installer needs the program's version.", []),
    "no version": ('version = "one"', "'one' is no version.", []),
    "maintainer": ('version = "1"', "an installer names who is responsible for the program.", []),
    "name": ('version = "1"', "'_' cannot be the name of a package.", ["--product-name=_"]),
    "table": ("", "[project] is not a table.", []),
    "shape": ("", "the icon wrong.png has 48 x 50 pixels, for which there is no place.", ["--linux-icon=wrong.png"]),
    "kind": ("", "the icon app.py is neither PNG nor SVG.", ["--linux-icon=app.py"]),
    "missing": ("", "the icon none.png cannot be read: No such file or directory.", ["--linux-icon=none.png"]),
    "mode": ("", "--installer is for distributions: nothing is taken along otherwise.", ["--mode=module"]),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes(project: Path, name: str) -> None:
    table, message, options = MISTAKES[name]
    if name == "table":
        (project / "pyproject.toml").write_text("project = 1\n", encoding="utf-8")
    elif "icon" not in message:
        (project / "pyproject.toml").write_text(f"[project]\n{table}\n", encoding="utf-8")
    done = build(project, *(options if name == "mode" else ["--mode=onefile", *options]))
    assert done.returncode in (1, 2)
    assert done.stderr.splitlines()[0].endswith(message)
    assert len(done.stderr.splitlines()) <= 2
    assert not [*project.glob("*.deb"), *project.glob("app.bin"), *project.glob("app.dist")]


def test_an_icon_without_an_installer(project: Path) -> None:
    command = [sys.executable, "-m", "whipsnake", "--mode=onefile", "--linux-icon=icon.png", "app.py"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert (done.returncode, "--linux-icon is for installers" in done.stderr) == (2, True)


@needs_dpkg
@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("1.0rc1", "1.0"),
        ("1.0.dev3", "1.0a1"),
        ("1.0", "1.0.post1"),
        ("1.9", "1.10"),
        ("2.0", "1!0.1"),
        ("1.0", "1.0+b"),
    ],
)
def test_versions_are_in_order(earlier: str, later: str) -> None:
    versions = [package_version(earlier), package_version(later)]
    assert subprocess.run(["dpkg", "--compare-versions", versions[0], "lt", versions[1]], check=False).returncode == 0


def test_names() -> None:
    assert [package_name(name) for name in ("My Tool", "a", "Größe 2", "g++", "-x-")] == [
        "my-tool",
        None,
        "gr-e-2",
        "g++",
        None,
    ]
    assert package_version("1.0-alpha.beta") is None
    assert description("One.\nTwo.\n\n  Three.\n") == "One.\n Two.\n .\n Three."


@needs_dpkg
def test_libraries_of_the_system_are_asked_for() -> None:
    """What the distribution leaves to the system has to be installed."""
    libraries = sorted(Path("/").glob("usr/lib/*/libstdc++.so.6"))
    if not libraries:
        pytest.skip("no C++ library")
    assert providers(["libstdc++.so.6", "libnothing.so.1"]) == {"libstdc++.so.6": "libstdc++6", "libnothing.so.1": None}


def test_a_moment_that_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    packages = {}
    for moment in ("", "1000000000", "none"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
        packages[moment] = write_package({"Package": "a"}, [Member("usr/bin/a", b"")])
    assert packages[""] == packages["none"] != packages["1000000000"]
