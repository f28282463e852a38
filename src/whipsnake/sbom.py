"""The software bill of materials of a distribution: CycloneDX 1.6, as JSON.

It says what the made file or folder really holds, and only that. It is written here and not by a library, which would
be one more to install for some dictionaries; the tests hold it against CycloneDX's schema.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import re
import subprocess
import sys
import tomllib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from packaging.utils import canonicalize_name

from whipsnake import __version__
from whipsnake.dist.archive import image_size
from whipsnake.dist.libraries import elf
from whipsnake.output import write_whole

if TYPE_CHECKING:
    from whipsnake.driver import Result

Component = dict[str, Any]


class _File(NamedTuple):
    """A file of the distribution, and where it comes from."""

    name: str
    kind: str
    source: Path | None
    contents: bytes


def write_sbom(path: Path, result: Result) -> None:
    """Write the bill of what was made."""
    components = [*_components(result)]
    program = _program(result)
    bill: dict[str, Any] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "tools": {"components": [{"type": "application", "name": "whipsnake", "version": __version__}]},
            "component": program,
        },
        "components": components,
        "dependencies": [{"ref": program["bom-ref"], "dependsOn": [one["bom-ref"] for one in components]}],
    }
    # As random as a serial number has to be, and yet the same for the same contents.
    bill["serialNumber"] = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(bill)).urn
    write_whole(path, json.dumps(bill, indent=2) + "\n")


def _program(result: Result) -> Component:
    target = result.target
    return {
        "type": "application",
        "bom-ref": "program",
        "name": target.main_path.stem if target.main == "__main__" else target.main.partition(".")[0],
        "hashes": _hashes(target.executable.read_bytes()),
        "properties": [{"name": "whipsnake:mode", "value": str(target.distribution)}],
    }


def _components(result: Result) -> Iterator[Component]:
    yield _python()
    files = [*_files(result)]
    yield from _linked(result, files)
    owners = _Owners(result.graph.finder.search_path)
    owned: dict[str, list[_File]] = {}
    rest: list[_File] = []
    for file in files:
        owner = owners.of(file)
        if owner is not None:
            owned.setdefault(owner, []).append(file)
        elif not _is_of_python(file.source):
            rest.append(file)
    for name in sorted(owned):
        yield _installed(owners.found[name], owned[name])
    for file in rest:
        yield _library(file) if file.kind == "library" else _file(file, "")


def _files(result: Result) -> Iterator[_File]:
    assert result.bundle is not None
    for module in result.graph.compiled:
        yield _File(module.file, "compiled", module.path, module.source)
    for entry in (*result.bundle.modules(), *result.bundle.files()):
        if entry.kind != "namespace" and not entry.name.startswith("_whipsnake_") and not entry.name.endswith("/"):
            place = entry.path if entry.kind != "bytecode" else f"{entry.name.replace('.', '/')}.pyc"
            yield _File(place, entry.kind, entry.source, entry.read())


def _python() -> Component:
    version = ".".join(map(str, sys.version_info[:3]))
    return {
        "type": "platform",
        "bom-ref": "cpython",
        "name": "CPython",
        "version": version,
        "description": "The interpreter, and those modules of its standard library that the program has.",
        "licenses": [{"license": {"id": "Python-2.0"}}],
        "cpe": f"cpe:2.3:a:python:python:{version}:*:*:*:*:*:*:*",
        "purl": f"pkg:generic/python@{version}",
    }


def _is_of_python(path: Path | None) -> bool:
    """Whether a file belongs to the standard library."""
    if path is None:
        return True
    return path.resolve().is_relative_to(Path(os.__file__).resolve().parent) and "site-packages" not in path.parts


# --- what is linked statically ---------------------------------------------------------------------------------------


def _linked(result: Result, files: Sequence[_File]) -> Iterator[Component]:
    """The libraries in the executable and in extension modules."""
    known = tomllib.loads(Path(__file__).with_name("linked.toml").read_text(encoding="utf-8"))
    program = result.target.executable
    with program.open("rb") as opened:
        images = [("the program", program, opened.read(image_size(program)))]
    images += [(file.name, file.source, file.contents) for file in files if file.kind == "extension" and file.source]
    found: dict[tuple[str, str], list[str]] = {}
    for name, path, contents in images:
        binary = elf.read(path)
        needed = binary.needed if binary is not None else ()
        for library, fact in known.items():
            if any(one.startswith(fact["soname"]) for one in needed):
                continue
            version = _version_in(contents, fact)
            if version is not None:
                found.setdefault((library, version), []).append(name)
    for (library, version), where in sorted(found.items()):
        fact = known[library]
        component: Component = {
            "type": "library",
            "bom-ref": f"linked:{library}@{version}" if version else f"linked:{library}",
            "name": library,
        }
        if version:
            component |= {"version": version, "purl": f"pkg:generic/{library}@{version}"}
            if "cpe" in fact:
                component["cpe"] = fact["cpe"].format(version=version)
        if "license" in fact:
            component["licenses"] = [{"license": {"id": fact["license"]}}]
        component["properties"] = [{"name": "whipsnake:linked-into", "value": name} for name in where]
        yield component


def _version_in(contents: bytes, fact: dict[str, Any]) -> str | None:
    """The version of a library in a file; empty if it is there without saying it, None if it is not there."""
    if "version" in fact:
        match = re.search(fact["version"].encode(), contents)
        return match[1].decode().rstrip(".") if match else None
    if fact["text"].encode() not in contents:
        return None
    if "asks" in fact:
        module, attribute = fact["asks"]
        try:
            return str(getattr(importlib.import_module(module), attribute))
        except (ImportError, AttributeError):
            return ""
    return ""


# --- installed distributions -----------------------------------------------------------------------------------------


@dataclass
class _Owners:
    """Which installed distribution a file belongs to."""

    search_path: Sequence[str]
    found: dict[str, Distribution] = field(default_factory=dict)
    _by_file: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for distribution in distributions(path=[*self.search_path]):
            name = distribution.metadata["Name"]
            if name is None or name in self.found:
                continue
            self.found[name] = distribution
            for file in distribution.files or ():
                self._by_file.setdefault(os.path.realpath(str(distribution.locate_file(file))), name)
            folder = getattr(distribution, "_path", None)
            if folder is not None:
                self._by_file[os.path.realpath(folder)] = name

    def of(self, file: _File) -> str | None:
        """Its name."""
        if file.source is None:
            return None
        real = file.source.resolve()
        return self._by_file.get(str(real)) or self._by_file.get(str(real.parent))


def _installed(distribution: Distribution, files: Iterable[_File]) -> Component:
    metadata = distribution.metadata
    name = metadata["Name"]
    purl = f"pkg:pypi/{canonicalize_name(name)}@{quote(distribution.version, safe='.-_~')}"
    component: Component = {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": distribution.version,
        "purl": purl,
    }
    if metadata["Summary"] and metadata["Summary"] != "UNKNOWN":
        component["description"] = metadata["Summary"]
    licenses = _licenses(metadata)
    if licenses:
        component["licenses"] = licenses
    component["components"] = [_file(file, f"{purl}#") for file in files]
    return component


def _licenses(metadata: Any) -> list[dict[str, Any]]:
    """By the metadata: License-Expression, the classifiers, License, whichever comes first."""
    expression = metadata["License-Expression"]
    if expression:
        return [{"expression": expression}]
    prefix = "License :: "
    classifiers = [text for text in metadata.get_all("Classifier") or () if text.startswith(prefix)]
    names = [text.rpartition(" :: ")[2] for text in classifiers if text != "License :: OSI Approved"]
    if not names and metadata["License"] and metadata["License"] != "UNKNOWN":
        # Some have the whole text there: its first line is its title.
        names = [metadata["License"].strip().partition("\n")[0].strip()]
    return [{"license": {"name": name}} for name in dict.fromkeys(names) if name]


# --- files -----------------------------------------------------------------------------------------------------------


def _file(file: _File, prefix: str) -> Component:
    return {
        "type": "file",
        "bom-ref": f"{prefix or 'file:'}{file.kind}:{file.name}",
        "name": file.name,
        "hashes": _hashes(file.contents),
        "properties": [
            {"name": "whipsnake:kind", "value": file.kind},
            # Of what is compiled the source is hashed, for it cannot be told apart in the program.
            {"name": "whipsnake:hash-of", "value": "source" if file.kind == "compiled" else "contents"},
        ],
    }


def _library(file: _File) -> Component:
    """A shared library that belongs to no distribution: the system's."""
    component: Component = {
        "type": "library",
        "bom-ref": f"library:{file.name}",
        "name": file.name.rpartition("/")[2],
        "hashes": _hashes(file.contents),
        "properties": [{"name": "whipsnake:path", "value": file.name}],
    }
    package = _debian_package(file.source) if file.source is not None else None
    if package is not None:
        component |= {"version": package.version, "purl": package.purl}
        component["properties"].append({"name": "whipsnake:debian-package", "value": package.name})
    return component


class _Package(NamedTuple):
    name: str
    version: str
    architecture: str
    system: str

    @property
    def purl(self) -> str:
        version = quote(self.version, safe=".-_~")
        return f"pkg:deb/{self.system}/{self.name}@{version}?arch={self.architecture}"


def _debian_package(path: Path) -> _Package | None:
    """The package that a file is of, if dpkg knows."""
    # Where /lib is a link to /usr/lib, dpkg may know a file by either path.
    real = os.path.realpath(path)
    names = dict.fromkeys((real, real.removeprefix("/usr"), str(path), f"/usr{path}"))
    for name in names:
        found = _output("dpkg-query", "--search", name)
        if ": " not in found:
            continue
        package = found.partition(": ")[0].partition(", ")[0]
        shown = _output("dpkg-query", "--show", "--showformat=${Package}\n${Version}\n${Architecture}\n", package)
        if shown.count("\n") == 3:
            name, version, architecture, _ = shown.split("\n")
            return _Package(name, version, architecture, _system())
    return None


def _system() -> str:
    try:
        text = Path("/etc/os-release").read_text(encoding="utf-8")
    except OSError:
        return "debian"
    match = re.search(r"^ID=\"?([\w.-]+)", text, re.MULTILINE)
    return match[1] if match else "debian"


def _output(*command: str) -> str:
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""


def _hashes(contents: bytes) -> list[dict[str, str]]:
    return [{"alg": "SHA-256", "content": hashlib.sha256(contents).hexdigest()}]
