"""The command line of `python -m tests.stdlib`, `python -m tests.cpython` and `python -m tests.packages`."""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Collection
from pathlib import Path

from .comparison import Comparison, SuiteError

Compare = Callable[[str, Path, argparse.Namespace], list[Comparison]]
"""Compare what goes by a name, in an empty folder, as the command line says: `option`, ... for the compiler."""


def command_line(program: str, description: str) -> argparse.ArgumentParser:
    """What all of these commands understand."""
    parser = argparse.ArgumentParser(prog=program, description=description)
    parser.add_argument("names", nargs="*", metavar="NAME", help="default: all of the catalog")
    parser.add_argument("--folder", type=Path, help="work there, and leave all there")
    parser.add_argument("--option", action="append", default=[], help="an option for the compiler")
    return parser


def main(parser: argparse.ArgumentParser, names: Collection[str], compare: Compare) -> int:
    """Compare, tell, and return how many of the names on the command line, by default all, differ."""
    arguments = parser.parse_args()
    for name in arguments.names:
        if name not in names:
            parser.error(f"{name!r} is not in the catalog: choose from {', '.join(names)}")
    bad = cases = same = excused = 0
    for name in arguments.names or names:
        folder = arguments.folder / name if arguments.folder else Path(tempfile.mkdtemp(prefix=f"whipsnake-{name}-"))
        if arguments.folder:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        start = time.perf_counter()
        try:
            comparisons = compare(name, folder, arguments)
            text = "\n".join(one.summary() if one.same else one.explanation() for one in comparisons)
            bad += not all(one.same for one in comparisons)
            for one in comparisons:
                cases += len(one.interpreted.cases)
                same += len(one.interpreted.cases) - len(one.differing) - len(one.excused)
                excused += len(one.excused)
        except SuiteError as error:
            text = f"{name}: {error}"
            bad += 1
        finally:
            if not arguments.folder:
                shutil.rmtree(folder)
        print(f"{text}\n({time.perf_counter() - start:.0f} s)", flush=True)
    print(f"{same} of {cases} cases are the same compiled; {excused} of the others may differ")
    return bad
