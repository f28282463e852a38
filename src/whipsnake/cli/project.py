"""Options that a project carries: `[tool.whipsnake]` in pyproject.toml, and comments in the main file.

The comments are Nuitka's, under its name or ours:

    # nuitka-project: --mode=module
    # nuitka-project-if: {OS} == "Linux" and os.getenv("DEBUG") == "yes":
    #    nuitka-project: --debug
    # nuitka-project-else:
    #    nuitka-project: --lto=yes
"""

from __future__ import annotations

import os
import platform
import re
import shlex
import sys
import tokenize
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from whipsnake.errors import UsageError
from whipsnake.pyproject import find_pyproject, read_table

_LINE = re.compile(r"#(?P<indent>\s*)(?P<tool>nuitka|whipsnake)-project(?P<kind>-if|-else)?:(?P<text>.*)")


@dataclass(frozen=True)
class Given:
    """Arguments that a project adds to the command line, and where they stand."""

    words: Sequence[str]
    filename: str
    line: int | None = None


def project_args(main: str, options: Sequence[click.Option]) -> list[Given]:
    """The arguments that the project of `main` adds; `options` are those there are."""
    path = Path(main)
    if not os.path.exists(main):  # noqa: PTH110 - pathlib's raises for names that are too long
        return []
    file = path / "__main__.py" if path.is_dir() and (path / "__main__.py").is_file() else path
    file = file / "__init__.py" if file.is_dir() else file
    known = {name: option for option in options for name in (*option.opts, *option.secondary_opts)}
    given = [*_pyproject_args(path.absolute(), known)]
    if file.is_file():
        given += _comment_args(file, known)
    return given


def _pyproject_args(path: Path, known: Mapping[str, click.Option]) -> Iterator[Given]:
    file = find_pyproject(path)
    if file is None:
        return
    table = read_table(file, "tool", "whipsnake")
    for name, value in table.items():
        words = [*_pyproject_words(name, value, known, str(file))]
        if words:
            yield Given(words, str(file))


def _pyproject_words(name: str, value: Any, known: Mapping[str, click.Option], file: str) -> Iterator[str]:
    option = known.get(f"--{name}")
    if option is None:
        from difflib import get_close_matches

        similar = get_close_matches(f"--{name}", known, 1)
        hint = f"Did you mean {similar[0].lstrip('-')!r}?" if similar else None
        raise UsageError(f"[tool.whipsnake] has no option {name!r}.", filename=file, hint=hint)
    values = value if option.multiple and isinstance(value, list) else [value]
    wanted: type = bool if option.is_flag else int if isinstance(option.type, click.IntRange) else str
    if any(type(item) is not wanted for item in values):
        what = {bool: "true or false", int: "a whole number", str: "a string"}[wanted]
        what += ", or a list of such" if option.multiple else ""
        raise UsageError(f"[tool.whipsnake]: {name} must be {what}.", filename=file)
    if value is True:
        yield f"--{name}"
    elif value is False:
        # What has no opposite is off by itself.
        yield from option.secondary_opts if f"--{name}" in option.opts else ()
    else:
        yield from (f"--{name}={item}" for item in values)


def _comment_args(file: Path, known: Collection[str]) -> Iterator[Given]:
    """The arguments in the file's project comments whose conditions hold."""
    try:
        if not re.search(rb"#\s*(nuitka|whipsnake)-project", file.read_bytes()):
            return
        with tokenize.open(file) as opened:
            lines = opened.readlines()
    except (OSError, SyntaxError, UnicodeDecodeError):
        return  # the compilation of the file will say it
    variables = _variables(file)
    blocks: list[tuple[int, bool]] = []
    """The conditions around a line: their indentation, and whether they hold."""
    latest: tuple[int, bool] | None = None
    """The last `if`, for its `else`."""
    for number, line in enumerate(lines, 1):
        match = _LINE.match(line)
        if match is None:
            continue
        indent = len(match["indent"].expandtabs())
        while blocks and blocks[-1][0] >= indent:
            latest = blocks.pop()
        active = all(holds for _, holds in blocks)
        text = match["text"].strip()
        if match["kind"] == "-if":
            blocks.append((indent, active and _evaluate(text, variables, file, number)))
        elif match["kind"] == "-else":
            if latest is None or latest[0] != indent:
                raise UsageError("this else belongs to no if.", filename=str(file), line=number, text=line)
            blocks.append((indent, not latest[1]))
        elif active:
            words = [*_arguments(_substitute(text, variables), match["tool"], known, file, number)]
            if words:
                yield Given(words, str(file), number)


_OF_NUITKA_ALONE = frozenset(("--enable-plugin", "--disable-plugin", "--user-plugin"))
"""Options of both whose values the other one does not know."""


def _arguments(text: str, tool: str, known: Collection[str], file: Path, line: int) -> Iterator[str]:
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise UsageError(f"this cannot be split into words: {error}.", filename=str(file), line=line) from None
    for word in words:
        option = word.partition("=")[0]
        if option in _OF_NUITKA_ALONE and tool == "nuitka":
            print(f"{file}:{line}: warning: {word} means a plugin of Nuitka's; it is ignored.", file=sys.stderr)
            continue
        if word.startswith("-") and option not in known:
            if tool == "nuitka":
                print(f"{file}:{line}: warning: whipsnake has no option {word}; it is ignored.", file=sys.stderr)
                continue
            raise UsageError(f"there is no option {word}.", filename=str(file), line=line)
        yield word


def _variables(file: Path) -> dict[str, str]:
    return {
        "OS": platform.system(),
        "Arch": platform.machine(),
        "Version": platform.python_version(),
        "Implementation": platform.python_implementation(),
        "Flavor": "Unknown",
        "Commercial": "None",
        "GUI": "False",
        "WASI": "False",
        "MAIN_DIRECTORY": str(file.absolute().parent),
    }


def _substitute(text: str, variables: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: variables.get(match[1], match[0]), text)


def _evaluate(text: str, variables: dict[str, str], file: Path, line: int) -> bool:
    if not text.endswith(":"):
        raise UsageError("the condition must end with a colon.", filename=str(file), line=line)
    expression = re.sub(r"\{(\w+)\}", lambda match: repr(variables.get(match[1], match[0])), text[:-1])
    try:
        return bool(eval(expression, {"os": os, "sys": sys}))
    except (Exception, SystemExit) as error:
        raise UsageError(f"the condition failed: {error!r}.", filename=str(file), line=line) from None
