"""The archive inside an executable: all of a distribution that is not a file of its own.

Behind the executable's image come the contents of the entries, each aligned to 16 bytes; the index, an array of fixed
records sorted by key; the keys and further strings; and a footer of fixed size, by which the archive is found from the
file's end. `runtime/archive.c` has the records. Equal entries give equal bytes, in whatever order they are added.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

_ENTRY = struct.Struct("<QQQIIIIIHH")
_FOOTER = struct.Struct("<QIII")
_MAGIC = b"WHIPSNK\1"
_ALIGNMENT = 16
_SMALLEST = 512
_MANY = 8
DICTIONARY_SIZE = 32768
"""All that deflate can refer to, in bytes."""
FOOTER_SIZE = _FOOTER.size + 4 + len(_MAGIC)


class Method(IntEnum):
    """How contents are stored."""

    STORED = 0
    ZLIB = 1
    ZLIB_WITH = 2
    """With the end of another entry's contents as zlib's preset dictionary; that entry's number stands in front."""
    ZSTD = 3
    ZSTD_WITH = 4
    """With such a dictionary, as for zlib."""


class Flags(IntEnum):
    """What is special about an entry; may be added."""

    PACKAGE = 1
    EXTENSION = 2
    NAMESPACE = 4
    ON_DISK = 8
    EXECUTABLE = 16
    LIBRARY = 32


@dataclass(frozen=True)
class Item:
    """An entry, and its key: `m` and a module's name, `z` and a frozen module's, `c` and a compiled module's, `f` and
    the path of a file in the distribution, `t` and the top-level package of files that have to be on disk, `l` and a
    module that opens libraries, `x` and a module that was left out, `p` alone for a program that is a shared
    library, `i` alone for the fingerprint of the image in front of the archive.
    """

    key: str
    contents: bytes
    flags: int = 0
    extra: tuple[str, ...] = ()


Compress = Callable[[bytes, bytes], tuple[Method, bytes]]
"""From contents, and contents that are like them or nothing, to what is stored."""


def write_archive(items: Iterable[Item], compress: Compress) -> bytes:
    """The archive's bytes."""
    contents = bytearray()
    records = []
    names = bytearray()
    in_order = sorted(items, key=lambda item: item.key.encode())
    alike = _alike(in_order)
    for item in in_order:
        contents += bytes(-len(contents) % _ALIGNMENT)
        other = alike.get(item.key)
        method, stored = compress(item.contents, in_order[other].contents if other is not None else b"")
        if method in (Method.ZLIB_WITH, Method.ZSTD_WITH) and other is not None:
            stored = struct.pack("<I", other) + stored
        key = item.key.encode()
        extra = b"".join(text.encode("utf-8", "surrogateescape") + b"\0" for text in item.extra)
        records.append(
            _ENTRY.pack(
                *(len(contents), len(stored), len(item.contents), zlib.crc32(stored)),
                *(len(names), len(key), len(names) + len(key), len(extra), method, item.flags),
            )
        )
        names += key + extra
        contents += stored
    contents += bytes(-len(contents) % _ALIGNMENT)
    index = b"".join(records) + names
    size = len(contents) + len(index) + FOOTER_SIZE
    # The footer is aligned by what stands in front of the archive: see `aligned`.
    footer = _FOOTER.pack(size, len(records), len(names), zlib.crc32(index))
    return bytes(contents) + index + footer + struct.pack("<I", zlib.crc32(footer)) + _MAGIC


def _alike(items: Sequence[Item]) -> dict[str, int]:
    """For the key of an entry the number of one that its contents may be like: the middle one in size of its folder.

    Tables, such as those of codecs or languages, are many of one kind in one folder.
    """
    folders: dict[str, list[tuple[int, int]]] = {}
    for number, item in enumerate(items):
        if _SMALLEST <= len(item.contents) <= DICTIONARY_SIZE:
            separator = "/" if item.key.startswith("f") else "."
            folders.setdefault(item.key.rpartition(separator)[0], []).append((len(item.contents), number))
    alike: dict[str, int] = {}
    for folder in folders.values():
        if len(folder) >= _MANY:
            middle = sorted(folder)[len(folder) // 2][1]
            alike |= {items[number].key: middle for _, number in folder if number != middle}
    return alike


@dataclass(frozen=True)
class Listed:
    """What the archive's table of contents says of an entry."""

    key: str
    offset: int
    """Of what is stored, behind the executable's image."""
    size: int
    stored_size: int
    flags: int


def read_index(path: Path) -> list[Listed]:
    """What is in a program's archive; ValueError with the rest of a sentence if it has none, or a damaged one."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - FOOTER_SIZE))
        end = file.read(FOOTER_SIZE)
        if not has_archive(end):
            raise ValueError("it has no archive")
        archive_size, count, names_size, crc = _FOOTER.unpack_from(end)
        index_size = count * _ENTRY.size + names_size
        footer_crc = int.from_bytes(end[_FOOTER.size : _FOOTER.size + 4], "little")
        if zlib.crc32(end[: _FOOTER.size]) != footer_crc or not index_size + FOOTER_SIZE <= archive_size <= size:
            raise ValueError("its end is damaged")
        file.seek(size - FOOTER_SIZE - index_size)
        index = file.read(index_size)
    if zlib.crc32(index) != crc:
        raise ValueError("its table of contents is damaged")
    names = index[count * _ENTRY.size :]
    listed = []
    for number in range(count):
        offset, stored_size, size, _, key, key_size, *_, flags = _ENTRY.unpack_from(index, number * _ENTRY.size)
        listed.append(Listed(names[key : key + key_size].decode(), offset, size, stored_size, flags))
    return listed


def image_size(path: Path) -> int:
    """How many bytes of a program are in front of its archive."""
    with path.open("rb") as file:
        size = file.seek(-FOOTER_SIZE, os.SEEK_END)
        return size + FOOTER_SIZE - int(_FOOTER.unpack_from(file.read(FOOTER_SIZE))[0])


def aligned(program: bytes) -> bytes:
    """An executable's image, at the end of which an archive can be put: its entries are aligned in memory."""
    return program + bytes(-len(program) % _ALIGNMENT)


def fingerprint(image: bytes) -> int:
    """What `runtime/fingerprint.c` computes of an undamaged image."""
    return int.from_bytes(image, "big") % (2**32 - 5)


def has_archive(end: bytes) -> bool:
    """Whether a file ends with an archive; `end`: its last FOOTER_SIZE bytes."""
    return len(end) == FOOTER_SIZE and end.endswith(_MAGIC)


def stored(contents: bytes, like: bytes) -> tuple[Method, bytes]:
    """Leave the contents as they are."""
    return Method.STORED, contents
