"""Modules that stay bytecode, compiled once."""

from __future__ import annotations

import hashlib
import marshal
import sys
from dataclasses import dataclass
from functools import cache as cached
from pathlib import Path

from whipsnake.build.cache import Cache, key_of
from whipsnake.modules.bytecode import Bytecode, read_bytecode
from whipsnake.modules.imports import Import, Mention, Scope
from whipsnake.pythonflags import PythonFlags


@dataclass(frozen=True)
class BytecodeCache:
    """Reads modules' sources as `read_bytecode` does, through the cache."""

    cache: Cache

    def __call__(self, source: bytes, filename: str, module: str, flags: PythonFlags) -> Bytecode:
        """Code object and scopes."""
        settings = repr((filename, module, flags.no_asserts, flags.no_docstrings, flags.sealed))
        key = key_of(_reader_id(), sys.version, settings, source)
        known = self.cache.read("bytecode", key, ".m")
        if known is not None:
            code, scopes = marshal.loads(known)
            return Bytecode(code, [_scope(*fields) for fields in scopes])
        made = read_bytecode(source, filename, module, flags)
        scopes = [_plain(scope) for scope in made.scopes]
        self.cache.put("bytecode", key, ".m", marshal.dumps((made.code, scopes)))
        return made


def _plain(scope: Scope) -> tuple[object, ...]:
    """What can be marshalled."""
    lists = ([tuple(one) for one in some] for some in (scope.mentions, scope.paths))
    return (*scope[:2], [tuple(one) for one in scope.imports], *scope[3:5], *lists)


def _scope(
    name: str,
    is_called: bool,
    imports: list[tuple[str, int, tuple[str, ...], int | None, bool]],
    global_names: frozenset[str],
    attributes: frozenset[str],
    mentions: list[tuple[str, int | None]],
    paths: list[tuple[str, int | None]],
) -> Scope:
    return Scope(
        name,
        is_called,
        tuple(Import(*one) for one in imports),
        global_names,
        attributes,
        tuple(Mention(*one) for one in mentions),
        tuple(Mention(*one) for one in paths),
    )


@cached
def _reader_id() -> str:
    """Identifies what reads bytecode."""
    digest = hashlib.sha256()
    package = Path(__file__).parent
    for name in (
        "marshalling.py",
        "modules/bytecode.py",
        "modules/imports.py",
        "modules/optional.py",
        "modules/reachable.py",
        "modules/source.py",
    ):
        digest.update((package / name).read_bytes())
    return digest.hexdigest()
