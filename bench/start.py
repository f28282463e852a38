"""What a program of a distribution costs: its start against `python`'s, its size, and what building it takes.

    python bench/start.py                  # hello world: `import json, sys`
    python bench/start.py app.py --rounds 200
    python bench/start.py --cold           # and the start with nothing of the programs in the page cache

The programs run in turn, so that whatever else the machine does strikes all of them; a start is the minimum of its
runs, with the files in the page cache, and ratios are to `python app.py` in the same run. Before a cold start they are
dropped from it; what other processes map stays there, so no other Python should run. The first build fills an empty
cache, the second finds the runtime there and compiles the program anew. Memory is that at the program's end: the peak
of what is resident, and what is resident with shared pages divided among those that map them (PSS).
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

HELLO = "import json, sys\nprint(json.dumps({'hello': sys.argv[1:]}))\n"
MODES = ("standalone", "onefile")
TELL_MEMORY = """
if "BENCH_MEMORY" in __import__("os").environ:
    with open("/proc/self/status") as status, open("/proc/self/smaps_rollup") as maps:
        for line in (*status, *maps):
            if line.startswith(("VmHWM:", "Pss:")):
                print(line)
"""
TELL_FILES = """
import sys
modules = list(sys.modules.values())
for file in {getattr(module, name, None) for module in modules for name in ("__file__", "__cached__")}:
    if file:
        print(file)
with open("/proc/self/maps") as maps:
    print(*{line.split()[5] for line in maps if " /" in line}, sep=chr(10))
"""


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


def memory(command: Sequence[str]) -> list[float]:
    """Peak of resident memory and PSS, in MB."""
    environment = {"PATH": os.defpath, "BENCH_MEMORY": "1"}
    text = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout
    return [int(found) * 1024 / 1e6 for found in re.findall(r"^(?:VmHWM|Pss):\s+(\d+) kB", text, re.MULTILINE)]


def files_of(python: str, source: Path, scratch: Path) -> list[Path]:
    """What an interpreted program reads and maps."""
    telling = scratch / "telling.py"
    telling.write_text(source.read_text(encoding="utf-8") + TELL_FILES, encoding="utf-8")
    shown = subprocess.run([python, str(telling)], stdout=subprocess.PIPE, text=True, check=True).stdout
    return [path for line in shown.splitlines() if line.startswith("/") and (path := Path(line)).is_file()]


def drop(files: Iterable[Path]) -> None:
    """Have files out of the page cache."""
    for path in files:
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(descriptor)


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
    parser.add_argument("--cold", action="store_true", help="also measure with the files out of the page cache")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        given: Path | None = options.program
        source = scratch / "source" / ("hello.py" if given is None else given.name)
        source.parent.mkdir()
        text = HELLO if given is None else given.read_text(encoding="utf-8")
        source.write_text(text + TELL_MEMORY, encoding="utf-8")
        # The interpreter itself: a virtual environment's would have more to do.
        python = os.path.realpath(sys.executable)
        commands = {"python": [python, str(source)]}
        outputs, builds = {}, {}
        for mode in MODES:
            outputs[mode], builds[mode] = built(source, mode, scratch)
            program = outputs[mode]
            commands[mode] = [str(program / f"{source.stem}.bin" if program.is_dir() else program)]
        runs: dict[str, list[Run]] = {kind: [] for kind in commands}
        files = {"python": files_of(python, source, scratch)}
        for mode, made in outputs.items():
            files[mode] = [made] if made.is_file() else [path for path in made.rglob("*") if path.is_file()]
        for kind in commands:
            drop(files[kind])  # what was just written is mapped in larger pieces than what was read
        for _ in range(options.rounds + 1):  # the first fills the caches
            for kind, command in commands.items():
                runs[kind].append(run(command, {"PATH": os.defpath}))
        fastest = {kind: min(some.seconds for some in measured[1:]) for kind, measured in runs.items()}
        cold: dict[str, list[float]] = {kind: [] for kind in commands}
        for _ in range(options.rounds // 4 if options.cold else 0):
            for kind, command in commands.items():
                drop(files[kind])
                cold[kind].append(run(command, {"PATH": os.defpath}).seconds)
        heads = ("start ms", "ratio", "size MB", "peak MB", "PSS MB", "built CPU s", "again")
        print(" " * 12 + "".join(f"{head:>{width}}" for head, width in zip(heads, (9, 7, 9, 9, 8, 13, 7), strict=True)))
        for kind in runs:
            peak, pss = memory(commands[kind])
            line = f"{kind:12}{1000 * fastest[kind]:9.2f}{fastest[kind] / fastest['python']:7.2f}"
            line += f"{size_of(outputs[kind]) / 1e6:9.2f}" if kind in outputs else " " * 9
            line += f"{peak:9.2f}{pss:8.2f}"
            if kind in outputs:
                first, again = builds[kind]
                line += f"{first.cpu_seconds:13.1f}{again.cpu_seconds:7.1f}"
            if options.cold:
                line += f"  cold start {1000 * min(cold[kind]):.2f} ms, {min(cold[kind]) / min(cold['python']):.2f}"
            print(line)


if __name__ == "__main__":
    main()
