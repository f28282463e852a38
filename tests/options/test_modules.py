"""Extension modules, and the modules that live inside a binary."""

from __future__ import annotations

import json
import shutil

from conftest import SUFFIX, Project


def test_module(project: Project) -> None:
    project.write(mod="import sys\ndef f(x):\n    return x + 1\nprint('body', __name__)\n")
    project.whipsnake("--mode=module", "mod.py", "--output-dir=out")
    (project.folder / "mod.py").unlink()
    assert [path.name for path in (project.folder / "out").iterdir()] == [f"mod{SUFFIX}"]
    code = "import mod; print(mod.f(1), mod.__spec__.name, mod.__file__.rpartition('/')[2])"
    output = project.python("-c", code, env={"PYTHONPATH": "out"}).stdout
    assert output == f"body mod\n2 mod mod{SUFFIX}\n"


def test_module_inside_a_package(project: Project) -> None:
    project.file("pkg/__init__.py", "from .fast import f")
    project.file("pkg/fast.py", "from . import slow\ndef f():\n    return slow.x, __name__, __package__\n")
    project.file("pkg/slow.py", "x = 4")
    project.whipsnake("--mode=module", "pkg/fast.py", "--output-dir=pkg")
    (project.folder / "pkg/fast.py").unlink()
    assert project.python("-c", "import pkg; print(pkg.f())").stdout == "(4, 'pkg.fast', 'pkg')\n"


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
import importlib, importlib.resources, importlib.util, inspect, pkgutil, sys
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
importlib.reload(pkg)
import pkg.late_file
print(pkg.late_file.y)
"""


def test_package(project: Project) -> None:
    package(project)
    project.file("src/pkg/late_file.py", "y = 1")
    expected = project.python("-c", USE, env={"PYTHONPATH": "src"}).stdout
    (project.folder / "src/pkg/late_file.py").unlink()
    project.whipsnake("--mode=package", "src/pkg", "--output-dir=out")
    assert [path.name for path in (project.folder / "out").iterdir()] == [f"pkg{SUFFIX}"]
    # What is not compiled is found in a folder next to the extension module.
    project.file("out/src/pkg/late_file.py", "y = 1")
    project.file("out/src/pkg/data.txt", "data")
    shutil.move(project.folder / f"out/pkg{SUFFIX}", project.folder / f"out/src/pkg{SUFFIX}")
    shutil.rmtree(project.folder / "src")
    assert project.python("-c", USE, env={"PYTHONPATH": "out/src"}).stdout == expected


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


def test_broken_module_is_left_to_the_interpreter(project: Project) -> None:
    project.write(app="try:\n    import broken\nexcept SyntaxError as e:\n    print(e)\n", broken="def (:\n")
    assert "broken" in project.whipsnake("app.py", "--follow-imports").stderr
    project.same()
