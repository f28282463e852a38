"""The harness that compares programs notices every kind of difference, and nothing else."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
from programs import CompileError, Program, Result, Whipsnake, all_programs, check, difference, interpret, read_program


class Copy(Whipsnake):
    """A compiler that leaves everything as it was, but for a change of the source text."""

    def __init__(self, old: str = "", new: str = "") -> None:
        super().__init__()
        self.old, self.new = old, new

    def build(self, source: Path, mode: str, options: tuple[str, ...], output: Path) -> None:
        if source.is_dir():
            shutil.copytree(source, output / source.name)
            return
        text = source.read_text(encoding="utf-8")
        assert self.old in text
        target = output / source.name
        if mode == "accelerated":
            target = output / f"{source.stem}.bin"
            text = f"#!{sys.executable}\n{text}"
        target.write_text(text.replace(self.old, self.new), encoding="utf-8")
        target.chmod(0o755)


@pytest.fixture
def write(tmp_path: Path):
    """Write a program, and return it as the harness reads it; and an empty folder to check it in."""
    folder = tmp_path / "programs"
    folder.mkdir()
    work = tmp_path / "work"
    work.mkdir()

    def write(text: str, name: str = "prog.py") -> tuple[Program, Path]:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
        return read_program(folder / name), work

    return write


def test_same_program_passes(write) -> None:
    program, work = write("print('a')\nimport sys\nprint('b', file=sys.stderr)\nsys.exit(3)\n")
    check(program, Copy(), work)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("'out'", "'other'", "-out\n+other"),
        ("'err'", "'other'", "--- stderr, interpreted"),
        ("exit(3)", "exit(4)", "exit code: 3 interpreted, 4 compiled"),
        ("end=''", "end='\\n'", "no newline at the end"),
        ("sys.exit(3)", "os.abort()", "exit code: 3 interpreted, -6 compiled"),
        ("sys.exit(3)", "1/0", "ZeroDivisionError"),
    ],
)
def test_difference_fails(write, old: str, new: str, shown: str) -> None:
    program, work = write(
        "import os, sys\nprint('err', file=sys.stderr)\nprint('out')\nprint('x', end='')\nsys.exit(3)\n"
    )
    with pytest.raises(AssertionError, match=re.escape(shown)):
        check(program, Copy(old, new), work)


def test_failed_compile_fails(write) -> None:
    class Refuses(Whipsnake):
        def command(self, program: Program, output: Path) -> list[str]:
            raise AssertionError("a program that did not compile was run")

    program, work = write("def f(:\n")
    with pytest.raises(CompileError, match="exit code 1"):
        check(program, Refuses(), work)


def test_executable_gets_arguments_stdin_and_environment(write) -> None:
    text = """\
# mode: accelerated
# args: one two
# stdin: typed
# env: CHOSEN=value of it
import os, sys
print(__name__, sys.argv[1:], input(), os.environ["CHOSEN"])
"""
    program, work = write(text)
    check(program, Copy(), work)
    assert interpret(program, work).stdout == "__main__ ['one', 'two'] typed value of it\n"
    with pytest.raises(AssertionError, match="one"):
        check(program, Copy("sys.argv[1:]", "sys.argv[2:]"), fresh(work))


def test_packages_are_compiled_too(write) -> None:
    write("value = 5\n", "pkg_p/__init__.py")
    program, work = write("# with: pkg_p\nimport pkg_p\nprint(pkg_p.value, 'pkg_p')\n")
    check(program, Copy(), work)

    class Forgets(Copy):
        def build(self, source: Path, mode: str, options: tuple[str, ...], output: Path) -> None:
            if mode != "package":
                super().build(source, mode, options, output)

    with pytest.raises(AssertionError, match="No module named 'pkg_p'"):
        check(program, Forgets(), fresh(work))


def test_sources_are_out_of_reach_of_the_compiled_program(write) -> None:
    class Nothing(Whipsnake):
        def build(self, source: Path, mode: str, options: tuple[str, ...], output: Path) -> None:
            pass

    program, work = write("print('found')\n")
    with pytest.raises(AssertionError, match="No module named 'prog'"):
        check(program, Nothing(), work)


def test_header_is_read(write) -> None:
    program, _ = write("# requires: 3.13\n# options: --lto=yes --debug\n# python: -O\nprint(1)\n")
    assert program.requires == (3, 13)
    assert program.options == ("--lto=yes", "--debug")
    assert program.python == ("-O",)
    assert program.mode == "module"


def test_programs_for_newer_pythons_are_left_out(write) -> None:
    old, _ = write("# requires: 3.11\n", "old.py")
    new, _ = write("# requires: 3.99\n", "new.py")
    assert [program.name for program in all_programs(old.path.parent)] == ["old"]
    assert new.path.exists()


def test_difference_is_empty_only_for_equals() -> None:
    result = Result("a\n", "", 0)
    assert difference(result, Result("a\n", "", 0)) == ""
    for other in (Result("a", "", 0), Result("a\n", "\n", 0), Result("a\n", "", 1)):
        assert difference(result, other)


def test_one_program_through_the_compiler(write) -> None:
    """The fake compilers above stand for this one."""
    program, work = write(
        "import sys\nprint(sum(i * i for i in range(10)))\nprint('e', file=sys.stderr)\nsys.exit(7)\n"
    )
    check(program, Whipsnake(), work)


def fresh(work: Path) -> Path:
    """Another empty folder beside one that was used."""
    folder = work.with_name(work.name + "2")
    folder.mkdir()
    return folder
