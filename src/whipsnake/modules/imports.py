"""The imports a code object makes, read from its bytecode."""

from __future__ import annotations

import builtins
import dis
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import CodeType
from typing import NamedTuple

from whipsnake.modules.optional import optional_offsets
from whipsnake.modules.reachable import (
    LOCAL_LOADS,
    Constant,
    Known,
    Name,
    Step,
    known_value,
    known_values,
    loaded_name,
    nested,
    reachable,
)

_IMPORT_NAME = dis.opmap["IMPORT_NAME"]
_FUNCTIONS = frozenset(("import_module", "__import__"))
"""Functions whose first argument is a module's name: where it is a constant, the call is followed as a statement is."""
_FINDS, _MAKES = "find_spec", "module_from_spec"
"""Code that calls both makes the module that it finds."""
_BETWEEN = frozenset(("PUSH_NULL", "RESUME", "NOP"))
"""What may stand between loading a function and its first argument."""


class Import(NamedTuple):
    """One import, a statement or a call: the name as written, how many dots before it, and the names taken from it."""

    name: str
    level: int
    names: tuple[str, ...]
    line: int | None
    is_optional: bool = False
    """Whether the code that imports may go on without it."""

    def absolute(self, package: str) -> str | None:
        """The name of the imported module as seen from `package`; None: the import leaves the top-level package."""
        if self.level == 0:
            return self.name
        parts = package.split(".") if package else []
        if self.level > len(parts):
            return None
        base = ".".join(parts[: len(parts) - self.level + 1])
        return f"{base}.{self.name}" if self.name else base


class Mention(NamedTuple):
    """A string that may name a module, or something in one: `a.b.c`, or `a.b:c`."""

    text: str
    line: int | None


_MENTION = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?:[.:][A-Za-z_]\w*)+", re.ASCII)


class Scope(NamedTuple):
    """A function at the top level of a module or a class, with all that is in it; or all that runs at import."""

    name: str
    """What somebody has to name who calls it: the function's name, or the class's of a method such as `__init__`; an
    empty string for what runs at import."""
    is_called: bool
    """Whether it has to be taken for called, though nothing names it."""
    imports: tuple[Import, ...]
    globals: frozenset[str]
    """The global names it reads."""
    attributes: frozenset[str]
    """The names it uses in a way that can mean something in another module: attributes, imported names, strings."""
    mentions: tuple[Mention, ...] = ()
    paths: tuple[Mention, ...] = ()
    """Attributes of imported modules, as `package.part` where `package` was imported: a package may import parts when
    they are asked for."""


def imports(code: CodeType, module: str) -> Iterator[Import]:
    """Every import that can run in `code`, that of a module of this name, and in the code objects nested in it."""
    known = known_values(module, is_package=_is_package(code))
    pending = [code] if _imports_somewhere(code) else []
    while pending:
        current = pending.pop()
        steps = reachable(current, known)
        yield from _own_imports(current, steps, known)
        pending += [inner for inner in reversed([*nested(steps, current)]) if _imports_somewhere(inner)]


def _is_package(code: CodeType) -> bool:
    return code.co_filename.endswith(("/__init__.py", "/__init__.pyc"))


def scopes(code: CodeType, module: str) -> list[Scope]:
    """The scopes of a module: which of its imports run depends on which functions are called."""
    known = known_values(module, is_package=_is_package(code))
    found: list[Scope] = []
    at_import = _Uses()
    pending = [(code, "", False)]
    while pending:
        body, class_name, is_known = pending.pop()
        steps = reachable(body, known)
        at_import.add(body, steps, known)
        stored = _stored(steps, body)
        for inner in nested(steps, body):
            is_called = is_known or stored.get(inner, True)
            if not inner.co_flags & inspect.CO_OPTIMIZED:
                pending.append((inner, class_name or inner.co_name, is_called))
            elif inner in stored:
                uses = _Uses(aliases=dict(at_import.aliases))
                uses.add_all(inner, known)
                is_special = inner.co_name.startswith("__") and inner.co_name.endswith("__")
                name = class_name if is_special else inner.co_name
                found.append(uses.scope(name, is_called if name else True))
            else:
                at_import.add_all(inner, known)
    return [at_import.scope("", True), *found]


@dataclass
class _Uses:
    """What code uses, while it is gathered."""

    imports: list[Import] = field(default_factory=list)
    globals: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    mentions: dict[str, int | None] = field(default_factory=dict)
    paths: dict[str, int | None] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    """By the name that an import gave it, what was imported."""

    def add(self, code: CodeType, steps: list[Step], known: Known) -> None:
        """What one code object uses."""
        self.imports += _own_imports(code, steps, known)
        self._add_mentions(code, steps)
        self._add_paths(code, steps)
        # A class is made with its name, which is in its body as `__qualname__`, too.
        own = {code.co_qualname, *(const.co_name for const in code.co_consts if isinstance(const, CodeType))}
        is_list = False
        for step in steps:
            opname, arg = step.instruction.opname, step.instruction.arg
            if opname.startswith("STORE_") or opname == "POP_TOP":
                is_list = False
            elif opname == "LOAD_CONST":
                constant = code.co_consts[arg]
                if isinstance(constant, str) and not is_list and constant not in own:
                    self.attributes.update(_names_in(constant))
            elif opname == "LOAD_NAME" and code.co_names[arg] == "__all__":
                is_list = True  # whose names mean nothing yet
            elif opname in ("LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS"):
                self.globals.add(loaded_name(code, opname, arg))
            elif opname in _ATTRIBUTES:
                self.attributes.add(loaded_name(code, opname, arg))

    def _add_mentions(self, code: CodeType, steps: list[Step]) -> None:
        lines: dict[int, int | None] = {}
        for step, after in zip(steps, [*steps[1:], None], strict=True):
            instruction = step.instruction
            if instruction.opname != "LOAD_CONST" or (after is not None and _stores_text(code, after)):
                continue
            for text in _texts(code.co_consts[instruction.arg]):
                if _MENTION.fullmatch(text) and text not in self.mentions:
                    lines = lines or _lines(code)
                    self.mentions[text] = lines.get(instruction.offset)

    def _add_paths(self, code: CodeType, steps: list[Step]) -> None:
        lines: dict[int, int | None] = {}
        module = ""
        for step in steps:
            opname, arg = step.instruction.opname, step.instruction.arg
            if opname in ("STORE_NAME", "STORE_GLOBAL", "STORE_FAST", "STORE_DEREF") and module:
                local = opname in ("STORE_FAST", "STORE_DEREF")
                stored = code._varname_from_oparg(arg) if local else code.co_names[arg]  # type: ignore[attr-defined]
                top = module.partition(".")[0]
                self.aliases[stored] = top if stored == top else module
            elif opname in ("LOAD_ATTR", "LOAD_METHOD") and step.stack and isinstance(step.stack[-1], Name):
                root, dot, rest = step.stack[-1].partition(".")
                if root in self.aliases:
                    path = f"{self.aliases[root]}{dot}{rest}.{loaded_name(code, opname, arg)}"
                    lines = lines or _lines(code)
                    self.paths.setdefault(path, lines.get(step.instruction.offset))
            if opname == "IMPORT_NAME" and len(step.stack) > 1:
                level, names = step.stack[-2:]
                is_plain = level == Constant(0) and names == Constant(None)
                module = code.co_names[arg] if is_plain else ""
            elif opname not in ("IMPORT_FROM", "SWAP", "POP_TOP"):
                module = ""

    def add_all(self, code: CodeType, known: Known) -> None:
        """What a function uses, with the functions in it."""
        pending = [code]
        while pending:
            current = pending.pop()
            steps = reachable(current, known)
            self.add(current, steps, known)
            pending += nested(steps, current)

    def scope(self, name: str, is_called: bool) -> Scope:
        """All of it."""
        if any("*" in statement.names for statement in self.imports):
            self.attributes |= self.globals - vars(builtins).keys()
        mentions = tuple(Mention(text, line) for text, line in self.mentions.items())
        paths = tuple(Mention(text, line) for text, line in self.paths.items())
        return Scope(
            name, is_called, tuple(self.imports), frozenset(self.globals), frozenset(self.attributes), mentions, paths
        )


def _stores_text(code: CodeType, step: Step) -> bool:
    """Whether an instruction stores a text that is about its own module or class."""
    opname, arg = step.instruction.opname, step.instruction.arg
    return opname == "STORE_NAME" and code.co_names[arg] in ("__doc__", "__qualname__", "__module__")


def _texts(constant: object) -> Iterator[str]:
    if isinstance(constant, str):
        yield constant
    elif isinstance(constant, tuple | frozenset):
        for item in constant:
            yield from _texts(item)


def _names_in(text: str) -> Iterator[str]:
    """What a string can name: an attribute, or a codec, where `-` and capitals do not matter."""
    if text.isidentifier():
        yield text
    codec = text.lower().replace("-", "_")
    if codec != text and codec.replace("_", "").isalnum() and len(codec) < _LONGEST_CODEC:
        yield codec


_LONGEST_CODEC = 24


_ATTRIBUTES = frozenset(("LOAD_ATTR", "LOAD_METHOD", "IMPORT_FROM", "LOAD_SUPER_ATTR"))
_PLAIN_DECORATORS = frozenset(
    ("property", "classmethod", "staticmethod", "abstractmethod", "lru_cache", "cache", "contextmanager", "wraps")
)
"""Decorators of functions that somebody has to call by their name."""


def _stored(steps: list[Step], code: CodeType) -> dict[CodeType, bool]:
    """The functions and classes that a body stores under their name, and whether a decorator got hold of them."""
    found: dict[CodeType, bool] = {}
    loaded: set[str] = set()
    current: CodeType | None = None
    calls = 0
    for step in steps:
        opname, arg = step.instruction.opname, step.instruction.arg
        if opname in ("LOAD_NAME", "LOAD_ATTR", "LOAD_GLOBAL"):
            loaded.add(loaded_name(code, opname, arg))
        elif opname == "LOAD_CONST" and isinstance(code.co_consts[arg], CodeType):
            current = code.co_consts[arg]
            # A class is what __build_class__ returns.
            calls = 0 if current.co_flags & inspect.CO_OPTIMIZED else -1
        elif opname in ("CALL", "CALL_KW", "CALL_FUNCTION_EX"):
            calls += 1
        elif opname.startswith("STORE_"):
            if current is not None and opname == "STORE_NAME" and code.co_names[arg] == current.co_name:
                found[current] = calls > 0 and not loaded & _PLAIN_DECORATORS
            current = None
            loaded = set()
        elif opname == "POP_TOP":
            current = None
            loaded = set()
    return found


def _imports_somewhere(code: CodeType) -> bool:
    pending = [code]
    while pending:
        current = pending.pop()
        names = (*current.co_names, *current.co_varnames, *current.co_freevars)
        if _IMPORT_NAME in current.co_code[::2] or not _functions(current).isdisjoint(names):
            return True
        pending += [const for const in current.co_consts if isinstance(const, CodeType)]
    return False


def _functions(code: CodeType) -> frozenset[str]:
    """The functions that import where code calls them."""
    return _FUNCTIONS | {_FINDS} if {_FINDS, _MAKES} <= {*code.co_names} else _FUNCTIONS


def _own_imports(code: CodeType, steps: list[Step], known: Known) -> Iterator[Import]:
    lines: dict[int, int | None] = {}
    function = ""
    functions = _functions(code)
    constants: set[str] = set()
    is_optional = optional_offsets(code, steps, known)
    for step in steps:
        instruction = step.instruction
        if instruction.opname == "IMPORT_NAME":
            # The compiler pushes the level and the tuple of names right before.
            level, names = step.stack[-2:] if len(step.stack) > 1 else (None, None)
            lines = lines or _lines(code)
            yield Import(
                code.co_names[instruction.arg],
                level.value if isinstance(level, Constant) and isinstance(level.value, int) else 0,
                tuple(names.value) if isinstance(names, Constant) and isinstance(names.value, tuple) else (),
                lines.get(instruction.offset),
                is_optional(instruction.offset),
            )
        elif function and instruction.opname == "LOAD_CONST":
            constant = code.co_consts[instruction.arg]
            if isinstance(constant, str):
                lines = lines or _lines(code)
                constants.add(constant)
                yield from _named(constant, lines.get(instruction.offset), is_optional=is_optional(instruction.offset))
            function = ""
        elif instruction.opname not in _BETWEEN:
            function = _loaded(code, instruction.opname, instruction.arg, functions)
            name = _computed(step, known, functions) if instruction.opname == "CALL" else None
            if name is not None and name not in constants:
                lines = lines or _lines(code)
                yield from _named(name, lines.get(instruction.offset), is_optional=is_optional(instruction.offset))


def _named(argument: str, line: int | None, *, is_optional: bool) -> Iterator[Import]:
    """The import of a module whose name was given to an import function."""
    name = argument.lstrip(".")
    if name and all(part and "/" not in part and "\0" not in part for part in name.split(".")):
        yield Import(name, len(argument) - len(name), (), line, is_optional)


def _computed(step: Step, known: Known, functions: frozenset[str]) -> str | None:
    """The first argument of a call of an import function, if it is a text that can be known."""
    count = step.instruction.arg
    if count == 0 or len(step.stack) < count + 2:
        return None
    callee, first = step.stack[-count - 2 : -count], step.stack[-count]
    if not any(isinstance(item, Name) and item.rpartition(".")[2] in functions for item in callee):
        return None
    value = known_value(first, known)
    return value.value if value and isinstance(value.value, str) else None


def _loaded(code: CodeType, opname: str, arg: int, functions: frozenset[str]) -> str:
    """The name of the import function that an instruction loads, or an empty string."""
    name = ""
    if opname in LOCAL_LOADS:
        name = code._varname_from_oparg(arg)  # type: ignore[attr-defined]
    elif opname in ("LOAD_NAME", "LOAD_GLOBAL", "LOAD_ATTR", "LOAD_METHOD"):
        name = loaded_name(code, opname, arg)
    return name if name in functions else ""


def _lines(code: CodeType) -> dict[int, int | None]:
    """Each code unit's line."""
    return {start // 2 + unit: line for start, end, line in code.co_lines() for unit in range((end - start) // 2)}
