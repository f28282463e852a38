"""Each option of the command line, and where else options stand."""

from __future__ import annotations

import json
import sys

import pytest
from conftest import Project

HELLO = "import sys\ndef main():\n    print('hello', sys.argv[1:])\nmain()\n"


def test_output_names(project: Project) -> None:
    project.write(app=HELLO)
    project.whipsnake("app.py", "-o", "one")
    project.whipsnake("app.py", "--output-filename=two", "--output-dir=a/b")
    assert project.run("./one", "x").stdout == project.run("a/b/two", "x").stdout == "hello ['x']\n"
    assert sorted(path.name for path in project.folder.iterdir()) == ["a", "app.py", "one"]


def test_run(project: Project) -> None:
    project.write(app=HELLO + "sys.exit(7)\n")
    assert project.whipsnake("--run", "--quiet", "app.py", "a", "--", "--b", code=7).stdout == "hello ['a', '--b']\n"
    project.write(mod="print('imported', __name__)")
    assert project.whipsnake("--run", "--mode=module", "mod.py").stdout == "imported mod\n"


def test_quiet_and_progress(project: Project) -> None:
    project.write(app=HELLO)
    assert project.whipsnake("app.py", "--quiet").stderr == ""
    assert project.whipsnake("app.py").stderr.splitlines()[-1].endswith("app.bin")
    assert "translating: __main__" in project.whipsnake("app.py", "--show-progress").stderr


def test_report(project: Project) -> None:
    project.write(app="import part, json\n" + HELLO, part="def f():\n    def g(): pass\n")
    project.whipsnake("app.py", "--follow-imports", "--report=r.json", "--jobs=1")
    report = json.loads((project.folder / "r.json").read_text())
    main, part = report["modules"]
    assert main["functions"] == [{"name": "main", "line": 3}]
    assert part["reason"] == {"option": "--follow-imports", "importer": "__main__", "line": 1, "in_string": False}
    assert [function["name"] for function in part["functions"]] == ["f", "f.<locals>.g"]
    assert {"name": "json", "reason": "not followed"} in report["not_compiled"]
    assert {"modules", "translation", "C compiler"} <= report["seconds"].keys()


def test_emit_c_only(project: Project) -> None:
    project.write(app=HELLO)
    project.whipsnake("app.py", "--emit-c-only")
    assert not (project.folder / "app.bin").exists()
    assert {"module.__main__.c", "program_table.c", "build.ninja"} <= {
        path.name for path in (project.folder / "app.build").iterdir()
    }


def test_kept_build_folder(project: Project) -> None:
    project.write(app=HELLO)
    project.whipsnake("app.py", "--no-remove-output")
    assert (project.folder / "app.build/build.ninja").exists()
    project.same()


@pytest.mark.parametrize("option", ["--lto=yes", "--lto=no", "--debug", "--skip-pass=simplify,promote_locals"])
def test_other_code(project: Project, option: str) -> None:
    project.write(app=HELLO)
    project.whipsnake("app.py", option)
    project.same("x")


@pytest.mark.usefixtures("clang")
def test_clang(project: Project) -> None:
    project.write(app=HELLO)
    project.whipsnake("app.py", "--clang")
    project.same("x")


@pytest.mark.usefixtures("zig")
def test_zig(project: Project) -> None:
    project.write(app=HELLO)
    project.whipsnake("app.py", "--zig")
    project.same("x")


def test_compiler_from_the_environment(project: Project) -> None:
    project.write(app=HELLO)
    project.whipsnake("app.py", env={"CC": "gcc -pipe"})
    project.same()
    assert "CC" in project.whipsnake("app.py", code=1, env={"CC": "no-such-compiler"}).stderr


FLAGS = """
import sys
def f():
    "doc"
    assert False
    return 1
try:
    print(f())
except AssertionError:
    print("assert")
print(f.__doc__, __debug__, sys.flags, sys.path[0], "site" in sys.modules, sys.warnoptions, sys.stdout.line_buffering)
"""


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("-O", ["-O"]),
        ("no_asserts,no_docstrings", ["-OO"]),
        ("no_site", ["-S"]),
        ("-u", ["-u"]),
        ("isolated", ["-I"]),
        ("safe_path", ["-P"]),
        ("no_warnings", ["-Wignore"]),
        ("-B", ["-B"]),
    ],
)
def test_python_flag(project: Project, ours: str, theirs: list[str]) -> None:
    project.write(app=FLAGS)
    project.whipsnake("app.py", f"--python-flag={ours}")
    env = {"PYTHONPATH": "/nowhere"}
    assert project.run("./app.bin", env=env).stdout == project.python(*theirs, "app.py", env=env).stdout


def test_no_docstrings_alone(project: Project) -> None:
    project.write(app=FLAGS + 'class C:\n    "doc"\ndef g():\n    "only"\nprint(C.__doc__, g.__doc__, g())\n')
    project.whipsnake("app.py", "--python-flag=no_docstrings")
    lines = project.run("./app.bin").stdout.splitlines()
    assert lines[0] == "assert" and lines[1].startswith("None True") and lines[2] == "None None None"


def test_project_comments(project: Project) -> None:
    project.write(
        app="""
        # nuitka-project: --output-dir={MAIN_DIRECTORY}/out
        # nuitka-project-if: {OS} == "Linux" and os.getenv("NAME"):
        #    nuitka-project: --output-filename=named
        # nuitka-project-else:
        #    whipsnake-project: --output-filename=other
        # nuitka-project: --enable-plugin=pyside6
        print("hello")
        """
    )
    assert "--enable-plugin" in project.whipsnake("app.py", env={"NAME": "x"}).stderr
    project.whipsnake("app.py")
    project.whipsnake("app.py", "-o", "third")
    assert sorted(path.name for path in (project.folder / "out").iterdir()) == ["named", "other", "third"]
    project.write(app="# whipsnake-project: --no-such-thing\n")
    assert "app.py:1" in project.whipsnake("app.py", code=2).stderr


def test_pyproject(project: Project) -> None:
    project.write(app="import part; print(part.__file__)", part="")
    project.file(
        "pyproject.toml", '[tool.whipsnake]\noutput-filename = "prog"\nfollow-import-to = ["part"]\nquiet = true\n'
    )
    assert project.whipsnake("app.py").stderr == ""
    assert project.run("./prog").stdout == project.python("app.py").stdout
    project.file("pyproject.toml", "[tool.whipsnake]\nnonsense = 1\n")
    assert "nonsense" in project.whipsnake("app.py", code=2).stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["missing.py"], "missing.py"),
        (["app.py", "--mode=nothing"], "--mode"),
        (["app.py", "--no-such-option"], "--no-such-option"),
        (["app.py", "second.py"], "second.py"),
        (["app.py", "--python-flag=z"], "--python-flag"),
        (["app.py", "--skip-pass=z"], "--skip-pass"),
        (["app.py", "--mode=package"], "--mode=module"),
        (["app.py", "--mode=module", "-o", "x"], "--output-filename"),
        (["app.py", "--jobs=0"], "--jobs"),
    ],
)
def test_usage_errors(project: Project, args: list[str], message: str) -> None:
    project.write(app=HELLO)
    result = project.whipsnake(*args, code=2)
    assert message in result.stderr and "Traceback" not in result.stderr
    assert [path.name for path in project.folder.iterdir()] == ["app.py"]


def test_dump(project: Project) -> None:
    project.write(app=HELLO)
    output = project.whipsnake(
        "dump", "app.py", "--before=promote_locals", "--after=refcounts", "--function=main"
    ).stdout
    assert output.count("# before promote_locals") == output.count("# after refcounts") == 1
    assert "rt_unit" in project.whipsnake("dump", "app.py", "--c").stdout


def test_bisect(project: Project) -> None:
    project.write(app="def good():\n    return 1\ndef bad():\n    return 2\nprint(good() + bad())\n")
    # A checker that calls every program wrong in which `bad` is native.
    project.write(
        check="""
        import subprocess, sys
        subprocess.run([sys.executable, "-m", "whipsnake", "app.py", "--emit-c-only"], check=True)
        sys.exit("/* bad, line 3 */" in open("app.build/module.__main__.c").read())
        """
    )
    output = project.whipsnake("bisect", sys.executable, "check.py").stdout
    assert "function: bad (line 3 of module __main__)" in output
    assert "pass: none" in output
    assert "succeeds" in project.whipsnake("bisect", sys.executable, "-m", "whipsnake", "app.py", code=1).stderr
