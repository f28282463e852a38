"""What extension modules name and import."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

import pytest

from whipsnake.modules import Finder, Graph, Policy
from whipsnake.modules.extension import imported_by_extension, named_in_extension

SUFFIX = sysconfig.get_config_var("EXT_SUFFIX")


def test_names_of_the_own_package(tmp_path: Path) -> None:
    path = tmp_path / "part.so"
    path.write_bytes(b"\x7fELF\0pkg.one\0pkg.two.name\0xpkg.three\0pkg.four!\0pkg\0other.five\0pkg.sub.part\0pkg.end")
    names = [mention.text for mention in named_in_extension(path, "pkg.sub.part")]
    assert names == ["pkg.one", "pkg.two.name"]
    assert named_in_extension(path, "pkg") == ()
    path.write_bytes(b"")
    assert named_in_extension(path, "pkg.sub.part") == ()
    assert named_in_extension(tmp_path / "none", "pkg.sub.part") == ()


def test_the_module_that_has_the_code(tmp_path: Path) -> None:
    path = tmp_path / "part.so"
    path.write_bytes(b"\x7fELF\0aaa\0" + b"0a1b2c__mypyc\0" + b"0a1b2c__mypyc.init_part\0")
    assert [statement.name for statement in imported_by_extension(path)] == ["0a1b2c__mypyc"]
    assert imported_by_extension(tmp_path / "none") == ()


def graph_of(folder: Path) -> Graph:
    made = Graph(Finder([str(folder), *sys.path]), Policy(distribution="--mode=standalone", own_folder=folder))
    made.add_main("__main__", folder / "app.py", is_package=False, option="main")
    made.follow()
    return made


@pytest.mark.parametrize("is_package", [False, True])
def test_the_source_beside_it_tells_what_it_imports(tmp_path: Path, is_package: bool) -> None:
    """As mypyc's and Cython's are delivered."""
    folder = tmp_path / "fast" if is_package else tmp_path
    folder.mkdir(exist_ok=True)
    name = "__init__" if is_package else "fast"
    (folder / f"{name}{SUFFIX}").write_bytes(b"\x7fELF")
    (folder / f"{name}.py").write_text("import colorsys\ndef unused():\n    import wave\n", encoding="utf-8")
    (tmp_path / "app.py").write_text("import fast\n", encoding="utf-8")
    assert {"fast", "colorsys"} <= graph_of(tmp_path).modules.keys()
    (folder / f"{name}.py").write_text("import colorsys (\n", encoding="utf-8")
    assert "colorsys" not in graph_of(tmp_path).modules
