"""Numbers as bytes, for the runtime to read."""

from __future__ import annotations


def varint(number: int) -> bytes:
    """Seven bits a byte, the lowest first; all bytes but the last have the highest bit set."""
    if number < 128:
        return bytes((number,))
    result = bytearray()
    while number > 127:
        result.append(number & 127 | 128)
        number >>= 7
    result.append(number)
    return bytes(result)
