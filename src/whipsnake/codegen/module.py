"""A module's C files: its functions, caches, code objects and `rt_unit`."""

from __future__ import annotations

import math
import re
from collections.abc import Container
from dataclasses import dataclass, field

from whipsnake.codegen.constants import encode
from whipsnake.codegen.function import Caches, FunctionEmitter, in_comment
from whipsnake.codegen.parts import size
from whipsnake.codegen.sealing import is_sealable, seal
from whipsnake.codegen.stops import encode_stops
from whipsnake.errors import UserError
from whipsnake.hir.function import Module
from whipsnake.hir.names import unit_symbol

_FILE = 6_000
"""About how many instructions one C file may have: C compilers keep a whole file in memory."""


@dataclass
class _File:
    """The functions of one C file, and the caches they use."""

    caches: Caches = field(default_factory=Caches)
    functions: list[str] = field(default_factory=list)
    size: int = 0
    """How many instructions they have."""

    def lines(self) -> list[str]:
        """The C."""
        caches = (f"static {c_type} {c_type}s_[{number}];" for c_type, number in self.caches.counts.items())
        return [*caches, "", *self.functions]


def emit(
    module: Module,
    source: str = "",
    only: Container[int] | None = None,
    *,
    filename: str | None = None,
    sealed: bool = False,
) -> list[str]:
    """The C texts of `module`: one file, or several where it is large; the first has the `rt_unit`.

    `source` gives the comments; `only` limits which code objects get native code; `filename` is the module's, where its
    code objects name another. `sealed`: functions have native code instead of bytecode (see `codegen/sealing.py`).
    """
    symbol = unit_symbol(module.name)
    lines = re.split(r"\r\n|\r|\n", source)
    calls: dict[int, str] = {}
    bodies: dict[int, str] = {}
    stops: dict[int, int] = {}
    stop_bytes = encode_stops([])
    declarations = []
    sealed_codes: set[int] = set()
    functions = [function for function in module.functions if only is None or function.index in only]
    total = sum(size(function.blocks) for function in functions)
    limit = total / math.ceil(total / _FILE) if total else 0
    files = [_File()]
    for function in functions:
        is_sealed = sealed and is_sealable(function.code)
        emitter = FunctionEmitter(function, symbol, lines, sealed=is_sealed)
        for part, blocks in enumerate(emitter.parts.blocks):
            if files[-1].size >= limit:
                files.append(_File())
            files[-1].functions.append(emitter.emit(part, files[-1].caches))
            files[-1].size += size(blocks)
        declarations.append(emitter.declaration)
        (bodies if function.resumable else calls)[function.index] = emitter.c_name
        if is_sealed:
            sealed_codes.add(function.index)
        elif function.stops:  # of a generator only the body's
            stops[function.index] = len(stop_bytes)
            stop_bytes += encode_stops(function.stops)
    count = len(module.codes)
    entries = [
        f"{{{calls.get(index, 'NULL')}, {bodies.get(index, 'NULL')}, "
        f"{'NULL' if index in sealed_codes else f'stops_ + {stops.get(index, 0)}'}}},"
        for index in range(count)
    ]
    try:
        code, codes = seal(module.codes, sealed_codes) if sealed_codes else (module.code, module.codes)
        data = encode(code, codes)
    except ValueError:
        # CPython cannot write such a module into a .pyc file, either.
        raise UserError("functions are nested too deeply in each other.", filename=module.code.co_filename) from None
    opening = [
        f"/* {in_comment(module.name)}, compiled by Whipsnake. */",
        '#include "whipsnake.h"',
        f"#define rt_unit_here {symbol}",
        "extern rt_unit rt_unit_here;",
        "",
    ]
    unit = [
        *declarations,
        f"static const char stops_[] =\n{_string_literal(stop_bytes)};",
        f"static const rt_entry entries_[] = {{\n    {_wrap(entries)}\n}};",
        f"static PyCodeObject *codes_[{count}];",
        f"static const char constants_[] =\n{_string_literal(data)};",
        "rt_unit rt_unit_here = {",
        f"    .name = {_quoted(module.name)},",
        f"    .is_package = {int(module.is_package)},",
        f"    .filename = {_quoted(filename or module.code.co_filename)},",
        "    .constants = (const unsigned char *)constants_,",
        f"    .constants_size = {len(data)},",
        f"    .ncodes = {count},",
        "    .entries = entries_,",
        "    .codes = codes_,",
        "};",
        "",
    ]
    return ["\n".join([*opening, *file.lines(), *(unit if file is files[0] else [])]) for file in files]


def _wrap(items: list[str]) -> str:
    return "\n    ".join(" ".join(items[start : start + 4]) for start in range(0, len(items), 4))


_ESCAPES = [chr(byte) if 32 <= byte < 127 and chr(byte) not in '"\\?' else f"\\{byte:03o}" for byte in range(256)]


def _string_literal(data: bytes) -> str:
    """`data` as C string literals, 80 bytes a line."""
    lines = ("".join(_ESCAPES[byte] for byte in data[at : at + 80]) for at in range(0, len(data), 80))
    return "\n".join(f'    "{line}"' for line in lines)


def _quoted(text: str) -> str:
    return '"' + "".join(_ESCAPES[byte] for byte in text.encode("utf-8", "surrogateescape")) + '"'
