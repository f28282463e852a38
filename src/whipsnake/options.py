"""Every option of a compilation, declared once: command line, pyproject.toml and project comments derive from here."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from whipsnake.errors import UsageError

Mode = Literal["accelerated", "module", "package", "standalone", "onefile", "app", "dll"]
Lto = Literal["yes", "no", "auto"]
Compression = Literal["auto", "zlib", "zstd", "none"]
SPEC_VARIABLES = ("CACHE_DIR", "TEMP", "HOME", "PROGRAM", "PROGRAM_BASE", "PID", "TIME")
"""What `runtime/diskcache.c` replaces when a program starts."""
PRODUCT_VARIABLES = {
    "COMPANY": ("--company-name",),
    "PRODUCT": ("--product-name",),
    "VERSION": ("--product-version", "--file-version"),
}
"""What is replaced before, and the options that say by what."""


def option(
    *names: str,
    help: str,
    default: Any = None,
    metavar: str | None = None,
    choices: Sequence[str] = (),
    flag: bool = False,
    many: bool = False,
    whole: bool = False,
    distributed: bool = False,
    hidden: bool = False,
) -> Any:
    """A field of `Options` with its command-line names.

    `many`: may be repeated, and each value separated by commas; `whole`: commas are part of the value.
    `distributed`: only distributions have it.
    """
    metadata = {
        "names": names,
        "help": help,
        "metavar": metavar,
        "choices": tuple(choices),
        "flag": flag,
        "many": many,
        "whole": whole,
        "distributed": distributed,
        "hidden": hidden,
    }
    if many:
        return field(default=(), metadata=metadata)
    return field(default=False if flag and default is None else default, metadata=metadata)


@dataclass(frozen=True)
class Options:
    """What the user asked for."""

    main: str
    """The program, module or package to compile: a file or a folder."""
    program_args: tuple[str, ...] = ()
    """Arguments for the program when it is run after compilation."""

    other_mains: tuple[str, ...] = option(
        "--main",
        many=True,
        whole=True,
        distributed=True,
        metavar="FILE",
        help="Another program in the distribution, which it is when it is started by that file's name: in a folder "
        "other.bin is a link, and so may be one to the one file.",
    )

    mode: Mode = option(
        "--mode",
        default="accelerated",
        choices=("accelerated", "module", "package", "standalone", "onefile", "app", "dll"),
        help="accelerated: an executable that uses this Python's installation; module: an extension module from one "
        "file; package: an extension module that holds a whole package, as its __init__; standalone: a folder app.dist "
        "with a program that needs no Python; onefile: a single file that needs none; app: what programs are "
        "given away as on this system: one file; dll: a folder app.dist with app.so, a shared library whose function "
        "run_code runs the program in another one, which may be written in C.",
    )
    standalone: bool = option("--standalone", flag=True, help="The same as --mode=standalone.")
    onefile: bool = option("--onefile", flag=True, help="The same as --mode=onefile.")
    module: bool = option("--module", flag=True, help="The same as --mode=module.")
    run: bool = option("--run", flag=True, help="Run the result; arguments after the file, or after --, are its own.")
    onefile_tempdir_spec: str | None = option(
        "--onefile-tempdir-spec",
        metavar="FOLDER",
        help="Where a one-file program keeps files that have to be on disk; {CACHE_DIR}, {TEMP}, {HOME}, {PROGRAM}, "
        "{PROGRAM_BASE}, {PID} and {TIME} are replaced when it starts, {COMPANY}, {PRODUCT} and {VERSION} by what "
        "--company-name and its like say. Default: {CACHE_DIR}/whipsnake-files.",
    )
    company_name: str | None = option(
        "--company-name",
        distributed=True,
        metavar="NAME",
        help="{COMPANY} in --onefile-tempdir-spec, and the maintainer of --installer.",
    )
    product_name: str | None = option(
        "--product-name", distributed=True, metavar="NAME", help="{PRODUCT} in --onefile-tempdir-spec."
    )
    product_version: str | None = option(
        "--product-version",
        distributed=True,
        metavar="VERSION",
        help="{VERSION} in --onefile-tempdir-spec: up to four numbers with dots between them.",
    )
    file_version: str | None = option(
        "--file-version",
        distributed=True,
        metavar="VERSION",
        help="The same; where both are given and differ, {VERSION} is both, with a - between them.",
    )
    file_description: str | None = option(
        "--file-description", distributed=True, metavar="TEXT", help="What the program is, for --installer."
    )
    installer: Literal["deb"] | None = option(
        "--installer",
        distributed=True,
        choices=("deb",),
        help="Make a package as well with which the program is installed; deb: for Debian, Ubuntu and what comes from "
        "them. Its name, version and maintainer are those of --product-name, --product-version and --company-name, or "
        "of pyproject.toml's [project].",
    )
    linux_icon: str | None = option(
        "--linux-icon",
        distributed=True,
        metavar="FILE",
        help="With --installer: the program's icon, PNG or SVG, with which it is among the desktop's applications.",
    )
    compression: Compression = option(
        "--compression",
        default="auto",
        choices=("auto", "zlib", "zstd", "none"),
        help="How what is in a one-file program is compressed; auto: by zstd if it is much, and where that can be had "
        "(the package zstandard and the C library libzstd.a), else by zlib.",
    )
    output_dir: str | None = option("--output-dir", metavar="FOLDER", help="Where the result goes; default: here.")
    output_filename: str | None = option(
        "--output-filename", "-o", metavar="FILE", help="The executable's name; default: app.bin for app.py."
    )

    follow_imports: bool | None = option(
        "--follow-imports/--nofollow-imports",
        help="Compile every module that is imported, except the standard library; default: none, and in a standalone "
        "or one-file program, which has all that it imports in it, those in its own folder.",
    )
    follow_import_to: tuple[str, ...] = option(
        "--follow-import-to",
        many=True,
        metavar="MODULE",
        help="Compile this module or package if it is imported; patterns such as 'app.*' are allowed.",
    )
    nofollow_import_to: tuple[str, ...] = option(
        "--nofollow-import-to",
        many=True,
        metavar="MODULE",
        help="Do not compile this module or package even if it is imported; patterns such as '*.tests' are allowed.",
    )
    follow_stdlib: bool = option("--follow-stdlib", flag=True, help="With --follow-imports: the standard library too.")
    include_package: tuple[str, ...] = option(
        "--include-package", many=True, metavar="PACKAGE", help="Compile the whole package, imported or not."
    )
    include_module: tuple[str, ...] = option(
        "--include-module", many=True, metavar="MODULE", help="Compile the module, imported or not."
    )

    include_data_files: tuple[str, ...] = option(
        "--include-data-files",
        "--include-data-file",
        many=True,
        whole=True,
        distributed=True,
        metavar="SOURCE=DEST",
        help="Take files along: DEST is the file's place in the distribution, or with a / at its end the folder's. "
        "SOURCE may be a pattern, in which ** is any folders; what is below those keeps its place. "
        "FOLDER=DEST/=PATTERN takes the files of a folder that match, with their places.",
    )
    include_data_dir: tuple[str, ...] = option(
        "--include-data-dir",
        many=True,
        whole=True,
        distributed=True,
        metavar="FOLDER=DEST",
        help="Take a folder's files along, and those of the folders in it, except code: Python's and shared libraries.",
    )
    include_raw_dir: tuple[str, ...] = option(
        "--include-raw-dir",
        many=True,
        whole=True,
        distributed=True,
        metavar="FOLDER=DEST",
        help="Take a folder along with all that is in it.",
    )
    include_package_data: tuple[str, ...] = option(
        "--include-package-data",
        many=True,
        distributed=True,
        metavar="PACKAGE[:PATTERN]",
        help="Take the files of a package along that are no code, or those of them that match.",
    )
    include_distribution_metadata: tuple[str, ...] = option(
        "--include-distribution-metadata",
        many=True,
        distributed=True,
        metavar="NAME",
        help="Take along what importlib.metadata knows of an installed distribution: its version, its entry points.",
    )
    noinclude_data_files: tuple[str, ...] = option(
        "--noinclude-data-files",
        many=True,
        distributed=True,
        metavar="PATTERN",
        help="Leave out data files by their places in the distribution; a pattern without / means their names.",
    )
    noinclude_dlls: tuple[str, ...] = option(
        "--noinclude-dlls",
        many=True,
        distributed=True,
        metavar="PATTERN",
        help="Leave out shared libraries, and what only they need: as --noinclude-data-files.",
    )
    data_on_disk: tuple[str, ...] = option(
        "--data-on-disk",
        many=True,
        distributed=True,
        metavar="PATTERN",
        help="Data files that a one-file program is to have on disk, for libraries that open them by name: as "
        "--noinclude-data-files.",
    )
    open_embedded: bool = option(
        "--open-embedded",
        flag=True,
        distributed=True,
        help="In a one-file program open(), os.stat, os.listdir and all of Python that uses them find its data files "
        "by the paths that they would have in a folder, though they are not on disk.",
    )

    user_package_configuration_file: tuple[str, ...] = option(
        "--user-package-configuration-file",
        many=True,
        metavar="FILE",
        help="What is known of packages, for a distribution: YAML as docs/facts.md tells, or Nuitka's format.",
    )

    user_plugin: tuple[str, ...] = option(
        "--user-plugin", many=True, metavar="FILE", help="Use the plugin in this Python file: docs/plugins.md."
    )
    enable_plugin: tuple[str, ...] = option(
        "--enable-plugin", many=True, metavar="PLUGIN", help="Use an installed plugin that is off by itself."
    )
    disable_plugin: tuple[str, ...] = option(
        "--disable-plugin", many=True, metavar="PLUGIN", help="Do without an installed plugin."
    )
    plugin_option: tuple[str, ...] = option(
        "--plugin-option",
        many=True,
        whole=True,
        metavar="PLUGIN:NAME=VALUE",
        help="An option of a plugin; --plugin-list shows which there are.",
    )
    plugin_list: bool = option(
        "--plugin-list", flag=True, help="Show the plugins that there are, with their options, and compile nothing."
    )

    python_flag: tuple[str, ...] = option(
        "--python-flag",
        many=True,
        metavar="FLAG",
        help="Python's own flags for the program: no_asserts (-O), no_docstrings (-OO without -O), no_site (-S), "
        "unbuffered (-u), isolated (-I), safe_path (-P), no_warnings, dont_write_bytecode (-B), -m (run as package).",
    )

    force_runtime_environment_variable: tuple[str, ...] = option(
        "--force-runtime-environment-variable",
        many=True,
        whole=True,
        metavar="NAME=VALUE",
        help="An environment variable that the program sets when it starts, for itself and its children.",
    )
    deployment: bool = option(
        "--deployment",
        flag=True,
        distributed=True,
        help="Leave out what helps to find mistakes of the distribution: the program does not tell which module it was "
        "built without.",
    )

    pyi_file: bool = option(
        "--pyi-file/--no-pyi-file",
        default=True,
        help="With --mode=module and --mode=package: write, or leave out, the stubs NAME.pyi by which type checkers "
        "and editors see signatures where the source is absent; one that lies beside the source is taken as it is.",
    )

    jobs: int | None = option("--jobs", metavar="N", help="How many processes compile at once; default: one a core.")
    lto: Lto = option(
        "--lto", default="auto", choices=("yes", "no", "auto"), help="Link-time optimisation; auto: no, for now."
    )
    pgo: bool = option(
        "--pgo",
        "--pgo-c",
        flag=True,
        help="Compile twice: first a program that counts what it does, which is run with --pgo-args; then one that is "
        "fast where the first one was busy. An extension module is used by the program in --pgo-args.",
    )
    pgo_args: str | None = option(
        "--pgo-args",
        metavar="ARGUMENTS",
        help="With --pgo: the program's arguments while it counts, in one string; for an extension module Python's, "
        "as in --pgo-args='-m pytest tests'.",
    )
    pgo_executable: str | None = option(
        "--pgo-executable",
        metavar="PATH",
        help="With --pgo: run this with --pgo-args, instead of the program (the environment variable "
        "WHIPSNAKE_PGO_PROGRAM has its path) or of Python.",
    )
    clang: bool = option("--clang", flag=True, help="Use clang.")
    zig: bool = option("--zig", flag=True, help="Use the C compiler of the ziglang package.")
    debug: bool = option("--debug", flag=True, help="Check the compiler's own work, and keep symbols for a debugger.")
    remove_output: bool = option(
        "--remove-output/--no-remove-output", default=True, help="Remove, or keep, the build folder app.build."
    )

    quiet: bool = option("--quiet", flag=True, help="Say nothing but errors.")
    show_progress: bool = option("--show-progress", flag=True, help="A line for each step, also on a terminal.")
    report: str | None = option("--report", metavar="FILE", help="Write a report of the compilation, as JSON.")
    seal: bool = option(
        "--seal",
        flag=True,
        distributed=True,
        help="Leave out of the program what tells of its source: bytecode of compiled functions, docstrings, lines, "
        "paths. Installed packages are compiled, too; with --follow-stdlib also the standard library.",
    )
    sbom: str | None = option(
        "--sbom",
        metavar="FILE",
        distributed=True,
        help="Write a software bill of materials of the distribution, as CycloneDX JSON.",
    )
    emit_c_only: bool = option(
        "--emit-c-only", "--generate-c-only", flag=True, help="Leave the C files in app.build, and compile nothing."
    )
    skip_pass: tuple[str, ...] = option(
        "--skip-pass", many=True, metavar="PASS", help="Leave an optimisation pass out (for developers)."
    )

    def check(self) -> None:
        """Refuse options that contradict each other, and values that no option can have."""
        for one, other, both in (
            ("--clang", "--zig", self.clang and self.zig),
            ("--module", "--mode=package", self.module and self.mode == "package"),
            ("--emit-c-only", "--run", self.emit_c_only and self.run),
            ("--emit-c-only", "--pgo", self.emit_c_only and self.pgo),
            *(
                (name, "--mode=dll", self.chosen_mode == "dll" and bool(given))
                for name, given in (("--run", self.run), ("--main", self.other_mains), ("--installer", self.installer))
            ),
            ("--standalone", "--onefile", self.standalone and self.onefile),
            ("--nofollow-imports", f"--mode={self.chosen_mode}", self.is_distribution and self.follow_imports is False),
            ("--quiet", "--show-progress", self.quiet and self.show_progress),
        ):
            if both:
                raise UsageError(
                    f"{one} and {other} contradict each other.",
                    hint="Leave one out; options may also stand in pyproject.toml and in the program's comments.",
                )
        for declared in fields(self):
            value = getattr(self, declared.name)
            if value and declared.metadata.get("distributed") and not self.is_distribution:
                raise UsageError(
                    f"{declared.metadata['names'][0]} is for distributions: nothing is taken along otherwise.",
                    hint="Add --mode=standalone or --mode=onefile, or leave it out.",
                )
            if any("\0" in text for text in (value if isinstance(value, tuple) else (value,)) if isinstance(text, str)):
                raise UsageError(f"{declared.name.replace('_', '-')} has a null character in it.", hint="Leave it out.")
        for name, text in (("--pgo-args", self.pgo_args), ("--pgo-executable", self.pgo_executable)):
            if text is not None and not self.pgo:
                raise UsageError(f"{name} says how to run what --pgo makes.", hint="Add --pgo, or leave it out.")
        for setting in self.force_runtime_environment_variable:
            name, equals, _ = setting.partition("=")
            if not name or not equals:
                raise UsageError(
                    f"--force-runtime-environment-variable={setting} sets no variable.", hint="Write NAME=VALUE."
                )
        if self.force_runtime_environment_variable and self.chosen_mode in ("module", "package"):
            raise UsageError(
                "--force-runtime-environment-variable is for programs: an extension module has the environment of "
                "whoever imports it.",
                hint="Choose another --mode, or leave it out.",
            )
        if self.compression != "auto" and self.chosen_mode != "onefile":
            raise UsageError(
                f"--compression={self.compression} is for one-file programs: nothing else is compressed.",
                hint="Add --mode=onefile, or leave it out.",
            )
        if self.linux_icon is not None and self.installer is None:
            raise UsageError(
                "--linux-icon is for installers: a Linux program has no icon in itself.",
                hint="Add --installer=deb, or leave it out.",
            )
        if self.onefile_tempdir_spec is not None:
            self._check_spec(self.onefile_tempdir_spec)
        for name, version in (("--product-version", self.product_version), ("--file-version", self.file_version)):
            if version is not None and not re.fullmatch(r"\d+(\.\d+){0,3}", version):
                raise UsageError(
                    f"{name}={version} is no version.", hint="It is up to four numbers with dots between, as 1.2.0."
                )
        for name, text in (("--company-name", self.company_name), ("--product-name", self.product_name)):
            if text is not None and (not text.strip(" .") or not re.fullmatch(r"[^/{}\0]+", text)):
                raise UsageError(f"{name}={text} cannot be the name of a folder.", hint="Leave out / and braces.")

    @property
    def disk_spec(self) -> str | None:
        """`--onefile-tempdir-spec` with what is known before the program starts."""
        spec = self.onefile_tempdir_spec
        for variable, value in self._product().items() if spec is not None else ():
            spec = spec.replace(f"{{{variable}}}", value)  # type: ignore[union-attr]
        return spec

    def _product(self) -> dict[str, str]:
        versions = dict.fromkeys(filter(None, (self.product_version, self.file_version)))
        values = {"COMPANY": self.company_name, "PRODUCT": self.product_name, "VERSION": "-".join(versions)}
        return {variable: value for variable, value in values.items() if value}

    def _check_spec(self, spec: str) -> None:
        name = "--onefile-tempdir-spec"
        for variable in re.findall(r"\{([^}]*)\}?", spec):
            if f"{{{variable}}}" not in spec or variable not in (*SPEC_VARIABLES, *PRODUCT_VARIABLES):
                every = ", ".join(f"{{{known}}}" for known in (*SPEC_VARIABLES, *PRODUCT_VARIABLES))
                raise UsageError(f"{name}={spec} has {{{variable}}}, which means nothing.", hint=f"Known are {every}.")
            if variable in PRODUCT_VARIABLES and variable not in self._product():
                raise UsageError(
                    f"{name}={spec} has {{{variable}}}, which nothing gives.",
                    hint=f"Add {' or '.join(PRODUCT_VARIABLES[variable])}.",
                )
        if not spec.startswith(("/", "{CACHE_DIR}", "{TEMP}", "{HOME}", "{PROGRAM}", "{PROGRAM_BASE}")):
            raise UsageError(
                f"{name}={spec} is no absolute path.", hint="Begin with /, or with a folder, as {CACHE_DIR}/name."
            )

    @property
    def chosen_mode(self) -> Mode:
        """The mode, however it was asked for."""
        mode = "onefile" if self.mode == "app" else self.mode
        return "module" if self.module else "standalone" if self.standalone else "onefile" if self.onefile else mode

    @property
    def is_distribution(self) -> bool:
        """Whether the result has all in it that it needs."""
        return self.chosen_mode in ("standalone", "onefile", "dll")

    @property
    def n_jobs(self) -> int:
        """How many processes to use."""
        return self.jobs or len(os.sched_getaffinity(0))
