"""What CPython says of a program that it does not compile, in the words of `python FILE`.

Those are not always those of `compile()`: CPython reads a program line by line, and has other words for bytes that are
wrong. So its parser of files is asked, by way of the C API.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import CodeType

from whipsnake.errors import SourceError
from whipsnake.modules.source import REFUSALS, compile_source
from whipsnake.pythonflags import PythonFlags

_FILE_INPUT = 257
"""Py_file_input."""


class _Accepted(BaseException):
    """The parser accepts the file, and would run it now."""


def checked_source(source: bytes, path: Path, flags: PythonFlags, *, is_program: bool) -> CodeType:
    """The code object of a source that is seen for the first time: its warnings are shown, or its error is raised.

    `is_program`: it is for `python FILE`, and not to be imported.
    """
    name = str(path)
    code: CodeType | None = None
    error: Exception | None = None
    try:
        code = compile_source(source, name, flags, warn=True)
    except REFUSALS as refused:
        error = refused
    # Out of the handler, so that what the parser raises has no other error as its context.
    if is_program and (isinstance(error, SyntaxError | ValueError) or (code and not _is_utf8(source))):
        # `compile()` does not look at the bytes of comments.
        error = _parser_error(name) or error
    if code is None or error is not None:
        assert error is not None
        raise SourceError(name, error)
    return code


def _is_utf8(source: bytes) -> bool:
    try:
        source.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _parser_error(name: str) -> Exception | None:
    try:
        import ctypes
    except ImportError:
        return None
    libc, api = ctypes.CDLL(None), ctypes.pythonapi
    libc.fopen.restype = ctypes.c_void_p
    api.PyRun_FileExFlags.restype = ctypes.py_object
    api.PyRun_FileExFlags.argtypes = [
        *(ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.py_object, ctypes.py_object),
        *(ctypes.c_int, ctypes.c_void_p),
    ]
    file = libc.fopen(os.fsencode(name), b"rb")
    if file is None:
        return None

    def stop_before_run(event: str, args: tuple[object, ...]) -> None:
        # Parsing may import a codec, which is executed, too.
        if event == "exec" and getattr(args[0], "co_filename", None) == name:
            raise _Accepted

    sys.addaudithook(stop_before_run)
    try:
        api.PyRun_FileExFlags(file, os.fsencode(name), _FILE_INPUT, {}, {}, 1, None)
    except _Accepted:
        return None
    except Exception as error:
        return error
    return None
