"""The C compiler's and the linker's flags."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from whipsnake.build.python import Python
from whipsnake.build.toolchain import Toolchain

Kind = Literal["executable", "extension"]


@dataclass(frozen=True)
class Flags:
    """The flags of one build."""

    compile: tuple[str, ...]
    generated: tuple[str, ...]
    """Further flags for generated code, of which there is much: passes that cost more than they bring are off."""
    include: tuple[str, ...]
    """The folders of headers, which cache keys know by what is in them and not by where they are."""
    link: tuple[str, ...]
    libraries: tuple[str, ...]
    """What stands behind the objects on the linker's command line."""
    launcher: tuple[str, ...] = ()
    """What links the launcher from the runtime library, where the program is a shared library: runtime/launcher.c."""


@dataclass(frozen=True)
class Distributed:
    """What a distribution's executable is linked for."""

    rpath: str
    """Where the libraries of its extension modules are."""
    archive: Path | None = None
    """A static library that is linked, too."""
    functions: tuple[str, ...] = ()
    """Those that are needed of it."""
    library: str | None = None
    """The name of the shared library that it is instead of an executable."""
    is_one_file: bool = False
    """Size matters more than half a millisecond at the start, and there are no libraries beside it."""


def flags(
    python: Python,
    toolchain: Toolchain,
    runtime: Path,
    kind: Kind,
    *,
    lto: bool,
    debug: bool,
    distributed: Distributed | None = None,
) -> Flags:
    """All flags for a program or an extension module."""
    static = kind == "executable" and python.static_library is not None
    is_launched = distributed is not None and distributed.is_one_file and not static
    is_shared = is_launched or (distributed is not None and distributed.library is not None)
    compile_flags = [
        "-std=gnu11",
        "-O2",
        "-g" if debug else "-g0",
        # CPython's own code and headers rely on these two.
        "-fwrapv",
        "-fno-strict-aliasing",
        "-fvisibility=hidden",
        "-ffunction-sections",
        "-fdata-sections",
        "-fno-plt",
        "-fno-semantic-interposition",
        # Distributions build the static library for programs at a fixed address.
        "-fno-pie" if static else "-fPIE" if kind == "executable" and not is_shared else "-fPIC",
        # Generated code leaves labels, values and blocks unused where that keeps the emitter simple.
        "-w",
        "-DNDEBUG",
        "-DPy_BUILD_CORE",
        # The program contains the interpreter, whose hidden symbols can therefore be used.
        *(["-DRT_STATIC"] if static else []),
    ]
    generated = ["-O1"]
    if toolchain.family == "gcc":
        # The first two are a quarter of the compile time, for 2 % less code; the third takes time by the square of a
        # function's loops.
        generated += ["-fno-tree-pta", "-fno-tree-dominator-opts", "-fno-move-loop-invariants"]
    include = (f"-I{runtime}", f"-I{python.include}", f"-I{python.include / 'internal'}")
    link_flags = ["-Wl,--gc-sections"]
    if not debug:
        link_flags.append("-Wl,--strip-debug" if distributed is None else "-s")
    if lto:
        compile_flags.append("-flto")
        link_flags += ["-flto=auto" if toolchain.family == "gcc" else "-flto", "-O2"]
    if toolchain.family == "zig":
        # zig turns on traps for undefined behaviour, which CPython's headers are full of.
        compile_flags.append("-fno-sanitize=undefined")
    libraries: list[str] = []
    if kind == "extension":
        link_flags.append("-shared")
    elif python.static_library is not None:
        # Extension modules find the whole C API in the program, also what the program itself does not use.
        link_flags += ["-no-pie", "-Wl,--export-dynamic"]
        libraries += ["-Wl,--whole-archive", str(python.static_library), "-Wl,--no-whole-archive"]
        libraries += [*python.system_libraries, "-lpthread", "-ldl", "-lutil", "-lm"]
    elif python.shared_library is not None:
        link_flags += ["-shared" if is_shared else "-pie"]
        if distributed is None:
            link_flags.append(f"-Wl,-rpath,{python.shared_library.parent}")
        libraries += [str(python.shared_library), "-lm"]
    launcher: list[str] = []
    if distributed is not None:
        link_flags += ["-Wl,--disable-new-dtags", f"-Wl,-rpath,{distributed.rpath}"]
        if distributed.library is not None:
            # The host sees one function, finds nothing else in its place, and may unload the library: it stays.
            link_flags += [f"-Wl,-soname,{distributed.library}", "-Wl,-Bsymbolic", "-Wl,--exclude-libs,ALL"]
            link_flags += ["-Wl,-z,nodelete"]
        if static and distributed.is_one_file and python.can_thaw:
            # See runtime/py/thaw.c, which comes first.
            link_flags += ["-Wl,-z,muldefs", "-Wl,-u,_PyImport_FrozenBootstrap"]
        if distributed.archive is not None:
            link_flags += [f"-Wl,-u,{function}" for function in distributed.functions]
            libraries.append(str(distributed.archive))
        if is_launched:
            launcher = ["-pie", "-Wl,--gc-sections", "-Wl,-u,main"]
            launcher += [f"-Wl,-u,{function}" for function in distributed.functions]
            launcher += [str(path) for path in [distributed.archive] if path is not None]
            launcher += ["-lpthread", "-ldl"]
    return Flags(*map(tuple, (compile_flags, generated, include, link_flags, libraries, launcher)))
