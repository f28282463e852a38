"""Debian packages: deb(5), and chapters 5 and 7 of the Debian policy.

Written here: a package is two tar files in an `ar` archive, and what there is on PyPI for it only reads them, or calls
Debian's tools.
"""

from __future__ import annotations

import hashlib
import io
import lzma
import os
import platform
import re
import struct
import subprocess
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from packaging.version import InvalidVersion, Version

_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64", "i686": "i386", "ppc64le": "ppc64el", "loongarch64": "loong64"}
_ARCHITECTURES |= {"armv7l": "armhf", "armv6l": "armhf", "armv8l": "armhf"}


@dataclass(frozen=True)
class Member:
    """A file, a folder or a link that a package installs."""

    path: str
    """Its place, from the root on, without `/` in front."""
    contents: bytes | None = None
    """None for a folder or link."""
    is_executable: bool = False
    link: str = ""
    """Where a link leads."""


def architecture() -> str:
    """Debian's name for this machine's kind, for the programs that this Python makes."""
    machine = platform.machine()
    if struct.calcsize("P") == 4 and machine in ("x86_64", "aarch64"):
        return "i386" if machine == "x86_64" else "armhf"
    return _ARCHITECTURES.get(machine, machine)


def package_name(name: str) -> str | None:
    """The name as Debian writes names of packages; None if nothing is left of it."""
    name = re.sub(r"[^a-z0-9+.]+", "-", name.lower()).lstrip("-+.").rstrip("-.")
    return name if len(name) > 1 else None


def package_version(version: str) -> str | None:
    """A Python version as Debian writes and orders it (`1.0rc1` is `1.0~rc1`); None if it is none."""
    try:
        parsed = Version(version)
    except InvalidVersion:
        return None
    text = f"{parsed.epoch}:" if parsed.epoch else ""
    text += ".".join(map(str, parsed.release))
    text += f"~{parsed.pre[0]}{parsed.pre[1]}" if parsed.pre else ""
    text += f".post{parsed.post}" if parsed.post is not None else ""
    text += f"~~dev{parsed.dev}" if parsed.dev is not None else ""
    return text + (f"+{parsed.local}" if parsed.local else "")


def write_package(fields: Mapping[str, str], installed: Iterable[Member]) -> bytes:
    """The package. The same input gives the same bytes: its files are of the moment SOURCE_DATE_EPOCH, or of 1970.

    `fields`: those of its control file; Installed-Size is added.
    """
    things = sorted(with_folders(installed), key=lambda thing: thing.path)
    sums = "".join(
        f"{hashlib.md5(thing.contents, usedforsecurity=False).hexdigest()}  {thing.path}\n"
        for thing in things
        if thing.contents is not None
    )
    sizes = (1024 if thing.contents is None else -(-len(thing.contents) // 1024) * 1024 for thing in things)
    fields = {**fields, "Installed-Size": str(sum(sizes) // 1024)}
    control = "".join(f"{name}: {value}\n" for name, value in fields.items() if value)
    parts = {
        "debian-binary": b"2.0\n",
        "control.tar.xz": _tar((Member("control", control.encode()), Member("md5sums", sums.encode()))),
        "data.tar.xz": _tar(things),
    }
    return b"!<arch>\n" + b"".join(_ar_member(name, contents) for name, contents in parts.items())


def with_folders(installed: Iterable[Member]) -> Iterator[Member]:
    """The folders around them as well."""
    folders: dict[str, Member] = {}
    for thing in installed:
        is_folder = thing.contents is None and not thing.link
        for folder in (*([thing.path] if is_folder else []), *map(str, PurePosixPath(thing.path).parents)):
            if folder != ".":
                folders.setdefault(folder, Member(folder))
        if not is_folder:
            yield thing
    yield from folders.values()


def description(text: str) -> str:
    """The value of the field Description: the first line, and the others as it wants them."""
    first, _, rest = text.strip().partition("\n")
    return first + "".join(f"\n {line.strip() or '.'}" for line in rest.strip().splitlines())


def providers(libraries: Iterable[str]) -> dict[str, str | None]:
    """For each shared library of the system what has to be installed for it, as the field Depends has it.

    None: this system does not know, since it is none of Debian's kind or has not got the library.
    """
    return {library: _provider(library) for library in libraries}


def _provider(library: str) -> str | None:
    for line in _query("--search", f"*/{library}"):
        package, colon, path = line.partition(": ")
        if not colon or Path(path).name != library or package.startswith("diversion"):
            continue
        package = package.partition(",")[0]
        name, version = _library_version(library)
        for shlibs in _query("--control-show", package, "shlibs"):
            words = shlibs.split(maxsplit=2)
            if words[:2] == [name, version] and len(words) == 3:
                return words[2]
        return package.partition(":")[0]
    return None


def _library_version(library: str) -> tuple[str, str]:
    """The name and the version by which `shlibs` has it: deb-shlibs(5)."""
    for pattern in (r"(.+)\.so\.(.+)", r"(.+)-([0-9][^-]*)\.so"):
        if match := re.fullmatch(pattern, library):
            return match[1], match[2]
    return library, ""


def _query(*arguments: str) -> list[str]:
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["dpkg-query", *arguments], capture_output=True, text=True, check=False, env=environment, errors="replace"
        )
    except OSError:
        return []
    return done.stdout.splitlines() if done.returncode == 0 else []


def _tar(things: Iterable[Member]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for thing in (Member(""), *things):
            info = tarfile.TarInfo(f"./{thing.path}")
            info.uname = info.gname = "root"
            info.mtime = _moment()
            if thing.link:
                info.type, info.linkname, info.mode = tarfile.SYMTYPE, thing.link, 0o777
                tar.addfile(info)
            elif thing.contents is None:
                info.type, info.mode = tarfile.DIRTYPE, 0o755
                tar.addfile(info)
            else:
                info.size, info.mode = len(thing.contents), 0o755 if thing.is_executable else 0o644
                tar.addfile(info, io.BytesIO(thing.contents))
    return lzma.compress(made.getvalue())


def _ar_member(name: str, contents: bytes) -> bytes:
    header = f"{name:<16}{_moment():<12}{0:<6}{0:<6}{'100644':<8}{len(contents):<10}`\n"
    return header.encode("ascii") + contents + b"\n" * (len(contents) % 2)


def _moment() -> int:
    """https://reproducible-builds.org/specs/source-date-epoch"""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(given) if given.isdecimal() else 0
