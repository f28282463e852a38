"""Stubs for type checkers: what a compiled module shows of its source, where the source is absent."""

from whipsnake.stubs.files import NOTHING_KNOWN, Source, find_stubs, is_by_hand, make_stub

__all__ = ["NOTHING_KNOWN", "Source", "find_stubs", "is_by_hand", "make_stub"]
