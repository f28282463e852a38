"""Extension modules, and the modules that live inside a binary."""

from __future__ import annotations

import json
import shutil
import textwrap
from pathlib import Path

import pytest
from conftest import SUFFIX, Project

ATTRIBUTES = """
import importlib, importlib.util, inspect, sys, traceback
print(importlib.util.find_spec("mod").name)
import mod
print(mod.f(1), mod.__spec__.name, mod.__name__, mod.__package__, mod.__file__, mod.__cached__, sorted(vars(mod)))
spec = mod.__spec__
print(spec.origin, spec.cached, spec.has_location, spec.parent, spec.submodule_search_locations)
print(spec.loader is mod.__loader__, type(spec.loader.get_code("mod")), spec.loader.get_filename("mod"))
mod.f = None
print(importlib.reload(mod) is mod, mod.f(2), mod.__file__, mod.__spec__ is spec)
print(mod.f.__code__.co_filename, mod.f.__code__.co_consts[1].co_filename, spec.loader.get_code("mod").co_filename)
print(inspect.getsource(mod.C), inspect.getsource(mod.f), inspect.getsource(mod))
try:
    mod.f("x")
except TypeError:
    traceback.print_exc(file=sys.stdout)
old = sys.modules.pop("mod")
import mod
print(mod is old, mod.f(3), mod.f is old.f)
sys.path.insert(0, "other")
del sys.modules["mod"]
importlib.invalidate_caches()
import mod
print(mod.other)
"""


def test_module(project: Project) -> None:
    source = """
    class C:
        pass
    def f(x):
        def g():
            return x + 1
        return g()
    print('body', __name__, __file__)
    """
    project.file("src/mod.py", source)
    project.file("other/mod.py", "other = 1\n")
    settings = {"PYTHONPATH": "src", "PYTHONDONTWRITEBYTECODE": "1"}
    expected = project.python("-c", ATTRIBUTES, env=settings).stdout
    (project.folder / "src").rename(project.folder / "made")
    project.whipsnake("--mode=module", "made/mod.py", "--output-dir=src")
    assert sorted(path.name for path in (project.folder / "src").iterdir()) == [f"mod{SUFFIX}", "mod.pyi"]
    # The source is where it was compiled: the module names that, for the lines of tracebacks.
    output = project.python("-c", ATTRIBUTES, env=settings).stdout
    assert "/src/" not in output
    assert output.replace("/made/", "/src/") == expected
    assert "return x + 1" in project.python("-c", "import mod; mod.f('x')", env=settings, code=1).stderr
    # It is beside the binary.
    (project.folder / "made/mod.py").rename(project.folder / "src/mod.py")
    assert project.python("-c", ATTRIBUTES + "print(mod.__spec__.loader)", env=settings).stdout.startswith(expected)
    (project.folder / "src/mod.py").unlink()
    output = project.python("-c", "import mod; print(mod.__spec__.loader.get_source('mod'))", env=settings, code=1)
    assert "source not available" in output.stderr


def test_module_inside_a_package(project: Project) -> None:
    project.file("pkg/__init__.py", "from .fast import f")
    project.file("pkg/fast.py", "from . import slow\ndef f():\n    return slow.x, __name__, __package__\n")
    project.file("pkg/slow.py", "x = 4")
    project.whipsnake("--mode=module", "pkg/fast.py", "--output-dir=pkg")
    (project.folder / "pkg/fast.py").unlink()
    assert project.python("-c", "import pkg; print(pkg.f())").stdout == "(4, 'pkg.fast', 'pkg')\n"


def test_modules_put_into_another_package(project: Project) -> None:
    package(project)
    project.file("src/mod.py", "from .pkg import a\nclass C:\n    pass\nprint(__name__, __package__, C, a.late())\n")
    project.file("src/plain/data.txt", "data")
    project.file("src/plain/pkg/sub/late.py", "from .deep import thing")
    code = """
    import importlib, pkgutil, plain.mod, plain.pkg.sub.late
    print(plain.pkg.thing, plain.pkg.sub.late.thing, plain.mod.__spec__.parent, importlib.reload(plain.pkg).VERSION)
    print([m.name for m in pkgutil.walk_packages(plain.__path__, "plain.")], plain.pkg.__spec__.name)
    sys.path.insert(0, plain.__path__[0])
    import pkg
    print(pkg.thing, pkg is plain.pkg, pkg.sub.deep.thing, plain.pkg.a.__name__)
    """
    project.file("app.py", "import sys\nsys.path.insert(0, sys.argv[1])\n" + textwrap.dedent(code))
    shutil.copytree(project.folder / "src/plain", project.folder / "expected/plain")
    shutil.copytree(project.folder / "src/pkg", project.folder / "expected/plain/pkg", dirs_exist_ok=True)
    shutil.copy(project.folder / "src/mod.py", project.folder / "expected/plain")
    expected = project.python("-B", "app.py", "expected").stdout
    project.whipsnake("--mode=module", "src/mod.py", "--output-dir=src/plain")
    project.whipsnake("--mode=package", "src/pkg", "--output-dir=src/plain")
    assert project.python("-B", "app.py", "src").stdout == expected


def test_module_that_fails_can_be_imported_again(project: Project) -> None:
    project.write(mod="import os\nif 'BAD' in os.environ:\n    raise ValueError('no')\nx = 1\n")
    project.whipsnake("--mode=module", "mod.py", "--output-dir=out")
    failing = "import os\ntry:\n    import mod\nexcept ValueError as e:\n    print(e)\n"
    code = failing + "del os.environ['BAD']\nimport mod; print(mod.x)"
    assert project.python("-c", code, env={"PYTHONPATH": "out", "BAD": "1"}).stdout == "no\n1\n"


def test_module_with_non_ascii_name(project: Project) -> None:
    project.file("größe.py", "x = 'ä'")
    project.whipsnake("--mode=module", "größe.py", "--output-dir=out")
    assert project.python("-c", "import größe; print(größe.x)", env={"PYTHONPATH": "out"}).stdout == "ä\n"


def package(project: Project) -> None:
    project.file("src/pkg/__init__.py", '"""Doc."""\nfrom . import a\nfrom .sub.deep import thing\nVERSION = 1\n')
    project.file("src/pkg/a.py", "def late():\n    from . import b\n    return b.x\n")
    project.file("src/pkg/b.py", "x = 5")
    project.file("src/pkg/sub/__init__.py", "")
    project.file("src/pkg/sub/deep.py", "from .. import a\nthing = a.__name__, __name__\n")
    project.file("src/pkg/data.txt", "data")


USE = """
import importlib, importlib.resources, importlib.util, inspect, pickle, pkgutil, sys
if "src" in sys.path[1]:
    print(importlib.util.find_spec("pkg").submodule_search_locations)
    print([(m.name, m.ispkg) for m in pkgutil.iter_modules(sys.path[1:2])])
import pkg
print(pkg.thing, pkg.a.late(), pkg.VERSION, pkg.__doc__, pkg.__name__, pkg.__package__)
print((importlib.resources.files("pkg") / "data.txt").read_text(), pkgutil.get_data("pkg", "data.txt"))
print([m.name for m in pkgutil.iter_modules(pkg.__path__)])
print([m.name for m in pkgutil.walk_packages(pkg.__path__, "pkg.")])
import pkg.sub.deep
for name in ("pkg", "pkg.a", "pkg.sub", "pkg.sub.deep"):
    m = sys.modules[name]
    s = m.__spec__
    print(name, s.name, s.parent, s.has_location, s.origin == m.__file__, s.loader is m.__loader__, m.__package__)
    print(m.__file__.rpartition("src/")[2], hasattr(m, "__path__"), s.loader.is_package(name))
    print(type(s.loader.get_code(name)), type(m.__builtins__), m.__cached__ == s.cached)
print(importlib.util.find_spec("pkg.b").name, importlib.util.find_spec("pkg.missing"))
try:
    import pkg.missing
except ImportError as error:
    print(type(error), error)
print(pickle.loads(pickle.dumps(pkg.a.late)) is pkg.a.late)
pkg.VERSION = None
print(importlib.reload(pkg).VERSION, importlib.reload(pkg.sub.deep).thing)
import pkg.late_file
print(pkg.late_file.y)
print(inspect.getsource(pkg.a.late), pkg.a.late.__code__.co_filename == pkg.a.__file__)
saved = pkg.__path__[:]
pkg.__path__[:] = ["/nowhere"]
del sys.modules["pkg.b"]
print(importlib.util.find_spec("pkg.b"))
pkg.__path__[:] = saved
"""


def test_package(project: Project) -> None:
    package(project)
    project.file("src/pkg/late_file.py", "y = 1")
    project.file("src/pkg/__main__.py", "from .a import late\nprint('main', late(), __name__, __package__, __file__)")
    project.file("src/pkg/sub/tool.py", "import sys; print(sys.argv, __name__, __package__, __spec__.name)")
    runs = (("-c", USE), ("-m", "pkg", "x"), ("-m", "pkg.sub.tool", "y"), ("-m", "pkg.sub"))
    settings = {"env": {"PYTHONPATH": "src", "PYTHONDONTWRITEBYTECODE": "1"}, "code": None}

    def outcomes() -> list[str]:
        results = [project.python(*run, **settings) for run in runs]
        return [f"{result.returncode}\n{result.stdout}{result.stderr}" for result in results]

    expected = outcomes()
    assert [outcome[0] for outcome in expected] == ["0", "0", "0", "1"]
    (project.folder / "src").rename(project.folder / "made")
    (project.folder / "made/pkg/late_file.py").unlink()
    project.whipsnake("--mode=package", "made/pkg", "--output-dir=src")
    made = [path.relative_to(project.folder) for path in (project.folder / "src").rglob("*.*")]
    assert [path for path in made if path.suffix != ".pyi"] == [Path(f"src/pkg/__init__{SUFFIX}")]
    # What is not compiled is found in the package's folder.
    project.file("src/pkg/late_file.py", "y = 1")
    project.file("src/pkg/data.txt", "data")
    assert outcomes() == expected


def test_package_as_a_single_file(project: Project) -> None:
    package(project)
    code = "import pkg, pkg.sub.deep; print(pkg.thing, pkg.__path__, pkg.__file__, pkg.a.late())"
    expected = project.python("-c", code, env={"PYTHONPATH": "src"}).stdout
    project.whipsnake("--mode=package", "src/pkg", "--output-dir=out")
    shutil.rmtree(project.folder / "src/pkg")
    (project.folder / f"out/pkg/__init__{SUFFIX}").rename(project.folder / f"src/pkg{SUFFIX}")
    assert project.python("-c", code, env={"PYTHONPATH": "src"}).stdout == expected


@pytest.mark.parametrize("name", ["importlib", "email"])
def test_package_called_as_one_of_the_compiler(project: Project, name: str) -> None:
    modules = {module: f"src/{name}/{module}.py" for module in ("__init__", "machinery", "message", "util")}
    for path in modules.values():
        project.file(path)
    project.whipsnake("--mode=package", f"src/{name}", "--output-dir=out", "--report=report.json")
    report = json.loads((project.folder / "report.json").read_text())
    assert [module["path"] for module in report["modules"]] == [str(project.folder / path) for path in modules.values()]


def test_package_beside_its_source(project: Project) -> None:
    package(project)
    code = "import inspect, pkg; print(pkg.VERSION, inspect.getsource(pkg.a.late), pkg.__spec__.loader)"
    for version in ("VERSION = 1", "VERSION = 2"):
        main = project.folder / "src/pkg/__init__.py"
        main.write_text(main.read_text().replace("VERSION = 1", version))
        project.whipsnake("--mode=package", "src/pkg", "--output-dir=src")
        output = project.python("-c", code, env={"PYTHONPATH": "src"}).stdout
        assert output.startswith(f"{version[-1]} def late") and "CompiledLoader" in output


def test_other_interpreters(project: Project) -> None:
    package(project)
    project.file(
        "mod.py",
        "class C:\n    def m(self):\n        yield self\nprint(len(list(C().m())), C.m.__code__.co_filename)\n",
    )
    project.write(
        app="""
        import sys
        if sys.version_info >= (3, 13):
            import _interpreters as interpreters
            run = interpreters.run_string
        else:
            import _xxsubinterpreters as interpreters
            run = interpreters.run_string
        code = f"import sys; sys.path[:0] = {sys.path!r}; import mod, pkg; print(pkg.thing, pkg.a.late(), mod.__file__)"
        ids = [interpreters.create() for _ in range(3)]
        run(ids[0], code)
        exec(code)
        for name in ids[1:]:
            run(name, code)
            interpreters.destroy(name)
        exec(code)
        """
    )
    expected = project.python("app.py", env={"PYTHONPATH": "src"}).stdout
    project.whipsnake("--mode=package", "src/pkg", "--output-dir=out")
    project.whipsnake("--mode=module", "mod.py", "--output-dir=out")
    (project.folder / "mod.py").unlink()
    output = project.python("app.py", env={"PYTHONPATH": "out"}).stdout
    assert output.replace(str(project.folder / "out"), str(project.folder)) == expected


def test_followed_package_in_an_executable(project: Project) -> None:
    package(project)
    project.file("src/pkg/late_file.py", "y = 1")
    project.file("src/app.py", USE + "print(inspect.getsource(pkg.a.late))\n")
    project.whipsnake("src/app.py", "--follow-imports", "--nofollow-import-to=pkg.late_file")
    project.same(script="src/app.py")


def names(project: Project, *args: str) -> list[str]:
    project.whipsnake("app.py", "--report=report.json", *args)
    project.same()
    report = json.loads((project.folder / "report.json").read_text())
    return [module["name"] for module in report["modules"]]


def test_following(project: Project) -> None:
    project.write(app="import json, one.two, three; print(one.two.x, three.x, json.dumps(1))", one____init__="")
    project.file("one/__init__.py")
    project.file("one/two.py", "import three; x = 2")
    project.file("one/unused.py")
    project.file("three.py", "x = 3")
    assert names(project) == ["__main__"]
    assert names(project, "--follow-imports") == ["__main__", "one", "one.two", "three"]
    assert names(project, "--follow-imports", "--nofollow-imports") == ["__main__"]
    assert names(project, "--follow-import-to=one") == ["__main__", "one", "one.two"]
    assert names(project, "--follow-import-to=one.*,three") == ["__main__", "one.two", "three"]
    assert names(project, "--follow-imports", "--nofollow-import-to=one.two") == ["__main__", "one", "three"]
    assert names(project, "--include-package=one") == ["__main__", "one", "one.two", "one.unused"]
    assert names(project, "--include-module=one.unused") == ["__main__", "one.unused"]
    assert "no module called 'four'" in project.whipsnake("app.py", "--include-module=four", code=1).stderr


def test_following_into_folders_without_init(project: Project) -> None:
    project.file("src/pkg/__init__.py", "import pkg.plain.inner.mod\nfrom pkg.plain import other\n")
    project.file("src/pkg/plain/inner/mod.py", "x = 1")
    project.file("src/pkg/plain/other.py", "y = 2")
    project.file("src/app.py", "import pkg; print(pkg.plain.inner.mod.x, pkg.other.y, pkg.plain.__spec__.origin)")
    project.whipsnake("src/app.py", "--follow-imports", "--report=report.json")
    project.same(script="src/app.py")
    report = json.loads((project.folder / "report.json").read_text())
    assert [m["name"] for m in report["modules"]] == ["__main__", "pkg", "pkg.plain.inner.mod", "pkg.plain.other"]


def test_following_calls(project: Project) -> None:
    project.file(
        "app.py",
        """
        import importlib
        from importlib import import_module
        def late():
            import_module(".three", "one")
            return __import__("five").x, import_module("data-1").x
        print(importlib.import_module("one.two").x, late(), import_module.__name__)
        for name in ("four", "", "..", "one..two", "no/module"):
            try:
                import_module(name)
            except (ImportError, TypeError, ValueError) as error:
                print(type(error))
        try:
            import_module("one..two")
        except ImportError as error:
            print(error)
    """,
    )
    project.file("one/__init__.py")
    for name in ("one/two", "one/three", "four", "five", "data-1"):
        project.file(f"{name}.py", f"x = {name!r}; print(__name__)")
    assert sorted(names(project, "--follow-imports")) == ["__main__", "data-1", "five", "one", "one.two"]
    project.file("one/__init__.py", "from importlib import import_module\nimport_module('.three', __package__)")
    assert "one.three" in names(project, "--follow-imports")


def test_broken_module_is_left_to_the_interpreter(project: Project) -> None:
    project.write(app="try:\n    import broken\nexcept SyntaxError as e:\n    print(e)\n", broken="def (:\n")
    assert "broken" in project.whipsnake("app.py", "--follow-imports").stderr
    project.same()


def test_functions_of_bodies_are_compiled(project: Project) -> None:
    """Whatever runs the body: a function is called through an entry of its own, not through the interpreter's."""
    project.write(
        m="""\
        def function(): pass
        class A:
            def method(self): pass
            class B:
                method = lambda self: 1
        class Looping:
            for i in range(1):
                def method(self): pass
        """,
        check="""\
        import ctypes, types
        def entry(f):
            return ctypes.c_void_p.from_address(id(f) + types.FunctionType.__basicsize__ - 16).value
        interpreter = entry(entry)
        import m
        print([entry(f) != interpreter for f in (m.function, m.A.method, m.A.B.method, m.Looping.method)])
        print(entry(lambda: 0) == interpreter)
        """,
    )
    project.whipsnake("--mode=module", "--output-dir=out", "m.py")
    shutil.copy(project.folder / "check.py", project.folder / "out")
    assert project.python("out/check.py").stdout == "[True, True, True, True]\nTrue\n"
