"""The files of a package that patterns stand for."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from whipsnake.facts.model import DataFiles, SharedLibraries

_CODE = re.compile(r".*\.(py[cdiow]?|so(\.\d+)*|dll|dylib)", re.DOTALL)
"""Names of what is no data: modules and libraries have their own way into the program."""


def is_code(path: str) -> bool:
    """Whether a file is code by its name."""
    return _CODE.fullmatch(path) is not None or "__pycache__" in path.split("/")


class Chosen(NamedTuple):
    """The files that a fact stands for, as relative paths with slashes, sorted."""

    names: list[str]
    idle: list[str]
    """Those of its patterns and folders that stand for nothing."""


def data_files(fact: DataFiles, folder: Path) -> Chosen:
    """The files below `folder`; a folder that has to be there ends with a slash."""
    tree = [name for name in tree_of(folder) if "__pycache__" not in name.split("/")]
    chosen, idle = _matched(tree, fact.patterns)
    for name in fact.dirs:
        prefix = name.removeprefix("./").strip("/") + "/"
        inside = tree if prefix in ("./", "/") else [path for path in tree if path.startswith(prefix)]
        chosen.update(path for path in inside if not is_code(path))
        if not inside:
            idle.append(name)
    left = [name for name in chosen if not is_meant(name, fact.exclude)]
    folders = {name.removeprefix("./").strip("/") + "/" for name in fact.empty_dirs}
    return Chosen(sorted({*left, *folders}), idle)


def library_files(fact: SharedLibraries, folder: Path) -> Chosen:
    """The libraries in a package's own folder."""
    chosen, idle = _matched(tree_of(folder), fact.patterns)
    return Chosen(sorted(chosen), idle)


def _matched(tree: Sequence[str], patterns: Sequence[str]) -> tuple[set[str], list[str]]:
    found = {pattern: [*matching(tree, [pattern])] for pattern in patterns}
    return {name for names in found.values() for name in names}, [pattern for pattern in found if not found[pattern]]


def matching(names: Iterable[str], patterns: Sequence[str]) -> Iterator[str]:
    """Those of the names that are meant by a pattern."""
    rules = [_regex(pattern) for pattern in patterns]
    return (name for name in names if any(rule.fullmatch(name) for rule in rules))


def tree_of(folder: Path, on_error: Callable[[OSError], None] = lambda _: None, *, empty: bool = False) -> list[str]:
    """All files below a folder, sorted; links to folders are followed unless they lead back.

    `empty`: and the folders with nothing in them, each with a / at its end.
    """
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
        except OSError as error:
            on_error(error)
            continue
        if empty and not entries and relative:
            found.append(relative)
        for entry in entries:
            name = relative + entry.name
            if entry.is_dir():
                pending.append((entry.path, name + "/"))
            elif entry.is_file():
                found.append(name)
    return sorted(found)


def is_meant(name: str, patterns: Iterable[str]) -> bool:
    """Whether a path is meant by a pattern; one without a slash means the last part."""
    last = PurePosixPath(name).name
    return any(_regex(pattern).fullmatch(name if "/" in pattern else last) for pattern in patterns)


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
