"""Packages installed by reference, as editable ones are: through .pth files, and finders that these install."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

FILES = {
    "site/one.pth": "{folder}/one\n",
    "site/two.pth": "import finder_of_two; finder_of_two.install()\n",
    "site/three.pth": "{folder}/three\n{folder}/four\n",
    "site/finder_of_two.py": """
        import sys
        from importlib.util import spec_from_file_location

        class Finder:
            @classmethod
            def find_spec(cls, fullname, path=None, target=None):
                if fullname == "two":
                    return spec_from_file_location(fullname, "{folder}/sources/of_two/__init__.py")

        def install():
            sys.meta_path.append(Finder)
        """,
    "one/one/__init__.py": "from one import part\n",
    "one/one/part.py": "text = 'a part of one'\n",
    "sources/of_two/__init__.py": "import pkgutil\ndata = pkgutil.get_data(__name__, 'data.txt')\n",
    "sources/of_two/part.py": "name = __name__\n",
    "sources/of_two/data.txt": "data of two",
    "three/space/left.py": "name = __name__\n",
    "four/space/right.py": "name = __name__\n",
    "app/app.py": """
        import one, space.left, space.right, two.part
        print(one.part.text, two.data, two.part.name, space.left.name, space.right.name)
        """,
}
START = "import site; site.addsitedir({site!r}); import runpy; runpy.run_module({module!r}, run_name='__main__')"


def test_packages_installed_by_reference(tmp_path: Path) -> None:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text.replace("{folder}", str(tmp_path))), encoding="utf-8")

    def run(module: str, *args: str) -> str:
        code = START.format(site=str(tmp_path / "site"), module=module)
        done = subprocess.run(
            [sys.executable, "-c", code, *args], capture_output=True, text=True, check=False, cwd=tmp_path / "app"
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    expected = run("app")
    run("whipsnake", "--mode=onefile", "--quiet", "--include-package-data=two", "app.py")
    program = (tmp_path / "app/app.bin").rename(tmp_path / "app.bin")
    for name in ("site", "one", "sources", "three", "four", "app"):
        (tmp_path / name).rename(tmp_path / f"no-{name}")
    done = subprocess.run([program], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (expected, "")
    assert expected == "a part of one b'data of two' two.part space.left space.right\n"


ALIASES = {
    "site/pkg/__init__.py": """
        def vendor():
            import os, sys
            sys.path.insert(0, os.path.join(os.path.dirname(__file__), "_vendor"))
        """,
    "site/pkg/alias.py": """
        import sys
        from . import _impl
        from ._impl import part, sub
        from ._vendor.inner import deep
        sys.modules["renamed"] = _impl
        """,
    "site/pkg/_impl/__init__.py": "",
    "site/pkg/_impl/part.py": "def f(): return __name__\n",
    "site/pkg/_impl/sub.py": "",
    "site/pkg/_vendor/inner/__init__.py": "",
    "site/pkg/_vendor/inner/deep.py": "",
    "app/app.py": """
        import importlib.util, pkg
        import pkg.alias
        from renamed.part import f
        from renamed import sub
        print(f(), f.__module__, sub.__name__, sub.__file__.rpartition("/pkg/")[2], sub.__spec__.name)
        import renamed.part, pkg._impl.part
        print(renamed.part is pkg._impl.part, renamed.part.__spec__.origin == pkg._impl.part.__spec__.origin)
        pkg.vendor()
        import inner, inner.deep
        print(inner.__name__, inner.deep.__name__, inner.deep.__package__, inner.deep.__file__.rpartition("/pkg/")[2])
        found = importlib.util.find_spec("renamed.sub").loader.get_code("renamed.sub")
        print(importlib.util.find_spec("renamed.nothing"), found.co_filename.rpartition("/pkg/")[2])
        """,
}


def test_packages_under_other_names(tmp_path: Path) -> None:
    """Modules are found in a package's folder, by whatever name the package, or the folder, is known."""
    for name, text in ALIASES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    folder = tmp_path / "app"
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "site")}

    def run(*command: str | Path) -> str:
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, env=environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    expected = run(sys.executable, "app.py")
    assert len(expected.splitlines()) == 4
    for mode in ("standalone", "onefile"):
        run(sys.executable, "-m", "whipsnake", f"--mode={mode}", "--quiet", "app.py")
    (tmp_path / "site").rename(tmp_path / "no-site")
    assert run(folder / "app.dist/app.bin") == run(folder / "app.bin") == expected
