"""The whole compile, from top to bottom."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from whipsnake.build.builder import TABLE, Builder, CFile, LibraryFile, Linked, append_starter, check_build_folder
from whipsnake.build.cache import Cache, default_cache, key_of
from whipsnake.build.flags import Distributed
from whipsnake.build.flags import flags as build_flags
from whipsnake.build.profile import check_profiling, profiled
from whipsnake.build.python import Python, as_shared, running_python
from whipsnake.build.runtime import LOADER, RUNTIME
from whipsnake.build.table import FLAGS, Table, library_header, program_table
from whipsnake.build.toolchain import find_toolchain
from whipsnake.bytecodecache import BytecodeCache
from whipsnake.errors import UsageError, UserError
from whipsnake.hir import nested_codes
from whipsnake.hir.names import unit_symbol
from whipsnake.modules import Finder, Found, Graph, Policy
from whipsnake.modules.mains import other_main
from whipsnake.options import Options
from whipsnake.output import check_writable
from whipsnake.passes import PIPELINE, REQUIRED
from whipsnake.plugins.active import active_plugins
from whipsnake.progress import Progress
from whipsnake.pythonflags import PythonFlags, parse_python_flags
from whipsnake.report import write_report
from whipsnake.selection import selected, skipped_passes, write_list
from whipsnake.target import Target, find_target
from whipsnake.translation import Translated, Translation, translate

if TYPE_CHECKING:
    from whipsnake.compression import Codec
    from whipsnake.dist.bundle import Bundle
    from whipsnake.plugins.manager import Plugins

LOADER_NAME = "_whipsnake_loader"
LOADER_FILE = "<frozen importlib._bootstrap_external>"
"""CPython leaves frames of this file out of the tracebacks of failing imports."""
_WORTH_A_PROCESS = 100_000
"""Bytes of source from which translating in several processes saves more than starting them costs."""


@dataclass
class Result:
    """What a compilation made, and what is known about it."""

    target: Target
    graph: Graph
    seconds: dict[str, float] = field(default_factory=dict)
    cached: set[str] = field(default_factory=set)
    """Modules whose C text was in the cache."""

    bundle: Bundle | None = None
    """What a distribution has beside the executable's own image."""
    told_by_plugins: list[dict[str, Any]] = field(default_factory=list)
    """For the report."""
    installer: Path | None = None
    """A package that installs it."""
    stubs: list[Path] = field(default_factory=list)
    """The files for type checkers beside an extension module."""
    profile: dict[str, Any] | None = None
    """What a training run was, and what it left."""
    _shown: set[str] = field(default_factory=set)

    @property
    def warnings(self) -> list[str]:
        """What the user should know, as far as the compilation is."""
        return list(dict.fromkeys([*self.graph.warnings, *self.graph.advice.warnings]))

    def show_warnings(self, progress: Progress) -> None:
        """Show those that were not shown yet."""
        for warning in self.warnings:
            if warning not in self._shown:
                self._shown.add(warning)
                progress.message(f"warning: {warning}")

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the time spent inside to a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - start


def compile_program(options: Options, progress: Progress) -> Result:
    """Compile what `options` ask for; the binary is then at `result.target.output`."""
    options.check()
    python = running_python()
    python_flags = parse_python_flags(options.python_flag)
    if options.seal:
        python_flags = replace(python_flags, no_docstrings=True, sealed=True)
    target = find_target(options, python.extension_suffix, as_package=python_flags.as_package)
    if target.is_library:
        python = as_shared(python)
    installer = None
    if options.installer is not None:
        from whipsnake.installer import plan_installer

        installer = plan_installer(options, target)
    training = None
    if options.pgo:
        from whipsnake.training import training_command

        training = training_command(options, target)
    for described in filter(None, (options.report, options.sbom)):
        check_writable(Path(described).absolute())
    if options.emit_c_only or not options.remove_output:
        check_build_folder(target.build_folder)
    toolchain = find_toolchain(clang=options.clang, zig=options.zig)
    if training is not None:
        check_profiling(toolchain)
    cache = default_cache()
    plugins = active_plugins(options, target.main_path, target.output)
    result = Result(target, new_graph(options, target, python_flags, cache, plugins))
    if cache.problem:
        progress.message(f"warning: {cache.problem}; nothing is kept for the next compilation.")

    codec = None
    progress.stage("finding modules", 1)
    try:
        with result.timed("modules"):
            collect(result.graph, target, options, plugins)
            _warn_of_name(result.graph, target)
        if target.distribution:
            # It imports libraries that take longer than a build without changes.
            from whipsnake.bundling import make_bundle

            with result.timed("distribution"):
                result.bundle = make_bundle(result.graph, python, options, target.program, plugins)
                if target.distribution == "onefile":
                    from whipsnake.compression import choose_codec

                    codec = choose_codec(options.compression, toolchain, result.bundle)
        progress.step(target.main)
    finally:  # what was found before a mistake may explain it
        result.show_warnings(progress)

    with result.timed("translation"):
        jobs = translations(result.graph, target, options)
        texts = translate_all(jobs, cache, options.n_jobs, progress, result)
    files = [CFile(job.name, *text) for job, parts in zip(jobs, texts, strict=True) for text in enumerate(parts)]
    files.append(CFile(TABLE, 0, program_table(_table(target, jobs, python, python_flags, options))))

    distributed = None
    if target.distribution:
        from whipsnake.dist.libraries.layout import MAIN_SEARCH

        distributed = Distributed(
            MAIN_SEARCH[0],
            library=target.program if target.is_library else None,
            is_one_file=target.distribution == "onefile",
        )
        if codec is not None:
            distributed = replace(distributed, archive=codec.archive, functions=codec.functions)
    flags = build_flags(
        *(python, toolchain, RUNTIME, target.kind),
        lto=options.lto == "yes",
        debug=options.debug,
        distributed=distributed,
    )
    builder = Builder(python, toolchain, flags, cache, options.n_jobs, progress, _loader())
    make = _finisher(result, python, cache, codec, options.disk_spec)
    if training is not None:
        from whipsnake.training import train

        with result.timed("training"):
            profile = train(training, target, builder, files, make, cache.scratch_folder())
        builder = replace(builder, flags=profiled(flags, toolchain), profile=profile)
        result.profile = {"command": [training[0] or target.output.name, *training[1:]], "files": [*profile.digests]}
    with result.timed("C compiler"):
        if options.emit_c_only:
            builder.write_only(files, target.build_folder, target.output)
        else:

            def finish(linked: Linked, folder: Path) -> Path:
                made = make(linked, folder)
                if plugins is not None:
                    plugins.output_made(made)
                    result.told_by_plugins = plugins.report()
                return made

            builder.build(files, target.output, None if options.remove_output else target.build_folder, finish)
    if installer is not None and not options.emit_c_only:
        assert result.bundle is not None
        with result.timed("installer"):
            installer.write(result.bundle, result.graph.warnings.append)
        result.installer = installer.path
    if target.kind == "extension" and options.pyi_file and not options.emit_c_only:
        # Parsing for stubs is not imported by what has none.
        from whipsnake.stubwriting import write_stubs

        with result.timed("stubs"):
            result.stubs = write_stubs(target, result.graph, cache)
    result.show_warnings(progress)
    if options.report:
        write_report(Path(options.report), result, python.version, toolchain.version)
    if options.sbom and not options.emit_c_only:
        from whipsnake.sbom import write_sbom

        write_sbom(Path(options.sbom), result)
    cache.prune()
    return result


def _finisher(
    result: Result,
    python: Python,
    cache: Cache,
    codec: Codec | None,
    disk_spec: str | None,
) -> Callable[[Linked, Path], Path]:
    """What becomes of a linked binary: a function from it and a folder to work in to the output."""

    def finish(linked: Linked, folder: Path) -> Path:
        target, bundle = result.target, result.bundle
        if bundle is None:
            if target.kind == "executable":
                append_starter(linked.program)
            return linked.program
        from whipsnake.distribution import write_folder, write_one_file

        if target.distribution == "onefile":
            from whipsnake.dist.archive import stored

            compress = codec.for_archive(cache) if codec is not None else stored
            return write_one_file(
                *(linked, bundle, result.graph, folder, compress), thaws=python.can_thaw, disk_spec=disk_spec
            )
        others = [f"{other.stem}.bin" for other in target.others]
        made = write_folder(linked.program, bundle, result.graph, target.program, folder, others=others)
        if target.is_library:
            header = made / Path(target.program).with_suffix(".h")
            header.write_text(library_header(target.program), encoding="utf-8")
        return made

    return finish


def new_graph(
    options: Options, target: Target, flags: PythonFlags, cache: Cache, plugins: Plugins | None = None
) -> Graph:
    """An empty graph, which finds modules where the program would."""
    own_path = sys.path if sys.flags.safe_path else sys.path[1:]
    policy = Policy(
        follow=bool(options.follow_imports) or options.seal,
        follow_stdlib=options.follow_stdlib,
        follow_to=options.follow_import_to,
        nofollow_to=options.nofollow_import_to,
        include_packages=options.include_package,
        include_modules=options.include_module,
        distribution=f"--mode={options.chosen_mode}" if target.distribution else None,
        own_folder=target.main_folder,
    )
    graph = Graph(Finder([str(target.main_folder), *own_path]), policy, flags, BytecodeCache(cache))
    if target.distribution:
        from whipsnake.packagefacts import facts_about

        graph.advice = facts_about(graph, options)
    if plugins is not None:
        from whipsnake.plugins.advice import PluginAdvice

        graph.advice = PluginAdvice(graph.advice, plugins)
    return graph


def collect(graph: Graph, target: Target, options: Options, plugins: Plugins | None = None) -> None:
    """Fill the graph with the modules to compile."""
    is_package = target.main_path.name == "__init__.py"
    graph.add_main(target.main, target.main_path, is_package=is_package, option="main")
    for other in target.others:
        graph.add_main(other_main(other.stem), other, is_package=False, option=f"--main={other}")
    if target.package is not None:
        graph.include_package(target.package, "main")
    for name in options.include_package:
        graph.include_package(name)
    for name in options.include_module:
        graph.include_module(name)
    if target.distribution:
        graph.include_start(site=not graph.flags.no_site)
    if plugins is not None:
        from whipsnake.plugins.modules import add_modules

        add_modules(graph, target.main_folder, plugins)
    graph.follow()


def _warn_of_name(graph: Graph, target: Target) -> None:
    name = target.main.partition(".")[0]
    if target.kind == "executable" or name not in sys.stdlib_module_names:
        return
    if graph.finder.is_stdlib(Found(name, "source", target.main_path, None)):
        return  # somebody compiles the standard library
    found = "always that one" if name in sys.builtin_module_names else "the one that comes first on sys.path"
    graph.warnings.append(f"the standard library has a module {name}, too; 'import {name}' finds {found}.")


def translations(graph: Graph, target: Target, options: Options) -> list[Translation]:
    """What to translate: the modules."""
    skip = _checked_passes((*options.skip_pass, *skipped_passes()))
    jobs: list[Translation] = []
    functions: list[tuple[str, str, int]] = []
    for module in graph.compiled:
        assert module.code is not None
        name, path = module.name, module.file if target.distribution else str(module.path)
        codes = nested_codes(module.code)
        only = selected(len(functions), len(codes))
        functions += [(name, code.co_qualname, code.co_firstlineno) for code in codes]
        jobs.append(Translation(name, path, module.is_package, module.source, module.flags, skip, options.debug, only))
    write_list(functions)
    return jobs


def _loader() -> LibraryFile:
    """The loader is in every binary and runs once: as bytecode it is a tenth of the size."""
    job = Translation(LOADER_NAME, LOADER_FILE, False, LOADER.read_bytes(), PythonFlags(), only=frozenset())
    return LibraryFile(LOADER_NAME, key_of(*job.key_parts()), lambda: translate(job).c[0])


def translate_all(
    jobs: Sequence[Translation], cache: Cache, processes: int, progress: Progress, result: Result
) -> list[list[str]]:
    """Each job's C texts, from the cache or made now."""
    progress.stage("translating", len(jobs))
    keys = [key_of("c", *job.key_parts()) for job in jobs]
    texts: dict[int, list[str]] = {}
    for number, key in enumerate(keys):
        known = cache.read("c", key, ".c")
        if known is not None:
            texts[number] = known.decode().split("\0")
            result.cached.add(jobs[number].name)
            progress.step(f"{jobs[number].name} (cached)")
    missing = [number for number in range(len(jobs)) if number not in texts]
    for number, translated in zip(missing, _translated([jobs[number] for number in missing], processes), strict=True):
        texts[number] = translated.c
        cache.put("c", keys[number], ".c", "\0".join(translated.c).encode())
        for stage, seconds in translated.seconds.items():
            result.seconds[stage] = result.seconds.get(stage, 0.0) + seconds
        progress.step(jobs[number].name)
    return [texts[number] for number in range(len(jobs))]


def _translated(jobs: Sequence[Translation], processes: int) -> Iterator[Translated]:
    processes = min(processes, len(jobs))
    if processes < 2 or sum(len(job.source) for job in jobs) < _WORTH_A_PROCESS:
        yield from map(translate, jobs)
        return
    from whipsnake.workers import translate_in_processes

    yield from translate_in_processes(jobs, processes)


def _checked_passes(names: Sequence[str]) -> tuple[str, ...]:
    optional = [step.__name__ for step in PIPELINE if step.__name__ not in REQUIRED]
    for name in names:
        if name not in optional:
            raise UsageError(
                f"--skip-pass={name}: there is no such pass.", hint=f"Choose from {', '.join(dict.fromkeys(optional))}."
            )
    return tuple(names)


def _table(target: Target, jobs: Sequence[Translation], python: Python, flags: PythonFlags, options: Options) -> Table:
    names = [job.name for job in jobs]
    is_launched = target.distribution == "onefile" and python.static_library is None
    return Table(
        entry=_entry(target, is_launched=is_launched),
        units=[unit_symbol(name) for name in names],
        main=unit_symbol(target.main),
        loader=unit_symbol(LOADER_NAME),
        loader_name=f"{LOADER_NAME}_{key_of(LOADER.read_bytes())[:12]}",
        name="" if target.kind == "executable" else target.main,
        # A distribution does not look for its sources, and is the same wherever they are.
        source_folder="" if target.distribution else str(target.source_folder),
        main_folder="" if target.distribution else str(target.main_folder),
        is_folder=target.is_folder,
        python=None if target.distribution else str(python.executable),
        is_one_file=target.distribution == "onefile",
        flags={name: int(getattr(flags, name)) for name in FLAGS},
        environment=options.force_runtime_environment_variable,
        others={other.stem: unit_symbol(other_main(other.stem)) for other in target.others},
    )


def _entry(target: Target, *, is_launched: bool) -> Literal["main", "start", "init", "library"]:
    if target.kind == "extension":
        return "init"
    if target.is_library:
        return "library"
    return "start" if is_launched else "main"


def run_program(options: Options, target: Target) -> None:
    """Become the program that was just compiled; an extension module is imported."""
    sys.stdout.flush()
    sys.stderr.flush()
    if target.kind == "executable":
        try:
            os.execv(target.executable, [str(target.executable), *options.program_args])
        except OSError as error:
            raise UserError(f"the program cannot be run: {error.strerror}.", filename=str(target.executable)) from None
    folder = target.output.parent.parent if target.package else target.output.parent
    name = target.main.rpartition(".")[2]
    code = f"import sys; sys.path.insert(0, {str(folder)!r}); __import__({name!r})"
    os.execv(sys.executable, [sys.executable, "-c", code, *options.program_args])
