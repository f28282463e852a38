"""Python's own command-line flags, as `--python-flag` names them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from whipsnake.errors import UsageError


@dataclass(frozen=True)
class PythonFlags:
    """The flags the program is compiled with and started under."""

    no_asserts: bool = False
    no_docstrings: bool = False
    no_site: bool = False
    unbuffered: bool = False
    isolated: bool = False
    safe_path: bool = False
    no_warnings: bool = False
    dont_write_bytecode: bool = False
    as_package: bool = False
    sealed: bool = False
    """Not one of Python's: code tells nothing of its source."""

    @property
    def optimize(self) -> int:
        """The program's `sys.flags.optimize`."""
        return int(self.no_asserts) + int(self.no_asserts and self.no_docstrings)


_NAMES: dict[str, tuple[str, ...]] = {
    "-O": ("no_asserts",),
    "no_asserts": ("no_asserts",),
    "-OO": ("no_asserts", "no_docstrings"),
    "no_docstrings": ("no_docstrings",),
    "-S": ("no_site",),
    "no_site": ("no_site",),
    "-u": ("unbuffered",),
    "unbuffered": ("unbuffered",),
    "-I": ("isolated",),
    "isolated": ("isolated",),
    "-P": ("safe_path",),
    "safe_path": ("safe_path",),
    "no_warnings": ("no_warnings",),
    "-B": ("dont_write_bytecode",),
    "dont_write_bytecode": ("dont_write_bytecode",),
    "-m": ("as_package",),
    "package_mode": ("as_package",),
}


def parse_python_flags(names: Iterable[str]) -> PythonFlags:
    """The flags with these names, with or without the dash of a single letter."""
    flags = PythonFlags()
    for name in names:
        fields = _NAMES.get(name) or _NAMES.get(f"-{name}")
        if fields is None:
            raise UsageError(
                f"--python-flag={name}: there is no such flag.", hint=f"Choose from {', '.join(sorted(_NAMES))}."
            )
        flags = replace(flags, **dict.fromkeys(fields, True))
    return flags
