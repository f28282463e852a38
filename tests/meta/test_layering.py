"""Imports go one way, and what the tests rest on is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from programs import HEADER, HEADER_LINES, RUN, read_program

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "whipsnake"

# Modules beside the folders: what every layer may use, and the parts of the driver.
GROUPS = {
    "shared": {
        "__init__",
        "errors",
        "installed",
        "marshalling",
        "options",
        "output",
        "progress",
        "pyproject",
        "pythonflags",
        "sourcetext",
        "tidy",
    },
    "driver": {
        "packagefacts",
        "pluginfiles",
        "userfiles",
        "contents",
        "compression",
        "sbom",
        "driver",
        "bundling",
        "bytecodecache",
        "distribution",
        "factcode",
        "installer",
        "openedlibraries",
        "translation",
        "selection",
        "report",
        "stubwriting",
        "target",
        "training",
        "workers",
    },
}
# The commands that show a compiler developer its insides.
TOOLS = {"dump", "bisect"}
# A layer, and the layers it may import besides itself.
ALLOWED: dict[str, set[str]] = {
    "shared": set(),
    "hir": {"shared"},
    "frontend": {"hir", "shared"},
    "passes": {"hir", "shared"},
    "codegen": {"hir", "shared"},
    "modules": {"shared"},
    "facts": {"shared"},
    "build": {"shared"},
    "dist": {"shared"},
    "stubs": {"shared"},
    "runtime": set(),
    "driver": {
        "hir",
        "frontend",
        "passes",
        "codegen",
        "modules",
        "facts",
        "plugins",
        "build",
        "dist",
        "stubs",
        "shared",
    },
    "plugins": {"modules", "dist", "shared"},
    "record": {"driver", "plugins", "modules", "facts", "build", "dist", "shared"},
    "cli": {"driver", "record", "plugins", "shared", "tools"},
    "tools": {"driver", "hir", "frontend", "passes", "codegen", "modules", "shared"},
    "__main__": {"cli"},
}


def layer(parts: list[str]) -> str:
    """The layer of a module: `whipsnake.hir.ops` → hir, `whipsnake.errors` → shared."""
    name = parts[1] if len(parts) > 1 else "__init__"
    if name == "cli" and len(parts) > 2 and parts[2] in TOOLS:
        return "tools"
    return next((group for group, names in GROUPS.items() if name in names), name)


def imported(tree: ast.AST, module: list[str], is_package: bool) -> Iterator[tuple[int, list[str]]]:
    """Every import of the project's own modules in a source, as (line, dotted parts)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.split(".")
        elif isinstance(node, ast.ImportFrom):
            base = node.module.split(".") if node.module else []
            if node.level:
                package = module if is_package else module[:-1]
                base = package[: len(package) - node.level + 1] + base
            for alias in node.names:
                yield node.lineno, [*base, alias.name]


def violations(sources: dict[str, str]) -> list[str]:
    """The imports that go the wrong way, in sources by path below src/."""
    found = []
    for path, text in sources.items():
        module = list(Path(path).with_suffix("").parts)
        is_package = module[-1] == "__init__"
        module = module[:-1] if is_package else module
        here = layer(module)
        for line, parts in imported(ast.parse(text), module, is_package):
            there = layer(parts)
            # Else it is somebody else's module, or a name of the package itself such as whipsnake.__version__.
            if parts[0] == "whipsnake" and there in ALLOWED and there != here and there not in ALLOWED[here]:
                found.append(f"{path}:{line}: {here} imports {there}")
    return found


def sources() -> dict[str, str]:
    folder = PACKAGE.parent
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}


def test_imports_go_one_way() -> None:
    assert violations(sources()) == []


def test_every_module_is_in_a_layer() -> None:
    names = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or list(path.glob("*.py"))}
    assert {layer(["whipsnake", name]) for name in names} == set(ALLOWED) - {"tools"}
    assert {path.stem for path in (PACKAGE / "cli").glob("*.py")} >= TOOLS
    assert set.union(*GROUPS.values()) <= names, "a name in GROUPS that is no more"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("whipsnake/hir/x.py", "from whipsnake.passes import simplify"),
        ("whipsnake/passes/x.py", "import whipsnake.codegen.module"),
        ("whipsnake/frontend/x.py", "from ..passes.simplify import simplify"),
        ("whipsnake/codegen/__init__.py", "def f():\n    from whipsnake import frontend"),
        ("whipsnake/build/x.py", "from whipsnake.hir.ops import OPS"),
        ("whipsnake/modules/x.py", "from .. import hir"),
        ("whipsnake/cli/x.py", "from whipsnake.hir import text"),
        ("whipsnake/errors.py", "from whipsnake.driver import compile_program"),
        ("whipsnake/driver.py", "import whipsnake.cli"),
    ],
)
def test_wrong_imports_are_found(path: str, text: str) -> None:
    assert len(violations({path: text})) == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("whipsnake/passes/x.py", "from whipsnake.hir.ops import OPS\nfrom .simplify import simplify"),
        ("whipsnake/driver.py", "from whipsnake import __version__, codegen"),
        ("whipsnake/hir/x.py", "import ast\nfrom whipsnake.errors import Error"),
    ],
)
def test_right_imports_are_not(path: str, text: str) -> None:
    assert violations({path: text}) == []


def test_c_runtime_keeps_version_tests_in_one_folder() -> None:
    pattern = re.compile(r"^\s*#\s*(if|elif).*\b(PY_VERSION|PY_MINOR_VERSION|PY_MAJOR_VERSION)", re.MULTILINE)
    assert pattern.search("#if PY_VERSION_HEX >= 0x030c0000")
    files = [*(PACKAGE / "runtime").rglob("*.[ch]")]
    assert files
    assert [
        str(path.relative_to(PACKAGE))
        for path in files
        if path.parent.name != "py" and pattern.search(path.read_text(encoding="utf-8"))
    ] == []


def test_test_folders_hold_tests() -> None:
    for folder in (ROOT / "tests" / name for name in ("hir", "meta", "options", "run")):
        assert list(folder.rglob("test_*.py")) or list(folder.glob("*.py")), folder


def test_programs_have_headers_that_are_read() -> None:
    """A misspelt header would be a comment: the program would run otherwise than it wants to."""
    looks_like = re.compile(r"# [a-z]+: .*")
    for path in RUN.glob("*.py"):
        head = path.read_text(encoding="utf-8").split("\n")[:HEADER_LINES]
        for number, line in enumerate(head):
            if line.startswith(('"', "import", "from")):
                break
            if looks_like.fullmatch(line):
                assert HEADER.fullmatch(line), f"{path.name}:{number + 1}: {line}"


def test_programs_find_their_packages() -> None:
    used = set()
    for path in RUN.glob("*.py"):
        program = read_program(path)
        assert program.mode in ("module", "accelerated", "package"), path.name
        for package in program.packages:
            assert (RUN / package / "__init__.py").exists(), f"{path.name}: {package}"
        used |= set(program.packages)
    assert used == {path.name for path in RUN.iterdir() if path.is_dir() and path.name.startswith("pkg_")}


def test_programs_hide_no_standard_module() -> None:
    import sys

    assert {path.stem for path in RUN.glob("*.py")} & set(sys.stdlib_module_names) == set()


def test_programs_name_no_machine() -> None:
    for path in [*RUN.rglob("*.py")]:
        text = path.read_text(encoding="utf-8", errors="replace")
        assert not re.search(r"/(home|root|work|Users)/", text), path.name
