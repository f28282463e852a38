"""The examples in docs/plugins.md do what the page says, all together in one plugin; and the template is a plugin."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Project

from whipsnake.plugins.hooks import documented
from whipsnake.plugins.manual import manual

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import ctypes, importlib, pathlib, sys
import build_info
DEBUG = True
here = pathlib.Path(__file__).parent
print(DEBUG, build_info.NAME, importlib.import_module("handlers_" + "".join(["o", "ne"])).VALUE)
print((here / "texts" / "motd.txt").read_text(), ctypes.CDLL(str(here / "libgreet.so")).greet())
print((here / "notes.txt").exists(), (here / "notes.md").exists())
"""


def test_the_manual_is_current() -> None:
    assert (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8") == manual()


def test_every_hook_has_an_example_that_is_a_hook_of_that_name() -> None:
    for name, _, text, example in documented():
        assert len(text) > 10, name
        assert re.match(rf"@hookimpl\ndef {name}\(", example), name


@pytest.mark.parametrize("mode", ["standalone", "onefile"])
def test_the_examples(project: Project, mode: str) -> None:
    head = re.search(r'^    ("What the plugin.*?)\n\n(?! {4})', manual(), re.DOTALL | re.MULTILINE)
    assert head is not None
    plugin = "\n".join(line.removeprefix("    ") for line in head[1].splitlines())
    project.file("greet.py", "\n\n".join([plugin, *(example for *_, example in documented())]))
    project.write(app=PROGRAM, handlers_one="VALUE = 'handled'")
    project.file("notes.txt"), project.file("notes.md")
    project.file("greet.c", "int greet(void) { return 5; }")
    project.run("gcc", "-shared", "-fPIC", "-o", "libgreet.so", "greet.c")
    data = [f"--include-data-files=notes.{suffix}=notes.{suffix}" for suffix in ("txt", "md")]
    words = [f"--mode={mode}", "--user-plugin=greet.py", "--plugin-option=greet:greeting=Good day", "--report=r.json"]
    on_disk = ["--data-on-disk=notes.txt"] if mode == "onefile" else []
    project.whipsnake("app.py", "--output-dir=out", *words, *data, *on_disk)
    report = json.loads((project.folder / "r.json").read_text())
    assert report["plugins"] == [{"name": "greet", "version": "", "report": {"greeting": "Good day"}}]
    assert int((project.folder / "out" / "app.size").read_text()) > 1_000_000
    shutil.move(project.folder / "out", project.folder / "moved")
    for file in [*project.folder.glob("*.py"), *project.folder.glob("*.so")]:
        file.unlink()
    program = project.folder / "moved" / ("app.dist/app.bin" if mode == "standalone" else "app.bin")
    done = project.run(program)
    assert done.stdout == "False app handled\nGood morning 5\nTrue False\n"
    assert done.stderr == "Good day\n"


def test_the_examples_refuse_a_package(project: Project) -> None:
    example = next(example for name, *_, example in documented() if name == "configure")
    project.file("greet.py", f"from whipsnake.plugins.api import *\n{example}\n")
    project.file("pack/__init__.py")
    done = project.whipsnake("--mode=package", "pack", "--user-plugin=greet.py", code=1)
    assert "greet: packages cannot be greeted.\nLeave --mode=package out.\n" in done.stderr


@pytest.mark.ci
def test_the_template(project: Project) -> None:
    venv = project.folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    shutil.copytree(ROOT / "examples" / "plugin-template", project.folder / "template")
    python = venv / "bin" / "python"
    project.run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(ROOT), "./template")
    whipsnake = venv / "bin" / "whipsnake"
    listed = project.run(whipsnake, "--plugin-list").stdout.splitlines()
    assert listed[0] == "build-info 0.1.0  Programs know what they were built from."
    assert [line.split()[0] for line in listed[1:]] == [
        "--plugin-option=build-info:label=VALUE",
        "--plugin-option=build-info:quiet",
    ]
    project.write(app="import build_info\nprint(build_info.LABEL, build_info.MAIN)\n")
    project.run(whipsnake, "--quiet", "--plugin-option=build-info:label=night", "app.py")
    done = project.run("./app.bin")
    assert (done.stdout, done.stderr) == ("night app.py\n", "app.py: build night\n")
    refused = project.run(whipsnake, "--plugin-option=build-info:label=", "app.py", code=1).stderr
    assert "build-info: the label is empty.\n" in refused
    project.run(whipsnake, "--quiet", "--disable-plugin=build-info", "app.py")
    assert "No module named 'build_info'" in project.run("./app.bin", code=1).stderr
