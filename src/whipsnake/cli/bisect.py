"""`whipsnake bisect`: which function, then which pass, makes a command fail.

The command compiles something and checks it, as in `whipsnake bisect sh -c "whipsnake app.py && ./app.bin"`. It is
run again and again, with fewer functions compiled natively (see `whipsnake.selection`).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from whipsnake.errors import UsageError, UserError
from whipsnake.selection import LIST, ONLY, SKIP


@click.command(
    "bisect",
    help="Find the function, then the pass, whose compilation makes COMMAND fail. COMMAND compiles and checks: it must "
    'fail as it is, and succeed with nothing compiled natively. Example: whipsnake bisect sh -c "whipsnake app.py && '
    './app.bin"',
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    no_args_is_help=True,
)
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def bisect_command(command: tuple[str, ...]) -> None:
    """Search, and say what was found."""
    from whipsnake.passes import PIPELINE, REQUIRED

    functions = _list_functions(command)
    if _succeeds(command, {}):
        raise UserError("the command succeeds.", hint="bisect needs one that fails.")
    if not _succeeds(command, {ONLY: ""}):
        raise UserError("the command fails even with no function compiled natively.", hint="Look elsewhere.")
    guilty = first_bad(len(functions), lambda count: not _succeeds(command, {ONLY: f"0-{count - 1}"})) - 1
    module, name, line = functions[guilty]
    click.echo(f"function: {name} (line {line} of module {module}), number {guilty}")
    alone = {ONLY: str(guilty)}
    if _succeeds(command, alone):
        click.echo("It fails only together with functions of a lower number.")
        alone = {ONLY: f"0-{guilty}"}
    steps = list(dict.fromkeys(step.__name__ for step in PIPELINE if step.__name__ not in REQUIRED))
    if not _succeeds(command, alone | {SKIP: ",".join(steps)}):
        click.echo("pass: none; it fails with every optional pass left out.")
        return
    count = first_bad(len(steps), lambda run: not _succeeds(command, alone | {SKIP: ",".join(steps[run:])}))
    click.echo(f"pass: {steps[count - 1]}")


def first_bad(count: int, is_bad: Callable[[int], bool]) -> int:
    """The least n for which `is_bad(n)`, known to be false for 0 and true for `count`."""
    good, bad = 0, count
    while bad - good > 1:
        middle = (good + bad) // 2
        if is_bad(middle):
            bad = middle
        else:
            good = middle
    return bad


def _list_functions(command: Sequence[str]) -> list[tuple[str, str, int]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "functions.json"
        _succeeds(command, {LIST: str(path)})
        if not path.exists():
            raise UsageError("the command compiled nothing.", hint="It must run whipsnake itself.")
        return [(module, name, line) for module, name, line in json.loads(path.read_text(encoding="utf-8"))]


def _succeeds(command: Sequence[str], settings: Mapping[str, str]) -> bool:
    shown = " ".join(f"{name}={value}" for name, value in settings.items() if name != LIST)
    try:
        result = subprocess.run(
            command, env=os.environ | settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise UsageError(f"the command cannot be run: {error}.") from None
    if LIST not in settings:
        print(f"{'succeeds' if result.returncode == 0 else 'fails'}: {shown or 'everything'}", file=sys.stderr)
    return result.returncode == 0
