"""What compiling costs: CPU seconds and memory, by the size and shape of the source, with the fitted exponents.

    python bench/compile_cost.py                          # every shape, at sizes that double
    python bench/compile_cost.py functions dict --scale 2 # some shapes, twice as large
    python bench/compile_cost.py --nuitka PYTHON          # and files, against Nuitka as that Python has it
    python bench/compile_cost.py --files a.py b.py        # files only

Each compile has the cache's entries of the runtime and no others. CPU seconds are user and system time of the
compiler and all its children; memory is that of the largest process. The exponent is the slope of the CPU seconds
beyond those of an empty module over the size, both as logarithms: 1 is linear. `import` compares imports of what is
never used, functions and large constants, with those of the .pyc.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from whipsnake.build.cache import default_cache

MEASURE = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace")
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, done.returncode, done.stderr[-2000:]]))
"""


@dataclass(frozen=True)
class Cost:
    """What one command cost."""

    seconds: float
    memory: int


def measure(command: Sequence[str], folder: Path, **environment: str) -> Cost:
    """Run a command in `folder`; all its processes count."""
    result = subprocess.run(
        [sys.executable, "-c", MEASURE, *command],
        cwd=folder,
        env=os.environ | environment,
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, memory, code, errors = json.loads(result.stdout)
    if code != 0:
        raise SystemExit(f"{' '.join(command)} failed:\n{errors}")
    return Cost(seconds, memory)


class Compiles:
    """Compiles in a scratch folder whose cache holds the runtime only."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._cache = scratch / "cache"
        self._warm = scratch / "warm"
        empty = self._write("empty", "")
        self._run(empty, default_cache().root)
        latest = max(default_cache().root.glob("library/*/*.a"), key=lambda path: path.stat().st_mtime)
        copy = self._cache / latest.relative_to(default_cache().root)
        copy.parent.mkdir(parents=True)
        shutil.copy(latest, copy)
        self._run(empty)
        for entries in self._cache.iterdir():
            if entries.name == "library":
                shutil.move(entries, self._warm / entries.name)

    def _write(self, name: str, text: str) -> Path:
        path = self._scratch / f"{name}.py"
        path.write_text(text, encoding="utf-8")
        return path

    def _run(self, path: Path, cache: Path | None = None) -> Cost:
        options = ["--mode=module", "--quiet", f"--output-dir={self.folder}"]
        command = [sys.executable, "-m", "whipsnake", *options, path.name]
        return measure(command, path.parent, WHIPSNAKE_CACHE_DIR=str(cache or self._cache))

    @property
    def folder(self) -> Path:
        """Where the extension modules are."""
        return self._scratch / "out"

    def source(self, name: str, text: str) -> Cost:
        """What compiling `text` costs, from nothing but the runtime."""
        return self.file(self._write(name, text))

    def file(self, path: Path) -> Cost:
        """What compiling a file costs, from nothing but the runtime."""
        shutil.rmtree(self._cache)
        shutil.copytree(self._warm, self._cache)
        return self._run(path)

    def again(self, path: Path) -> Cost:
        """What compiling it again costs."""
        return self._run(path)


# ---- shapes ----------------------------------------------------------------------------------------------------------


def _lines(first: str, line: Callable[[int], str], count: int) -> str:
    return "\n".join([first, *(line(i) for i in range(count)), ""])


def functions(n: int) -> str:
    """n functions of five lines."""
    body = "    c = a + b\n    if c > 5:\n        return g(c)\n    return a.x\n"
    return _lines("", lambda i: f"def f{i}(a, b):\n{body}", n)


def statements(n: int) -> str:
    """One function of n statements."""
    return _lines("def f(a, b):", lambda i: f"    x{i % 50} = a + b.m({i})", n)


def members(n: int) -> str:
    """A class of n members, one in a hundred of them a method."""
    return _lines("class C:", lambda i: f"    def m{i}(self): return self.x" if i % 100 == 0 else f"    m{i} = {i}", n)


def display(n: int) -> str:
    """A dict display of n entries in a function."""
    return _lines("def f(a):\n    return {", lambda i: f"        'k{i}': a + {i},", n) + "    }\n"


def module_display(n: int) -> str:
    """A dict display of n entries in the module."""
    return _lines("D = {", lambda i: f"    'k{i}': ({i}, len('x')),", n) + "}\n"


def nesting(n: int) -> str:
    """Functions of loops nested 18 deep, n loops in all (CPython's compiler stops at 20 nested blocks)."""
    parts = []
    for i in range(n // 18):
        parts.append(f"def f{i}(a):\n    s = 0")
        parts += [f"{'    ' * (depth + 1)}for i{depth} in a[{depth}]:" for depth in range(18)]
        parts.append(f"{'    ' * 19}s += i0 + i17\n    return s")
    return "\n".join(parts) + "\n"


def loop_body(n: int) -> str:
    """A loop whose body is n statements."""
    return _lines("def f(a, b):\n    for i in a:", lambda i: f"        x{i % 50} = i + b.m({i})", n)


def loops(n: int) -> str:
    """One function of n loops."""
    return _lines("def f(a, b):", lambda i: f"    for i in a:\n        b += i * {i}", n)


def branches(n: int) -> str:
    """A loop over a chain of n branches."""
    first = "def f(a):\n    n = 0\n    for i in a:\n        if i == -1:\n            n = i"
    return _lines(first, lambda i: f"        elif i == {i}:\n            n += {i}", n)


def local_variables(n: int) -> str:
    """n local variables that live through n branches."""
    first = _lines("def f(a):", lambda i: f"    a{i} = a + {i}", n)
    return first + _lines("    s = 0", lambda i: f"    if a:\n        s += a{i}", n)


SHAPES: dict[str, tuple[Callable[[int], str], int]] = {
    "functions": (functions, 250),
    "statements": (statements, 1000),
    "members": (members, 6250),
    "display": (display, 2500),
    "module_display": (module_display, 2500),
    "nesting": (nesting, 180),
    "loop_body": (loop_body, 500),
    "loops": (loops, 500),
    "branches": (branches, 500),
    "locals": (local_variables, 250),
}
"""Each shape, and its smallest size."""


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The slope of log(cost) over log(size), by least squares."""
    xs, ys = [math.log(size) for size in sizes], [math.log(max(cost, 1e-3)) for cost in costs]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def table_of_shapes(compiles: Compiles, names: Sequence[str], scale: float, steps: int) -> None:
    """Print a line for each shape: CPU seconds and memory at each size, and the exponent."""
    empty = compiles.source("empty", "")
    print(f"empty module: {empty.seconds:.2f} CPU s, {empty.memory >> 20} MB\n")
    print(f"{'shape':16}" + "".join(f"{'size':>8}{'CPU s':>7}{'MB':>6}" for _ in range(steps)) + f"{'exponent':>10}")
    for name in names:
        make, smallest = SHAPES[name]
        sizes = [int(smallest * scale) << step for step in range(steps)]
        line, costs = f"{name:16}", []
        for size in sizes:
            cost = compiles.source(name, make(size))
            costs.append(cost.seconds - empty.seconds)
            line += f"{size:8}{cost.seconds:7.2f}{cost.memory >> 20:6}"
        print(f"{line}{exponent(sizes, costs):10.2f}", flush=True)


# ---- files, against Nuitka -------------------------------------------------------------------------------------------


def table_of_files(compiles: Compiles, files: Sequence[Path], nuitka: str | None) -> None:
    """Print a line for each file: CPU seconds, memory, size of the extension module; Nuitka's, if asked for."""
    print(f"{'file':24}{'CPU s':>7}{'again':>7}{'MB':>6}{'KB':>7}   Nuitka:{'CPU s':>7}{'MB':>6}{'KB':>7}{'ratio':>7}")
    for file in files:
        cost, again = compiles.file(file), compiles.again(file)
        size = _size(compiles.folder, file.stem)
        line = f"{file.name:24}{cost.seconds:7.2f}{again.seconds:7.2f}{cost.memory >> 20:6}{size >> 10:7}"
        if nuitka is not None:
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                shutil.copy(file, folder)
                command = [nuitka, "-m", "nuitka", "--module", "--assume-yes-for-downloads", "--quiet", "--lto=no"]
                peer = measure([*command, "--jobs=1", file.name], folder, NUITKA_CACHE_DIR=str(folder / "cache"))
                size = _size(folder, file.stem)
            ratio = cost.seconds / peer.seconds
            line += f"          {peer.seconds:7.2f}{peer.memory >> 20:6}{size >> 10:7}{ratio:7.2f}"
        print(line, flush=True)


def _size(folder: Path, module: str) -> int:
    return max(path.stat().st_size for path in folder.glob(f"{module}.*.so"))


def standard_files() -> list[Path]:
    """Large modules of the standard library."""
    library = Path(sysconfig.get_paths()["stdlib"])
    return [library / "argparse.py", library / "_pydecimal.py", library / "typing.py"]


# ---- importing what is not used --------------------------------------------------------------------------------------

LIBRARY = '''
def parse_{i}(text, *, limit={i}, strict=False, encoding="utf-8"):
    """Parse text number {i} into a list of fields.

    Fields are separated by commas; empty ones are left out. At most `limit` are returned.
    """
    fields = []
    for part in text.split(","):
        try:
            fields.append(int(part.strip(), 10))
        except ValueError as error:
            if strict:
                raise ValueError(f"field {{part!r}} of {i} is no number") from error
            fields.append(part.encode(encoding))
    return fields[:limit]


def select_{i}(rows, key="name_{i}", default=None):
    chosen = {{row[key]: row for row in rows if row.get(key, default) is not None}}
    order = sorted(chosen, key=lambda name: (len(name), name))
    return [chosen[name] for name in order if any(c.isupper() for c in name)]


def decorate_{i}(function):
    count = 0

    def wrapper(*args, **kwargs):
        nonlocal count
        count += 1
        return function(*args, depth_{i}=count, **kwargs)

    return wrapper


class Node_{i}:
    """A node of kind {i}."""

    limits = (0, {i}, 2.5, -1, {i}00000000000000000000)

    def __init__(self, name, parent=None, children=()):
        self.name, self.parent, self.weight = name, parent, {i}.5
        self.children_{i} = list(children)

    @property
    def path(self):
        """Where it is."""
        return self.name if self.parent is None else self.parent.path + "/" + self.name

    def visit(self, visitor, depth=0):
        """Call the visitor on this node and all below."""
        for child in self.children_{i}:
            child.visit(visitor, depth + 1)
        visitor.leave_{i}(self)

    def matches(self, name):
        return name in {{"one_{i}", "two_{i}", "three_{i}"}} or name.startswith(("x_{i}", "y_{i}"))
'''


def library(n: int) -> str:
    """n functions as in a library: three of ten in a class of their own, three nested."""
    return "".join(LIBRARY.format(i=i) for i in range(n // 10))


def constants(n: int) -> str:
    """n functions of large constants: a tuple, a text, an int, a set."""

    def function(i: int) -> str:
        numbers = ", ".join(f"{i + 1}{k}, {k}.{i}, 'word {k} of {i}'" for k in range(20))
        words = ", ".join(f"'word_{k}_{i}'" for k in range(10))
        text = f"a text of {i} " * 100
        return f"def f{i}(a):\n    return ({numbers}), '{text}', {i + 1}{'0123456789' * 30}, a in {{{words}}}"

    return _lines("", function, n)


UNUSED: dict[str, tuple[Callable[[int], str], int]] = {
    "functions": (functions, 10_000),
    "library": (library, 2_500),
    "constants": (constants, 500),
}
"""What is imported and not used, and its size."""

IMPORT = """
import sys, time
def memory():
    _, resident, shared = open("/proc/self/statm").read().split()[:3]
    return int(resident), int(resident) - int(shared)
import empty
before, start = memory(), time.process_time()
__import__(sys.argv[1])
print(time.process_time() - start, *(4096 * (new - old) for new, old in zip(memory(), before)))
"""


def table_of_imports(compiles: Compiles, scale: float, rounds: int) -> None:
    """Print a line for each: what an import costs, compiled and from a .pyc; minima, the two alternating.

    An empty module is imported before, so that what all compiled modules of a process share is not counted.
    """
    print("import of what is not used: CPU ms, KB in memory, KB of them private")
    for name, (make, size) in UNUSED.items():
        text = make(int(size * scale))
        compiles.source(name, text)
        with tempfile.TemporaryDirectory() as scratch:
            folders = {"compiled": Path(scratch) / "compiled", ".pyc": Path(scratch) / "pyc"}
            for folder in folders.values():
                folder.mkdir()
            for path in (*compiles.folder.glob(f"{name}.*.so"), *compiles.folder.glob("empty.*.so")):
                shutil.copy(path, folders["compiled"])
            (folders[".pyc"] / f"{name}.py").write_text(text, encoding="utf-8")
            (folders[".pyc"] / "empty.py").touch()
            results: dict[str, list[list[float]]] = {kind: [] for kind in folders}
            for _ in range(rounds + 1):  # the first fills the caches
                for kind, folder in folders.items():
                    command = [sys.executable, "-c", IMPORT, name]
                    env = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
                    done = subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True, text=True)
                    results[kind].append([float(figure) for figure in done.stdout.split()])
        ours, theirs = ([min(column) for column in zip(*results[kind][1:], strict=True)] for kind in folders)
        line = f"  {name:12}{int(size * scale):7}"
        for kind, (seconds, *memory) in (("compiled", ours), (".pyc", theirs)):
            line += f"   {kind}:{1000 * seconds:8.2f}" + "".join(f"{figure / 1024:7.0f}" for figure in memory)
        print(line + "   ratio:" + "".join(f"{a / b:6.2f}" for a, b in zip(ours, theirs, strict=True)), flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shapes", nargs="*", help=f"of {', '.join(SHAPES)}, import; all if none is given")
    parser.add_argument("--scale", type=float, default=1.0, help="multiplies all sizes")
    parser.add_argument("--steps", type=int, default=3, help="how often the size doubles, and one more")
    parser.add_argument("--files", type=Path, nargs="+", help="compile these files instead")
    parser.add_argument("--nuitka", metavar="PYTHON", help="compile files, also by this Python's Nuitka")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        compiles = Compiles(Path(name))
        if options.files or options.nuitka:
            table_of_files(compiles, options.files or standard_files(), options.nuitka)
            return
        names = options.shapes or [*SHAPES, "import"]
        if wrong := [name for name in names if name not in SHAPES and name != "import"]:
            parser.error(f"there is no shape {wrong[0]!r}")
        if shapes := [name for name in names if name != "import"]:
            table_of_shapes(compiles, shapes, options.scale, options.steps)
        if "import" in names:
            table_of_imports(compiles, options.scale, 15)


if __name__ == "__main__":
    main()
