"""`--installer`: the distribution as the system's own package manager installs it. So far a Debian package."""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whipsnake.dist.bundle import Bundle
from whipsnake.dist.debian import (
    Member,
    architecture,
    description,
    package_name,
    package_version,
    providers,
    write_package,
)
from whipsnake.dist.libraries import elf
from whipsnake.dist.libraries.host import host_group
from whipsnake.errors import UsageError, UserError
from whipsnake.options import Options
from whipsnake.output import beside, cannot_write, check_writable
from whipsnake.pyproject import find_pyproject, read_table
from whipsnake.target import Target
from whipsnake.tidy import discard

ICON_SIZES = (16, 22, 24, 32, 36, 48, 64, 72, 96, 128, 192, 256, 512)
"""Those for which the icon theme `hicolor` has a folder, in pixels."""
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Installer:
    """What the package will be; found before anything is compiled, as there may be mistakes in it."""

    path: Path
    """Where it goes."""
    name: str
    title: str
    """The name for people."""
    fields: dict[str, str]
    icon: tuple[str, bytes] | None
    """Its place, and its contents."""
    licences: Sequence[tuple[str, str]]
    """Names and texts of the project's files of that kind."""
    target: Target

    def write(self, bundle: Bundle, warn: Callable[[str], None]) -> None:
        """Make the package of the finished distribution, which has the bundle in it."""
        installed = [*self._installed()]
        binaries = [thing.contents for thing in installed if thing.contents is not None]
        binaries += [entry.read() for entry in bundle.modules() if entry.kind == "extension"]
        binaries += [entry.read() for entry in bundle.files() if entry.kind == "library"]
        depends = [_c_library(binaries)]
        for library, provider in providers(one for one in bundle.host if not _is_of_c_library(one)).items():
            if provider is None:
                warn(f"nothing on this system says which package has {library}: {self.path.name} does not ask for it.")
            else:
                depends.append(provider)
        made = beside(self.path)
        try:
            made.write_bytes(write_package(self.fields | {"Depends": ", ".join(dict.fromkeys(depends))}, installed))
            made.replace(self.path)
        except OSError as error:
            raise cannot_write(self.path, error) from None
        finally:
            discard(str(made))

    def _installed(self) -> Iterator[Member]:
        names = [self.name, *(other.stem for other in self.target.others)]
        if self.target.distribution == "standalone":
            folder = f"usr/lib/{self.name}"
            for path in sorted(self.target.output.rglob("*")):
                yield _member(f"{folder}/{path.relative_to(self.target.output).as_posix()}", path)
            yield from (Member(f"usr/bin/{name}", link=f"../lib/{self.name}/{self.target.program}") for name in names)
        else:
            yield _member(f"usr/bin/{self.name}", self.target.executable)
            yield from (Member(f"usr/bin/{name}", link=self.name) for name in names[1:])
        if self.licences:
            text = "\n".join(f"{name}:\n\n{text.rstrip()}\n" for name, text in self.licences)
            yield Member(f"usr/share/doc/{self.name}/copyright", text.encode())
        if self.icon is not None:
            yield Member(*self.icon)
            yield Member(f"usr/share/applications/{self.name}.desktop", self._desktop_entry().encode())

    def _desktop_entry(self) -> str:
        """https://specifications.freedesktop.org/desktop-entry-spec/latest/"""
        values = {
            "Type": "Application",
            "Name": self.title,
            "Comment": self.fields["Description"].partition("\n")[0],
            "Exec": self.name,
            "Icon": self.name,
            "Terminal": "false",
        }
        return "[Desktop Entry]\n" + "".join(f"{key}={value}\n" for key, value in values.items())


def plan_installer(options: Options, target: Target) -> Installer:
    """The installer that the options ask for, with what pyproject.toml says of the project."""
    file = find_pyproject(target.main_path.resolve())
    project = read_table(file, "project") if file is not None else {}
    stem = target.main_path.stem if target.main_path.name != "__main__.py" else target.main_path.parent.name
    title = options.product_name or _text(project, "name") or stem
    name = package_name(title)
    if name is None:
        raise UsageError(f"{title!r} cannot be the name of a package.", hint="Choose one with --product-name.")
    given = options.product_version or options.file_version or _text(project, "version")
    version = package_version(given) if given else None
    if version is None:
        what = "an installer needs the program's version" if not given else f"{given!r} is no version"
        raise UsageError(
            f"{what}.", hint="Give one with --product-version, or as version in pyproject.toml's [project]."
        )
    maintainer = options.company_name or _person(project)
    if not maintainer:
        hint = "Name one with --company-name, or as one of the authors in pyproject.toml's [project]."
        raise UsageError("an installer names who is responsible for the program.", hint=hint)
    path = target.output.parent / f"{name}_{version.partition(':')[2] or version}_{architecture()}.deb"
    check_writable(path)
    fields = {
        "Package": name,
        "Version": version,
        "Architecture": architecture(),
        "Maintainer": " ".join(maintainer.split()),
        "Section": "misc",
        "Priority": "optional",
        "Homepage": _homepage(project),
        "Description": description(options.file_description or _text(project, "description") or title),
    }
    icon = _icon(Path(options.linux_icon), name) if options.linux_icon is not None else None
    licences = [*_licences(project, file.parent)] if file is not None else []
    return Installer(path, name, " ".join(title.split()), fields, icon, licences, target)


def _member(place: str, path: Path) -> Member:
    if path.is_symlink():
        return Member(place, link=str(path.readlink()))
    if path.is_dir():
        return Member(place)
    return Member(place, path.read_bytes(), os.access(path, os.X_OK))


def _c_library(binaries: Iterable[bytes]) -> str:
    """The C library that is new enough for all binaries among the files."""
    wanted = {
        tuple(map(int, match[1].split(".")))
        for contents in binaries
        if contents.startswith(elf.MAGIC)
        for version in elf.wanted_versions(contents)
        if (match := re.fullmatch(r"GLIBC_([0-9.]+)", version))
    }
    return f"libc6 (>= {'.'.join(map(str, max(wanted)))})" if wanted else "libc6"


def _is_of_c_library(library: str) -> bool:
    group = host_group(library, of_system=True)
    return group is not None and group.name == "c"


def _icon(path: Path, name: str) -> tuple[str, bytes]:
    """An icon's place in the theme that all others fall back to, and its contents.

    https://specifications.freedesktop.org/icon-theme-spec/latest/
    """
    try:
        contents = path.read_bytes()
    except OSError as error:
        raise UserError(f"the icon {path} cannot be read: {error.strerror}.", hint="Check --linux-icon.") from None
    themes = "usr/share/icons/hicolor"
    if contents.startswith(_PNG):
        width, height = struct.unpack_from(">II", contents.ljust(24), 16)
        if width != height or width not in ICON_SIZES:
            sizes = ", ".join(map(str, ICON_SIZES))
            raise UserError(
                f"the icon {path} has {width} x {height} pixels, for which there is no place.",
                hint=f"Make it a square with sides of one of {sizes}, or an SVG.",
            )
        return f"{themes}/{width}x{width}/apps/{name}.png", contents
    if path.suffix == ".svg" and b"<svg" in contents:
        return f"{themes}/scalable/apps/{name}.svg", contents
    raise UserError(f"the icon {path} is neither PNG nor SVG.", hint="Convert it.")


def _text(project: dict[str, Any], key: str) -> str:
    value = project.get(key)
    return value if isinstance(value, str) else ""


def _person(project: dict[str, Any]) -> str:
    for key in ("maintainers", "authors"):
        people = project.get(key)
        for person in people if isinstance(people, list) else []:
            if isinstance(person, dict) and (name := _text(person, "name") or _text(person, "email")):
                mail = _text(person, "email")
                return f"{name} <{mail}>" if mail else name
    return ""


def _homepage(project: dict[str, Any]) -> str:
    urls = project.get("urls")
    known = {key.lower(): value for key, value in urls.items()} if isinstance(urls, dict) else {}
    return next((url for key in ("homepage", "repository", "source") if (url := _text(known, key))), "")


def _licences(project: dict[str, Any], folder: Path) -> Iterator[tuple[str, str]]:
    """The project's licence files: PEP 639."""
    patterns = project.get("license-files")
    if not isinstance(patterns, list):
        patterns = ["LICEN[CS]E*", "COPYING*", "NOTICE*", "AUTHORS*"]
    found = {path for pattern in patterns if isinstance(pattern, str) for path in folder.glob(pattern.lstrip("/"))}
    for path in sorted(found):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8", errors="replace")
