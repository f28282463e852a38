"""Run CPython's own tests of a module twice, with the module from source and compiled, and compare every case."""

from __future__ import annotations

from pathlib import Path

from tests.cases.comparison import Comparison, SuiteError, may_differ, read_differences
from tests.cases.run import LIBRARY, Way, compile_beside, run_both

from .catalog import Module
from .installation import Installation

DIFFERENCES = read_differences(Path(__file__).with_name("differences.txt"))


def compare(module: Module, folder: Path, compiler_options: tuple[str, ...] = ()) -> list[Comparison]:
    """Run the tests of a module both ways. `folder` is empty, and ours. Empty where this version has no such module."""
    if not any((LIBRARY / name).exists() for name in (module.name, f"{module.name}.py")):
        return []
    plain, native = (Installation(folder / name, module) for name in ("source", "native"))
    compile_beside(native.source, compiler_options)
    ways = (
        Way("interpreted", plain.library, "SourceFileLoader", python=plain.python),
        Way("compiled", native.library, "CompiledLoader", python=native.python),
    )
    comparisons = []
    for test in module.tests_here:
        # A frozen module would be found before any folder of sys.path.
        runs = run_both(module.name, test, folder, ways, "-X", "frozen_modules=off", alone=module.alone)
        comparisons.append(Comparison(f"{module.name}, {test}", *runs, may_differ(DIFFERENCES, module.name)))
    if not comparisons:
        raise SuiteError(f"{module.name}: this Python has no {' or '.join(module.tests)}")
    return comparisons
