"""How the entries of a one-file program are compressed."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from whipsnake.build.cache import Cache, key_of
from whipsnake.build.toolchain import Toolchain, find_archive
from whipsnake.dist.archive import DICTIONARY_SIZE, Compress, Method
from whipsnake.dist.bundle import Bundle
from whipsnake.errors import UserError

_WORTH_ZSTD = 16 << 20
"""Bytes of contents from which zstd saves more than its decompressor adds: about 0.2 MB, where zlib's is 0.05 MB."""
_ZSTD_LEVEL = 9
"""Of pandas and numpy it makes 11 % less than zlib's best in a third of the time; 19: 8 % less in 16 times that."""
_ZSTD_TABLE = b"\x37\xa4\x30\xec"
"""A dictionary that begins so is no plain contents to zstd."""


@dataclass(frozen=True)
class Codec:
    """A compressor, and the static library that decompresses in the program."""

    id: str
    """What its output depends on beside its input."""
    alone: Method
    together: Method
    """With a dictionary."""
    compress: Callable[[bytes, bytes], bytes]
    """From contents and a dictionary, which may be empty."""
    archive: Path
    functions: tuple[str, ...]
    """What the program needs of it."""

    def for_archive(self, cache: Cache) -> Compress:
        """It, entry by entry, with what is known of the same contents."""

        def compress_with(data: bytes, dictionary: bytes) -> bytes:
            key = key_of(self.id, data, dictionary)
            known = cache.read("compressed", key, ".z")
            if known is None:
                known = self.compress(data, dictionary)
                cache.put("compressed", key, ".z", known)
            return known

        def compress(data: bytes, like: bytes) -> tuple[Method, bytes]:
            if len(data) < 64:
                return Method.STORED, data
            alone = compress_with(data, b"")
            if like:
                # Reading the other entry takes time: it has to be worth it.
                together = compress_with(data, like[-DICTIONARY_SIZE:])
                if len(together) < len(alone) * 2 // 3:
                    return self.together, together
            return (self.alone, alone) if len(alone) < len(data) else (Method.STORED, data)

        return compress


def choose_codec(wanted: str, toolchain: Toolchain, bundle: Bundle) -> Codec | None:
    """The codec for a program; None: nothing is compressed. `wanted` is `--compression`'s."""
    if wanted == "none":
        return None
    if wanted == "zstd" or (wanted == "auto" and _size(bundle) >= _WORTH_ZSTD):
        found = _zstd(toolchain)
        if isinstance(found, Codec):
            return found
        if wanted == "zstd":
            raise UserError(f"--compression=zstd: {found[0]}.", hint=f"{found[1]}, or choose zlib.")
    archive = find_archive(toolchain, "libz.a")
    if archive is None:
        if wanted == "zlib":
            raise UserError(
                "--compression=zlib: the static library libz.a was not found.",
                hint="Install it (Debian: zlib1g-dev), or choose none.",
            )
        return None
    return Codec("zlib9", Method.ZLIB, Method.ZLIB_WITH, _deflate, archive, ("inflate",))


def _size(bundle: Bundle) -> int:
    """About how many bytes there are to compress; nothing is made for it."""
    sizes = 0
    for entry in (*bundle.modules(), *bundle.files()):
        if entry.kind in ("extension", "library", "data") and entry.source is not None and entry.source.is_file():
            sizes += entry.source.stat().st_size
        else:
            sizes += len(entry.read())
    return sizes


def _deflate(data: bytes, dictionary: bytes) -> bytes:
    if not dictionary:
        return zlib.compress(data, 9)
    compressor = zlib.compressobj(9, zdict=dictionary)
    return compressor.compress(data) + compressor.flush()


def _zstd(toolchain: Toolchain) -> Codec | tuple[str, str]:
    """The codec, or what is missing and what to do about it."""
    try:
        import zstandard
    except ImportError:
        return "the Python package zstandard is not installed", "Install it (pip install 'whipsnake[zstd]')"
    archive = find_archive(toolchain, "libzstd.a")
    if archive is None:
        return "the static library libzstd.a was not found", "Install it (Debian: libzstd-dev)"

    def compress(data: bytes, dictionary: bytes) -> bytes:
        if not dictionary or dictionary.startswith(_ZSTD_TABLE):
            return zstandard.ZstdCompressor(_ZSTD_LEVEL).compress(data)
        plain = zstandard.ZstdCompressionDict(dictionary, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
        return zstandard.ZstdCompressor(_ZSTD_LEVEL, dict_data=plain).compress(data)

    version = ".".join(map(str, zstandard.ZSTD_VERSION))
    return Codec(
        *(f"zstd{_ZSTD_LEVEL} {version}", Method.ZSTD, Method.ZSTD_WITH, compress, archive),
        ("ZSTD_createDCtx", "ZSTD_decompress_usingDict", "ZSTD_freeDCtx"),
    )
