"""Files, options and project settings that are wrong: one sentence, the place, what to do, exit code 2; or 1."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import SUFFIX, Outcome, Project

Command = Callable[..., Outcome]


def refuses(outcome: Outcome, code: int, message: str) -> None:
    """The command said why, in a sentence and perhaps what to do, and did nothing."""
    assert outcome.code == code, outcome
    assert message in outcome.err
    assert "Traceback" not in outcome.err and "internal error" not in outcome.err
    sentence, *rest = outcome.err.splitlines()
    assert sentence.endswith(".") and len(rest) <= 1, outcome.err


@pytest.fixture
def files(project: Project) -> Project:
    """Something of every kind."""
    project.write(app="print('hello')\n", json="x = 1\n")
    project.file("noextension", "print(1)\n")
    project.file("a-b.py")
    project.file("plain/x.py")
    project.file("pkg/__init__.py")
    project.file("not-a-name/__init__.py")
    project.file("taken/app.bin/x")
    project.file(f"taken/json{SUFFIX}/x")
    project.file(f"taken/pkg/__init__{SUFFIX}/x")
    project.file("mine/app.build/precious.txt", "mine")
    (project.folder / "loop.py").symlink_to("loop.py")
    (project.folder / "nowhere.py").symlink_to("gone.py")
    os.mkfifo(project.folder / "fifo.py")
    return project


@pytest.mark.parametrize(
    ("code", "message", "args"),
    [
        # The file to compile.
        (2, "there is no file or folder 'missing.py'", ["missing.py"]),
        (2, "there is no file or folder 'missing/app.py'", ["missing/app.py"]),
        (2, "there is no file or folder 'nowhere.py'", ["nowhere.py"]),
        (2, "'app.py/x' cannot be read: Not a directory", ["app.py/x"]),
        (2, "'loop.py' cannot be read: Too many levels of symbolic links", ["loop.py"]),
        (2, "File name too long", ["x" * 300 + ".py"]),
        (2, "there is no file or folder '-'", ["-"]),
        (2, "the name of the file to compile is empty", [""]),
        (2, "'fifo.py' is neither a file nor a folder", ["fifo.py"]),
        (2, "'/dev/null' is neither a file nor a folder", ["/dev/null"]),
        (2, "Missing argument", ["--quiet"]),
        (2, "plain is a folder without a __main__.py", ["plain"]),
        (2, "plain is a folder", ["plain", "--mode=module"]),
        (2, "plain is not a package: it has no __init__.py", ["plain", "--mode=package"]),
        (2, "app.py is not a folder", ["app.py", "--mode=package"]),
        (2, "'a-b' cannot be the name of a module", ["a-b.py", "--mode=module"]),
        (2, "'not-a-name' cannot be the name of a module", ["not-a-name", "--mode=package"]),
        (2, "pkg/__init__.py is a package's", ["pkg/__init__.py", "--mode=module"]),
        (2, "--python-flag=-m is for a package", ["app.py", "--python-flag=-m"]),
        (2, "one program at a time", ["app.py", "json.py"]),
        # Values of options, and options that contradict each other.
        (2, "No such option", ["app.py", "--zzzz"]),
        (2, "'--mode'", ["app.py", "--mode=nothing"]),
        (2, "'--mode' requires an argument", ["app.py", "--mode"]),
        (2, "'--jobs'", ["app.py", "--jobs=0"]),
        (2, "'--jobs'", ["app.py", "--jobs=many"]),
        (2, "'--jobs'", ["app.py", "--jobs="]),
        (2, "'--lto'", ["app.py", "--lto=maybe"]),
        (2, "'--quiet' does not take a value", ["app.py", "--quiet=yes"]),
        (2, "--python-flag=nonsense: there is no such flag", ["app.py", "--python-flag=nonsense"]),
        (2, "sets no variable", ["app.py", "--force-runtime-environment-variable=A"]),
        (2, "sets no variable", ["app.py", "--force-runtime-environment-variable==A"]),
        (2, "is for programs", ["json.py", "--mode=module", "--force-runtime-environment-variable=A=B"]),
        (2, "--deployment is for distributions", ["app.py", "--deployment"]),
        (2, "--skip-pass=nonsense: there is no such pass", ["app.py", "--skip-pass=nonsense", "--quiet"]),
        (2, "--skip-pass=refcounts: there is no such pass", ["app.py", "--skip-pass=refcounts", "--quiet"]),
        (2, "Leave --output-filename out", ["json.py", "--mode=module", "-o", "x"]),
        (2, "--clang and --zig contradict each other", ["app.py", "--clang", "--zig"]),
        (2, "--module and --mode=package contradict each other", ["pkg", "--module", "--mode=package"]),
        (2, "--emit-c-only and --run contradict each other", ["app.py", "--emit-c-only", "--run"]),
        (2, "--quiet and --show-progress contradict each other", ["app.py", "--quiet", "--show-progress"]),
        (1, "there is no module called 'nonsense'", ["app.py", "--include-module=nonsense", "--quiet"]),
        (1, "there is no module called 'nonsense'", ["app.py", "--include-package=nonsense", "--quiet"]),
        (1, "there is no module called '..'", ["app.py", "--include-module=..", "--quiet"]),
        (1, "there is no module called 'a/b'", ["app.py", "--include-module=a/b", "--quiet"]),
        # Where the result goes.
        (1, "app.bin cannot be written: it is a folder", ["app.py", "--output-dir=taken"]),
        (1, "plain cannot be written: it is a folder", ["app.py", "-o", "plain"]),
        (1, "app.py cannot be written: it is the program's source", ["app.py", "-o", "app.py"]),
        (1, "fifo.py cannot be written: it is no regular file", ["app.py", "-o", "fifo.py"]),
        (1, "/dev/null cannot be written: it is no regular file", ["app.py", "-o", "/dev/null"]),
        (1, "app.py is not a folder", ["app.py", "--output-dir=app.py"]),
        (1, "app.py is not a folder", ["app.py", "--output-dir=app.py/deep/er"]),
        (1, f"json{SUFFIX} cannot be written: it is a folder", ["json.py", "--mode=module", "--output-dir=taken"]),
        (1, f"__init__{SUFFIX} cannot be written: it is a", ["pkg", "--mode=package", "--output-dir=taken"]),
        (1, "File name too long", ["app.py", "-o", "x" * 300]),
        (1, "app.build is in the way", ["app.py", "--output-dir=mine", "--emit-c-only"]),
        (1, "app.build is in the way", ["app.py", "--output-dir=mine", "--no-remove-output"]),
        (1, "taken cannot be written: it is a folder", ["app.py", "--report=taken"]),
        (1, "app.py is not a folder", ["app.py", "--report=app.py/report.json"]),
        # The other commands.
        (2, "there is no file 'missing.py'", ["dump", "missing.py"]),
        (2, "there is no file 'plain'", ["dump", "plain"]),
        (2, "there is no pass 'nonsense'", ["dump", "app.py", "--after=nonsense"]),
        (2, "No such option", ["dump", "app.py", "--nonsense"]),
        (2, "the command cannot be run", ["bisect", "./no-such-command"]),
        (2, "the command compiled nothing", ["bisect", "false"]),
    ],
)
def test_refused(files: Project, command: Command, code: int, message: str, args: list[str]) -> None:
    before = sorted(files.folder.rglob("*"))
    refuses(command(*args), code, message)
    assert sorted(files.folder.rglob("*")) == before


def test_unreadable(project: Project) -> None:
    """As another user would see it, for whom a file's permissions count."""
    project.write(app="print(1)\n", main="import app\n")
    project.file("ro/x")
    unprivileged = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    (project.folder / "app.py").chmod(0)
    (project.folder / "ro").chmod(0o555)
    env = {"PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src")}

    def run(*args: str) -> Outcome:
        import sys

        result = project.run(*unprivileged, sys.executable, "-m", "whipsnake", *args, code=None, env=env)
        return Outcome(result.returncode, result.stdout, result.stderr)

    refuses(run("app.py", "--quiet"), 1, "app.py: the file cannot be read: Permission denied")
    refuses(run("main.py", "--output-dir=ro"), 1, "ro is read-only for you")
    refuses(run("main.py", "--output-dir=ro/deep/er"), 1, "ro is read-only for you")
    refuses(run("main.py", "--report=ro/x.json"), 1, "ro is read-only for you")
    # A followed one fails when it is imported.
    followed = run("main.py", "--follow-imports", "--emit-c-only")
    assert followed.code == 0 and "module app is left to the interpreter" in followed.err
    project.file("pyproject.toml").chmod(0)
    refuses(run("main.py"), 2, "pyproject.toml: the file cannot be read: Permission denied")


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("this is not valid TOML", "[tool.whipsnake\n"),
        ("this is not valid TOML", "x = \\xff"),
        ("this is not valid TOML", "x = " + "[" * 100_000),
        ("[tool.whipsnake] is not a table", "tool = 1\n"),
        ("[tool.whipsnake] is not a table", "[tool]\nwhipsnake = 'yes'\n"),
        ("[tool.whipsnake] is not a table", "[[tool.whipsnake]]\nquiet = true\n"),
        ("has no option 'nonsense'", "[tool.whipsnake]\nnonsense = 1\n"),
        ("Did you mean 'output-dir'?", "[tool.whipsnake]\noutput_dir = 'x'\n"),
        ("has no option 'version'", "[tool.whipsnake]\nversion = true\n"),
        ("quiet must be true or false", "[tool.whipsnake]\nquiet = 'yes'\n"),
        ("jobs must be a whole number", "[tool.whipsnake]\njobs = '2'\n"),
        ("jobs must be a whole number", "[tool.whipsnake]\njobs = 1.5\n"),
        ("jobs must be a whole number", "[tool.whipsnake]\njobs = true\n"),
        ("pyproject.toml: Invalid value for '--jobs'", "[tool.whipsnake]\njobs = 0\n"),
        ("pyproject.toml: Invalid value for '--mode'", "[tool.whipsnake]\nmode = 'nothing'\n"),
        ("output-dir must be a string", "[tool.whipsnake]\noutput-dir = ['x']\n"),
        ("output-dir must be a string", "[tool.whipsnake.output-dir]\nx = 1\n"),
        ("follow-import-to must be a string, or a list of such", "[tool.whipsnake]\nfollow-import-to = [1]\n"),
        ("output-dir has a null character in it", '[tool.whipsnake]\noutput-dir = "a\\u0000b"\n'),
        ("contradict each other", "[tool.whipsnake]\nclang = true\nzig = true\n"),
    ],
)
def test_pyproject(project: Project, command: Command, message: str, text: str) -> None:
    project.write(app="print('hello')\n")
    (project.folder / "pyproject.toml").write_bytes(text.replace("\\xff", "\udcff").encode("utf-8", "surrogateescape"))
    refuses(command("app.py", "--quiet"), 2, message)


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("app.py:1: there is no option --nonsense", "# whipsnake-project: --nonsense\n"),
        ("app.py:1: this cannot be split into words", "# nuitka-project: --output-dir='x\n"),
        ("app.py:2: Invalid value for '--jobs'", "\n# nuitka-project: --jobs=many\n"),
        ("app.py:1: Option '--quiet' does not take a value", "# nuitka-project: --quiet=1\n"),
        ("app.py:1: 'other.py' is no option", "# nuitka-project: other.py\n"),
        ("app.py:1: this else belongs to no if", "# nuitka-project-else:\n"),
        ("app.py:1: the condition must end with a colon", "# nuitka-project-if: True\n"),
        ("app.py:1: the condition failed: SyntaxError", "# nuitka-project-if: (:\n"),
        ("app.py:1: the condition failed: NameError", "# nuitka-project-if: nonsense:\n"),
        ("app.py:1: the condition failed: SystemExit", "# nuitka-project-if: sys.exit(0):\n"),
        ("contradict each other", "# nuitka-project: --clang\n# nuitka-project: --zig\n"),
    ],
)
def test_project_comment(project: Project, command: Command, message: str, text: str) -> None:
    project.write(app=text)
    outcome = command("app.py", "--quiet")
    assert outcome.code == 2 and message in outcome.err and "Traceback" not in outcome.err


def test_settings_that_are_no_mistake(project: Project, command: Command) -> None:
    project.file(
        "pyproject.toml",
        "[tool]\n[tool.whipsnake]\nquiet = true\nrun = false\nfollow-imports = false\nremove-output = true\njobs = 3\n"
        'emit-c-only = true\nfollow-import-to = "a,b"\ninclude-module = []\n',
    )
    project.write(
        app="# nuitka-project-if: False:\n#  nuitka-project: --jobs=many\n# nuitka-project:\n# nuitka-project\n"
    )
    outcome = command("app.py")
    assert (outcome.code, outcome.err) == (0, "")
    # What is no text has no comments of a project.
    (project.folder / "app.py").write_bytes(b"# coding: latin-1\n# nuitka-project: --report=\xe4\n")
    assert command("app.py").code == 0
    (project.folder / "app.py").write_bytes(b"# coding: nonsense\n# nuitka-project: --jobs=0\n")
    assert "encoding problem: nonsense" in command("app.py").err


def test_odd_but_right_names(project: Project, command: Command) -> None:
    """Names of files that `python FILE` takes, too."""
    project.file("noextension", "print('hello')\n")
    project.file(".py", "print('hello')\n")
    project.file("dump", "print('hello')\n")
    project.file("a.b.c", "print('hello')\n")
    project.file("x/__main__.py", "print('hello')\n")
    for name, made in (
        ("noextension", "noextension"),
        (".py", ".py"),
        ("./dump", "dump"),
        ("a.b.c", "a.b"),
        ("x/../x", "x"),
        ("x/.", "x"),
    ):
        assert command(name, "--emit-c-only", "--output-dir=out").code == 0, name
        assert (project.folder / f"out/{made}.build/build.ninja").exists(), name
    assert command("x/..", "--emit-c-only").code == 2
    (project.folder / "__main__.py").write_text("print('hello')\n")
    assert command(".", "--emit-c-only", "--output-dir=out").code == 0
    assert (project.folder / f"out/{project.folder.name}.build/build.ninja").exists()


def test_names_of_standard_modules(project: Project) -> None:
    """As for a source: the library's comes first if Python has it built in or loaded, else the first on `sys.path`."""
    project.write(
        json="x = 'ours'\n", time="x = 'ours'\n", app="import json, time; print(json.x, hasattr(time, 'x'))\n"
    )
    expected = project.python("app.py").stdout
    for name in ("json", "time"):
        stderr = project.whipsnake("--mode=module", f"{name}.py", "--output-dir=out").stderr
        assert f"warning: the standard library has a module {name}, too" in stderr
    code = (project.folder / "app.py").read_text()
    assert project.python("-c", code, env={"PYTHONPATH": "out"}).stdout == expected
    project.whipsnake("app.py", "--follow-imports")
    assert project.same() == expected
