"""What a program of a distribution costs: its start against `python`'s, its size, and what building it takes.

    python bench/start.py                  # hello world: `import json, sys`
    python bench/start.py app.py --rounds 200

The programs run in turn, so that whatever else the machine does strikes all of them; a start is the minimum of its
runs, with the files in the page cache, and ratios are to `python app.py` in the same run. The first build fills an
empty cache, the second finds the runtime there and compiles the program anew.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HELLO = "import json, sys\nprint(json.dumps({'hello': sys.argv[1:]}))\n"
MODES = ("standalone", "onefile")


@dataclass(frozen=True)
class Run:
    """One run of a command, with all processes that it waited for."""

    seconds: float
    cpu_seconds: float


def run(command: Sequence[str], environment: dict[str, str]) -> Run:
    """Run a command; what it writes to stdout is dropped."""
    null = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    begin = time.perf_counter()
    process = os.posix_spawn(command[0], command, environment, file_actions=null)
    _, status, used = os.wait4(process, 0)
    seconds = time.perf_counter() - begin
    if status != 0:
        raise SystemExit(f"{' '.join(command)} ended with exit code {os.waitstatus_to_exitcode(status)}")
    return Run(seconds, used.ru_utime + used.ru_stime)


def built(source: Path, mode: str, scratch: Path) -> tuple[Path, list[Run]]:
    """Build a program twice; returns where it is, and the cost of each build."""
    environment = os.environ | {"WHIPSNAKE_CACHE_DIR": str(scratch / f"cache-{mode}")}
    output = scratch / mode
    command = [sys.executable, "-m", "whipsnake", f"--mode={mode}", "--quiet", f"--output-dir={output}"]
    runs = []
    for note in ("", "# compiled anew\n"):
        changed = scratch / source.name
        changed.write_bytes(source.read_bytes() + note.encode())
        runs.append(run([*command, str(changed)], environment))
    return next(output.iterdir()), runs


def size_of(path: Path) -> int:
    """The bytes of a file, or of all files in a folder."""
    return sum(file.stat().st_size for file in (path.rglob("*") if path.is_dir() else [path]) if file.is_file())


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path, nargs="?", help="a program of one file that ends by itself")
    parser.add_argument("--rounds", type=int, default=100, help="how often each program runs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        source = options.program
        if source is None:
            source = scratch / "source" / "hello.py"
            source.parent.mkdir()
            source.write_text(HELLO, encoding="utf-8")
        # The interpreter itself: a virtual environment's would have more to do.
        python = os.path.realpath(sys.executable)
        commands = {"python": [python, str(source)]}
        outputs, builds = {}, {}
        for mode in MODES:
            outputs[mode], builds[mode] = built(source, mode, scratch)
            program = outputs[mode]
            commands[mode] = [str(program / f"{source.stem}.bin" if program.is_dir() else program)]
        runs: dict[str, list[Run]] = {kind: [] for kind in commands}
        for _ in range(options.rounds + 1):  # the first fills the caches
            for kind, command in commands.items():
                runs[kind].append(run(command, {"PATH": os.defpath}))
        fastest = {kind: min(some.seconds for some in measured[1:]) for kind, measured in runs.items()}
        print(f"{'':12}{'start ms':>9}{'ratio':>7}{'size MB':>9}{'built CPU s':>13}{'again':>7}")
        for kind in runs:
            line = f"{kind:12}{1000 * fastest[kind]:9.2f}{fastest[kind] / fastest['python']:7.2f}"
            if kind in outputs:
                first, again = builds[kind]
                line += f"{size_of(outputs[kind]) / 1e6:9.2f}{first.cpu_seconds:13.1f}{again.cpu_seconds:7.1f}"
            print(line)


if __name__ == "__main__":
    main()
