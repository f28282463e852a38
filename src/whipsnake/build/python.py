"""What the build needs to know of the Python it builds for, which is the one the compiler runs under."""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from whipsnake.errors import UserError


@dataclass(frozen=True)
class Python:
    """The running CPython: its headers, its libraries, its names for things."""

    version: str
    executable: Path
    include: Path
    extension_suffix: str
    static_library: Path | None
    shared_library: Path | None
    system_libraries: tuple[str, ...]

    @property
    def can_thaw(self) -> bool:
        """Whether a program can have other frozen modules than CPython's: those of 3.11 are static objects only."""
        return self.static_library is not None and not self.version.startswith("3.11.")

    @cached_property
    def id(self) -> str:
        """Identifies this build of CPython: its version, its place, and the state of its headers."""
        digest = hashlib.sha256(f"{sys.version}\0{self.include}\0".encode())
        for folder, folders, names in os.walk(self.include):
            folders.sort()
            for name in sorted(names):
                status = (Path(folder) / name).stat()
                digest.update(f"{folder}/{name}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
        return digest.hexdigest()


def running_python() -> Python:
    """The Python the compiler runs under."""
    if sys.implementation.name != "cpython":
        raise UserError(f"whipsnake runs under CPython, not under {sys.implementation.name}.")
    include = Path(sysconfig.get_paths()["include"])
    if not (include / "Python.h").is_file():
        major_minor = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise UserError(
            f"the C headers of this Python are missing: there is no {include / 'Python.h'}.",
            hint=f"Install them, as in 'apt install python{major_minor}-dev', or use a Python that has them.",
        )
    return Python(
        version="{}.{}.{}".format(*sys.version_info[:3]),
        executable=Path(sys.executable),
        include=include,
        extension_suffix=str(sysconfig.get_config_var("EXT_SUFFIX")),
        static_library=_existing(_config("LIBPL"), _config("LIBRARY")),
        shared_library=_shared_library() if _config("Py_ENABLE_SHARED") else None,
        system_libraries=tuple(
            word
            for name in ("LIBS", "SYSLIBS", "MODLIBS")
            for word in _config(name).split()
            if word.startswith("-l") and not word.startswith("-lpython")
        ),
    )


def as_shared(python: Python) -> Python:
    """The same, to be linked with its shared library: what is in a library must run wherever it is loaded."""
    if python.shared_library is None:
        raise UserError(
            "this Python has no shared library, with which a program in a library (--mode=dll) is linked.",
            hint="Use one that was configured with --enable-shared.",
        )
    return replace(python, static_library=None)


def _config(name: str) -> str:
    value = sysconfig.get_config_var(name)
    return str(value) if value else ""


def _shared_library() -> Path | None:
    name = _config("LDLIBRARY")
    # Pythons that are unpacked anywhere know another folder.
    return _existing(_config("LIBDIR"), name) or _existing(f"{sys.base_prefix}/lib", name)


def _existing(folder: str, name: str) -> Path | None:
    path = Path(folder) / name
    return path if folder and name and path.is_file() else None
