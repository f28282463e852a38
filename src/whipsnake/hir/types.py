"""The type lattice: sets of exact built-in types and their subclasses, times a representation.

A type is a set of bits, so join is `|`, meet is `&`, and subtyping is inclusion. Each built-in type has two bits:
`LongExact` for instances of exactly `int`, `LongSub` for instances of its subclasses; `Long` is both. `Null` marks
a value that may be absent (an unbound local). `CInt`, `CDouble`, `CBool` are unboxed; they never mix with objects.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import CellType, CodeType, FunctionType

_PAIRED: dict[str, type] = {
    "Long": int,
    "Float": float,
    "Complex": complex,
    "Str": str,
    "Bytes": bytes,
    "Tuple": tuple,
    "List": list,
    "Dict": dict,
    "Set": set,
    "FrozenSet": frozenset,
    "Exception": BaseException,
    "Class": type,
}
_SINGLE: dict[str, type] = {
    "NoneType": type(None),
    "Bool": bool,
    "Ellipsis": type(...),
    "Slice": slice,
    "Function": FunctionType,
    "Code": CodeType,
    "Cell": CellType,
}


@dataclass(frozen=True, slots=True)
class Type:
    """A set of possible values: `bits` as declared in `NAMED`."""

    bits: int

    def __or__(self, other: Type) -> Type:
        return Type(self.bits | other.bits)

    def __and__(self, other: Type) -> Type:
        return Type(self.bits & other.bits)

    def __sub__(self, other: Type) -> Type:
        return Type(self.bits & ~other.bits)

    def __le__(self, other: Type) -> bool:
        """Whether every value of this type is one of `other`."""
        return not self.bits & ~other.bits

    def __str__(self) -> str:
        if self.bits in _NAME_OF:
            return _NAME_OF[self.bits]
        names, rest = [], self.bits
        for bits, name in _NAME_OF.items():  # widest first, so `Long` wins over its halves
            if bits and bits & rest == bits:
                names.append(name)
                rest &= ~bits
        return "|".join(names)

    @property
    def is_object(self) -> bool:
        """Whether values are `PyObject *` (possibly NULL)."""
        return bool(self.bits & OPT.bits)

    @property
    def may_be_null(self) -> bool:
        """Whether NULL is among the values."""
        return bool(self.bits & NULL.bits)

    @property
    def c_type(self) -> str:
        """The C type of a variable that holds such a value."""
        if self.is_object:
            return "PyObject *"
        return _C_TYPES[self.bits]


NAMED: dict[str, Type] = {}


def _build() -> None:
    next_bit = iter(1 << n for n in range(64))
    objects = 0
    for name in _PAIRED:
        exact, sub = next(next_bit), next(next_bit)
        NAMED[f"{name}Exact"], NAMED[f"{name}Sub"], NAMED[name] = Type(exact), Type(sub), Type(exact | sub)
        objects |= exact | sub
    for name in (*_SINGLE, "Other"):
        NAMED[name] = Type(next(next_bit))
        objects |= NAMED[name].bits
    NAMED["Object"] = Type(objects)
    NAMED["Null"] = Type(next(next_bit))
    NAMED["Opt"] = NAMED["Object"] | NAMED["Null"]
    for name in ("CInt", "CDouble", "CBool"):
        NAMED[name] = Type(next(next_bit))
    NAMED["Never"] = Type(0)


_build()
_NAME_OF = {t.bits: name for name, t in sorted(NAMED.items(), key=lambda item: -item[1].bits.bit_count())}

NEVER = NAMED["Never"]
OBJECT = NAMED["Object"]
NULL = NAMED["Null"]
OPT = NAMED["Opt"]
CINT = NAMED["CInt"]
CDOUBLE = NAMED["CDouble"]
CBOOL = NAMED["CBool"]
_C_TYPES = {CINT.bits: "int64_t ", CDOUBLE.bits: "double ", CBOOL.bits: "int ", NEVER.bits: "PyObject *"}

_EXACT_TYPES = {cls: NAMED[f"{name}Exact"] for name, cls in _PAIRED.items()} | {
    cls: NAMED[name] for name, cls in _SINGLE.items()
}


C_TYPE_OBJECTS = {
    "LongExact": "PyLong_Type",
    "FloatExact": "PyFloat_Type",
    "ComplexExact": "PyComplex_Type",
    "StrExact": "PyUnicode_Type",
    "BytesExact": "PyBytes_Type",
    "TupleExact": "PyTuple_Type",
    "ListExact": "PyList_Type",
    "DictExact": "PyDict_Type",
    "SetExact": "PySet_Type",
    "FrozenSetExact": "PyFrozenSet_Type",
    "Bool": "PyBool_Type",
    "Slice": "PySlice_Type",
    "Cell": "PyCell_Type",
}
"""The C name of the type object of each exact type that a guard can test."""


def type_of(value: object) -> Type:
    """The type of one known object: the exact bit of its class, or `Other`."""
    return _EXACT_TYPES.get(type(value), NAMED["Other"])


def parse_type(text: str) -> Type:
    """The type written as `text`: names joined by `|`. Raises KeyError for an unknown name."""
    result = NEVER
    for name in text.split("|"):
        result |= NAMED[name]
    return result
