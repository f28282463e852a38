"""`python -m tests.stdlib MODULE...`: compare modules; without a name, all of them."""

from __future__ import annotations

import sys

from tests.cases.command import command_line, main

from .catalog import CATALOG
from .runner import compare

if __name__ == "__main__":
    sys.exit(
        main(
            command_line(
                "python -m tests.stdlib", "CPython's tests of its library, with the library from source and compiled."
            ),
            CATALOG,
            lambda name, folder, given: compare(CATALOG[name], folder, tuple(given.option)),
        )
    )
