"""Packages installed by reference, as editable ones are: through .pth files, and finders that these install."""

from __future__ import annotations

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
