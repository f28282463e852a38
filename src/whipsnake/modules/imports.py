"""The imports a code object makes, read from its bytecode."""

from __future__ import annotations

import dis
from collections.abc import Iterator
from types import CodeType
from typing import NamedTuple

_IMPORT_NAME = dis.opmap["IMPORT_NAME"]


class Import(NamedTuple):
    """One `import` statement: the name as written, how many dots before it, and the names taken from it."""

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
        if _IMPORT_NAME in current.co_code[::2]:
            yield from _own_imports(current)
        pending.extend(const for const in reversed(current.co_consts) if isinstance(const, CodeType))


def _own_imports(code: CodeType) -> Iterator[Import]:
    # The compiler pushes the level and the tuple of names right before each IMPORT_NAME.
    level: object = None
    names: object = None
    for instruction in dis.get_instructions(code):
        if instruction.opcode == _IMPORT_NAME:
            line = instruction.positions.lineno if instruction.positions else None
            yield Import(
                str(instruction.argval),
                level if isinstance(level, int) else 0,
                tuple(str(name) for name in names) if isinstance(names, tuple) else (),
                line,
            )
        elif instruction.opname not in ("EXTENDED_ARG", "CACHE"):
            level, names = names, instruction.argval
