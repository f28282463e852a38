"""The names of main modules, of which a distribution may have several."""

from __future__ import annotations

MAIN = "__main__"


def other_main(program: str) -> str:
    """What a module is called that is the main one when the binary is started by the name `program`."""
    return f"{MAIN} {program}"


def run_name(module: str) -> str:
    """The `__name__` that a module has when it runs."""
    return MAIN if module.startswith(other_main("")) else module
