"""Profile-guided optimisation: an instrumented program runs, and what it counted is what the program is made of."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import ninja
import pytest
from conftest import Outcome, Project

APP = """
import os, sys, threading
from helper import work
def often(n):
    total = 0
    for i in range(n):
        total += work(i)
    return total
def never(n):
    return [work(n), n]
thread = threading.Thread(target=often, args=(100,))
thread.start()
thread.join()
print(sys.argv[1:], often(int(sys.argv[1])), os.path.basename(sys.argv[0])[:3])
with open("runs.txt", "a") as file:
    print(*sys.argv[1:], file=file)
"""
HELPER = """
def work(i):
    if i % 3 == 0:
        return len(str(i))
    return i * 2
"""


@pytest.fixture
def program(project: Project) -> Project:
    project.file("app.py", APP)
    project.file("helper.py", HELPER)
    return project


def recompile(folder: Path, name: str) -> str:
    """Compile one C file of a build folder again; what the compiler says where the profile does not fit."""
    ninja_command = [str(Path(ninja.BIN_DIR) / "ninja"), "-t", "commands"]
    commands = subprocess.run(ninja_command, cwd=folder, capture_output=True, text=True).stdout
    command = next(line for line in commands.splitlines() if f"-c {name} " in line).partition(" && ")[0]
    words = [word for word in shlex.split(command) if word not in ("-w", "-Wno-missing-profile")]
    flags = ["-Werror=missing-profile", "-Werror=coverage-mismatch"]
    return subprocess.run([*words, *flags], cwd=folder, capture_output=True, text=True).stderr


@pytest.mark.ci
def test_program(program: Project) -> None:
    arguments = ["app.py", "--follow-imports", "--pgo", "--pgo-args=300 'two words'", "--no-remove-output"]
    program.whipsnake(*arguments, "--report=report.json")
    assert (program.folder / "runs.txt").read_text() == "300 two words\n"
    assert "two" in program.same("1000", "two")
    report = json.loads((program.folder / "report.json").read_text())
    assert report["profile"]["command"] == ["app.bin", "300", "two words"]
    assert {"module.__main__.o.gcda", "module.helper.o.gcda", "rt_calls.o.gcda"} <= {*report["profile"]["files"]}
    build = program.folder / "app.build"
    assert "-fprofile-use" in (build / "build.ninja").read_text()
    for name in ("module.__main__.c", "module.helper.c"):
        assert recompile(build, name) == ""
    (build / "module.helper.o.gcda").unlink()
    assert "missing-profile" in recompile(build, "module.helper.c")
    # What was made without counts, or of others, is another object.
    assert b"__gcov" not in (program.folder / "app.bin").read_bytes()
    with_profile = (build / "module.helper.o").read_bytes()
    program.whipsnake("app.py", "--follow-imports", "--no-remove-output")
    assert "profile" not in (build / "build.ninja").read_text()
    program.whipsnake("app.py", "--follow-imports", "--no-remove-output")
    assert not (build / "module.helper.o").exists() or (build / "module.helper.o").read_bytes() != with_profile
    assert "two" in program.same("1000", "two")


@pytest.mark.ci
def test_module_of_several_files(program: Project) -> None:
    line = "    x = x + 3 if x else len(str(x))\n"
    functions = "".join(f"def f{i}(x):\n" + line * 12 + "    return x\n" for i in range(45))
    program.file("many.py", functions + "total = sum(f(2) for f in [" + ", ".join(f"f{i}" for i in range(45)) + "])\n")
    program.file("app.py", "import many\nprint(many.total)\n")
    program.whipsnake("app.py", "--follow-imports", "--pgo", "--no-remove-output", "--jobs=2")
    build = program.folder / "app.build"
    parts = sorted(path.name for path in build.glob("*.many.c"))
    assert len(parts) > 1 and [recompile(build, part) for part in parts] == [""] * len(parts)
    program.same()


@pytest.mark.ci
@pytest.mark.parametrize("mode", ["standalone", "onefile"])
def test_distribution(program: Project, mode: str) -> None:
    program.whipsnake("app.py", f"--mode={mode}", "--pgo", "--pgo-args=200", "--report=report.json")
    files = json.loads((program.folder / "report.json").read_text())["profile"]["files"]
    assert {"module.__main__.o.gcda", "module.helper.o.gcda"} <= {*files}
    program.same("1000", program="app.dist/app.bin" if mode == "standalone" else "./app.bin")
    assert {path.name for path in program.folder.iterdir() if path.name.startswith("app.")} == {
        "app.py",
        "app.dist" if mode == "standalone" else "app.bin",
    }


@pytest.mark.ci
def test_extension_modules(program: Project) -> None:
    program.file("pkg/__init__.py", "from .deep import count\n")
    program.file(
        "pkg/deep.py", "import pkgutil\ndef count(n):\n    return n + len(pkgutil.get_data('pkg', 'data.txt'))\n"
    )
    program.file("pkg/data.txt", "text")
    program.file("use.py", "import sys, pkg, helper\nprint(pkg.count(3), helper.work(6), sys.argv[1:])\n")
    program.whipsnake(
        "--mode=package", "pkg", "--pgo", "--pgo-args=use.py x", "--output-dir=out", "--report=report.json"
    )
    report = json.loads((program.folder / "report.json").read_text())
    assert "module.pkg.deep.o.gcda" in report["profile"]["files"]
    # Nothing is left where they were, and what is beside them is found.
    script = program.file("train.sh", f"#!/bin/sh\ntest -f $WHIPSNAKE_PGO_PROGRAM && exec {sys.executable} -m use $1\n")
    script.chmod(0o755)
    program.whipsnake("--mode=module", "helper.py", "--pgo", "--pgo-executable=./train.sh", "--output-dir=out")
    program.run("cp", "pkg/data.txt", "out/pkg/data.txt")
    (program.folder / "pkg").rename(program.folder / "away")
    (program.folder / "helper.py").unlink()
    assert program.python("use.py", env={"PYTHONPATH": "out"}).stdout == "7 1 []\n"


@pytest.mark.ci
def test_training_runs_that_fail(program: Project, command: Callable[..., Outcome]) -> None:
    program.file("app.bin", "old")
    program.file(
        "app.py",
        """
        import os, signal, sys
        print("said before the end")
        sys.stdout.flush()
        if sys.argv[1] == "exit":
            sys.exit(3)
        if sys.argv[1] == "kill":
            os.kill(os.getpid(), signal.SIGSEGV)
        os._exit(0)
        """,
    )
    for argument, words in (
        ("exit", "the training run ended with exit code 3.\n    said before the end\nChange --pgo-args"),
        ("kill", "the training run was killed by SIGSEGV.\n    said before the end"),
        ("leave", "the training run left no profile: it did not end by itself"),
    ):
        result = command("app.py", "--pgo", f"--pgo-args={argument}")
        assert result.code == 1 and words in result.err and "Traceback" not in result.err
        assert (program.folder / "app.bin").read_text() == "old"
    program.file("other.py", "print(1)\n")
    result = command("--mode=module", "helper.py", "--pgo", "--pgo-args=other.py", "--output-dir=out")
    assert result.code == 1 and "left no profile: it did not import the module" in result.err
    assert not (program.folder / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--pgo-args=x"], "--pgo-args says how to run what --pgo makes."),
        (["--pgo", "--emit-c-only"], "--emit-c-only and --pgo contradict each other."),
        (["--pgo", "--mode=module"], "--pgo needs something that uses the module while it is measured."),
        (["--pgo", "--pgo-args='x"], "cannot be split into words"),
        (["--pgo", "--pgo-executable=./missing"], "--pgo-executable=./missing was not found."),
    ],
)
def test_wrong_use(program: Project, command: Callable[..., Outcome], arguments: list[str], words: str) -> None:
    result = command("app.py", *arguments)
    assert result.code == 2 and words in result.err


def test_compilers_that_cannot(
    program: Project, command: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, version in (("zig", "clang version 19"), ("clang", "clang version 19")):
        cc = program.file(f"bin/{name}", f"#!/bin/sh\necho {version}\n")
        cc.chmod(0o755)
        monkeypatch.setenv("CC", str(cc))
        monkeypatch.setenv("PATH", "/nowhere")
        result = command("app.py", "--pgo")
        words = "comes without the library that counts" if name == "zig" else "llvm-profdata was not found"
        assert result.code == 1 and words in result.err
