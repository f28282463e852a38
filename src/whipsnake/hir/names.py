"""Names of things in the C text."""

from __future__ import annotations

import re


def identifier(name: str) -> str:
    """`name` as part of a C identifier, for readers: characters C does not allow become `_`. Not unique."""
    return re.sub(r"\W", "_", name, flags=re.ASCII)


def unit_symbol(module: str) -> str:
    """The C name of a module's `rt_unit`: one name for each module, whatever characters its name has."""
    escaped = re.sub(r"[^A-Za-z0-9.]", lambda match: f"_x{ord(match[0]):x}_", module)
    return "rt_unit_" + escaped.replace(".", "__")
