"""A module's code objects and constants as bytes, for `runtime/constants.c`.

First come the number of objects and what they need of memory, then the objects, each behind those that it refers to by
number, and last the numbers of the code objects in preorder. An object begins with its kind and its size; what counts
as one object, and which strings are interned, is as `marshal` says, so that it is as in a .pyc.
"""

from __future__ import annotations

import dis
import enum
import marshal
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import CodeType

from whipsnake.codegen.varint import varint


class Kind(enum.IntEnum):
    """What an object is; `runtime/constants.c` has the same list."""

    SINGLETON = 0
    ASCII = 1
    ASCII_INTERNED = 2
    UTF8 = 3
    UTF8_INTERNED = 4
    BYTES = 5
    INT = 6
    FLOAT = 7
    COMPLEX = 8
    TUPLE = 9
    TUPLE_TRACKED = 10
    FROZENSET = 11
    CODE = 12


_PACKED = (Kind.ASCII, Kind.BYTES, Kind.INT, Kind.FLOAT, Kind.TUPLE, Kind.CODE)
"""What may lie in one piece of memory with its neighbours."""
_SINGLETONS = {"N": 0, "T": 1, "F": 2, ".": 3}
_STRINGS = {
    "z": (Kind.ASCII, 1),
    "Z": (Kind.ASCII_INTERNED, 1),
    "a": (Kind.ASCII, 4),
    "A": (Kind.ASCII_INTERNED, 4),
    "u": (Kind.UTF8, 4),
    "t": (Kind.UTF8_INTERNED, 4),
    "s": (Kind.BYTES, 4),
}
"""Marshal's types of strings: the kind, and how many bytes the length has."""
_RESUME = dis.opmap["RESUME"]
_CODE_OBJECTS = 10
"""How many objects a code object refers to in marshal's format."""


def encode(code: CodeType, codes: Sequence[CodeType]) -> bytes:
    """The bytes of `code`. `codes` are it and all in it, in preorder. Raises ValueError where marshal does."""
    encoder = _Encoder(marshal.dumps(code), list({id(each): each for each in codes}.values()))
    encoder.run()
    order = {id(each): number for each, number in zip(encoder.codes, encoder.code_numbers, strict=True)}
    memory = [encoder.counts[kind] for kind in _PACKED]
    numbers = [len(encoder.records), *memory, encoder.payload]
    return b"".join([*map(varint, numbers), *encoder.records, *(varint(order[id(each)]) for each in codes)])


@dataclass
class _Open:
    """An object whose parts are being read."""

    kind: Kind
    size: int
    slot: int
    """Its place in the table of references; negative if it has none."""
    numbers: list[int] = field(default_factory=list)
    """A code object's numbers, behind its place in the list of code objects."""
    parts: list[int] = field(default_factory=list)


class _Encoder:
    """Reads marshal's bytes and writes ours."""

    def __init__(self, data: bytes, codes: list[CodeType]) -> None:
        self.records: list[bytes] = []
        self.counts: Counter[Kind] = Counter()
        self.payload = 0
        """How many bytes the packed objects have beyond their structs."""
        self.codes = codes
        self.code_numbers = [-1] * len(codes)
        self._data = data
        self._at = 0
        self._references: list[int] = []
        self._shared: dict[bytes, int] = {}
        """What is the same object wherever it is: interned strings, small ints and the like."""
        self._tracked: set[int] = set()
        """The objects that the garbage collector goes on to look at."""
        self._seen_codes = 0

    def run(self) -> None:
        """Read all."""
        stack: list[_Open] = []
        while True:
            number = self._read(stack)
            while number is not None:
                if not stack:
                    return
                top = stack[-1]
                top.parts.append(number)
                if top.kind is Kind.CODE and len(top.parts) == 8:
                    top.numbers.append(self._long())
                if len(top.parts) < top.size:
                    break
                stack.pop()
                number = self._close(top)

    # -- marshal's format

    def _take(self, size: int) -> bytes:
        self._at += size
        return self._data[self._at - size : self._at]

    def _long(self, size: int = 4, signed: bool = True) -> int:
        return int.from_bytes(self._take(size), "little", signed=signed)

    def _read(self, stack: list[_Open]) -> int | None:
        """Read the next object: its number, or None if its parts come first."""
        byte = self._take(1)[0]
        kind = chr(byte & 127)
        if kind == "r":
            return self._references[self._long()]
        slot = -1
        if byte & 128:
            slot = len(self._references)
            self._references.append(-1)
        if kind in "()<>c":
            opened = self._open(kind, slot)
            if opened.size:
                stack.append(opened)
                return None
            return self._close(opened)
        number = self._leaf(kind, stack[-1] if stack else None)
        if slot >= 0:
            self._references[slot] = number
        return number

    def _open(self, kind: str, slot: int) -> _Open:
        if kind == "c":
            numbers = [self._long() for _ in range(5)]
            self._seen_codes += 1
            return _Open(Kind.CODE, _CODE_OBJECTS, slot, [self._seen_codes - 1, *numbers])
        size = self._long(1, signed=False) if kind == ")" else self._long()
        return _Open(Kind.FROZENSET if kind in "<>" else Kind.TUPLE, size, slot)

    def _leaf(self, kind: str, parent: _Open | None) -> int:
        if kind in _SINGLETONS:
            return self._add(Kind.SINGLETON, _SINGLETONS[kind], shared=True)
        if kind in _STRINGS:
            ours, width = _STRINGS[kind]
            content = self._take(self._long(width, signed=False))
            place = len(parent.parts) if parent is not None and parent.kind is Kind.CODE else -1
            if place == 0:  # bytecode: in the code object itself
                return 0
            if place == 5 and ours in (Kind.ASCII, Kind.ASCII_INTERNED):  # a file name may be replaced
                ours = Kind.UTF8 if ours is Kind.ASCII else Kind.UTF8_INTERNED
            interned = ours in (Kind.ASCII_INTERNED, Kind.UTF8_INTERNED)
            return self._add(ours, len(content), content, shared=interned or len(content) < 2 or place == 4)
        if kind in "il":
            value = self._long() if kind == "i" else self._digits()
            size = (value.bit_length() + 8) // 8
            shared = -5 <= value <= 256
            return self._add(Kind.INT, size, value.to_bytes(size, "little", signed=True), shared)
        if kind in "gy":
            ours, size = (Kind.FLOAT, 8) if kind == "g" else (Kind.COMPLEX, 16)
            return self._add(ours, size, self._take(size))
        raise ValueError(f"unexpected in marshal's format: {kind}")

    def _digits(self) -> int:
        count = self._long()
        digits = self._take(2 * abs(count))
        value = 0
        for at in range(len(digits) - 2, -1, -2):
            value = value << 15 | digits[at] | digits[at + 1] << 8
        return -value if count < 0 else value

    # -- ours

    def _add(self, kind: Kind, size: int, content: bytes = b"", shared: bool = False) -> int:
        record = varint(size << 4 | kind) + content
        if shared:
            known = self._shared.get(record)
            if known is not None:
                return known
            self._shared[record] = len(self.records)
        packed, payload = kind, size + 1
        if kind is Kind.ASCII_INTERNED:
            packed = Kind.ASCII
        elif kind is Kind.TUPLE_TRACKED:
            packed = Kind.TUPLE
        if packed in (Kind.TUPLE, Kind.CODE):
            payload = size * (8 if packed is Kind.TUPLE else 2)
        if packed in _PACKED:
            self.counts[packed] += 1
            if packed not in (Kind.INT, Kind.FLOAT):
                self.payload += payload + 7 & ~7
        self.records.append(record)
        return len(self.records) - 1

    def _close(self, opened: _Open) -> int:
        content = b"".join(map(varint, opened.parts))
        kind, size = opened.kind, opened.size
        if kind is Kind.CODE:
            number = self._add_code(opened)
        else:
            if kind is Kind.TUPLE and not self._tracked.isdisjoint(opened.parts):
                kind = Kind.TUPLE_TRACKED
            number = self._add(kind, size, content, shared=kind is Kind.TUPLE and size == 0)
            if kind in (Kind.TUPLE_TRACKED, Kind.FROZENSET):
                self._tracked.add(number)
        if opened.slot >= 0:
            self._references[opened.slot] = number
        return number

    def _add_code(self, opened: _Open) -> int:
        index, *numbers = opened.numbers
        code = self.codes[index]
        opcodes = code.co_code[::2]
        start = opcodes.index(_RESUME) if _RESUME in opcodes else len(opcodes)
        bytecode: bytes = code._co_code_adaptive  # type: ignore[attr-defined]
        fields = b"".join(map(varint, [*numbers, start, *opened.parts[1:]]))
        number = self._add(Kind.CODE, len(opcodes), fields + bytecode)
        self.code_numbers[index] = number
        return number
