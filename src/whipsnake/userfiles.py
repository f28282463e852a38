"""The data files that the user names, as entries of a distribution."""

from __future__ import annotations

import glob
import os
import posixpath
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

from whipsnake.dist.bundle import Entry
from whipsnake.errors import UsageError, UserError
from whipsnake.facts.files import is_code, matching, tree_of
from whipsnake.modules.finder import Finder
from whipsnake.options import Options
from whipsnake.packagefacts import metadata_entries


def user_entries(options: Options, finder: Finder) -> list[Entry]:
    """The files that `--include-data-files` and its like name; UsageError where there is none, or no place for it."""
    entries: list[Entry] = []
    for given in options.include_data_files:
        entries += _files("--include-data-files", given)
    for given in options.include_data_dir:
        entries += _folder("--include-data-dir", given, lambda name: not is_code(name))
    for given in options.include_raw_dir:
        entries += _folder("--include-raw-dir", given, lambda _: True)
    for given in options.include_package_data:
        entries += _package("--include-package-data", given, finder)
    for given in options.include_distribution_metadata:
        option = f"--include-distribution-metadata={given}"
        found = metadata_entries(finder.search_path, given, option)
        if not found:
            raise UsageError(f"{option}: there is no such distribution.", hint="'pip list' shows their names.")
        entries += found
    return entries


def _files(name: str, given: str) -> Iterator[Entry]:
    option = f"{name}={given}"
    source, *rest = given.split("=")
    if not source or not rest or len(rest) > 2 or not all(rest):
        raise UsageError(
            f"{option} cannot be understood.",
            hint="It is written SOURCE=DEST, or FOLDER=DEST/=PATTERN; in a pattern ? stands for a = of a name.",
        )
    if len(rest) == 2:
        if not rest[0].endswith("/"):
            raise UsageError(f"{option}: {rest[0]} has to be a folder.", hint="Add a / to its end.")
        yield from _folder(name, given, lambda path: True)
        return
    dest = rest[0]
    found = [*_matching(option, source)]
    into = dest.endswith("/") or posixpath.normpath(dest) == "."
    if not found:
        raise UsageError(
            f"{option}: {source} matches no file.", hint="Check the path; it begins in the current folder."
        )
    if not into and len(found) > 1:
        raise UsageError(
            f"{option}: {source} means {len(found)} files.", hint="Add a / to the end of the folder's name."
        )
    for path, below in found:
        yield _entry(option, path, _place(option, f"{dest}/{below}" if into else dest))


def _matching(option: str, source: str) -> Iterator[tuple[Path, str]]:
    """The files, each with its path below the place that a pattern begins at."""
    path = Path(source)
    if path.is_dir():
        raise UsageError(f"{option}: {source} is a folder.", hint="Use --include-data-dir.")
    if path.is_file():
        yield path, path.name
        return
    parts = source.split("/")
    start = next((number for number, part in enumerate(parts) if glob.has_magic(part)), None)
    if start is None:
        return
    deep = parts.index("**") if "**" in parts else None
    if deep is None:
        for name in sorted(glob.glob(source, include_hidden=True)):  # noqa: PTH207 - pathlib's takes no absolute pattern
            if os.path.isfile(name):  # noqa: PTH113
                yield Path(name), posixpath.basename(name)
        return
    base = "/".join(parts[:start]) or ("/" if source.startswith("/") else ".")
    pattern = "/".join(parts[start:])
    for below in matching(_tree(option, Path(base)), [pattern]):
        # What stands before ** is not kept, as for a pattern without one.
        yield Path(base, below), below.split("/", deep - start)[-1]


def _folder(name: str, given: str, is_wanted: Callable[[str], bool]) -> Iterator[Entry]:
    option = f"{name}={given}"
    source, equals, dest = given.partition("=")
    dest, _, pattern = dest.partition("=")
    if not source or not equals or not dest or (pattern and name != "--include-data-files"):
        raise UsageError(f"{option} cannot be understood.", hint="It is written FOLDER=DEST.")
    folder = Path(source)
    if not folder.is_dir():
        raise UsageError(f"{option}: {source} is no folder.", hint="Check the path; it begins in the current folder.")
    tree = _tree(option, folder, empty=name == "--include-raw-dir")
    found = [path for path in (matching(tree, [pattern]) if pattern else tree) if is_wanted(path)]
    if not found:
        raise UsageError(f"{option}: there is no such file in {source}.", hint="Check what is in the folder.")
    for below in found:
        yield _entry(option, folder / below, _place(option, f"{dest}/{below}"))


def _package(name: str, given: str, finder: Finder) -> Iterator[Entry]:
    option = f"{name}={given}"
    package, _, pattern = given.partition(":")
    found = finder.find(package) if all(package.split(".")) and "/" not in package else None
    if found is None or found.search_path is None:
        raise UsageError(
            f"{option}: there is no package {package!r}.",
            hint="Check the spelling, and that it is next to the program or installed for this Python.",
        )
    count = 0
    for folder in found.search_path:
        tree = [path for path in _tree(option, Path(folder)) if not is_code(path)]
        for below in matching(tree, [pattern if "/" in pattern else f"**/{pattern}"]) if pattern else tree:
            count += 1
            yield _entry(option, Path(folder, below), _place(option, f"{package.replace('.', '/')}/{below}"))
    if not count:
        raise UsageError(f"{option}: the package has no such data files.", hint="Check what is in its folder.")


def _tree(option: str, folder: Path, *, empty: bool = False) -> list[str]:
    def refuse(error: OSError) -> NoReturn:
        raise UsageError(f"{option}: {error.filename} cannot be read: {error.strerror}.")

    return tree_of(folder, refuse, empty=empty)


def _place(option: str, dest: str) -> str:
    if dest.startswith("/") or ".." in dest.split("/"):
        raise UsageError(
            f"{option}: {dest} is outside of the distribution.", hint="Name a place below its root, as data/file.txt."
        )
    return posixpath.normpath(dest) + ("/" if dest.endswith("/") else "")


def _entry(option: str, path: Path, place: str) -> Entry:
    try:
        place.encode()
    except UnicodeEncodeError:
        raise UsageError(f"{option}: the name of {str(path)!r} is no valid UTF-8.", hint="Rename the file.") from None
    if not os.access(path, os.R_OK):
        raise UsageError(f"{option}: {path} cannot be read.", hint="Check the file's permissions.")

    if place.endswith("/"):
        return Entry("data", place, bytes, option, path.absolute())

    def read() -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise UserError(f"{path} cannot be read: {error.strerror}.", hint=f"So says {option}.") from None

    return Entry("data", place, read, option, path.absolute(), is_executable=os.access(path, os.X_OK))
