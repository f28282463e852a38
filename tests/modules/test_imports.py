"""Which imports can run: branches for other platforms and functions that nobody calls do not count."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from whipsnake.modules import Finder, Graph, Policy
from whipsnake.modules.imports import imports


def found(source: str, module: str = "mod") -> list[str]:
    return [statement.name for statement in imports(compile(textwrap.dedent(source), "f", "exec"), module)]


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ('sys.platform == "win32"', False),
        ('sys.platform != "win32"', True),
        ('sys.platform.startswith("linux")', True),
        ('sys.platform in ("win32", "cygwin")', False),
        ('os.name == "nt"', False),
        ('os.name == "nt" or sys.platform == "darwin"', False),
        ("not TYPE_CHECKING and os.name", True),
        ("TYPE_CHECKING", False),
        ("typing.TYPE_CHECKING", False),
        ("sys.version_info >= (3, 9)", True),
        ("sys.version_info[:2] < (3, 9)", False),
        ("sys.version_info[0] == 2", False),
        ('platform.system() == "Windows"', False),
        ('sys.implementation.name == "pypy"', False),
        ('__name__ == "__main__"', False),
    ],
)
def test_decided_conditions(condition: str, holds: bool) -> None:
    source = f"""
    if {condition}:
        import yes
    else:
        import no
    def function():
        if {condition}:
            import yes
            def inner():
                import yes
        return
        import dead
    """
    assert set(found(source)) == {"yes" if holds else "no"} | ({"yes"} if holds else set())


@pytest.mark.parametrize(
    "condition", ["sys.argv", "flag", "len(sys.platform) > 5", "sys.flags.optimize", "x.TYPE_CHECKING"]
)
def test_open_conditions(condition: str) -> None:
    assert found(f"if {condition}:\n    import yes\nelse:\n    import no\n") == ["yes", "no"]


def test_main_is_run_as_such() -> None:
    assert found('if __name__ == "__main__":\n    import yes\n', "__main__") == ["yes"]


def test_every_way_through_a_body() -> None:
    source = """
    try:
        import a
    except ImportError:
        import b
    else:
        import c
    finally:
        import d
    with x as y:
        import e
    for i in x:
        import f
        if i:
            break
    else:
        import g
    while True:
        import h
    """
    assert set(found(source)) == set("abcdefgh")
    assert set(found("def f():\n" + textwrap.indent(textwrap.dedent(source), "    "))) == set("abcdefgh")


def graph(folder: Path, **sources: str) -> set[str]:
    """The modules of a program that is a distribution; `lib/` is taken for the standard library."""
    for name, text in sources.items():
        path = folder / ((name if "/" in name else name.replace("__", "/")) + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text))
    finder = Finder([str(folder), str(folder / "lib")])
    finder._stdlib = [folder / "lib"]
    made = Graph(finder, Policy(distribution="--mode=standalone", own_folder=folder))
    made.add_main("__main__", folder / "app.py", is_package=False, option="main")
    made.follow()
    return {name for name, module in made.modules.items() if module.path and module.path.is_relative_to(folder)}


LIBRARY = """
    import base
    def called():
        import one
    def never():
        import two
    class Thing:
        def method(self):
            return helper()
        def other(self):
            import three
        def __len__(self):
            import four
    def helper():
        import five
    def by_string():
        import six
    @register
    def registered():
        import seven
    def main():
        import eight
    if __name__ == "__main__":
        main()
"""
PARTS = {f"lib__{name}": "" for name in ("base", "one", "two", "three", "four", "five", "six", "seven", "eight")}


def test_functions_that_nobody_calls(tmp_path: Path) -> None:
    app = """
    import library
    def main(x):
        library.called()
        library.Thing().method()
        getattr(library, "by_string")
    """
    expected = {"__main__", "library", "base", "one", "four", "five", "six", "seven"}
    assert graph(tmp_path, app=app, lib__library=LIBRARY, **PARTS) == expected


def test_names_taken_by_star(tmp_path: Path) -> None:
    app = "from library import *\nnever()\n"
    expected = {"__main__", "library", "base", "two", "seven"}
    assert graph(tmp_path, app=app, lib__library=LIBRARY, **PARTS) == expected


def test_the_programs_own_functions_are_all_called(tmp_path: Path) -> None:
    app = "import own\n"
    own = "def never():\n    import one\n"
    assert graph(tmp_path, app=app, own=own, **PARTS) == {"__main__", "own", "one"}


@pytest.mark.parametrize(
    ("call", "name"),
    [
        ('import_module(f"{__package__}.x")', "pkg.x"),
        ('importlib.import_module(__name__ + ".x")', "pkg.mod.x"),
        ("__import__(f\"{__spec__.parent}.{'a'}.b\")", "pkg.a.b"),
        ('import_module(__name__.rpartition(".")[0] + ".x", __package__)', "pkg.x"),
        ('import_module(".x", __package__)', "x"),
        ("import_module(__name__ + x)", None),
        ('other(__name__ + ".x")', None),
    ],
)
def test_names_that_are_put_together(call: str, name: str | None) -> None:
    expected = [] if name is None else [name]
    assert found(call, "pkg.mod") == expected
    assert found(f"def f(x):\n    return {call}\n", "pkg.mod") == expected
    assert found(f"def f(x):\n    from importlib import import_module\n    return {call}\n", "pkg.mod") == [
        "importlib",
        *expected,
    ]


def test_a_module_that_is_made_of_its_spec() -> None:
    make = "\nmodule = util.module_from_spec(spec)\nspec.loader.exec_module(module)\n"
    assert found("spec = util.find_spec('a.b')") == []
    assert found("spec = util.find_spec('a.b')" + make) == ["a.b"]
    assert found("spec = util.find_spec(name)" + make) == []


PACKAGE = {
    "lib/pkg/__init__": """
        '''pkg.docstring'''
        load('pkg.module')
        for name in ('pkg.one', 'pkg.two', 'other.thing'):
            load(name)
        def function():
            'pkg.docstring'
            load('pkg.sub.attribute.Class.method')
            load('pkg.sub.entry:Class')
            load('pkg.missing:x', 'pkg.module.a.b.c', 'pkg.not a name', 'pkg')
    """,
    **{f"lib/pkg/{name}": "" for name in ("docstring", "module", "one", "two", "never")},
    **{f"lib/pkg/sub/{name}": "" for name in ("__init__", "attribute", "entry", "never")},
    **{f"lib/other/{name}": "" for name in ("__init__", "thing")},
}


def test_a_package_names_its_own_modules(tmp_path: Path) -> None:
    expected = {"pkg", "pkg.module", "pkg.one", "pkg.two", "pkg.sub", "pkg.sub.attribute", "pkg.sub.entry"}
    assert graph(tmp_path, app="import pkg\npkg.function\n", **PACKAGE) == expected | {"__main__"}
    assert graph(tmp_path, app="import pkg\n", **PACKAGE) == {"__main__", "pkg", "pkg.module", "pkg.one", "pkg.two"}


def test_a_program_names_modules_of_what_it_has(tmp_path: Path) -> None:
    own = {"own/__init__": "", "own/urls": "import json\n", "own/never": ""}
    app = """
    SETTINGS = {"urls": "own.urls", "later": "other.thing", "none": "lib.none"}
    import other
    """
    libraries = {name: text for name, text in PACKAGE.items() if "other" in name}
    assert graph(tmp_path, app=app, **own, **libraries) == {"__main__", "own", "own.urls", "other", "other.thing"}
    without = app.replace("import other", "")
    assert graph(tmp_path, app=without, **own, **libraries) == {"__main__", "own", "own.urls"}


def test_entry_points_of_a_group_that_is_named(tmp_path: Path) -> None:
    libraries = {
        "lib/importlib/metadata": "def entry_points(): pass\n",
        "lib/importlib/__init__": "",
        "plug/__init__": "",
        "plug/entry": "import plug.more\n",
        "plug/more": "",
        "plug/never": "",
        "script": "",
    }
    (tmp_path / "plug-1.dist-info").mkdir()
    points = (
        "[own.group]\none = plug.entry:make[extra]\n[other-group]\ntwo = plug.never\n[console_scripts]\np = script:f"
    )
    (tmp_path / "plug-1.dist-info/METADATA").write_text("Name: plug\nVersion: 1\n")
    (tmp_path / "plug-1.dist-info/entry_points.txt").write_text(points)
    app = """
    GROUPS = ["own.group", "console_scripts"]
    from importlib.metadata import entry_points
    """
    reader = {"importlib", "importlib.metadata"}
    plugin = {"plug", "plug.entry", "plug.more"}
    assert graph(tmp_path, app=app, **libraries) == {"__main__"} | reader | plugin
    assert graph(tmp_path, app=app.replace("own.group", "own.none"), **libraries) == {"__main__"} | reader
    assert graph(tmp_path, app="GROUP = 'own.group'\n", **libraries) == {"__main__"}


def test_parts_that_a_package_imports_when_they_are_asked_for(tmp_path: Path) -> None:
    libraries = {
        "lib/lazy/__init__": "def __getattr__(name):\n    return load(name)\n",
        **{f"lib/lazy/{name}": "" for name in ("one", "two", "three", "never")},
        "lib/lazy/sub/__init__": "def __getattr__(name):\n    return load(name)\n",
        "lib/lazy/sub/part": "",
        "lib/plain/__init__": "",
        "lib/plain/part": "",
    }
    app = """
    import lazy, plain
    import lazy as other, lazy.sub as sub
    def function(lazy_thing):
        import lazy as local
        print(lazy_thing.never, lazy.one, other.two(), local.three, local.nothing, plain.part, sub.part.x)
    """
    parts = {"lazy", "lazy.one", "lazy.two", "lazy.three", "lazy.sub", "lazy.sub.part", "plain"}
    assert graph(tmp_path, app=app, **libraries) == {"__main__"} | parts
