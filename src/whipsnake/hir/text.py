"""HIR as text, and back: `parse(print(function))` prints the same.

    fn name(parameters; other, locals) [resumable] {
      bb0:
        %0:Opt = load_local<0>() @2
        %1 = binary<add>(%0, %0) @4 !bb2(%0)
        branch(%1) @6 bb1(%0), bb2
      bb1(%2:Object):
        ...
    }

`@n` is the bytecode instruction, `!` the exit edge, `:Type` is left out for Object, `-[%3, %4]` are the values an
error path drops, `+[%1]` those a `watch` takes.
"""

from __future__ import annotations

import re

from whipsnake.hir.function import Attr, Block, Edge, Function, Instr, Value
from whipsnake.hir.ops import OPS
from whipsnake.hir.types import OBJECT, parse_type


class HirSyntaxError(ValueError):
    """A text that is not HIR, with its line."""


def print_function(function: Function) -> str:
    """The text form of `function`."""
    flags = " resumable" if function.resumable else ""
    names = function.local_names
    slots = "; ".join(", ".join(part) for part in (names[: function.n_params], names[function.n_params :]))
    lines = [f"fn {function.name}({slots}){flags} {{"]
    for block in function.blocks:
        params = f"({', '.join(map(_typed, block.params))})" if block.params else ""
        lines.append(f"  bb{block.id}{params}:")
        lines.extend(f"    {print_instr(instr)}" for instr in block.instrs)
    lines.append("}")
    return "\n".join(lines) + "\n"


def print_instr(instr: Instr) -> str:
    """One instruction as a line of text."""
    results = ", ".join(map(_typed, instr.results)) + " = " if instr.results else ""
    attrs = f"<{', '.join(map(str, instr.attrs))}>" if instr.attrs else ""
    text = f"{results}{instr.op.name}{attrs}({', '.join(map(repr, instr.args))})"
    if instr.pos >= 0:
        text += f" @{instr.pos}"
    if instr.edges:
        text += " " + ", ".join(map(_edge, instr.edges))
    if instr.exit is not None:
        text += f" !{_edge(instr.exit)}"
    if instr.drops:
        text += f" -[{', '.join(map(repr, instr.drops))}]"
    if instr.takes:
        text += f" +[{', '.join(map(repr, instr.takes))}]"
    return text


def _typed(value: Value) -> str:
    return repr(value) if value.type == OBJECT else f"{value!r}:{value.type}"


def _edge(edge: Edge) -> str:
    return f"bb{edge.block.id}({', '.join(map(repr, edge.args))})" if edge.args else f"bb{edge.block.id}"


_HEAD = re.compile(r"fn (?P<name>\S+)\((?P<locals>[^)]*)\)(?P<flags>( \w+)*) \{")
_BLOCK = re.compile(r"bb(\d+)(?:\((.*)\))?:")
_INSTR = re.compile(
    r"(?:(?P<results>%[^=]*) = )?(?P<op>\w+)(?:<(?P<attrs>[^>]*)>)?\((?P<args>[^)]*)\)(?: @(?P<pos>\d+))?"
    r"(?P<edges>(?:,? bb\d+(?:\([^)]*\))?)*)(?: !(?P<exit>bb\d+(?:\([^)]*\))?))?(?: -\[(?P<drops>[^\]]*)\])?"
    r"(?: \+\[(?P<takes>[^\]]*)\])?"
)
_EDGE = re.compile(r"bb(\d+)(?:\(([^)]*)\))?")


def parse_functions(text: str) -> list[Function]:
    """The functions written in `text`; `#` starts a comment. Raises HirSyntaxError."""
    functions: list[Function] = []
    parser: _Parser | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.split("#")[0].strip()
        if not line:
            continue
        try:
            if head := _HEAD.fullmatch(line):
                params, _, others = head["locals"].partition(";")
                names = _split(params) + _split(others)
                resumable = "resumable" in head["flags"]
                parser = _Parser(Function(head["name"], names, 0, len(_split(params)), resumable))
            elif parser is None:
                raise HirSyntaxError("expected 'fn'")
            elif line == "}":
                functions.append(parser.finish())
                parser = None
            else:
                parser.line(line)
        except (HirSyntaxError, KeyError) as error:
            raise HirSyntaxError(f"line {number}: {error}: {raw.strip()}") from None
    if parser is not None:
        raise HirSyntaxError("unexpected end of text: '}' is missing")
    return functions


class _Parser:
    """Reads the lines of one function; values and blocks may be used before they are defined."""

    def __init__(self, function: Function) -> None:
        self.function = function
        self.values: dict[int, Value] = {}
        self.blocks: dict[int, Block] = {}
        self.current: Block | None = None
        self.defined: set[int] = set()

    def line(self, line: str) -> None:
        if match := _BLOCK.fullmatch(line):
            block = self.block(int(match[1]))
            self.function.blocks.append(block)
            self.current = block
            block.params = [self.define(part, block) for part in _split(match[2])]
        elif (match := _INSTR.fullmatch(line)) and self.current is not None:
            instr = Instr(OPS[match["op"]], self.many(match["args"]))
            attrs = _split(match["attrs"])
            if len(attrs) != len(instr.op.attrs):
                raise HirSyntaxError(f"'{instr.op.name}' wants {len(instr.op.attrs)} attributes")
            instr.attrs = tuple(_attr(kind, part) for (_, kind), part in zip(instr.op.attrs, attrs, strict=True))
            instr.pos = int(match["pos"] or -1)
            instr.edges = [self.edge(*edge.groups()) for edge in _EDGE.finditer(match["edges"])]
            if match["exit"] and (exit_match := _EDGE.fullmatch(match["exit"])):
                instr.exit = self.edge(*exit_match.groups())
            instr.drops = self.many(match["drops"])
            instr.takes = self.many(match["takes"])
            instr.results = [self.define(part, instr) for part in _split(match["results"])]
            self.current.instrs.append(instr)
        else:
            raise HirSyntaxError("not an instruction")

    def finish(self) -> Function:
        if undefined := self.values.keys() - self.defined:
            raise HirSyntaxError(f"undefined value %{min(undefined)}")
        if missing := [block for block in self.blocks.values() if block not in self.function.blocks]:
            raise HirSyntaxError(f"undefined block {missing[0]}")
        self.function._next_value = max(self.values, default=-1) + 1
        self.function._next_block = max(self.blocks, default=-1) + 1
        return self.function

    def block(self, id: int) -> Block:
        return self.blocks.setdefault(id, Block(id))

    def edge(self, id: str, args: str | None) -> Edge:
        return Edge(self.block(int(id)), self.many(args))

    def many(self, text: str | None) -> list[Value]:
        return [self.value(part) for part in _split(text)]

    def value(self, text: str) -> Value:
        if not re.fullmatch(r"%\d+", text):
            raise HirSyntaxError(f"not a value: {text}")
        id = int(text[1:])
        return self.values.setdefault(id, Value(id, OBJECT, Block(-1)))

    def define(self, text: str, definition: Instr | Block) -> Value:
        name, _, kind = text.partition(":")
        value = self.value(name)
        if value.id in self.defined:
            raise HirSyntaxError(f"{name} is defined twice")
        self.defined.add(value.id)
        value.definition = definition
        if kind:
            value.type = parse_type(kind)
        return value


def _split(text: str | None) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()] if text else []


def _attr(kind: str, text: str) -> Attr:
    return text if kind in ("str", "name") else int(text)
