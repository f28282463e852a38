"""C files to a binary: what the cache lacks is compiled by ninja, then all is linked, unless that too was done before.

An object's key in the cache covers everything it depends on (its C text, the runtime's headers, CPython's headers, the
compiler, the flags), so ninja needs no depfiles: its build folder is new each time and holds only what has to be made.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from whipsnake.build.cache import Cache, key_of
from whipsnake.build.flags import Flags
from whipsnake.build.profile import Profile
from whipsnake.build.python import Python
from whipsnake.build.runtime import RUNTIME, headers_id, runtime_sources
from whipsnake.build.toolchain import Toolchain
from whipsnake.errors import CompilerBug, UserError
from whipsnake.output import cannot_write, move_whole
from whipsnake.progress import Progress
from whipsnake.tidy import discard

if TYPE_CHECKING:
    from whipsnake.build.ninja import NinjaFile

_READ_BY_LINKERS = ("LIBRARY_PATH", "LD_RUN_PATH", "COMPILER_PATH", "GCC_EXEC_PREFIX")
"""Environment variables."""
_ELF = b"\x7fELF"
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


@dataclass(frozen=True)
class Linked:
    """What the linker made."""

    program: Path
    launcher: Path | None = None
    """What starts it, where it is a shared library."""

    def files(self) -> Iterator[tuple[str, Path]]:
        """What there is, each with its kind in the cache."""
        yield "linked", self.program
        if self.launcher is not None:
            yield "launcher", self.launcher


@dataclass(frozen=True)
class _Keys:
    """What each thing in the cache depends on."""

    objects: list[str]
    """One for each C file."""
    runtime: dict[Path, str]
    """One for each of the runtime's sources."""
    library: str
    linked: str


@dataclass
class _Plan:
    """What ninja is to make: the binary, and files for the cache."""

    linked: Linked
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
    profile: Profile | None = None
    """What the program does most, if that is known."""

    def build(
        self, files: Sequence[CFile], output: Path, keep: Path | None, finish: Callable[[Linked, Path], Path]
    ) -> None:
        """Make `output`, which appears whole or not at all. `keep`: a build folder to leave behind.

        `finish` gets what was linked and a folder to work in; what it returns becomes the output.
        """
        with self._folder(keep) as folder:
            keys = self._keys(files)
            # The folder that is left behind has all that makes the program.
            linked = self._linked_before(keys, folder, output) if keep is None else None
            move_whole(finish(linked or self._link(files, keys, folder, output, keep), folder), output)

    def write_only(self, files: Sequence[CFile], keep: Path, output: Path) -> None:
        """Leave the C files in the folder `keep`, with a build.ninja that makes `output` from nothing."""
        from whipsnake.build.ninja import NinjaFile

        with self._folder(keep) as folder:
            ninja = NinjaFile(folder, self.toolchain, self.flags)
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

    def _keys(self, files: Sequence[CFile]) -> _Keys:
        common = key_of(self.python.id, self.toolchain.id, headers_id(), *self.flags.compile)
        objects = [
            key_of("object", common, *self.flags.generated, self._profile(_c_name(file)), file.text) for file in files
        ]
        runtime = {
            source: key_of("object", common, self._profile(_runtime_object(source)), source.read_bytes())
            for source in runtime_sources()
        }
        loader = self._profile(_c_name(CFile(self.loader.name, 0, "")))
        library = key_of("library", common, self.loader.key, loader, *runtime.values())
        libraries = (*self.flags.libraries, *self.flags.launcher)
        linking = [*self.flags.link, *libraries, *_states(libraries)]
        linking += [os.environ.get(name, "") for name in _READ_BY_LINKERS]
        return _Keys(objects, runtime, library, key_of("linked", common, *linking, library, *objects))

    def _profile(self, name: str) -> str:
        """Of the object that has a C file's or an object's name."""
        return self.profile.key(f"{name.rpartition('.')[0]}.o") if self.profile is not None else ""

    def _linked_before(self, keys: _Keys, folder: Path, output: Path) -> Linked | None:
        """What was linked from the same objects, in `folder`."""
        linked = self._linked(folder, output)
        known = [(self.cache.get(kind, keys.linked, path.suffix), path) for kind, path in linked.files()]
        if any(there is None for there, _ in known):
            return None
        self.progress.stage("compiling C", 1)
        self.progress.step(f"{output.name} (cached)")
        for there, path in known:
            shutil.copy(there, path)  # type: ignore[arg-type]
        return linked

    def _linked(self, folder: Path, output: Path) -> Linked:
        """Where the linker's output is, in the folder of a build."""
        return Linked(folder / f"linked{output.suffix}", folder / "launcher" if self.flags.launcher else None)

    def _link(self, files: Sequence[CFile], keys: _Keys, folder: Path, output: Path, keep: Path | None) -> Linked:
        # Neither ninja nor explanations are imported by a build without changes.
        from whipsnake.build.failure import explain, not_working
        from whipsnake.build.ninja import NinjaFailed, run_ninja

        plan = self._plan(files, keys, folder, output, keep)
        self.progress.stage("compiling C", len(plan.names))
        try:
            run_ninja(folder, self.jobs, self.progress)
        except NinjaFailed as failure:
            raise explain(failure, plan.names, folder, self.toolchain, self.flags) from None
        finally:
            # Else somebody edits the runtime: what was compiled is perhaps not what the keys say.
            unchanged = self._keys(files) == keys
            if unchanged:
                self._publish(plan, kept=keep is not None)
        for kind, path in plan.linked.files():
            if not _is_program(path):
                raise not_working(self.toolchain, "it made no program", "")
            if unchanged:
                copy = folder / "copy"
                shutil.copy(path, copy)
                self.cache.adopt(kind, keys.linked, path.suffix, copy)
        return plan.linked

    def _plan(self, files: Sequence[CFile], keys: _Keys, folder: Path, output: Path, keep: Path | None) -> _Plan:
        from whipsnake.build.ninja import NinjaFile

        plan = _Plan(self._linked(folder, output))
        if self.profile is not None:
            self.profile.put(folder)
        # Debuggers look for the C files where they will be.
        extra = [f"-fdebug-prefix-map={folder}={keep}"] if keep else []
        ninja = NinjaFile(folder, self.toolchain, self.flags, extra)
        objects = []
        for file, key in zip(files, keys.objects, strict=True):
            known = self.cache.get("object", key, ".o")
            if known is None:
                source = _write(folder, file)
                known = ninja.compile(source, source.with_suffix(".o"), file.name, generated=True)
                plan.add(known, file.name, "object", key)
            objects.append(known)
        library = self._plan_library(plan, ninja, folder, keys)
        ninja.link(plan.linked.program, objects, library)
        plan.names[plan.linked.program.name] = output.name
        if plan.linked.launcher is not None:
            ninja.launcher(plan.linked.launcher, library)
            plan.names[plan.linked.launcher.name] = "launcher"
        ninja.close()
        return plan

    def _plan_library(self, plan: _Plan, ninja: NinjaFile, folder: Path, keys: _Keys) -> Path:
        library = self.cache.get("library", keys.library, ".a")
        if library is not None:
            return library
        objects = []
        for source, key in keys.runtime.items():
            made = self.cache.get("object", key, ".o")
            if made is None:
                name = f"runtime {source.relative_to(RUNTIME)}"
                made = ninja.compile(source, folder / _runtime_object(source), name, generated=False)
                plan.add(made, name, "object", key)
            objects.append(made)
        source = _write(folder, self._loader_file())
        objects.append(ninja.compile(source, source.with_suffix(".o"), self.loader.name, generated=True))
        library = ninja.archive(objects, folder / "runtime.a")
        plan.add(library, "the runtime library", "library", keys.library)
        return library

    def _loader_file(self) -> CFile:
        return CFile(self.loader.name, 0, self.loader.make())

    def _publish(self, plan: _Plan, *, kept: bool) -> None:
        for path, kind, key in plan.made:
            if path.exists() and kept:
                self.cache.put(kind, key, path.suffix, path.read_bytes())
            elif path.exists():
                self.cache.adopt(kind, key, path.suffix, path)

    @contextlib.contextmanager
    def _folder(self, keep: Path | None) -> Iterator[Path]:
        folder = self.cache.scratch_folder()
        try:
            yield folder
            if keep is not None:
                move_whole(folder, keep)
        except CompilerBug:
            if keep is not None:
                move_whole(folder, keep)
            raise
        except OSError as error:
            raise cannot_write(Path(error.filename or folder), error) from None
        finally:
            discard(str(folder))


def check_build_folder(folder: Path) -> None:
    """Refuse to replace a folder that we have not made."""
    if os.path.lexists(folder) and not (folder / "build.ninja").is_file() and not _is_empty(folder):
        raise UserError(f"{folder} is in the way: it is no build folder.", hint="Remove it, or choose --output-dir.")


def _states(words: Sequence[str]) -> list[str]:
    """The sizes and times of those that are files."""
    found = [path.stat() for path in map(Path, words) if path.is_file()]
    return [f"{status.st_size} {status.st_mtime_ns}" for status in found]


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())


def _is_program(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_ELF)) == _ELF


def append_starter(program: Path) -> None:
    """Append a zip archive, which the interpreter takes for a program: its `__main__` becomes the real program.

    So `python OUTPUT` runs the output, which is how some libraries start a program again.
    """
    import zipfile

    info = zipfile.ZipInfo("__main__.py")
    with zipfile.ZipFile(program, "a") as archive:
        archive.writestr(info, "import os, sys\nos.execv(os.path.abspath(sys.argv[0]), sys.argv)\n")


def _runtime_object(source: Path) -> str:
    return "rt_" + "_".join(source.relative_to(RUNTIME).with_suffix(".o").parts)


def _write(folder: Path, file: CFile) -> Path:
    path = folder / _c_name(file)
    path.write_text(file.text, encoding="utf-8")
    return path


def _c_name(file: CFile) -> str:
    if file.name == TABLE:
        return "program_table.c"
    return f"part{file.part}.{file.name}.c" if file.part else f"module.{file.name}.c"
