"""`python -m tests.generated FIRST LAST`: run the random programs with these seeds interpreted and compiled."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.programs import CompileError

from .comparison import compare

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.generated", description=__doc__)
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int)
    parser.add_argument("--functions", type=int, default=8, help="how many each program has")
    parser.add_argument("--option", action="append", default=[], help="an option for the compiler")
    parser.add_argument("--folder", type=Path, default=Path(), help="where programs go that differ")
    given = parser.parse_args()
    differing = 0
    for seed in range(given.first, given.last + 1):
        with tempfile.TemporaryDirectory() as scratch:
            try:
                compare(seed, given.functions, Path(scratch), *given.option)
            except (AssertionError, CompileError, subprocess.TimeoutExpired) as error:
                differing += 1
                print(error, flush=True)
                (given.folder / f"generated_{seed}.py").write_bytes(Path(scratch, f"generated_{seed}.py").read_bytes())
    print(f"{given.last - given.first + 1} programs, {differing} of them differ")
    sys.exit(1 if differing else 0)
