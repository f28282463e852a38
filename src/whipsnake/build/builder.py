"""C files to a binary: what the cache lacks is compiled by ninja, then all is linked.

An object's key in the cache covers everything it depends on (its C text, the runtime's headers, CPython's headers, the
compiler, the flags), so ninja needs no depfiles: its build folder is new each time and holds only what has to be made.
"""

from __future__ import annotations

import contextlib
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from whipsnake.build.cache import Cache, key_of
from whipsnake.build.flags import Flags
from whipsnake.build.ninja import NinjaFailed, NinjaFile, run_ninja
from whipsnake.build.python import Python
from whipsnake.build.runtime import RUNTIME, headers_id, runtime_sources
from whipsnake.build.toolchain import Toolchain
from whipsnake.errors import CompilerBug
from whipsnake.progress import Progress

TABLE = "program table"


@dataclass(frozen=True)
class CFile:
    """One C file of the program; `name` is the module's, for messages and file names."""

    name: str
    text: str


@dataclass(frozen=True)
class Builder:
    """One way to build: for a Python, with a compiler and flags."""

    python: Python
    toolchain: Toolchain
    flags: Flags
    cache: Cache
    jobs: int
    progress: Progress
    starts_again: bool = False
    """Whether `python OUTPUT` is to run the output: libraries that start the program again do that."""

    def build(self, files: Sequence[CFile], output: Path, keep: Path | None) -> None:
        """Make `output`, which appears whole or not at all. `keep`: a build folder to leave behind."""
        with self._folder(keep) as folder:
            ninja = NinjaFile(folder / "build.ninja", self.toolchain, self.flags)
            made: list[tuple[Path, str, str]] = []
            names: dict[str, str] = {}
            objects = [self._object(ninja, folder, file, made, names) for file in files]
            library = self._library(ninja, folder, made, names)
            linked = folder / ("linked" + output.suffix)
            ninja.link(linked, objects, library)
            names[linked.name] = output.name
            ninja.close()
            self.progress.stage("compiling C", ninja.edges)
            try:
                run_ninja(folder, self.jobs, self.progress)
            except NinjaFailed as failure:
                stage = "linking" if failure.output == linked.name else "the generated C code"
                raise CompilerBug(stage, names.get(failure.output, failure.output), failure.details) from None
            finally:
                for path, kind, key in made:
                    if path.exists():
                        self._publish(path, kind, key, kept=keep is not None)
            if self.starts_again:
                _append_starter(linked)
            _move(linked, output)

    def write_only(self, files: Sequence[CFile], folder: Path, output: Path) -> None:
        """Leave the C files in `folder`, with a build.ninja that makes `output` from nothing."""
        with self._folder(folder):
            ninja = NinjaFile(folder / "build.ninja", self.toolchain, self.flags)
            sources = [(_write(folder, file), file.name) for file in files]
            objects = [ninja.compile(source, source.with_suffix(".o"), name) for source, name in sources]
            for source in runtime_sources():
                objects.append(ninja.compile(source, folder / _runtime_object(source), f"runtime {source.name}"))
            ninja.link(output, objects, None)
            ninja.close()

    def _object(
        self, ninja: NinjaFile, folder: Path, file: CFile, made: list[tuple[Path, str, str]], names: dict[str, str]
    ) -> Path:
        key = key_of("object", self._common_key(), file.text)
        known = self.cache.get("object", key, ".o")
        if known is not None:
            return known
        source = _write(folder, file)
        target = source.with_suffix(".o")
        made.append((target, "object", key))
        names[target.name] = file.name
        return ninja.compile(source, target, file.name)

    def _library(
        self, ninja: NinjaFile, folder: Path, made: list[tuple[Path, str, str]], names: dict[str, str]
    ) -> Path:
        keys = {source: key_of("object", self._common_key(), source.read_bytes()) for source in runtime_sources()}
        library_key = key_of("library", *keys.values())
        known = self.cache.get("library", library_key, ".a")
        if known is not None:
            return known
        objects = []
        for source, key in keys.items():
            target = self.cache.get("object", key, ".o")
            if target is None:
                target = folder / _runtime_object(source)
                made.append((target, "object", key))
                names[target.name] = f"runtime {source.name}"
                ninja.compile(source, target, f"runtime {source.name}")
            objects.append(target)
        library = folder / "runtime.a"
        made.append((library, "library", library_key))
        return ninja.archive(objects, library)

    def _common_key(self) -> str:
        return key_of(self.python.id, self.toolchain.id, headers_id(), *self.flags.compile)

    def _publish(self, path: Path, kind: str, key: str, *, kept: bool) -> None:
        # What is in a folder that stays is copied.
        if kept:
            self.cache.put(kind, key, path.suffix, path.read_bytes())
        else:
            self.cache.adopt(kind, key, path.suffix, path)

    @contextlib.contextmanager
    def _folder(self, keep: Path | None) -> Iterator[Path]:
        if keep is None:
            folder = self.cache.scratch_folder()
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
        else:
            shutil.rmtree(keep, ignore_errors=True)
            keep.mkdir(parents=True)
            yield keep


def _append_starter(program: Path) -> None:
    """Append a zip archive, which the interpreter takes for a program: its `__main__` becomes the real program."""
    info = zipfile.ZipInfo("__main__.py")
    with zipfile.ZipFile(program, "a") as archive:
        archive.writestr(info, "import os, sys\nos.execv(os.path.abspath(sys.argv[0]), sys.argv)\n")


def _runtime_object(source: Path) -> str:
    return "rt_" + "_".join(source.relative_to(RUNTIME).with_suffix(".o").parts)


def _write(folder: Path, file: CFile) -> Path:
    name = "program_table" if file.name == TABLE else f"module.{file.name}"
    path = folder / f"{name}.c"
    path.write_text(file.text, encoding="utf-8")
    return path


def _move(source: Path, target: Path) -> None:
    """Move a file into place at one moment, also from another file system."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        source.replace(target)
        return
    except OSError:
        pass
    temporary = target.with_name(f".{target.name}.part")
    try:
        shutil.copy2(source, temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
