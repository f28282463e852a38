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
        "modules": [_module(module, cached=module.name in result.cached) for module in graph.modules.values()],
        "not_compiled": [{"name": name, "reason": reason} for name, reason in sorted(graph.left_out.items())],
        "warnings": result.warnings,
        "seconds": {stage: round(seconds, 4) for stage, seconds in result.seconds.items()},
    }
    write_whole(path, json.dumps(report, indent=2) + "\n")


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
