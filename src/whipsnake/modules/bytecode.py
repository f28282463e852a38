"""What a module that is not compiled contributes: its code object, and what it imports."""

from __future__ import annotations

from typing import NamedTuple

from whipsnake.marshalling import dumps, without_positions
from whipsnake.modules.imports import Scope, scopes
from whipsnake.modules.source import compile_source
from whipsnake.pythonflags import PythonFlags


class Bytecode(NamedTuple):
    """A marshalled code object, and what it uses."""

    code: bytes
    scopes: list[Scope]


def read_bytecode(source: bytes, filename: str, module: str, flags: PythonFlags) -> Bytecode:
    """Compile a source; raises what `compile()` does. `filename` is to be the code's, `module` is the module's name."""
    code = compile_source(source, filename, flags)
    sealed = without_positions(code, f"<{module}>") if flags.sealed else code
    return Bytecode(dumps(sealed), scopes(code, module))
