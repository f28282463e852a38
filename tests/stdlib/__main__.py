"""`python -m tests.stdlib MODULE...`: compare modules; without a name, all of them."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from .catalog import CATALOG
from .runner import ModuleError, compare


def main() -> int:
    """Compare, tell, and return how many modules differ."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.stdlib", description="CPython's tests of its library, both ways."
    )
    parser.add_argument("names", nargs="*", metavar="MODULE", help="default: all of the catalog")
    parser.add_argument("--folder", type=Path, help="work there, and leave all there")
    parser.add_argument("--option", action="append", default=[], help="an option for the compiler")
    arguments = parser.parse_args()
    for name in arguments.names:
        if name not in CATALOG:
            parser.error(f"there is no module called {name!r} in the catalog: choose from {', '.join(CATALOG)}")
    bad = 0
    for name in arguments.names or CATALOG:
        folder = arguments.folder / name if arguments.folder else Path(tempfile.mkdtemp(prefix=f"whipsnake-{name}-"))
        if arguments.folder:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        start = time.perf_counter()
        try:
            comparisons = compare(CATALOG[name], folder, compiler_options=tuple(arguments.option))
            text = "\n".join(one.summary() if one.same else one.explanation() for one in comparisons)
            bad += not all(one.same for one in comparisons)
        except ModuleError as error:
            text = str(error)
            bad += 1
        finally:
            if not arguments.folder:
                shutil.rmtree(folder)
        print(f"{text}\n({time.perf_counter() - start:.0f} s)", flush=True)
    return bad


if __name__ == "__main__":
    sys.exit(main())
