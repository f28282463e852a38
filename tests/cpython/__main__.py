"""`python -m tests.cpython MODULE...`: compare test modules; without a name, all of them."""

from __future__ import annotations

import sys

from tests.cases.command import command_line, main

from .catalog import CATALOG
from .runner import compare

if __name__ == "__main__":
    sys.exit(
        main(
            command_line(
                "python -m tests.cpython", "CPython's tests of the language and its objects, from source and compiled."
            ),
            CATALOG,
            lambda name, folder, given: compare(CATALOG[name], folder, tuple(given.option)),
        )
    )
