"""A function's stops as bytes, for `runtime/stops.c`."""

from __future__ import annotations

from collections.abc import Iterator

from whipsnake.hir.function import Stop

_END = 3
"""Takes the place of `when`."""


def encode_stops(stops: list[Stop]) -> bytes:
    """The stops by position.

    Each is a row of numbers: the distance from the one before and `when`; how far the next instruction is, its sign
    last; the number of items; each item's index and kind.
    """
    numbers: list[int] = []
    before = 0
    for stop in sorted(stops):
        distance = stop.next - stop.pos
        numbers += [stop.pos - before << 2 | stop.when, abs(distance) << 1 | (distance < 0), len(stop.stack)]
        numbers += [index << 3 | kind for kind, index in stop.stack]
        before = stop.pos
    return bytes(byte for number in [*numbers, _END] for byte in _varint(number))


def _varint(number: int) -> Iterator[int]:
    """Seven bits a byte, the lowest first; all bytes but the last have the highest bit set."""
    while number > 127:
        yield number & 127 | 128
        number >>= 7
    yield number
