"""The programs of `tests/dist/programs`, and environments that have the packages they use."""

from __future__ import annotations

import ctypes.util
import fcntl
import hashlib
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from packaging.utils import canonicalize_name

from tests.packages.runner import cache_folder

FOLDER = Path(__file__).parent / "programs"
ROOT = FOLDER.parents[2]


@dataclass(frozen=True)
class Program:
    """A program, and what its first lines say of it.

    # requires: a b[c]          what to install; constraints.txt has the versions
    # facts: a b                the files of facts that it shows: without any of them it does something else
    # kept-out: a b c.d         with the facts of a the folder has no modules b and c.d, without them both; one a line
    # arguments: one two        those of a run, one line each
    # modes: standalone         the modes it is compiled in, if not in all
    # libraries: libmagic.so.1  what has to be installed on the machine
    # display                   it shows a window
    # host: fonts               libraries that the folder leaves to the machine, by the groups of host.toml
    """

    path: Path

    def header(self, name: str) -> list[str]:
        """The values of a header."""
        return [value for one, value in self._headers if one == name]

    def words(self, name: str) -> list[str]:
        """The words of a header's values."""
        return [word for value in self.header(name) for word in value.split()]

    @property
    def _headers(self) -> Iterator[tuple[str, str]]:
        for line in self.path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("# "):
                break
            name, _, value = line[2:].partition(":")
            yield name, value

    @property
    def has_display(self) -> bool:
        """Whether it shows a window."""
        return bool(self.header("display"))

    @property
    def host(self) -> list[str]:
        """The groups of libraries that it finds where it runs."""
        window = ["display", "fonts", "graphics", "services"] if self.has_display else []
        return ["c", "compiler", *window, *self.words("host")]

    @property
    def modes(self) -> list[str]:
        """The modes it is compiled in."""
        return self.words("modes") or ["standalone", "onefile"]

    @property
    def runs(self) -> list[list[str]]:
        """The arguments of each run."""
        return [line.split() for line in self.header("arguments")] or [[]]

    @property
    def shown(self) -> list[tuple[str, ...]]:
        """Its facts, those together whose names are also arguments: each has a run of its own."""
        facts = self.words("facts")
        together = tuple(one for one in facts if [one] in self.runs)
        return [*filter(None, [together]), *((one,) for one in facts if one not in together)]

    @property
    def kept_out(self) -> dict[str, list[str]]:
        """The files of facts that leave something out, and what that is."""
        return {name: left for name, *left in map(str.split, self.header("kept-out"))}

    def obstacle(self) -> str | None:
        """What this machine lacks."""
        for name in self.words("libraries"):
            if ctypes.util.find_library(re.sub(r"^lib|\.so.*", "", name)) is None:
                return f"there is no {name}"
        return "there is no Xvfb" if self.has_display and shutil.which("Xvfb") is None else None


PROGRAMS = [Program(path) for path in sorted(FOLDER.glob("*.py"))]


def environment(program: Program) -> Path:
    """The Python of an environment that has the packages, and those of the compiler."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*program.words("requires"), *project["dependencies"]]
    constraints = FOLDER / "constraints.txt"
    key = hashlib.sha256("\n".join((sys.version, *wanted)).encode()).hexdigest()[:12]
    folder = (
        cache_folder() / "programs" / f"{program.path.stem}-{sys.version_info.major}.{sys.version_info.minor}-{key}"
    )
    folder.parent.mkdir(exist_ok=True)
    python, installed = folder / "bin" / "python", folder / "installed.txt"
    with _alone(folder.with_name(f"{folder.name}.lock")):
        pinned = _versions(constraints)
        if not installed.exists() or any(pinned.get(name, it) != it for name, it in _versions(installed).items()):
            shutil.rmtree(folder, ignore_errors=True)
            base = getattr(sys, "_base_executable", sys.executable)
            subprocess.run([base, "-m", "venv", str(folder)], check=True)
            pip = [str(python), "-m", "pip"]
            install = [*pip, "install", "--quiet", "--only-binary=:all:", "--constraint", str(constraints)]
            subprocess.run([*install, *wanted], check=True)
            frozen = subprocess.run([*pip, "freeze", "--all"], check=True, capture_output=True, text=True)
            installed.write_text(frozen.stdout, encoding="utf-8")
    return python


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """The only process that is here: tests of one program run at the same time."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _versions(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {
        canonicalize_name(name): version for name, is_pin, version in (line.partition("==") for line in lines) if is_pin
    }
