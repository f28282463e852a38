"""A module's C file: its functions, caches, marshalled code object and `rt_unit`."""

from __future__ import annotations

import marshal
from collections.abc import Container

from whipsnake.codegen.function import Caches, FunctionEmitter
from whipsnake.hir.function import Module
from whipsnake.hir.names import unit_symbol


def emit(module: Module, source: str = "", only: Container[int] | None = None) -> str:
    """The C text of `module`. `source` gives the comments; `only` limits which code objects get native code."""
    caches = Caches()
    lines = source.splitlines()
    calls: dict[int, str] = {}
    bodies: dict[int, str] = {}
    texts = []
    for function in module.functions:
        if only is not None and function.index not in only:
            continue
        emitter = FunctionEmitter(function, caches, lines)
        texts.append(emitter.emit())
        (bodies if function.resumable else calls)[function.index] = emitter.c_name
    count = len(module.codes)
    entries = [f"{{{calls.get(index, 'NULL')}, {bodies.get(index, 'NULL')}}}," for index in range(count)]
    symbol = unit_symbol(module.name)
    data = marshal.dumps(module.code)
    parts = [
        f"/* {module.name}, compiled by Whipsnake. */",
        '#include "whipsnake.h"',
        f"#define rt_unit_here {symbol}",
        "rt_unit rt_unit_here;",
        "",
        *(f"static {c_type} {c_type}s_[{number}];" for c_type, number in caches.counts.items()),
        "",
        *texts,
        f"static const rt_entry entries_[] = {{\n    {_wrap(entries)}\n}};",
        f"static PyCodeObject *codes_[{count}];",
        f"static const char marshalled_[] =\n{_string_literal(data)};",
        "rt_unit rt_unit_here = {",
        f"    .name = {_quoted(module.name)},",
        f"    .is_package = {int(module.is_package)},",
        f"    .filename = {_quoted(module.code.co_filename)},",
        "    .marshalled = (const unsigned char *)marshalled_,",
        f"    .marshalled_size = {len(data)},",
        f"    .ncodes = {count},",
        "    .entries = entries_,",
        "    .codes = codes_,",
        "};",
        "",
    ]
    return "\n".join(parts)


def _wrap(items: list[str]) -> str:
    return "\n    ".join(" ".join(items[start : start + 4]) for start in range(0, len(items), 4))


_ESCAPES = [chr(byte) if 32 <= byte < 127 and chr(byte) not in '"\\?' else f"\\{byte:03o}" for byte in range(256)]


def _string_literal(data: bytes) -> str:
    """`data` as C string literals, 80 bytes a line."""
    lines = ("".join(_ESCAPES[byte] for byte in data[at : at + 80]) for at in range(0, len(data), 80))
    return "\n".join(f'    "{line}"' for line in lines)


def _quoted(text: str) -> str:
    return '"' + "".join(_ESCAPES[byte] for byte in text.encode("utf-8", "surrogateescape")) + '"'
