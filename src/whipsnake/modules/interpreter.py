"""What the interpreter and its library import beyond what their code says; the facts are in interpreter.toml."""

from __future__ import annotations

import sys
import sysconfig
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

from whipsnake.modules.callgraph import NOTHING
from whipsnake.modules.imports import Import, Scope

_FACTS = Path(__file__).with_name("interpreter.toml")


@cache
def _facts() -> tuple[tuple[str, ...], dict[str, list[Scope]], dict[str, frozenset[str]], frozenset[str]]:
    facts = tomllib.loads(_FACTS.read_text(encoding="utf-8"))
    implicit: dict[str, list[Scope]] = defaultdict(list)
    leave: dict[str, frozenset[str]] = {}
    names = {"sysconfigdata": sysconfig._get_sysconfigdata_name()}  # type: ignore[attr-defined]
    for entry in facts["implicit"]:
        imports = tuple(Import(name.format(**names), 0, (), None) for name in entry.get("modules", ()))
        when = entry.get("when", "")
        calls = frozenset(entry.get("calls", ()))
        implicit[entry["by"]].append(NOTHING._replace(name=when, is_called=not when, imports=imports, globals=calls))
    for entry in facts["leave"]:
        leave[entry["by"]] = frozenset(entry["modules"])
    start = [*facts["start"], *(facts["start-3-13"] if sys.version_info >= (3, 13) else ())]
    return tuple(start), implicit, leave, frozenset(facts["tables"])


def start_modules() -> tuple[str, ...]:
    """The modules that every start of the interpreter imports."""
    return _facts()[0]


def implicit_scopes(module: str) -> list[Scope]:
    """What C code imports on behalf of a module."""
    return _facts()[1].get(module, [])


def is_table(module: str) -> bool:
    """Whether the strings in a module do not tell what the program uses."""
    return module in _facts()[3]


def is_left(importer: str, imported: str) -> bool:
    """Whether an import is there only for programs that have the imported module anyway."""
    return imported in _facts()[2].get(importer, ())
