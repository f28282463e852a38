"""`whipsnake --list-contents`: what a program holds."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    "contents",
    help="List what a one-file program or a standalone folder holds: kinds, sizes in bytes, sizes as they are stored "
    "(compressed), names. The program's own line has what is not in the archive: the interpreter, compiled modules.",
)
@click.argument("program", metavar="PROGRAM")
def contents_command(program: str) -> None:
    """Print a table."""
    from whipsnake.contents import contents_of

    things = contents_of(Path(program))
    rows = [("kind", "size", "stored", "name")]
    rows += [(thing.kind, str(thing.size or "-"), str(thing.stored or "-"), thing.name) for thing in things]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for kind, size, stored, name in rows:
        click.echo(f"{kind:<{widths[0]}}  {size:>{widths[1]}}  {stored:>{widths[2]}}  {name}")
