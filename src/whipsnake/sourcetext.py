"""Changing the text of a source that is bytes, in whatever encoding it says it is."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Callable
from importlib.util import decode_source


def rewritten(source: bytes, change: Callable[[str], str]) -> bytes:
    """The source with its text changed; one that cannot be read is left alone: that is told when it is compiled."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        text = decode_source(source)
    except (SyntaxError, UnicodeDecodeError):
        return source
    changed = change(text)
    return source if changed == text else changed.encode(encoding, "backslashreplace")
