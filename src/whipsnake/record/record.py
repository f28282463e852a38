"""The whole recording, from top to bottom."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from whipsnake.build.cache import default_cache
from whipsnake.driver import collect, new_graph
from whipsnake.errors import SourceError, UserError
from whipsnake.facts.additions import with_additions
from whipsnake.facts.document import read_document
from whipsnake.modules import Finder
from whipsnake.options import Options
from whipsnake.output import check_writable, write_whole
from whipsnake.plugins.active import active_plugins
from whipsnake.pythonflags import parse_python_flags
from whipsnake.record.findings import Additions, Findings
from whipsnake.record.run import run_recorded
from whipsnake.target import Target, find_target

_WORDS = {
    "implicit-imports": "import",
    "data-files": "pattern of data files",
    "metadata": "distribution's metadata",
    "shared-libraries": "shared library",
}
_PLURALS = {"pattern of data files": "patterns of data files", "shared library": "shared libraries"}


@dataclass(frozen=True)
class Recorded:
    """The program: its file, or the module that `python -m` is to run."""

    file: str | None
    arguments: tuple[str, ...]
    module: str | None = None


def record(
    recorded: Recorded, output: str | None, project: Callable[[str], Options], say: Callable[[str], None]
) -> int:
    """Run the program and add to the file of facts; returns its exit code, negative if a signal killed it.

    `project`: the options that the project of a file or folder has for its compilation.
    """
    main = recorded.file if recorded.module is None else _main_of_module(recorded.module)
    options = target = None
    if main is not None:
        options = replace(project(main), mode="standalone", standalone=False, onefile=False, module=False)
        if recorded.module is not None and Path(main).is_dir():
            options = replace(options, python_flag=(*options.python_flag, "-m"))
        target = find_target(
            replace(options, output_dir=None, output_filename=None), "", as_package=_is_package(options)
        )
    facts = Path(output or f"{recorded.module or Path(str(main)).stem}.facts.yaml").absolute()
    check_writable(facts)
    if facts.exists() and isinstance(read_document(facts).data, list):
        raise UserError("this file is in Nuitka's format.", filename=str(facts), hint="Choose another one with -o.")
    command = ["-m", recorded.module] if recorded.module is not None else [str(recorded.file)]
    run = run_recorded([*command, *recorded.arguments])
    if options is None or target is None:
        return run.status  # Python has said that there is no such module
    if facts.exists():
        options = replace(
            options, user_package_configuration_file=(*options.user_package_configuration_file, str(facts))
        )
    try:
        findings = _findings(options, target, recorded)
    except SourceError:
        return run.status  # Python has said why
    findings.add(run.events)
    if not run.sees_c_code:
        findings.notes.append("without a C compiler it is not known which files C code opened.")
    for note in findings.notes:
        say(f"note: {note}")
    additions = findings.additions()
    if additions or not facts.exists():
        text = facts.read_text(encoding="utf-8") if facts.exists() else _heading(recorded)
        write_whole(facts, with_additions(text, additions))
    say(_summary(additions, facts))
    return run.status


def _main_of_module(name: str) -> str | None:
    """The file or the package's folder that `python -m` would run."""
    found = Finder([str(Path.cwd()), *sys.path[1:]]).find(name)
    if found is None or found.path is None:
        return None
    return str(found.path.parent if found.is_package else found.path)


def _is_package(options: Options) -> bool:
    return parse_python_flags(options.python_flag).as_package


def _findings(options: Options, target: Target, recorded: Recorded) -> Findings:
    """What is known of the program without running it."""
    if recorded.module is not None and target.main == "__main__":
        # A module in a package sees the folder of the package.
        depth = recorded.module.count(".")
        target = replace(target, main_folder=target.main_path.parents[depth])
    plugins = active_plugins(options, target.main_path, target.output)
    graph = new_graph(options, target, parse_python_flags(options.python_flag), default_cache(), plugins)
    collect(graph, target, options, plugins)
    return Findings(graph, target.main, recorded.arguments)


def _heading(recorded: Recorded) -> str:
    name = f"python -m {recorded.module}" if recorded.module is not None else f"python {Path(str(recorded.file)).name}"
    return f"# What `{name}` used. The format: docs/facts.md of whipsnake.\n"


def _summary(additions: Additions, facts: Path) -> str:
    counts: dict[str, int] = {}
    for entry in additions.values():
        for key, items in entry.items():
            word = _WORDS[key]
            counts[word] = counts.get(word, 0) + sum(
                len(value) for item in items for value in item.values() if isinstance(value, list)
            )
    if not counts:
        return f"{facts.name} has all that the program used."
    parts = [f"{count} {word if count == 1 else _PLURALS.get(word, word + 's')}" for word, count in counts.items()]
    return f"{facts.name}: {', '.join(parts)} added."
