"""What is made of the main file or folder: an executable or an extension module, its name, its place."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from whipsnake.dist.archive import FOOTER_SIZE, has_archive
from whipsnake.errors import UsageError, UserError
from whipsnake.options import Options
from whipsnake.output import check_writable

Distribution = Literal["standalone", "onefile"]


@dataclass(frozen=True)
class Target:
    """The binary to be."""

    kind: Literal["executable", "extension"]
    main: str
    """The main module's name: `__main__` for a script."""
    main_path: Path
    package: str | None
    """A package that is compiled as a whole."""
    main_folder: Path
    """Where the program's own modules are found: its `sys.path[0]`."""
    source_folder: Path
    """The folder of the program's sources, with which its file names move when the binary moves."""
    output: Path
    build_folder: Path
    is_folder: bool = False
    """Whether the program is a folder that is no package, as in `python FOLDER`."""
    distribution: Distribution | None = None
    program: str = ""
    """The name of the executable, which lies in the folder `output` of a standalone program."""

    is_library: bool = False
    """Whether the program in the folder is a shared library, which a host program runs."""
    others: tuple[Path, ...] = ()
    """The main files of further programs in it, which are known by their names."""

    @property
    def executable(self) -> Path:
        """The file to run."""
        return self.output / self.program if self.distribution == "standalone" else self.output


def find_target(options: Options, extension_suffix: str, *, as_package: bool) -> Target:
    """Look at the main file or folder, and at the mode."""
    path = _existing(options.main)
    mode = options.chosen_mode
    if mode not in ("module", "package"):
        return _executable(path, options, as_package=as_package)
    if options.output_filename is not None:
        raise UsageError(
            "an extension module's file name follows from the module's name.",
            hint="Leave --output-filename out; --output-dir chooses the folder.",
        )
    if mode == "package":
        if not path.is_dir():
            raise UsageError(f"{options.main} is not a folder.", hint="For a single file use --mode=module.")
        main_path = path / "__init__.py"
        if not main_path.is_file():
            raise UsageError(f"{options.main} is not a package: it has no __init__.py.")
    else:
        if path.is_dir():
            raise UsageError(f"{options.main} is a folder.", hint="For a package use --mode=package.")
        main_path = path
    stem = path.stem if mode == "module" else path.name
    if mode == "module" and stem == "__init__":
        raise UsageError(f"{options.main} is a package's.", hint="Name its folder, with --mode=package.")
    if not stem.isidentifier():
        raise UsageError(f"{stem!r} cannot be the name of a module.", hint="Rename the file.")
    top, name = _full_name(path.parent, stem)
    folder = _output_folder(options)
    # As a package of the import system's own, it is one before it is imported, too: for `python -m`, for pkgutil.
    output = folder / (f"{stem}/__init__{extension_suffix}" if mode == "package" else stem + extension_suffix)
    check_writable(output)
    return Target(
        kind="extension",
        main=name,
        main_path=main_path,
        package=name if mode == "package" else None,
        main_folder=top,
        source_folder=path.parent,
        output=output,
        build_folder=folder / f"{stem}.build",
    )


def _executable(path: Path, options: Options, *, as_package: bool) -> Target:
    main, package = "__main__", None
    main_path, main_folder = path, path.resolve().parent
    if path.is_dir():
        main_path, main_folder = path / "__main__.py", path.resolve()
        if not main_path.is_file():
            raise UsageError(f"{options.main} is a folder without a __main__.py.", hint="Name the program's file.")
        if as_package or (path / "__init__.py").is_file():
            main_folder, package = _full_name(path.parent, path.name)
            main = f"{package}.__main__"
    elif as_package:
        raise UsageError("--python-flag=-m is for a package.", hint="Name the package's folder.")
    folder = _output_folder(options)
    stem = path.stem if path.is_file() else path.name
    is_library = options.chosen_mode == "dll"
    name = options.output_filename or f"{stem}.{'so' if is_library else 'bin'}"
    distribution: Distribution | None = None
    if options.is_distribution:
        distribution = "onefile" if options.chosen_mode == "onefile" else "standalone"
    if distribution == "standalone":
        if "/" in name:
            raise UsageError(
                f"--output-filename={name}: it names the program in its folder.",
                hint="--output-dir chooses the folder.",
            )
        output = folder / f"{stem}.dist"
        check_replaceable(output, name)
    else:
        output = folder / name
        if output.exists() and output.samefile(main_path):
            raise UserError(
                f"{output} cannot be written: it is the program's source.", hint="Choose another name with -o."
            )
        check_writable(output)
    return Target(
        kind="executable",
        main=main,
        main_path=main_path,
        package=package,
        main_folder=main_folder,
        source_folder=main_folder,
        output=output,
        build_folder=folder / f"{stem}.build",
        is_folder=path.is_dir() and package is None,
        distribution=distribution,
        program=name,
        is_library=is_library,
        others=tuple(_others(options.other_mains, main_folder, {stem, Path(name).stem})),
    )


def _others(names: Sequence[str], folder: Path, taken: set[str]) -> Iterator[Path]:
    """The main files of other programs, which import what the first one can import."""
    for name in names:
        path = _other(name, folder)
        if path.stem in taken:
            raise UsageError(f"--main={name}: there are two programs called {path.stem}.", hint="Rename one of them.")
        taken.add(path.stem)
        yield path


def _other(name: str, folder: Path) -> Path:
    path = _existing(name)
    if not path.is_file():
        raise UsageError(f"--main={name} is a folder.", hint="Name the program's file.")
    if path.resolve().parent != folder.resolve():
        raise UsageError(
            f"--main={name} is not in the folder of the first program, {folder}.",
            hint="Programs of one distribution find their modules in one folder.",
        )
    return path


def check_replaceable(folder: Path, program: str) -> None:
    """Refuse to replace a folder that is no standalone program of ours."""
    if not os.path.lexists(folder):
        check_writable(folder)
        return
    if folder.is_dir() and not folder.is_symlink():
        if not any(folder.iterdir()):
            return
        with suppress(OSError), (folder / program).open("rb") as file:
            file.seek(-FOOTER_SIZE, os.SEEK_END)
            if has_archive(file.read()):
                return
    raise UserError(
        f"{folder} is in the way: it is no standalone program of that name.",
        hint="Remove it, or choose another --output-dir.",
    )


def _existing(main: str) -> Path:
    """The absolute path of the main file or folder, which is there."""
    if not main:
        raise UsageError("the name of the file to compile is empty.", hint="Name the program's file.")
    path = Path(main)
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        hint = "A program is compiled from a file." if main == "-" else "Check the path."
        raise UsageError(f"there is no file or folder {main!r}.", hint=hint) from None
    except OSError as error:
        raise UsageError(f"{main!r} cannot be read: {error.strerror}.", hint="Check the path.") from None
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise UsageError(f"{main!r} is neither a file nor a folder.", hint="A program is compiled from a file.")
    path = path.absolute()
    return path if path.name not in ("", "..") else path.resolve()


def _full_name(folder: Path, name: str) -> tuple[Path, str]:
    """A module's full name by the packages around it, and the folder of the outermost."""
    while (folder / "__init__.py").is_file():
        name = f"{folder.name}.{name}"
        folder = folder.parent
    return folder, name


def _output_folder(options: Options) -> Path:
    return Path(options.output_dir or ".").absolute()
