"""The files of a package that patterns stand for."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path, PurePosixPath

from whipsnake.facts.model import DataFiles, SharedLibraries

CODE = (".py", ".pyc", ".pyo", ".pyi", ".so", ".pyd")
"""Suffixes of what is no data: modules have their own way into the program."""


def data_files(fact: DataFiles, folder: Path) -> list[str]:
    """The files below `folder`, as relative paths with slashes, sorted."""
    tree = [name for name in tree_of(folder) if "__pycache__" not in name.split("/")]
    chosen = set(matching(tree, fact.patterns))
    for name in fact.dirs:
        prefix = name.strip("/") + "/"
        inside = tree if prefix == "./" else [path for path in tree if path.startswith(prefix)]
        chosen.update(path for path in inside if not path.endswith(CODE))
    return sorted(name for name in chosen if not any(_excluded(name, pattern) for pattern in fact.exclude))


def library_files(fact: SharedLibraries, folder: Path) -> list[str]:
    """The libraries in a package's own folder, as `data_files`."""
    return sorted(set(matching(tree_of(folder), fact.patterns)))


def matching(names: Iterable[str], patterns: Sequence[str]) -> Iterator[str]:
    """Those of the names that are meant by a pattern."""
    rules = [_regex(pattern) for pattern in patterns]
    return (name for name in names if any(rule.fullmatch(name) for rule in rules))


def tree_of(folder: Path) -> list[str]:
    """All files below a folder, sorted; links to folders are followed unless they lead back."""
    found = []
    seen = set()
    pending = [(str(folder), "")]
    while pending:
        path, relative = pending.pop()
        real = os.path.realpath(path)
        if real in seen:
            continue
        seen.add(real)
        try:
            entries = list(os.scandir(path))
        except OSError:
            continue
        for entry in entries:
            name = relative + entry.name
            if entry.is_dir():
                pending.append((entry.path, name + "/"))
            elif entry.is_file():
                found.append(name)
    return sorted(found)


def _excluded(name: str, pattern: str) -> bool:
    subject = name if "/" in pattern else PurePosixPath(name).name
    return _regex(pattern).fullmatch(subject) is not None


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    parts = pattern.removeprefix("./").split("/")
    text = ""
    for index, part in enumerate(parts):
        is_last = index == len(parts) - 1
        if part == "**":
            text += "(?:[^/]+/)*" + ("[^/]+" if is_last else "")
        else:
            text += _TOKEN.sub(_translate, part) + ("" if is_last else "/")
    try:
        return re.compile(text, re.DOTALL)
    except re.error:
        return re.compile(re.escape(pattern))


_TOKEN = re.compile(r"(\*+)|(\?)|\[(!?)(\]?[^\]/]*)\]|(.)", re.DOTALL)


def _translate(match: re.Match[str]) -> str:
    stars, mark, negated, members, other = match.groups()
    if stars:
        return "[^/]*"
    if mark:
        return "[^/]"
    if members:
        escaped = re.sub(r"[\\\[\]^&~|]", r"\\\g<0>", members)
        return f"[{'^/' if negated else ''}{escaped}]"
    return re.escape(other or match[0])
