"""A root file system with the C library and nothing of Python, and programs run in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.dist import starter
from whipsnake.dist.libraries import elf
from whipsnake.dist.libraries.host import host_groups
from whipsnake.dist.libraries.search import Search, of_this_machine

DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")
OTHER_USER = 65534
TIMEOUT = 300


@dataclass(frozen=True)
class Outcome:
    """How a program ended."""

    stdout: str
    stderr: str
    code: int


class BareRoot:
    """The file system in a folder. It has the libraries of the host that `host.toml` leaves to it, of some groups."""

    def __init__(self, folder: Path, groups: Sequence[str] = ("c", "compiler")) -> None:
        self.folder = folder.resolve()
        for name in ("dev", "etc", "proc", "tmp", "home"):
            (self.folder / name).mkdir(parents=True)
        (self.folder / "tmp").chmod(0o1777)
        (self.folder / "etc/passwd").write_text("root:x:0:0::/:\nother:x:65534:65534::/home:\n", encoding="ascii")
        for device in DEVICES:
            (self.folder / device[1:]).touch()
        for path in (*host_libraries(groups), "/usr/lib/locale/C.utf8"):
            self.add(path, path)

    def path(self, place: str) -> Path:
        """Where an absolute path in the root is outside of it."""
        assert place.startswith("/")
        return self.folder / place[1:]

    def add(self, source: Path | str, place: str) -> Path:
        """Copy a file, or a folder with all in it, to a place in the root. What is not there is left out."""
        target = self.path(place)
        target.parent.mkdir(parents=True, exist_ok=True)
        if Path(source).is_dir():
            shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)
        elif Path(source).exists():
            shutil.copy2(source, target)
        return target

    def run(
        self,
        *command: str,
        environment: Mapping[str, str] | None = None,
        folder: str = "/",
        user: int | None = None,
        read_only: bool = False,
        proc: bool = False,
        memory: Mapping[str, str] | None = None,
        stdin: str = "",
    ) -> Outcome:
        """Run a program of the root.

        The environment is empty but for `environment`. `read_only`: nothing can be written, but in the folders of
        `memory`, which are file systems of their own: place -> options of tmpfs, as `size=64k`.
        """
        config = {
            "root": str(self.folder),
            "command": command,
            "environment": dict(environment or {}),
            "folder": folder,
            "user": user,
            "read_only": read_only,
            "bound": [*DEVICES, *(["/proc"] if proc else [])],
            "memory": dict(memory or {}),
        }
        done = subprocess.run(
            [sys.executable, "-I", "-S", starter.__file__, json.dumps(config)],
            input=stdin,
            env={},
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=TIMEOUT,
            check=False,
        )
        assert not (done.returncode == starter.FAILED and done.stderr.startswith("starter: ")), done.stderr
        return Outcome(done.stdout, done.stderr, done.returncode)


@cache
def obstacle() -> str | None:
    """Why no program can be run in another root here."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import starter; starter.own_mounts(); starter.os.chroot('/')"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program, str(Path(starter.__file__).parent)],
        capture_output=True,
        text=True,
        check=False,
    )
    return None if done.returncode == 0 else f"no mounts of our own here: {done.stderr.splitlines()[-1]}"


def other_user() -> int:
    """A user who owns nothing; without root's rights there is only one, which is us."""
    return OTHER_USER if os.getuid() == 0 else 0


def host_libraries(groups: Sequence[str]) -> list[str]:
    """The files of this machine's libraries of some groups, with the libraries that those need."""
    search = of_this_machine(elf.read)
    chosen = [group for group in host_groups() if group.name in groups]
    assert len(chosen) == len(groups)
    pending = [
        path
        for paths in _by_name(search)
        for path in paths[:1]
        if any(group.has(path.name) for group in chosen) and _is_native(search, path)
    ]
    found: dict[str, None] = {}
    while pending:
        path = pending.pop()
        if str(path) in found:
            continue
        found[str(path)] = None
        binary = search.binary(path)
        assert binary is not None
        pending += (needed.binary.path for name in binary.needed if (needed := search.find(name, (binary,))))
    # The place of the loader is written in each program.
    return [*found, *(path for path in _loaders() if Path(path).exists())]


def _by_name(search: Search) -> Iterator[list[Path]]:
    names = dict.fromkeys(search.cached)
    for folder in search.default:
        if folder.is_dir():
            names |= dict.fromkeys(sorted(path.name for path in folder.glob("*.so*")))
    for name in names:
        paths = [*search.cached.get(name, ()), *(folder / name for folder in search.default)]
        yield [path for path in paths if path.is_file()]


def _is_native(search: Search, path: Path) -> bool:
    here, there = elf.read(Path(sys.executable).resolve()), search.binary(path)
    return here is not None and there is not None and here.machine == there.machine


def _loaders() -> list[str]:
    machine = os.uname().machine
    glibc = {"x86_64": "/lib64/ld-linux-x86-64.so.2", "aarch64": "/lib/ld-linux-aarch64.so.1"}
    return [*filter(None, [glibc.get(machine)]), f"/lib/ld-musl-{machine}.so.1"]
