"""A program that misses a module which it was built without says so, if that is what ends it."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

PROGRAM = """\
import importlib, sys
kind, name = sys.argv[1:]
if kind == "import":
    importlib.import_module(name)
elif kind == "instead":
    try:
        importlib.import_module(name)
    except ImportError:
        raise RuntimeError("something else") from None
elif kind == "from":
    from pkg import part
elif kind == "shell":
    from pkg.opens import shell
    shell()
elif kind == "caught":
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        print(type(error), error, error.args, error.name, error.path, vars(error))
    else:
        import helper  # it is known of
"""
FACTS = """\
pkg.opens:
  not-followed:
  - modules: [mesh]
    why: a shell for developers
"""


def test_the_reason_is_told(tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "pkg").mkdir(parents=True)
    for name, text in {
        "app": PROGRAM,
        "helper": "",
        "mesh": "",
        "pkg/__init__": "",
        "pkg/part": "",
        "pkg/opens": "def shell():\n    import mesh",
    }.items():
        (source / f"{name}.py").write_text(text, encoding="utf-8")
    facts = source / "app.facts.yaml"
    facts.write_text(FACTS, encoding="utf-8")
    program = tmp_path / "app.bin"
    options = ["--nofollow-import-to=helper,pkg.part", f"--user-package-configuration-file={facts}", "-o", str(program)]
    build = [sys.executable, "-m", "whipsnake", "--mode=app", "--quiet", *options, str(source / "app.py")]
    subprocess.run([*build, "--deployment"], check=True)
    silent = [
        subprocess.run([program, "import", name], capture_output=True, text=True, check=False).stderr
        for name in ("helper", "sqlite3")
    ]
    subprocess.run(build, check=True)

    def run(*args: str) -> tuple[str, list[str]]:
        """What it prints, and what stands behind a traceback."""
        done = subprocess.run([str(program), *args], capture_output=True, text=True, check=False)
        assert done.returncode == (0 if args[0] == "caught" else 1)
        lines = done.stderr.splitlines()
        end = max((number for number, line in enumerate(lines) if "Error: " in line), default=-1)
        return done.stdout, [line.removeprefix(f"{os.path.realpath(program)}: ") for line in lines[end + 1 :]]

    def told(name: str, why: str) -> list[str]:
        taken = f"--include-module={name} takes it along."
        return [f"the module {name} was left out when this program was built: {why}; {taken}"]

    excluded = told("helper", "--nofollow-import-to=helper")
    assert run("import", "helper")[1] == run("instead", "helper")[1] == excluded
    assert run("from", "pkg.part")[1] == (
        told("pkg.part", "--nofollow-import-to=pkg.part") if sys.version_info >= (3, 12) else []
    )
    assert run("shell", "")[1] == told("mesh", "not followed from pkg.opens: a shell for developers")
    library = told("sqlite3", "it is of the standard library, but nothing was seen to import it")
    assert run("import", "sqlite3")[1] == library
    for unknown in ("help", "winreg", "nothing.at_all"):
        assert run("import", unknown)[1] == []

    # Whoever expects the error gets CPython's own.
    expected = textwrap.dedent("""\
        <class 'ModuleNotFoundError'> No module named 'helper' ("No module named 'helper'",) helper None {}
    """)
    assert run("caught", "helper") == (expected, [])

    # Nor is anything told by a program that was made so.
    assert [text.splitlines()[-1] for text in silent] == [
        "ModuleNotFoundError: No module named 'helper'",
        "ModuleNotFoundError: No module named 'sqlite3'",
    ]
