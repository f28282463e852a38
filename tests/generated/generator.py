"""Random functions that do a bit of everything: Yang et al., Finding and understanding bugs in C compilers, PLDI 2011.

Every program is valid, says much, ends, and does the same thing each time it is run. Most of what it tries fails.
"""

from __future__ import annotations

import random
import warnings
from pathlib import Path

PRELUDE = Path(__file__).with_name("prelude.py")
_DEEPEST_EXPRESSION = 2
_DEEPEST_STATEMENT = 3
_ATOMS = ("0", "1", "2", "7", "-1", "2**31", "2**63", "10**20", "1.5", "-0.0", "True", "None")
_ATOMS += ('"x"', '"yz"', 'b"q"', "()", "[]", "{}", '"é"')
_BINARY = ("+", "-", "*", "/", "//", "%", "&", "|", "^", ">>")
_COMPARED = ("<", "<=", "==", "!=", ">", ">=", "is", "is not", "in", "not in")
_CAUGHT = ("Error", "TypeError", "(Error, ValueError)", "Exception", "NameError", "LookupError")


def random_program(seed: int, functions: int) -> str:
    """The text of a program; the same each time."""
    texts = [PRELUDE.read_text(encoding="utf-8")]
    generator = _Generator(seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        while len(texts) <= functions:
            text = generator.function(f"f{len(texts)}")
            try:
                compile("\n".join(texts[:1]) + text, "generated", "exec")
            except SyntaxError:
                continue  # names that are bound twice in one pattern, say
            texts.append(text)
    return "\n\n".join([*texts, "run_all()\n"])


class _Generator:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.names = 0
        self.kind = ""
        """Of the function at hand; empty for one that is only called."""

    def function(self, name: str) -> str:
        self.names = 0
        self.kind = self.random.choice(("", "", "generator", "coroutine", "async generator"))
        lines = ["async " * self.is_async + f"def {name}(a, b, c=None, d=7):"]
        lines += self.block(0, count=self.random.randrange(3, 9))
        lines += ["    yield b"] * ("generator" in self.kind)
        return "\n".join([*lines, "", "", f"FUNCTIONS.append(({name}, {self.kind != ''}))"])

    @property
    def is_async(self) -> bool:
        return self.kind in ("coroutine", "async generator")

    def often(self, share: float) -> bool:
        return self.random.random() < share

    def name(self) -> str:
        """A new one."""
        self.names += 1
        return f"x{self.names}"

    def variable(self) -> str:
        return self.random.choice("abcd")

    # ---- expressions -----------------------------------------------------------------------------------------------

    def expression(self, depth: int = 0) -> str:
        """Of variables, constants and what is made of them; mostly in parentheses."""
        if depth >= _DEEPEST_EXPRESSION or self.often(0.25):
            if self.often(0.5):
                return self.variable()
            return self.random.choice(_ATOMS) if self.often(0.8) else f"Thing({self.random.randrange(5)})"
        choose, v = self.random.choice, self.variable
        x, y, z = (self.expression(depth + 1) for _ in range(3))
        item = self.name()
        return choose(
            (
                f"({x} {choose(_BINARY)} {y})",
                f"({x} {choose(_BINARY)} {y})",
                f"({x} {choose(_COMPARED)} {y})",
                f"({x} {choose(_COMPARED)} {y} {choose(_COMPARED)} {z})",
                f"({x} {choose(('and', 'or'))} {y})",
                f"(not {x})",
                f"(-{x})",
                f"({x} if {y} else {z})",
                f"[{x}, {y}]",
                f"({x}, *some({y}), {z})",
                f"{{'k': {x}, **mapping(b={y})}}",
                f"{x}[{y}]",
                f"some({x})[{choose(('1:', ':2', '::-1', '0', '-1', ':'))}]",
                f"({x}).{choose(('real', 'n', 'imag', '__class__', 'nothing'))}",
                f"show({x}, {y})",
                f"len({x})",
                f"count(1, *some({x}), k={y}, **mapping(m={z}))",
                f"(lambda p, q={x}: (p, q, {v()}))({y})",
                f"[show({item}, {v()}) for {item} in some({x}) if {item} != {v()}]",
                f"sum(1 for {item} in some({x}) if {item})",
                f'f"{{{v()}!r:>4}}{{{v()}}}"',
            )
        )

    # ---- statements ------------------------------------------------------------------------------------------------

    def block(self, depth: int, *, in_loop: bool = False, count: int = 0) -> list[str]:
        """Some statements, indented. Most are guarded, so that the next ones are reached."""
        lines = []
        for _ in range(count or self.random.randrange(1, 4)):
            statement = self.statement(depth, in_loop)
            if depth < _DEEPEST_STATEMENT - 1 and self.often(0.75):
                error = self.name()
                statement = ["try:", *_indented(statement), f"except Exception as {error}:"]
                statement.append(f"    show(type({error}).__name__, str({error}))")
            lines += _indented(statement)
        return lines

    def statement(self, depth: int, in_loop: bool) -> list[str]:
        if depth >= _DEEPEST_STATEMENT or self.often(0.45):
            return [self.simple(in_loop)]
        kinds = (
            self.branch,
            self.loop,
            self.guarded,
            self.context,
            self.nested_function,
            self.match,
            self.nested_class,
        )
        (kind,) = self.random.choices(kinds, (6, 8, 10, 3, 3, 3, 2))
        return kind(depth, in_loop)

    def simple(self, in_loop: bool) -> str:
        v, x, y = self.variable(), self.expression(), self.expression()
        choices = [
            f"{v} = {x}",
            f"{v} = {x}",
            f"{v} {self.random.choice(('+=', '-=', '*=', '|=', '//='))} {x}",
            f"{v}, {self.variable()} = {x}, {y}",
            f"{v}, *{self.variable()} = some({x})",
            f"a, b, c, d = {', '.join(self.random.sample('abcd', 4))}",
            f"show(({v} := {x}), {y}, {v})",
            f"{v}.x = {x}",
            f"{v}[{x}] = {y}",
            f"show({v}, {x})",
            f"fail({x})",
            f"{v} = Thing({x})",
            f"assert {x}, {y}",
        ]
        if self.often(0.2):
            choices += [f"del {v}", f"raise Error({x})"]
            choices += ["return"] if self.kind == "async generator" else [f"return {x}"]
        if in_loop:
            choices += ["break", "continue"]
        if "generator" in self.kind:
            choices += [f"{v} = yield {x}"] * 2
        if self.kind == "generator":
            choices.append(f"{v} = yield from some({x})")
        if self.is_async:
            item = self.name()
            choices += [f"{v} = await Waiting({x})"] * 2
            choices.append(f"{v} = [{item} async for {item} in AsyncItems({x}) if await Waiting({item})]")
        return self.random.choice(choices)

    def branch(self, depth: int, in_loop: bool) -> list[str]:
        lines = [f"if {self.expression()}:", *self.block(depth + 1, in_loop=in_loop)]
        if self.often(0.4):
            lines += [f"elif {self.expression()}:", *self.block(depth + 1, in_loop=in_loop)]
        return lines + self.otherwise("else", 0.5, depth, in_loop)

    def otherwise(self, clause: str, share: float, depth: int, in_loop: bool) -> list[str]:
        return [f"{clause}:", *self.block(depth + 1, in_loop=in_loop)] if self.often(share) else []

    def loop(self, depth: int, in_loop: bool) -> list[str]:
        v, x = self.variable(), self.expression()
        if self.often(0.3):
            rounds = self.name()
            lines = [f"{rounds} = 0", f"while {x}:", f"    {rounds} += 1", f"    if {rounds} > 3:", "        break"]
        elif self.is_async and self.often(0.4):
            lines = [f"async for {v} in AsyncItems({x}):"]
        else:
            lines = [f"for {v} in some({x}):"]
        lines += self.block(depth + 1, in_loop=True)
        return lines + self.otherwise("else", 0.3, depth, in_loop)

    def guarded(self, depth: int, in_loop: bool) -> list[str]:
        lines = ["try:", *self.block(depth + 1, in_loop=in_loop)]
        ends = self.otherwise("finally", 0.4, depth, in_loop)
        if ends and self.often(0.4):
            return lines + ends
        v = self.variable()
        if self.often(0.15):
            lines += [f"except* {self.random.choice(_CAUGHT[:4])} as {v}:", f"    show({v})"]
            return lines + self.otherwise("else", 0.3, depth, in_loop) + ends
        lines += [f"except {self.random.choice(_CAUGHT)} as {v}:", f"    show(type({v}).__name__, str({v}))"]
        lines += self.block(depth + 1, in_loop=in_loop)
        lines += self.otherwise("except Exception", 0.3, depth, in_loop)
        return lines + self.otherwise("else", 0.3, depth, in_loop) + ends

    def context(self, depth: int, in_loop: bool) -> list[str]:
        v, x, y = self.variable(), self.expression(), self.expression()
        if self.is_async and self.often(0.5):
            head = f"async with AsyncContext({x}) as {v}:"
        else:
            head = f"with Context({x}) as {v}, Context({y}):" if self.often(0.3) else f"with Context({x}) as {v}:"
        return [head, *self.block(depth + 1, in_loop=in_loop)]

    def nested_function(self, depth: int, in_loop: bool) -> list[str]:
        name, outer = self.name(), self.kind
        self.kind = self.random.choice(("", "generator"))
        lines = [f"def {name}(p, {self.random.choice('ap')}q=2, *rest):"]
        lines += ["    nonlocal b"] * self.often(0.6) + self.block(depth + 1)
        lines += ["    yield"] * (self.kind == "generator")
        call = f"{name}({self.expression()})"
        lines.append(f"show({call if self.kind == '' else f'first_items({call})'})")
        self.kind = outer
        return lines

    def nested_class(self, depth: int, in_loop: bool) -> list[str]:
        name = self.name()
        return [
            f"class {name}(Thing):",
            f"    shared = {self.expression()}",
            "    def method(self, a=1):",
            "        return super().__repr__(), b, a",
            f"show({name}(1).method({self.expression()}), {name}.shared)",
        ]

    def match(self, depth: int, in_loop: bool) -> list[str]:
        x, v = self.name(), self.variable()
        patterns = (f"[{x}, *_] if {self.expression()}", f"int() | str() as {v}", f"{{'k': {x}}}", f"Thing(n={x})", "_")
        lines = [f"match {self.expression()}:"]
        for pattern in patterns:
            lines += _indented([f"case {pattern}:", *self.block(depth + 1, in_loop=in_loop)])
        return lines


def _indented(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]
