"""What is said of a distribution is what it holds: the report, the bill of materials, the list of its contents."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

PROGRAM = """
import bz2, decimal, one, two.part, own
from xml.parsers import expat
print(one.NAME, two.part.NAME, own.NAME)
"""
METADATA = """Metadata-Version: 2.4
Name: {name}
Version: {version}
Summary: of the test
{more}
"""
INSTALLED = {
    "One_Thing": ("1.2+local", "License-Expression: MIT OR Apache-2.0", ["one.py"]),
    "two": (
        "3",
        "Classifier: License :: OSI Approved :: BSD License\nLicense: BSD",
        ["two/__init__.py", "two/part.py", "two/data.txt"],
    ),
    "three": ("4", "License: of three\n  and more", ["three.py"]),
}  # fmt: skip


@pytest.fixture(scope="module", params=["standalone", "onefile"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a program that was made, its report, and its bill."""
    folder = tmp_path_factory.mktemp(request.param)
    for name, (version, more, files) in INSTALLED.items():
        for file in files:
            (folder / "site" / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / "site" / file).write_text("NAME = __name__\n", encoding="utf-8")
        info = folder / "site" / f"{name.lower()}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(METADATA.format(name=name, version=version, more=more), encoding="utf-8")
        record = [*files, f"{info.name}/METADATA", f"{info.name}/RECORD"]
        (info / "RECORD").write_text("".join(f"{file},,\n" for file in record), encoding="utf-8")
    (folder / "source").mkdir()
    (folder / "source/app.py").write_text(PROGRAM, encoding="utf-8")
    (folder / "source/own.py").write_text("NAME = 'own'\n", encoding="utf-8")
    (folder / "source/notes.txt").write_text("note " * 1000, encoding="utf-8")
    command = [
        *(sys.executable, "-m", "whipsnake", f"--mode={request.param}", "--quiet", "--report=report.json"),
        *("--sbom=bill.json", "--include-data-files=source/notes.txt=notes/", "--include-package-data=two"),
        *("--follow-import-to=two", "--include-distribution-metadata=two", "source/app.py"),
    ]
    env = os.environ | {"PYTHONPATH": str(folder / "site")}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def program(made: Path) -> Path:
    return made / "app.bin" if (made / "app.bin").exists() else made / "app.dist/app.bin"


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_report_names_each_file(made: Path) -> None:
    files = read(made / "report.json")["files"]
    assert all(file["reason"] for file in files)
    by_name = {(file["kind"], file["name"]): file for file in files}
    assert len(by_name) == len(files)
    assert by_name["program", "app.bin"]["size"] == program(made).stat().st_size
    assert by_name["data", "notes/notes.txt"]["size"] == 5000
    assert by_name["data", "notes/notes.txt"]["reason"] == "--include-data-files=source/notes.txt=notes/"
    assert by_name["bytecode", "one"]["reason"] == "imported by __main__, line 2"
    assert by_name["compiled", "own"]["source"] == str(made / "source/own.py")
    assert by_name["compiled", "two.part"]["reason"]
    path = by_name["extension", "_bz2"]["path"]
    assert path is None if (made / "app.dist").exists() else path.startswith("_bz2.cpython")
    if (made / "app.dist").exists():
        there = {
            path.relative_to(made / "app.dist").as_posix(): path
            for path in (made / "app.dist").rglob("*")
            if path.is_file()
        }
        told = {file["path"]: file["size"] for file in files if file["path"] is not None}
        assert told == {name: path.stat().st_size for name, path in there.items()}


def test_bill_is_what_the_program_holds(made: Path) -> None:
    text = (made / "bill.json").read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    digest = hashlib.sha256(program(made).read_bytes()).hexdigest()
    assert bill["metadata"]["component"]["hashes"] == [{"alg": "SHA-256", "content": digest}]
    components = {component["name"]: component for component in bill["components"]}
    assert components["CPython"]["version"] == ".".join(map(str, sys.version_info[:3]))
    assert components["One_Thing"]["purl"] == "pkg:pypi/one-thing@1.2%2Blocal"
    assert components["One_Thing"]["licenses"] == [{"expression": "MIT OR Apache-2.0"}]
    assert components["two"]["licenses"] == [{"license": {"name": "BSD License"}}]
    assert "three" not in components, "it is installed, but not in the program"
    inside = {file["name"]: file for file in components["two"]["components"]}
    assert inside.keys() == {"two/__init__.py", "two/part.py", "two/data.txt", "two-3.dist-info/METADATA"}
    assert inside["two/part.py"]["hashes"][0]["content"] == hashlib.sha256(b"NAME = __name__\n").hexdigest()
    assert {"app.py", "own.py", "notes/notes.txt"} <= components.keys()
    assert not {"json", "argparse.pyc"} & components.keys()
    expat = pytest.importorskip("pyexpat")
    held = read(made / "report.json")["files"]
    if not any("libexpat" in file["name"] for file in held):
        assert components["expat"]["version"] == expat.EXPAT_VERSION.removeprefix("expat_")
    for file in held:
        if file["kind"] == "library":
            assert components[file["name"].rpartition("/")[2]]["hashes"], file["name"]
    if shutil.which("dpkg-query") and "libbz2.so.1.0" in components:
        assert components["libbz2.so.1.0"]["purl"].startswith("pkg:deb/")


def test_contents(made: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "whipsnake",
        "--list-contents",
        str(program(made) if (made / "app.bin").exists() else made / "app.dist"),
    ]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = {(row[0], row[3]): row for row in map(str.split, shown.splitlines())}
    told = {(file["kind"], file["name"]) for file in read(made / "report.json")["files"] if file["kind"] != "builtin"}
    files = {row[1].rpartition("/")[2].partition(".")[0] for row in rows if row[0] == "extension"}
    for kind, name in told - {("frozen", name) for kind, name in told if kind == "frozen"}:
        assert (kind, name) in rows or (kind == "extension" and name.rpartition(".")[2] in files), (kind, name)
    kind, size, stored, name = rows["data", "notes/notes.txt"]
    assert int(size) == 5000 and (int(stored) < 500 or (made / "app.dist").exists())
    assert int(rows["program", "app.bin"][1]) == program(made).stat().st_size


def test_no_contents(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("text", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    for name, message in (("text", "it has no archive"), ("none", "cannot be read"), ("folder", "holds no program")):
        command = [sys.executable, "-m", "whipsnake", f"--list-contents={tmp_path / name}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (2, "") and message in done.stderr
