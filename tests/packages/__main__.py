"""`python -m tests.packages NAME...`: compare packages; without a name, all of them."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from .catalog import CATALOG
from .runner import PackageError, compare


def main() -> int:
    """Compare, tell, and return how many packages differ."""
    parser = argparse.ArgumentParser(prog="python -m tests.packages", description="Packages' own tests, both ways.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"default: all of {', '.join(CATALOG)}")
    parser.add_argument("--folder", type=Path, help="work there, and leave all there")
    parser.add_argument("--pytest", action="append", default=[], metavar="OPTION", help="an option for pytest")
    parser.add_argument("--option", action="append", default=[], help="an option for the compiler")
    arguments = parser.parse_args()
    for name in arguments.names:
        if name not in CATALOG:
            parser.error(f"there is no package called {name!r}: choose from {', '.join(CATALOG)}")
    bad = 0
    for name in arguments.names or CATALOG:
        folder = arguments.folder / name if arguments.folder else Path(tempfile.mkdtemp(prefix=f"whipsnake-{name}-"))
        if arguments.folder:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        start = time.perf_counter()
        try:
            comparison = compare(
                CATALOG[name],
                folder,
                pytest_options=tuple(arguments.pytest),
                compiler_options=tuple(arguments.option),
            )
            text = comparison.summary() if comparison.same else comparison.explanation()
            bad += not comparison.same
        except PackageError as error:
            text = f"{name}: {error}"
            bad += 1
        finally:
            if not arguments.folder:
                shutil.rmtree(folder)
        print(f"{text}\n({time.perf_counter() - start:.0f} s)", flush=True)
    return bad


if __name__ == "__main__":
    sys.exit(main())
