"""A function's stops as bytes, for `runtime/stops.c`."""

from __future__ import annotations

from whipsnake.codegen.varint import varint
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
    return b"".join(map(varint, [*numbers, _END]))
