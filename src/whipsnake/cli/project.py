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
import tomllib
from collections.abc import Collection, Iterator
from pathlib import Path

from whipsnake.errors import UsageError

_LINE = re.compile(r"#(?P<indent>\s*)(?P<tool>nuitka|whipsnake)-project(?P<kind>-if|-else)?:(?P<text>.*)")


def project_args(main: str, known: Collection[str]) -> list[str]:
    """The command-line arguments that the project of `main` adds; `known` are the options there are."""
    path = Path(main)
    if not path.exists():
        return []
    file = path / "__main__.py" if path.is_dir() and (path / "__main__.py").is_file() else path
    file = file / "__init__.py" if file.is_dir() else file
    args = [*_pyproject_args(path.absolute(), known)]
    if file.is_file():
        args += comment_args(file, known)
    return args


def _pyproject_args(path: Path, known: Collection[str]) -> Iterator[str]:
    for folder in (path, *path.parents):
        file = folder / "pyproject.toml"
        if file.is_file():
            break
    else:
        return
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8")).get("tool", {}).get("whipsnake", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"this is not valid TOML: {error}.", filename=str(file)) from None
    for name, value in table.items():
        option = f"--{name}"
        if option not in known:
            raise UsageError(f"[tool.whipsnake] has no option {name!r}.", filename=str(file))
        if value is True:
            yield option
        elif value is False:
            if f"--no{name}" in known or f"--no-{name}" in known:
                yield f"--no{name}" if f"--no{name}" in known else f"--no-{name}"
        elif isinstance(value, list):
            yield from (f"{option}={item}" for item in value)
        else:
            yield f"{option}={value}"


def comment_args(file: Path, known: Collection[str]) -> Iterator[str]:
    """The arguments in the file's project comments whose conditions hold."""
    if not re.search(rb"#\s*(nuitka|whipsnake)-project", file.read_bytes()):
        return
    variables = _variables(file)
    blocks: list[tuple[int, bool]] = []
    """The conditions around a line: their indentation, and whether they hold."""
    latest: tuple[int, bool] | None = None
    """The last `if`, for its `else`."""
    with tokenize.open(file) as lines:
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
                yield from _arguments(_substitute(text, variables), match["tool"], known, file, number)


def _arguments(text: str, tool: str, known: Collection[str], file: Path, line: int) -> Iterator[str]:
    for word in shlex.split(text):
        if word.startswith("-") and word.partition("=")[0] not in known:
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
    except Exception as error:
        raise UsageError(f"the condition failed: {error!r}.", filename=str(file), line=line) from None
