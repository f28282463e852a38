"""The `whipsnake` command."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from whipsnake.errors import CompilerBug, UserError


def _command(word: str) -> click.Command | None:
    """The command of that name. What is not needed is not imported: that takes longer than a build without changes."""
    if word == "bisect":
        from whipsnake.cli.bisect import bisect_command

        return bisect_command
    if word == "dump":
        from whipsnake.cli.dump import dump_command

        return dump_command
    return None


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and end the process."""
    words = list(sys.argv[1:] if args is None else args)
    # A file called like a command is compiled as ./dump.
    command = _command(words[0]) if words else None
    try:
        if command is not None:
            command.main(words[1:], prog_name=f"whipsnake {words[0]}")
        else:
            from whipsnake.cli.compile import compile_command

            compile_command.main(words, prog_name="whipsnake")
    except UserError as error:
        print(f"whipsnake: {error}" if error.filename is None else str(error), file=sys.stderr)
        sys.exit(error.exit_code)
    except CompilerBug as error:
        print(f"whipsnake: {error}\n\n{error.details.rstrip()}\n", file=sys.stderr)
        print("This is a bug of Whipsnake. Please report it, with the text above.", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
