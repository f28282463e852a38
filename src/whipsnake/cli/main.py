"""The `whipsnake` command: the right command, and what becomes of every way it can end.

All else is imported late, so that a signal finds its handler in place; and what is not needed is not imported at all,
since that takes longer than a build without changes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from whipsnake.tidy import Interrupted, tidily

if TYPE_CHECKING:
    import click


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and end the process."""
    _open_standard_files()
    words = list(sys.argv[1:] if args is None else args)
    try:
        with tidily():
            code = _run(words)
    except Interrupted as signal:
        _say(f"whipsnake: {signal}.")
        code = signal.exit_code
    code = _flush(code)
    if code < 0:
        _die(-code)
    sys.exit(code)


def _run(words: list[str]) -> int:
    """Run the command; returns its exit code, or the negative number of the signal that it is to die of."""
    import traceback

    from whipsnake.errors import CompilerBug, UserError

    try:
        return _command(words)
    except UserError as error:
        with suppress(OSError):
            error.show()
        return error.exit_code
    except CompilerBug as error:
        _say(f"whipsnake: {error}\n\n{error.details.rstrip()}\n")
    except OSError as error:
        _say(f"whipsnake: {_sentence(error)}")
        return 1
    except MemoryError:
        _say("whipsnake: there is not enough memory.")
        return 1
    except Exception as error:
        _say(f"whipsnake: internal error: {type(error).__name__}\n\n{traceback.format_exc()}")
    _say("This is a bug of Whipsnake. Please report it, with the text above.")
    return 1


def _command(words: list[str]) -> int:
    import click

    from whipsnake.errors import UsageError

    if not words:
        words = ["--help"]
    # A file called like a command is compiled as ./dump.
    command, name, rest = _find_command(words)
    try:
        return int(command.main(rest, prog_name=name, standalone_mode=False) or 0)
    except click.ClickException as error:
        raise UsageError(
            error.format_message().replace("\n", " "), hint=f"'{name} --help' shows what there is."
        ) from None


def _find_command(words: list[str]) -> tuple[click.Command, str, list[str]]:
    if words[0] == "bisect":
        from whipsnake.cli.bisect import bisect_command

        return bisect_command, "whipsnake bisect", words[1:]
    if words[0] == "dump":
        from whipsnake.cli.dump import dump_command

        return dump_command, "whipsnake dump", words[1:]
    if words[0] == "record":
        from whipsnake.cli.record import record_command

        return record_command, "whipsnake record", words[1:]
    if words[0].partition("=")[0] == "--list-contents":
        from whipsnake.cli.contents import contents_command

        return contents_command, "whipsnake --list-contents", [*words[0].split("=", 1)[1:], *words[1:]]
    from whipsnake.cli.compile import compile_command

    return compile_command, "whipsnake", words


def _sentence(error: OSError) -> str:
    """What the system would not do, where no other message says it better."""
    if error.filename is None:
        try:
            sys.stdout.flush()
        except OSError:
            return f"standard output cannot be written: {error.strerror}."
        from pathlib import Path

        try:
            Path.cwd()
        except OSError:
            return "the current folder does not exist any more.\nChange to one that does."
    where = f"{os.fsdecode(error.filename)}: " if error.filename is not None else ""
    return f"{where}{error.strerror or error}."


def _say(text: str) -> None:
    with suppress(OSError):  # nobody listens
        print(text, file=sys.stderr, flush=True)


def _open_standard_files() -> None:
    """See that standard files that are closed don't become others' numbers. The programs we run find them closed."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdout = sys.stdout or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    sys.stderr = sys.stderr or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")


def _die(number: int) -> None:
    """Die of a signal, as the program did that this process has run."""
    import resource
    import signal

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):
        signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
    os._exit(128 + number)


def _flush(code: int) -> int:
    """Write what is left; the exit code is another if that fails. What cannot be written, Python must not try again."""
    for file in (sys.stdout, sys.stderr):
        try:
            file.flush()
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), file.fileno())
            if file is sys.stdout and code == 0:
                _say(f"whipsnake: standard output cannot be written: {error.strerror}.")
                code = 1
    return code


if __name__ == "__main__":
    main()
