"""The `whipsnake` command."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from whipsnake.cli.bisect import bisect_command
from whipsnake.cli.compile import compile_command
from whipsnake.cli.dump import dump_command
from whipsnake.errors import CompilerBug, UserError

_COMMANDS = {"bisect": bisect_command, "dump": dump_command}


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and end the process."""
    words = list(sys.argv[1:] if args is None else args)
    # A file called like a command is compiled as ./dump.
    command = _COMMANDS.get(words[0]) if words else None
    try:
        if command is not None:
            command.main(words[1:], prog_name=f"whipsnake {words[0]}")
        else:
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
