"""Sources that CPython does not compile, or not without a warning: its own words, as `python FILE` prints them."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from conftest import Outcome, Project

Command = Callable[..., Outcome]

REFUSED: dict[str, bytes] = {
    "never closed": b"x = 1\nif x:\n    y = (1 +\n",
    "invalid": b"def (:\n",
    "indented": b"def f():\nx = 1\n",
    "dedented": b"if 1:\n        x\n    y\n",
    "tabs": b"if 1:\n        x\n\ty\n",
    "too many levels": b"".join(b" " * level + b"if 1:\n" for level in range(120)),
    "unterminated": b"x = '''abc\ndef\n",
    "f-string": b"x = 1\nprint(f'{a b}')\n",
    "other quotes": "größe = 'ä' + “b”\n".encode(),
    "outside of a function": b"x = 1\nreturn x\n",
    "future": b"x = 1\nfrom __future__ import annotations\n",
    "declared too late": b"def f():\n    x = 1\n    global x\n",
    "too many digits": b"x = " + b"1" * 5000 + b"\n",
    "only carriage returns": b"x = 1\ry = (\r",
    "backslash at the end": b"print(1)\\\n",
    "form feeds": b"\x0cx = 1\n\x0c  y = 2\n",
    "null byte": b"x = 1\ny = '\0'\n",
    "null byte in a comment": b"x = 1\n# \0\ny = 2\n",
    "null byte at the end": b"x = 1\n\0",
    "undecodable": b"x = '\xff'\n",
    "undecodable comment": b"x = 1\n# \xe4\ny = 1\n",
    "surrogate": b"x = '\xed\xa0\x80'\n",
    "UTF-16": "x = 1\n".encode("utf-16"),
    "unknown encoding": b"#!/usr/bin/python\n# -*- coding: foo-bar -*-\nx = 1\n",
    "no text encoding": b"# coding: hex\nx = 1(\n",
    "encoding and byte order mark": b"\xef\xbb\xbf# coding: latin-1\nx = 1\n",
    "error in Latin-1": b"# coding: latin-1\nx = '\xe4\xf6' +\n",
    "too many parentheses": b"(" * 250 + b")" * 250 + b"\n",
    "too many blocks": b"".join(b" " * level + b"for x in y:\n" for level in range(30)) + b" " * 31 + b"x\n",
    "too deep for the compiler": b"x = " + b"1+" * 100_000 + b"1\n",
    "too deep for the parser": b"x = " + b"-" * 100_000 + b"1\n",
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(project: Project, command: Command, name: str) -> None:
    (project.folder / "app.py").write_bytes(REFUSED[name])
    expected = project.python("app.py", code=1)
    for args in ("app.py", "--quiet"), ("dump", "app.py"):
        outcome = command(*args)
        assert (outcome.code, outcome.out, outcome.err) == (1, "", expected.stderr)
    assert [path.name for path in project.folder.iterdir()] == ["app.py"]
    outcome = command("app.py", "--quiet", "--python-flag=no_docstrings")
    assert outcome.code == 1 and "Error" in outcome.err and "Traceback" not in outcome.err


ACCEPTED: dict[str, bytes] = {
    "empty": b"",
    "only a comment": b"# nothing",
    "only a byte order mark": b"\xef\xbb\xbf",
    "only a docstring": b"'doc'",
    "blank lines": b"\n\r\n\r\x0c\n  \n\t",
    "line endings": b"x = 1\r\ny = 2\rprint(x,\x0c y)\r\n\x0cprint('''a\r\nb\rc''')\n",
    "comments": b"# \x1c \xe2\x80\xa8 */ ??/ \\\nprint('d')  # /* */ \\\nprint('e')",
    "Latin-1": b"# coding: latin-1\nprint(ascii('\xe4'))  # \xe4\n",
    "exotic names": (
        "\U0001d518\U0001d52b\U0001d526\U0001d520 = \uff58 = \xaa\xba = 1\n"
        "def gr\xf6\xdfe(\uff41, *, \u5909\u6570):\n    return [*locals()]\n"
        "print(Unic, x, gr\xf6\xdfe(1, \u5909\u6570=2))\nclass \u017f:\n    def __\u210c(self):\n        pass\n"
        "print(ascii(sorted(vars(s))[0]), ascii([*globals()][-3:]))\n"
    ).encode(),
    "deep": b"x = 1\nprint("
    + b"-(" * 60
    + b"x"
    + b")" * 60
    + b", "
    + b"[" * 80
    + b"x"
    + b"]" * 80
    + b", "
    + b"x+" * 900
    + b"x)",
}


def test_accepted(project: Project) -> None:
    """Programs at the borders of the language; one binary for all, since each is a module of its own."""
    for number, source in enumerate(ACCEPTED.values()):
        (project.folder / f"m{number}.py").write_bytes(source)
    project.write(app="".join(f"print({name!r})\nimport m{number}\n" for number, name in enumerate(ACCEPTED)))
    result = project.whipsnake("app.py", "--follow-imports")
    assert "left to the interpreter" not in result.stderr
    assert "empty" in project.same()


def test_warnings_are_shown_once(project: Project) -> None:
    project.write(app="import part\nif part.x is 1:\n    pass\nassert (1, 2)\n", part="x = 1\ny = x is 'x'\n")
    expected = project.python("app.py", env={"PYTHONDONTWRITEBYTECODE": "1"}).stderr
    assert expected.count("SyntaxWarning") == 3
    for _ in range(2):
        shown = project.whipsnake("app.py", "--follow-imports", "--quiet", "--emit-c-only").stderr
        assert sorted(shown.splitlines()) == sorted(expected.splitlines())
    # Where a warning is an error, it is one.
    env = {"PYTHONWARNINGS": "error"}
    assert project.whipsnake("app.py", "--quiet", code=1, env=env).stderr == (
        project.python("app.py", code=1, env=env).stderr
    )
    project.write(app="if x is 1:\n    pass\nreturn\n")
    assert project.whipsnake("app.py", "--quiet", code=1).stderr == project.python("app.py", code=1).stderr


def test_compile_limits_are_those_of_a_program(project: Project, command: Command) -> None:
    """The calls that lead to `compile()` do not count."""

    def is_accepted(depth: int) -> bool:
        project.write(app="if False:\n    x = " + "1+x+" * depth + "1\n")
        return project.python("app.py", code=None).returncode == 0

    least, most = 100, 20_000
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (middle, most) if is_accepted(middle) else (least, middle)
    assert not is_accepted(most)
    assert "RecursionError" in command("app.py", "--quiet", "--emit-c-only").err
    assert is_accepted(least - 20)
    assert command("app.py", "--quiet", "--emit-c-only").code == 0


def test_functions_nested_too_deeply(project: Project, command: Command) -> None:
    """CPython runs such a program, but cannot keep its code in a file, as it cannot that of such a module."""
    project.write(app="x = " + "lambda: " * 1400 + "1\n")
    outcome = command("app.py", "--quiet")
    assert outcome.code == 1
    assert outcome.err == f"{project.folder}/app.py: functions are nested too deeply in each other.\n"


BROKEN = {
    "syntax": b"def (:\n",
    "null": b"x = '\0'\n",
    "bytes": b"x = '\xff'\n",
    "deep": b"x = " + b"-" * 100_000 + b"1\n",
}


def test_followed_modules_fail_when_they_are_imported(project: Project) -> None:
    app = ["import sys", "sys.dont_write_bytecode = True"]
    for name, source in BROKEN.items():
        project.file(f"{name}_.py").write_bytes(source)
        app.append(f"try:\n    import {name}_\nexcept BaseException as error:\n    print(type(error), error)")
    project.write(app="\n".join([*app, "import syntax_"]))
    stderr = project.whipsnake("app.py", "--follow-imports").stderr
    assert stderr.count("is left to the interpreter") == len(BROKEN) and "Traceback" not in stderr
    assert "SyntaxError" in project.same()


def test_broken_modules_of_a_package(project: Project) -> None:
    project.file("pkg/__init__.py", "def f():\n    from . import bad\n")
    project.file("pkg/bad.py", "x = (\n")
    project.file("pkg/folder/__init__.py", "return\n")
    stderr = project.whipsnake("--mode=package", "pkg", "--output-dir=.").stderr
    assert "module pkg.bad is left to the interpreter" in stderr and "module pkg.folder is left" in stderr
    code = "import pkg\ntry:\n    pkg.f()\nexcept SyntaxError as error:\n    print(error)\nimport pkg.folder"
    result = project.python("-c", code, code=1)
    assert "was never closed" in result.stdout and "'return' outside function" in result.stderr
    project.file("pkg/__init__.py", "x = (\n")
    result = project.whipsnake("--mode=package", "pkg", "--output-dir=.", code=1)
    assert 'pkg/__init__.py", line 1\n    x = (\n' in result.stderr


def test_folders_that_contain_themselves(project: Project, command: Command) -> None:
    for name in ("pkg/__init__.py", "pkg/a.py", "pkg/sub/__init__.py"):
        project.file(name, "x = 1\n")
    (project.folder / "pkg/loop").symlink_to("../pkg")
    (project.folder / "pkg/sub/up").symlink_to("..")
    (project.folder / "pkg/me.py").symlink_to("me.py")
    (project.folder / "pkg/none.py").symlink_to("nowhere")
    assert command("--mode=package", "pkg", "--emit-c-only", "--output-dir=out").code == 0
    made = sorted(path.name for path in (project.folder / "out/pkg.build").glob("module.pkg*"))
    assert made == ["module.pkg.a.c", "module.pkg.c", "module.pkg.sub.c"]


def test_names_that_look_alike_in_c(project: Project) -> None:
    project.write(
        app="import a_b, a.b, a__b, a.b_c, a_x2e_b; print(a_b.x, a.b.x, a__b.x, a.b_c.x, a_x2e_b.x)",
        a_b="x = 1",
        a_x2e_b="x = 5",
    )
    project.file("a__b.py", "x = 3")
    project.file("a/__init__.py")
    project.file("a/b.py", "x = 2")
    project.file("a/b_c.py", "x = 4")
    project.whipsnake("app.py", "--follow-imports")
    assert project.same() == "1 2 3 4 5\n"


def test_names_of_any_bytes(project: Project) -> None:
    folder = project.folder / os.fsdecode(b"a \xff'$\"\n:\\b")
    folder.mkdir()
    script = folder / os.fsdecode(b"app \xfe.py")
    script.write_text("import sys\nprint(ascii(__file__[-8:]), ascii(sys.path[0][-10:]), __name__)\n")
    assert project.whipsnake(str(script), "--output-dir", str(folder), "--quiet").stderr == ""
    project.same(script=str(script), program=str(script.with_suffix(".bin")))
    # A module whose name is no text can be imported by name, though not by a statement.
    project.file("pkg/__init__.py", "import importlib\nx = importlib.import_module(__name__ + '.\\udcfe').x\n")
    (project.folder / os.fsdecode(b"pkg/\xfe.py")).write_text("x = 7\n")
    project.whipsnake("--mode=package", "pkg", "--output-dir=out", "--quiet")
    assert project.python("-c", "import pkg; print(pkg.x)", env={"PYTHONPATH": "out"}).stdout == "7\n"
