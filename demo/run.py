"""Compile `factory.py`, run it both ways, and show that only the time differs."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE / "out"
ROUNDS = 3


def timed(command: list[str]) -> tuple[str, float]:
    """A command's output, and the best of a few times."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        best = min(best, time.perf_counter() - start)
    return done.stdout, best


def main() -> int:
    """Run the demo; 0 if both outputs are equal."""
    source = HERE / "factory.py"
    program = OUT / "factory.bin"
    OUT.mkdir(exist_ok=True)
    lines = len(source.read_text(encoding="utf-8").splitlines())
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"compiling {source.name} ({lines} lines) ...", flush=True)
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "whipsnake", "--quiet", f"--output-dir={OUT}", str(source)], check=True)
    print(f"  {program.name} in {time.perf_counter() - start:.1f} s, {program.stat().st_size / 1e6:.1f} MB\n")

    expected, interpreted = timed([sys.executable, str(source)])
    got, compiled = timed([str(program)])
    print(got)
    same = got == expected
    print(f"output: {'the same, byte for byte' if same else 'DIFFERENT'}")
    print(f"{'CPython ' + version:24}{interpreted:8.2f} s")
    print(f"{'compiled by Whipsnake':24}{compiled:8.2f} s   {interpreted / compiled:.2f} times as fast")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
