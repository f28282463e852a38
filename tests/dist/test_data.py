"""Data files, resources and metadata of packages are found in a distribution as facts say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import importlib.metadata, importlib.resources, os, pkgutil
import inside, beside
files = importlib.resources.files(inside)
print(sorted(child.name for child in files.iterdir() if child.name.endswith("txt")))
print((files / "sub" / "b.txt").is_file())
print((files / "a.txt").read_text(), files.joinpath("sub/b.txt").read_bytes(), pkgutil.get_data("inside", "a.txt"))
with importlib.resources.as_file(files / "a.txt") as path:
    print(path.read_text())
with open(os.path.join(os.path.dirname(beside.__file__), "sub", "b.txt")) as file:
    print(file.read())
print(importlib.resources.files(beside).joinpath("a.txt").read_text())
with open(os.path.join(os.path.dirname(beside.__file__), "far", "deep", "c.txt")) as file:
    print(file.read())
print(importlib.metadata.version("Some-Thing"))
print([(point.name, point.load()) for point in importlib.metadata.entry_points(group="things")])
try:
    importlib.metadata.version("other")
except importlib.metadata.PackageNotFoundError as error:
    print(error)
"""
FACTS = """
inside:
  data-files: [{patterns: ["**/*.txt"], on-disk: false}]
  metadata: [{distributions: [some-thing]}]
beside:
  data-files:
  - {patterns: ["**/*.txt"]}
  - by-code: {setup: "import beside; folder = beside.__path__[0] + '/../elsewhere'", expression: folder}
    to: far/deep
"""


@pytest.mark.parametrize("own", [True, False], ids=["compiled", "bytecode"])
@pytest.mark.parametrize("mode", ["standalone", "onefile"])
def test_files_of_packages(tmp_path: Path, mode: str, own: bool) -> None:
    packages = tmp_path / "app" if own else tmp_path / "site-packages"
    for package in ("inside", "beside"):
        for name, text in {"__init__.py": "", "a.txt": "a", "sub/b.txt": "b"}.items():
            path = packages / package / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{text} of {package}" if text else "")
    info = packages / "some_thing-1.5.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: some-thing\nVersion: 1.5\n")
    (info / "entry_points.txt").write_text("[things]\none = inside:__name__\n")
    app = tmp_path / "app" / "app.py"
    app.parent.mkdir(exist_ok=True)
    app.write_text(PROGRAM)
    facts = tmp_path / "facts.yaml"
    facts.write_text(FACTS)
    env = {"PYTHONPATH": str(packages), "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    (packages / "beside/far/deep").mkdir(parents=True)
    (packages / "beside/far/deep/c.txt").write_text("far")
    expected = subprocess.run([sys.executable, app], env=env, capture_output=True, text=True, check=True).stdout
    (packages / "beside/far/deep").rename(packages / "elsewhere")
    options = [f"--mode={mode}", "--quiet", f"--user-package-configuration-file={facts}", f"--output-dir={tmp_path}"]
    command = [sys.executable, "-m", "whipsnake", *options, str(app)]
    built = subprocess.run(command, env=env | {"HOME": str(Path.home())}, capture_output=True, text=True, check=False)
    assert (built.returncode, built.stderr) == (0, "")
    packages.rename(tmp_path / "gone")
    program = tmp_path / ("app.dist/app.bin" if mode == "standalone" else "app.bin")
    done = subprocess.run([program], env={"HOME": str(tmp_path)}, cwd="/", capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (expected, "")
