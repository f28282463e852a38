"""The C file of a build: which modules the binary holds, and its entry point."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

FLAGS = ("optimize", "no_site", "unbuffered", "isolated", "safe_path", "no_warnings", "dont_write_bytecode")
"""The fields of `rt_python_flags`."""


@dataclass(frozen=True)
class Table:
    """What goes into the binary. Units are named by their C symbols."""

    entry: Literal["main", "start", "init", "library"]
    """An executable's, a shared library's that runtime/launcher.c starts, an extension module's, that of a library
    which a host program calls."""
    units: Sequence[str]
    main: str
    loader: str
    loader_name: str
    name: str = ""
    """An extension module's full name."""
    source_folder: str = ""
    main_folder: str = ""
    is_folder: bool = False
    python: str | None = ""
    """An executable's interpreter; a distribution has none but itself."""
    is_one_file: bool = False
    flags: Mapping[str, int] = field(default_factory=dict)
    environment: Sequence[str] = ()
    """What an executable sets when it starts: NAME=VALUE."""
    others: Mapping[str, str] = field(default_factory=dict)
    """The main units of an executable that is started by another name."""


def program_table(table: Table) -> str:
    """The C text."""
    symbols = dict.fromkeys([*table.units, table.main, table.loader])
    lines = ['#include "program.h"', ""]
    lines += [f"extern rt_unit {symbol};" for symbol in symbols]
    lines += ["", "static rt_unit *const units[] = {", *(f"    &{symbol}," for symbol in table.units), "};", ""]
    fields = {
        "units": "units",
        "n_units": str(len(table.units)),
        "main": f"&{table.main}",
        "loader": f"&{table.loader}",
        "loader_name": c_string(table.loader_name),
        "name": c_string(table.name),
        "source_folder": c_string(table.source_folder),
        "main_folder": c_string(table.main_folder),
        "is_folder": str(int(table.is_folder)),
        "python": "0" if table.python is None else c_string(table.python),
        "is_one_file": str(int(table.is_one_file)),
        "environment": "environment",
        "others": "others",
    }
    settings = [text for setting in table.environment for text in setting.split("=", 1)]
    lines += [f"static const char *const environment[] = {{{', '.join([*map(c_string, settings), '0'])}}};", ""]
    others = [f"{{{c_string(name)}, &{symbol}}}" for name, symbol in table.others.items()]
    lines += [f"static const rt_other_main others[] = {{{', '.join([*others, '{0, 0}'])}}};", ""]
    lines.append("static const rt_program program = {")
    lines += [f"    .{name} = {value}," for name, value in fields.items()]
    lines.append("    .flags = {" + ", ".join(f".{name} = {table.flags.get(name, 0)}" for name in FLAGS) + "},")
    lines += ["};", "", _entry(table), ""]
    return "\n".join(lines)


def _entry(table: Table) -> str:
    head, call = {
        "main": ("int main(int argc, char **argv)", "rt_program_main(&program, argc, argv)"),
        "start": (f"{_EXPORTED} int rt_start(int argc, char **argv)", "rt_program_main(&program, argc, argv)"),
        "library": (f"{_EXPORTED} int run_code(int argc, char **argv)", "rt_program_call(&program, argc, argv)"),
        "init": (f"{_EXPORTED} void *{init_function(table.name)}(void)", "rt_program_init(&program)"),
    }[table.entry]
    return f"{head}\n{{\n    return {call};\n}}"


def library_header(name: str) -> str:
    """What a host program includes to run a program that is the library of that name."""
    guard = re.sub(r"\W", "_", name, flags=re.ASCII).upper()
    return f"""\
/* The Python program in {name.replace("*/", "")}, which was made by Whipsnake. */
#ifndef RUN_CODE_OF_{guard}
#define RUN_CODE_OF_{guard}

#define RUN_CODE_AGAIN (-1)  /* it was called before: the program runs once in a process */
#define RUN_CODE_FAILED (-2) /* the program did not start; standard error says why */

#ifdef __cplusplus
extern "C" {{
#endif

/* Run the program with these arguments, of which the first one is its name. Returns its exit code, from 0 to 255, or
   one of the numbers above. */
int run_code(int argc, char **argv);

#ifdef __cplusplus
}}
#endif

#endif
"""


_EXPORTED = '__attribute__((visibility("default")))'


def init_function(name: str) -> str:
    """The symbol an extension module exports (PEP 489)."""
    last = name.rpartition(".")[2]
    if last.isascii():
        return f"PyInit_{last}"
    return "PyInitU_" + last.encode("punycode").decode("ascii").replace("-", "_")


def c_string(text: str) -> str:
    """A C string literal with the file system's bytes of `text`."""
    safe = (chr(byte) if 32 <= byte < 127 and byte not in b'"\\?' else f"\\{byte:03o}" for byte in os.fsencode(text))
    return '"' + "".join(safe) + '"'
