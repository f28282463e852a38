"""The imports a code object makes, read from its bytecode."""

from __future__ import annotations

import dis
from collections.abc import Iterator
from types import CodeType
from typing import NamedTuple

_IMPORT_NAME = dis.opmap["IMPORT_NAME"]
_FUNCTIONS = frozenset(("import_module", "__import__"))
"""Functions whose first argument is a module's name: where it is a constant, the call is followed as a statement is."""
_BETWEEN = frozenset(("EXTENDED_ARG", "CACHE", "PUSH_NULL"))
"""What may stand between loading a function and its first argument."""


class Import(NamedTuple):
    """One import, a statement or a call: the name as written, how many dots before it, and the names taken from it."""

    name: str
    level: int
    names: tuple[str, ...]
    line: int | None

    def absolute(self, package: str) -> str | None:
        """The name of the imported module as seen from `package`; None: the import leaves the top-level package."""
        if self.level == 0:
            return self.name
        parts = package.split(".") if package else []
        if self.level > len(parts):
            return None
        base = ".".join(parts[: len(parts) - self.level + 1])
        return f"{base}.{self.name}" if self.name else base


def imports(code: CodeType) -> Iterator[Import]:
    """Every import in `code` and in the code objects nested in it, in order."""
    pending = [code]
    while pending:
        current = pending.pop()
        names = (*current.co_names, *current.co_varnames, *current.co_freevars)
        if _IMPORT_NAME in current.co_code[::2] or not _FUNCTIONS.isdisjoint(names):
            yield from _own_imports(current)
        pending.extend(const for const in reversed(current.co_consts) if isinstance(const, CodeType))


def _own_imports(code: CodeType) -> Iterator[Import]:
    # The compiler pushes the level and the tuple of names right before each IMPORT_NAME.
    level: object = None
    names: object = None
    for instruction in dis.get_instructions(code):
        line = instruction.positions.lineno if instruction.positions else None
        if instruction.opcode == _IMPORT_NAME:
            yield Import(
                str(instruction.argval),
                level if isinstance(level, int) else 0,
                tuple(str(name) for name in names) if isinstance(names, tuple) else (),
                line,
            )
        elif instruction.opname not in _BETWEEN:
            level, names = names, instruction.argval
            # `names` is also a name's own text where that was loaded, and not a constant.
            if level in _FUNCTIONS and isinstance(names, str) and instruction.opname == "LOAD_CONST":
                name = names.lstrip(".")
                if name and all(part and "/" not in part and "\0" not in part for part in name.split(".")):
                    yield Import(name, len(names) - len(name), (), line)
