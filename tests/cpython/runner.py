"""Run one of CPython's own test modules twice, from source and compiled, and compare every case."""

from __future__ import annotations

from pathlib import Path

from tests.cases.comparison import Comparison, may_differ, read_differences
from tests.cases.run import LIBRARY, Way, compile_beside, copy_source, run_both

from .catalog import Module

DIFFERENCES = read_differences(Path(__file__).with_name("differences.txt"))
TESTS = LIBRARY / "test"


def compare(module: Module, folder: Path, compiler_options: tuple[str, ...] = ()) -> list[Comparison]:
    """Run the test module both ways. `folder` is empty, and ours. Empty where this version has no such module."""
    if not any((TESTS / name).exists() for name in (module.name, f"{module.name}.py")):
        return []
    compile_beside(_package(module, folder / "compiled"), compiler_options)
    _package(module, folder / "source")
    ways = tuple(
        Way(name, folder / part / "test", loader, folder / part)
        for name, part, loader in (
            ("interpreted", "source", "SourceFileLoader"),
            ("compiled", "compiled", "CompiledLoader"),
        )
    )
    runs = run_both(f"test.{module.name}", module.name, folder, ways, alone=module.alone)
    return [Comparison(module.name, *runs, may_differ(DIFFERENCES, module.name))]


def _package(module: Module, folder: Path) -> Path:
    """A package `test` in a folder: CPython's, but the module under test is a copy. Returns that."""
    copy = copy_source(module.name, TESTS, folder / "test")
    for path in TESTS.iterdir():
        if path.name not in (copy.name, "__pycache__"):
            (folder / "test" / path.name).symlink_to(path)
    return copy
