"""C files to a binary: what the cache lacks is compiled by ninja, then all is linked.

An object's key in the cache covers everything it depends on (its C text, the runtime's headers, CPython's headers, the
compiler, the flags), so ninja needs no depfiles: its build folder is new each time and holds only what has to be made.
"""

from __future__ import annotations

import contextlib
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from whipsnake.build.cache import Cache, key_of
from whipsnake.build.flags import Flags
from whipsnake.build.ninja import NinjaFailed, NinjaFile, run_ninja
from whipsnake.build.python import Python
from whipsnake.build.runtime import RUNTIME, headers_id, runtime_id, runtime_sources
from whipsnake.build.toolchain import Toolchain
from whipsnake.errors import CompilerBug
from whipsnake.progress import Progress

TABLE = "program table"
"""The name of the C file that is no module's."""


@dataclass(frozen=True)
class CFile:
    """One C file of the program; `name` is the module's, for messages and file names, `part` its number there."""

    name: str
    part: int
    text: str


@dataclass(frozen=True)
class LibraryFile:
    """A C file that is made when the runtime library is, of which it is a part; `key` says what it depends on."""

    name: str
    key: str
    make: Callable[[], str]


@dataclass
class _Plan:
    """What ninja is to make: the binary, and files for the cache."""

    linked: Path
    runtime_id: str
    made: list[tuple[Path, str, str]] = field(default_factory=list)
    """Each file for the cache, its kind and its key."""
    names: dict[str, str] = field(default_factory=dict)
    """What each file is, for messages."""

    def add(self, path: Path, name: str, kind: str, key: str) -> None:
        """A file that is made and goes into the cache."""
        self.made.append((path, kind, key))
        self.names[path.name] = name


@dataclass(frozen=True)
class Builder:
    """One way to build: for a Python, with a compiler and flags."""

    python: Python
    toolchain: Toolchain
    flags: Flags
    cache: Cache
    jobs: int
    progress: Progress
    loader: LibraryFile
    starts_again: bool = False
    """Whether `python OUTPUT` is to run the output: libraries that start the program again do that."""

    def build(self, files: Sequence[CFile], output: Path, keep: Path | None) -> None:
        """Make `output`, which appears whole or not at all. `keep`: a build folder to leave behind."""
        with self._folder(keep) as folder:
            plan = self._plan(files, folder, output)
            self.progress.stage("compiling C", len(plan.names))
            try:
                run_ninja(folder, self.jobs, self.progress)
            except NinjaFailed as failure:
                stage = "linking" if failure.output == plan.linked.name else "the generated C code"
                name = plan.names.get(failure.output, failure.output)
                raise CompilerBug(stage, name, failure.details) from None
            finally:
                self._publish(plan, kept=keep is not None)
            if self.starts_again:
                _append_starter(plan.linked)
            _move(plan.linked, output)

    def write_only(self, files: Sequence[CFile], folder: Path, output: Path) -> None:
        """Leave the C files in `folder`, with a build.ninja that makes `output` from nothing."""
        with self._folder(folder):
            ninja = NinjaFile(folder / "build.ninja", self.toolchain, self.flags)
            files = [*files, self._loader_file()]
            sources = [(_write(folder, file), file.name) for file in files]
            objects = [
                ninja.compile(source, source.with_suffix(".o"), name, generated=True) for source, name in sources
            ]
            objects += [
                ninja.compile(source, folder / _runtime_object(source), f"runtime {source.name}", generated=False)
                for source in runtime_sources()
            ]
            ninja.link(output, objects, None)
            ninja.close()

    def _plan(self, files: Sequence[CFile], folder: Path, output: Path) -> _Plan:
        plan = _Plan(folder / ("linked" + output.suffix), runtime_id())
        common_key = key_of(self.python.id, self.toolchain.id, headers_id(), *self.flags.compile)
        ninja = NinjaFile(folder / "build.ninja", self.toolchain, self.flags)
        objects = []
        for file in files:
            key = key_of("object", common_key, *self.flags.generated, file.text)
            known = self.cache.get("object", key, ".o")
            if known is None:
                source = _write(folder, file)
                known = ninja.compile(source, source.with_suffix(".o"), file.name, generated=True)
                plan.add(known, file.name, "object", key)
            objects.append(known)
        library = self._plan_library(plan, ninja, folder, common_key)
        ninja.link(plan.linked, objects, library)
        plan.names[plan.linked.name] = output.name
        ninja.close()
        return plan

    def _plan_library(self, plan: _Plan, ninja: NinjaFile, folder: Path, common_key: str) -> Path:
        keys = {source: key_of("object", common_key, source.read_bytes()) for source in runtime_sources()}
        library_key = key_of("library", common_key, self.loader.key, *keys.values())
        library = self.cache.get("library", library_key, ".a")
        if library is not None:
            return library
        objects = []
        for source, key in keys.items():
            made = self.cache.get("object", key, ".o")
            if made is None:
                name = f"runtime {source.relative_to(RUNTIME)}"
                made = ninja.compile(source, folder / _runtime_object(source), name, generated=False)
                plan.add(made, name, "object", key)
            objects.append(made)
        source = _write(folder, self._loader_file())
        objects.append(ninja.compile(source, source.with_suffix(".o"), self.loader.name, generated=True))
        library = ninja.archive(objects, folder / "runtime.a")
        plan.add(library, "the runtime library", "library", library_key)
        return library

    def _loader_file(self) -> CFile:
        return CFile(self.loader.name, 0, self.loader.make())

    def _publish(self, plan: _Plan, *, kept: bool) -> None:
        if runtime_id() != plan.runtime_id:
            return  # somebody edits the runtime: what was compiled is perhaps not what the keys say
        for path, kind, key in plan.made:
            if path.exists() and kept:
                self.cache.put(kind, key, path.suffix, path.read_bytes())
            elif path.exists():
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
    name = (
        "program_table"
        if file.name == TABLE
        else f"part{file.part}.{file.name}"
        if file.part
        else f"module.{file.name}"
    )
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
