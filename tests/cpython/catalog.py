"""The modules of CPython's `Lib/test` that are compiled: those about the language and its objects."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Module:
    """A module or package of `Lib/test`."""

    name: str
    alone: bool = False
    """Whether it uses what exists once on a machine, or measures time, so that the runs cannot be at once."""
    ci: bool = False
    """Whether it is run with the other slow tests, and not only by `python -m tests.cpython`."""


_NAMES = (
    "abc", "array", "ast", "asyncgen", "asyncio", "atexit", "augassign", "baseexception", "bdb", "binop",
    "bool", "buffer", "builtin", "bytes", "call", "class", "code", "codeop", "collections", "compare",
    "compile", "complex", "contains", "context", "contextlib", "contextlib_async", "copy", "copyreg",
    "coroutines", "dataclasses", "decorators", "defaultdict", "deque", "descr", "descrtut", "dict", "dictcomps",
    "dictviews", "dis", "doctest", "dynamic", "dynamicclassattribute", "enum", "enumerate", "eof",
    "except_star", "exception_group", "exception_hierarchy", "exception_variations", "exceptions", "extcall",
    "faulthandler", "finalization", "float", "flufl", "fork1", "format", "fractions", "frame", "fstring",
    "funcattrs", "functools", "future_stmt", "gc", "generator_stop", "generators", "genericalias",
    "genericclass", "genexps", "getopt", "global", "grammar", "hash", "heapq", "import", "index", "inspect",
    "int", "int_literal", "isinstance", "iter", "iterlen", "itertools", "json", "keyword", "keywordonlyarg",
    "linecache", "list", "listcomps", "locale", "long", "longexp", "marshal", "math", "memoryview", "metaclass",
    "module", "monitoring", "named_expressions", "numeric_tower", "opcache", "opcodes", "operator",
    "ordered_dict", "patma", "pdb", "peepholer", "pep646_syntax", "pickle", "picklebuffer", "pkg",
    "positional_only_arg", "pow", "print", "property", "queue", "raise", "random", "range", "reprlib",
    "richcmp", "runpy", "scope", "set", "setcomps", "signal", "slice", "sort", "string", "string_literals",
    "structseq", "subclassinit", "super", "symtable", "syntax", "sys", "sys_setprofile", "sys_settrace",
    "thread", "threading", "threading_local", "threadsignals", "trace", "traceback", "tracemalloc", "tuple",
    "type_aliases", "type_annotations", "type_cache", "type_comments", "type_params", "typechecks", "types",
    "typing", "unary", "unicode", "unicode_identifiers", "unittest", "unpack", "unpack_ex", "unparse",
    "userdict", "userlist", "userstring", "utf8source", "warnings", "weakref", "weakset", "with", "yield_from",
)  # fmt: skip

_CI = (
    "asyncgen", "coroutines", "descr", "except_star", "frame", "gc", "generators", "inspect", "monitoring", "scope",
    "super", "sys_setprofile", "sys_settrace", "with",
)  # fmt: skip

_ALONE = (
    "signal", "threading", "threadsignals", "faulthandler", "asyncio",
)  # fmt: skip

CATALOG = {f"test_{name}": Module(f"test_{name}", name in _ALONE, name in _CI) for name in _NAMES}
