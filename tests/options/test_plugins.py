"""Plugins: found, listed, chosen, given options; what they do wrong is told in a sentence and leaves no output."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence

import pytest
from conftest import SOURCE, Outcome, Project

HEAD = "from whipsnake.plugins.api import *\n"
SHOWN = """
class Shown:
    "Shows itself."

    @hookimpl
    def options(self):
        yield Option("colour", "Its colour.", default="red", choices=("red", "blue"))
        yield Option("loud", "Louder.", flag=True)

    @hookimpl
    def extra_modules(self, compilation):
        return {"shown": f"OPTIONS = {dict(compilation.options)}"}
"""
PROGRAM = """
try:
    import shown
    print(shown.OPTIONS, shown.__name__)
except ImportError as error:
    print(error)
"""


def install(project: Project, name: str, version: str, source: str, point: str = "") -> dict[str, str]:
    """A plugin as pip would install it; returns the variables that let it be found."""
    info = f"site/whipsnake_{name}-{version}.dist-info"
    project.file(f"site/whipsnake_{name}.py", source if source.startswith('"') else HEAD + source)
    metadata = f"Metadata-Version: 2.1\nName: whipsnake-{name}\nVersion: {version}\nSummary: {name} is here\n"
    project.file(f"{info}/METADATA", metadata)
    points = f"[console_scripts]\nx = y:z\n\n[whipsnake]\n{name} = whipsnake_{name}{point}\n"
    project.file(f"{info}/entry_points.txt", points)
    return {"PYTHONPATH": os.pathsep.join((str(SOURCE), str(project.folder / "site")))}


def test_the_list(project: Project) -> None:
    env = install(project, "broken", "0.1", "1 / 0\n")
    install(project, "late", "2.0", '"""It comes late."""\nenabled_by_default = False\n')
    install(project, "plain", "3", "\n")
    install(project, "shown", "1.5", SHOWN, ":Shown")
    project.file("mine.py", "'''Of mine.\n\nMore of it.'''\n__version__ = '0.3'\n")
    done = project.whipsnake("--plugin-list", "--user-plugin=mine.py", env=env)
    assert done.stdout.splitlines() == [
        "broken 0.1  the plugin broken cannot be loaded: ZeroDivisionError: division by zero.",
        "late 2.0    It comes late. (off)",
        "plain 3     plain is here",
        "shown 1.5   Shows itself.",
        "    --plugin-option=shown:colour=red|blue  Its colour. Default: red.",
        "    --plugin-option=shown:loud  Louder.",
        "mine 0.3    Of mine.",
    ]
    assert project.whipsnake("--plugin-list").stdout == "There are no plugins.\n"


@pytest.mark.parametrize(
    ("words", "output"),
    [
        ([], "{'colour': 'red', 'loud': False} shown\n"),
        (
            ["--plugin-option=shown:colour=blue", "--plugin-option=shown:loud"],
            "{'colour': 'blue', 'loud': True} shown\n",
        ),
        (["--disable-plugin=shown"], "No module named 'shown'\n"),
    ],
)
def test_an_installed_plugin(project: Project, words: Sequence[str], output: str) -> None:
    env = install(project, "shown", "1.5", SHOWN, ":Shown")
    project.write(app=PROGRAM)
    project.whipsnake("app.py", *words, env=env)
    assert project.run("./app.bin").stdout == output


def test_one_that_is_off_by_itself(project: Project) -> None:
    env = install(project, "shown", "1.5", SHOWN + "    enabled_by_default = False\n", ":Shown")
    project.write(app=PROGRAM)
    project.whipsnake("app.py", env=env)
    assert project.run("./app.bin").stdout == "No module named 'shown'\n"
    project.whipsnake("app.py", "--enable-plugin=shown", env=env)
    assert "red" in project.run("./app.bin").stdout


def test_nothing_of_plugins_is_imported_without_any(project: Project) -> None:
    project.write(app="print(1)")
    program = """
        import sys
        from whipsnake.cli.main import main
        try:
            main(["app.py", "--quiet"])
        except SystemExit as ending:
            heavy = {"pluggy", "importlib.metadata", "whipsnake.plugins.manager", "whipsnake.plugins.api"}
            print(ending.code, heavy & sys.modules.keys())
    """
    project.write(run=program)
    assert project.python("run.py", env={"PYTHONPATH": str(SOURCE)}).stdout == "0 set()\n"


def test_what_a_plugin_changes_is_in_the_cache_by_itself(project: Project) -> None:
    project.write(app="import part\nprint(part.value())", part="def value(): return 'plain'")
    plugin = HEAD + "@hookimpl\ndef replace_source(module, source):\n    return source.replace('plain', '{}')\n"

    def output(*words: str) -> tuple[str, set[str]]:
        project.whipsnake("app.py", "--follow-imports", "--report=r.json", *words)
        modules = json.loads((project.folder / "r.json").read_text())["modules"]
        return project.run("./app.bin").stdout, {module["name"] for module in modules if module["cached"]}

    env_cache = output()
    assert env_cache[0] == "plain\n"
    project.file("change.py", plugin.format("one"))
    assert output("--user-plugin=change.py") == ("one\n", {"__main__"})
    assert output("--user-plugin=change.py") == ("one\n", {"__main__", "part"})
    project.file("change.py", plugin.format("two"))
    assert output("--user-plugin=change.py") == ("two\n", {"__main__"})
    assert output() == ("plain\n", {"__main__", "part"})


WRONG = {
    "options": "3",
    "configure": None,
    "extra_modules": "{'a b': ''}",
    "start_code": "b''",
    "replace_source": "b''",
    "implicit_imports": "'json'",
    "data_files": "['x']",
    "shared_libraries": "['x']",
    "keep_file": "'no'",
    "output_made": None,
    "report": "object()",
}
"""Of each hook something that it must not return; None: nothing is looked at."""


@pytest.mark.parametrize("hook", WRONG)
@pytest.mark.parametrize("what", ["raises", "returns"])
def test_a_failing_hook(project: Project, command: Callable[..., Outcome], hook: str, what: str) -> None:
    if what == "returns" and WRONG[hook] is None:
        return
    project.write(app="print(1)")
    body = "    raise ValueError('what a\\n  pity')" if what == "raises" else f"    return {WRONG[hook]}"
    project.file("bad.py", f"{HEAD}@hookimpl\ndef {hook}():\n{body}\n")
    before = sorted(project.folder.iterdir())
    words = ["--quiet", "--mode=standalone", "--report=r.json", "--include-data-files=app.py=x.txt"]
    done = command("app.py", *words, "--user-plugin=bad.py")
    assert (done.code, done.out) == (1, "")
    lines = done.err.splitlines()
    if what == "raises":
        assert lines == [
            f"{project.folder}/bad.py:4: the plugin bad failed in its hook {hook}: ValueError: what a pity.",
            "--debug shows the traceback; --disable-plugin=bad does without the plugin.",
        ]
    else:
        assert lines[0].startswith(f"whipsnake: the plugin bad is wrong: its hook {hook} returned ")
        assert lines[1:] == [f"docs/plugins.md tells of {hook}."]
    assert sorted(project.folder.iterdir()) == before


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("import no_such_module", "bad.py:1: the plugin bad cannot be loaded: ModuleNotFoundError: No module named"),
        ("import sys; sys.exit(3)", "bad.py:1: the plugin bad cannot be loaded: SystemExit: 3."),
        ("x =", "the plugin bad cannot be loaded: SyntaxError: invalid syntax"),
        (HEAD + "@hookimpl\ndef no_hook(): pass", "bad.py: the plugin bad has a hook no_hook, which does not exist."),
        (HEAD + "@hookimpl\ndef report(other): pass", "bad.py: the plugin bad has a wrong hook: "),
        (
            HEAD + "@hookimpl\ndef extra_modules(): return {'m': 'x ='}",
            "the plugin bad makes a module m that Python does",
        ),
        (
            HEAD + "@hookimpl\ndef extra_modules(): return {'no.m': ''}",
            "the plugin bad makes a module no.m, but there is no",
        ),
        (
            HEAD + "@hookimpl\ndef configure(): raise PluginError('not today.', hint='Tomorrow.')",
            "whipsnake: bad: not today.\nTomorrow.\n",
        ),
        (
            HEAD + "@hookimpl\ndef implicit_imports():\n    yield 'json'\n    1 / 0",
            "bad.py:5: the plugin bad failed in",
        ),
    ],
)
def test_a_wrong_plugin(project: Project, command: Callable[..., Outcome], source: str, message: str) -> None:
    project.write(app="print(1)")
    project.file("bad.py", source)
    done = command("app.py", "--quiet", "--user-plugin=bad.py")
    assert (done.code, done.out) == (1, "")
    assert message in done.err
    assert "Traceback" not in done.err
    assert len(done.err.splitlines()) == 2 or "makes a module m" in done.err
    assert not (project.folder / "app.bin").exists()


def test_debug_shows_a_plugins_traceback(project: Project, command: Callable[..., Outcome]) -> None:
    project.write(app="print(1)")
    project.file("bad.py", f"{HEAD}@hookimpl\ndef configure():\n    1 / 0\n")
    done = command("app.py", "--quiet", "--debug", "--user-plugin=bad.py")
    assert "Traceback (most recent call last)" in done.err
    assert "    1 / 0\n" in done.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--enable-plugin=x"], "--enable-plugin=x: there is no such plugin.\nThere is mine.\n"),
        (["--disable-plugin=x"], "--disable-plugin=x: there is no such plugin."),
        (["--plugin-option=x:y=z"], "--plugin-option=x: there is no such plugin."),
        (["--plugin-option=mine:y=z"], "--plugin-option=mine:y=z: the plugin mine has no option 'y'.\nIt has a, f.\n"),
        (["--plugin-option=mine:a"], "a needs a value.\nWrite --plugin-option=mine:a=VALUE.\n"),
        (["--plugin-option=mine:f=1"], "f takes no value.\nWrite --plugin-option=mine:f.\n"),
        (["--plugin-option=mine:a=3"], "a is one of 1, 2.\n"),
        (["--user-plugin=gone.py"], "--user-plugin=gone.py: there is no such file.\n"),
        (["--user-plugin=app.txt"], "this is no Python file.\n"),
    ],
)
def test_wrong_options(project: Project, command: Callable[..., Outcome], words: Sequence[str], message: str) -> None:
    project.write(app="print(1)")
    project.file("app.txt")
    options = "[Option('a', 'A.', choices=('1', '2')), Option('f', 'F.', flag=True)]"
    project.file("mine.py", f"{HEAD}@hookimpl\ndef options(): return {options}\n")
    done = command("app.py", "--user-plugin=mine.py", *words)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert not (project.folder / "app.bin").exists()


def test_options_may_stand_in_the_project(project: Project) -> None:
    options = "Option('greeting', 'What.', default='none')"
    hooks = f"@hookimpl\ndef options(): return [{options}]\n@hookimpl\ndef start_code(compilation):\n"
    project.file("mine.py", f"{HEAD}{hooks}    return f'print({{compilation.options[\"greeting\"]!r}})'\n")
    project.file(
        "pyproject.toml", '[tool.whipsnake]\nuser-plugin = "mine.py"\nplugin-option = ["mine:greeting=one, two"]\n'
    )
    project.write(
        app="import sys, multiprocessing as m\nif __name__ == '__main__': m.set_start_method('spawn')\nprint('main')\n"
    )
    project.whipsnake("app.py")
    assert project.run("./app.bin").stdout == "one, two\nmain\n"


def test_hooks_that_the_mode_does_not_have_are_not_called(project: Project) -> None:
    hooks = "".join(
        f"@hookimpl\ndef {name}(): 1 / 0\n" for name in ("start_code", "data_files", "shared_libraries", "keep_file")
    )
    project.file("mine.py", HEAD + hooks)
    project.write(fast="print('fast')")
    told = project.whipsnake("--module", "fast.py", "--user-plugin=mine.py").stderr
    assert "the plugin mine has code for the start of a program, and --mode=module makes none." in told
    assert project.python("-c", "import fast").stdout == "fast\n"
    assert sys.executable
