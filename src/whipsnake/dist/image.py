"""The executable's image, in front of the archive: made so that the system starts nothing that is cut."""

from __future__ import annotations

import struct

_MAGIC = b"\x7fELF\x02\x01"
"""Of 64 bits, little-endian."""
_HEADERS = struct.Struct("<QQIHHH")
"""From byte 32 on: program headers, section headers, flags, size of this header, size and number of program headers."""
_HEADER = struct.Struct("<IIQQQQQQ")
"""Type, flags, offset, virtual address, physical address, size in the file, size in memory, alignment."""
_INTERPRETER = 3


def guarded(program: bytes) -> bytes:
    """An executable that cannot be executed if its end is missing: `execve` fails with EIO.

    Without that, the system would map what is there, and the process be killed by a signal before any of its code runs.
    Before it does so, it reads the name of the dynamic loader from the file; so that name is put at the end. The loader
    itself finds its name in memory, by the virtual address, which stays.
    """
    if not program.startswith(_MAGIC):
        return program
    start, _, _, _, size, count = _HEADERS.unpack_from(program, 32)
    changed = bytearray(program)
    for place in range(start, start + count * size, size):
        kind, flags, offset, *addresses, length, in_memory, alignment = _HEADER.unpack_from(program, place)
        if kind == _INTERPRETER:
            _HEADER.pack_into(
                *(changed, place, kind, flags, len(changed), *addresses, length, in_memory, alignment),
            )
            changed += program[offset : offset + length]
    return bytes(changed)
