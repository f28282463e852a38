"""A distribution has what facts tell."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

PROGRAM = """\
import os, mypkg
print(open(os.path.join(os.path.dirname(mypkg.__file__), "x.txt")).read(), mypkg.load("hidden"))
"""
FACTS = "mypkg:\n  implicit-imports: [{modules: [mypkg.hidden]}]\n  data-files: [{patterns: ['*.txt']}]\n"
NUITKA = "- module-name: mypkg\n  implicit-imports: [{depends: [.hidden]}]\n  data-files: {patterns: ['*.txt']}\n"


def build(folder: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "whipsnake", "--mode=standalone", *options, "app.py"]
    env = os.environ | environment
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, env=env, check=False)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    (tmp_path / "mypkg").mkdir()
    (tmp_path / "app.py").write_text(PROGRAM)
    (tmp_path / "mypkg" / "__init__.py").write_text(
        "import importlib\ndef load(name): return importlib.import_module('mypkg.' + name).VALUE\n"
    )
    (tmp_path / "mypkg" / "hidden.py").write_text("VALUE = 7\n")
    (tmp_path / "mypkg" / "x.txt").write_text("data")
    return tmp_path


@pytest.mark.parametrize("text", [FACTS, NUITKA], ids=["ours", "nuitka"])
def test_a_users_file(program: Path, text: str) -> None:
    (program / "mine.yaml").write_text(text)
    built = build(program, "--user-package-configuration-file=mine.yaml")
    assert (built.returncode, built.stderr.count("warning")) == (0, 0), built.stderr
    (program / "mypkg").rename(program / "gone")
    run = subprocess.run([program / "app.dist" / "app.bin"], capture_output=True, text=True, cwd="/")
    assert (run.stdout, run.stderr) == ("data 7\n", "")


def test_a_mistake_in_it(program: Path) -> None:
    (program / "mine.yaml").write_text("mypkg:\n  data-files: [{pattern: ['*']}]\n")
    built = build(program, "--user-package-configuration-file=mine.yaml")
    assert built.returncode == 1
    assert built.stderr.startswith("mine.yaml:2: mypkg: data-files.pattern: ")
    assert "Traceback" not in built.stderr
    assert not (program / "app.dist").exists()


SOURCES = {
    "app.py": """
        import inspect, os, own, installed
        for module in (own, installed):
            print(module.value(), module.changed, module.f.__doc__, module.g.__doc__, __debug__)
            print(inspect.getsource(module.value), os.listdir(os.path.join(os.path.dirname(module.__file__), "empty")))
        try:
            own.check(False)
        except AssertionError:
            print("checked")
        installed.check(False)
    """,
    "own/__init__.py": """
        # -*- coding: latin-1 -*-
        def value():
            return "interpreted é"
        def f(): "kept"
        def g(): "kept too"
        def check(what): assert what
        changed = 1
    """,
}
USED = """
own:
  replacements:
  - {function: value, with: "lambda: 'compiled é'"}
  - {text: changed = 1, with: changed = 2}
  - {regex: '^nothing$', with: something}
  keep: [{what: [docstrings, asserts, source]}]
  data-files: [{empty-dirs: [empty]}, {patterns: ['*.none'], dirs: [none]}]
  checks:
  - {message: Beware of it.}
  - {message: Not of this., when: option('mode') == 'module'}
installed:
  replacements: [{text: interpreted, with: compiled}]
  keep: [{what: [source]}]
  data-files: [{empty-dirs: [empty]}]
  shared-libraries: [{names: [libnone.so.1]}]
"""


@pytest.mark.parametrize("mode", ["standalone", "onefile"])
def test_sources_checks_and_empty_folders(tmp_path: Path, mode: str) -> None:
    for name, text in SOURCES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="latin-1")
    package = tmp_path / "site-packages" / "installed"
    package.mkdir(parents=True)
    (package / "__init__.py").write_bytes((tmp_path / "own/__init__.py").read_bytes())
    (tmp_path / "mine.yaml").write_text(USED, encoding="utf-8")
    options = (f"--mode={mode}", "--python-flag=-OO", "--user-package-configuration-file=mine.yaml")
    built = build(tmp_path, *options, PYTHONPATH=str(package.parent))
    warnings = [line for line in built.stderr.splitlines() if "warning" in line]
    assert sorted(warnings) == [
        "whipsnake: warning: mine.yaml:6: the module own has nothing to replace: '^nothing$'.",
        "whipsnake: warning: mine.yaml:8: own has no file '*.none'.",
        "whipsnake: warning: mine.yaml:8: own has no file 'none'.",
        "whipsnake: warning: own: Beware of it.",
    ]
    assert built.returncode == 0, built.stderr
    for folder in ("own", "site-packages"):
        (tmp_path / folder).rename(tmp_path / f"{folder}-gone")
    program = tmp_path / ("app.dist/app.bin" if mode == "standalone" else "app.bin")
    run = subprocess.run([program], capture_output=True, text=True, cwd="/", env={"HOME": str(tmp_path)}, check=False)
    own = "value = (lambda: 'compiled é')\n []\n"
    installed = 'def value():\n    return "compiled é"\n []\n'
    assert (run.stdout, run.stderr) == (
        f"compiled é 2 kept kept too False\n{own}compiled é 1 None None False\n{installed}checked\n", ""
    )  # fmt: skip


def test_a_check_that_refuses(program: Path) -> None:
    (program / "mine.yaml").write_text("mypkg:\n  checks: [{level: error, message: It cannot be compiled.}]\n")
    built = build(program, "--user-package-configuration-file=mine.yaml")
    assert built.returncode == 1
    assert built.stderr.endswith("It cannot be compiled.\nSo says mine.yaml:2.\n")
    assert not (program / "app.dist").exists()
