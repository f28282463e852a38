"""`python -m tests.packages NAME...`: compare packages; without a name, all of them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.cases.command import command_line, main
from tests.cases.comparison import Comparison

from .catalog import CATALOG
from .runner import compare


def both_ways(name: str, folder: Path, given: argparse.Namespace) -> list[Comparison]:
    """The one comparison of a package."""
    return [compare(CATALOG[name], folder, pytest_options=tuple(given.pytest), compiler_options=tuple(given.option))]


if __name__ == "__main__":
    parser = command_line("python -m tests.packages", "Packages' own tests, both ways.")
    parser.add_argument("--pytest", action="append", default=[], metavar="OPTION", help="an option for pytest")
    sys.exit(main(parser, CATALOG, both_ways))
