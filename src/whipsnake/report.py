"""The report of a compilation, as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whipsnake import __version__
from whipsnake.hir import nested_codes
from whipsnake.modules import Module
from whipsnake.output import write_whole

if TYPE_CHECKING:
    from whipsnake.driver import Result


def write_report(path: Path, result: Result, python_version: str, compiler_version: str) -> None:
    """Write what is in the binary, why, and how long it took to make."""
    graph = result.graph
    report = {
        "whipsnake": __version__,
        "python": python_version,
        "compiler": compiler_version.partition("\n")[0],
        "output": str(result.target.output),
        "installer": None if result.installer is None else str(result.installer),
        "profile": result.profile,
        "stubs": [*map(str, result.stubs)],
        "modules": [_module(module, cached=module.name in result.cached) for module in graph.modules.values()],
        "files": _files(result),
        "not_compiled": [{"name": name, "reason": reason} for name, reason in sorted(graph.left_out.items())],
        "plugins": result.told_by_plugins,
        "warnings": result.warnings,
        "seconds": {stage: round(seconds, 4) for stage, seconds in result.seconds.items()},
    }
    write_whole(path, json.dumps(report, indent=2) + "\n")


def _files(result: Result) -> list[dict[str, Any]]:
    """Each thing in a distribution: what it is, why it is there, and its size in bytes where it has one of its own."""
    target, bundle, modules = result.target, result.bundle, result.graph.modules
    if bundle is None:
        return []
    program = target.executable
    size = program.stat().st_size if program.exists() else None
    found = [_file("program", target.program, size, "main", modules[target.main].path, target.program)]
    found += [
        _file(module.form, module.name, None, str(module.reason), module.path)
        for module in modules.values()
        if module.form in ("compiled", "frozen", "builtin")
    ]
    found += [
        _file(
            *(entry.kind, entry.name, len(entry.read()), entry.reason, entry.source),
            *(entry.path if entry.is_file else None, entry.on_disk),
        )
        for entry in (*bundle.modules(), *bundle.files())
    ]
    return found


def _file(
    kind: str,
    name: str,
    size: int | None,
    reason: str,
    source: Path | None,
    path: str | None = None,
    on_disk: bool = False,
) -> dict[str, Any]:
    return {
        "kind": kind,
        "name": name,
        "path": path,
        "size": size,
        "reason": reason,
        "source": None if source is None else str(source),
        "on_disk": on_disk,
    }


def _module(module: Module, *, cached: bool) -> dict[str, Any]:
    reason = module.reason
    return {
        "name": module.name,
        "form": module.form,
        "path": None if module.path is None else str(module.path),
        "is_package": module.is_package,
        "reason": {
            "option": reason.option,
            "importer": reason.importer,
            "line": reason.line,
            "in_string": reason.is_mention,
        },
        "cached": cached,
        "functions": [
            {"name": code.co_qualname, "line": code.co_firstlineno}
            for code in (nested_codes(module.code)[1:] if module.code else ())
        ],
    }
