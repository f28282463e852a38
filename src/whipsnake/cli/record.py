"""`whipsnake record`: run a program under plain Python, and write down as facts what its compilation has to know."""

from __future__ import annotations

import click

from whipsnake.errors import UsageError


class RecordCommand(click.Command):
    """Takes its own options up to the program's name; what follows `-m MODULE` is the module's, as Python has it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the part that is ours."""
        for index, word in enumerate(args):
            if word == "-m" and index + 1 < len(args):
                args = [*args[: index + 2], "--", *args[index + 2 :]]
                break
            if word == "--" or (not word.startswith("-") and args[index - 1 : index] not in (["-o"], ["--output"])):
                break
        return super().parse_args(ctx, args)


@click.command(
    "record",
    cls=RecordCommand,
    help="Run a program as `python FILE ARGUMENT...` does, and write what it uses beyond what its code says to a file "
    "of facts: modules imported by computed names, data files, shared libraries, metadata. A file that is there "
    "already is added to. Compile with --user-package-configuration-file=FACTS.",
    context_settings={"ignore_unknown_options": False, "allow_interspersed_args": False},
    no_args_is_help=True,
)
@click.option("-o", "--output", metavar="FACTS", help="The file of facts; default: app.facts.yaml for app.py, here.")
@click.option("-m", "module", metavar="MODULE", help="Run a module, as `python -m MODULE` does.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="FILE [ARGUMENT]...")
def record_command(output: str | None, module: str | None, quiet: bool, words: tuple[str, ...]) -> int:
    """Record."""
    from whipsnake.record.record import Recorded, record

    if module is None and not words:
        raise UsageError("there is no program to run.", hint="Name its file, or its module with -m.")

    def say(text: str) -> None:
        if not quiet:
            click.echo(f"whipsnake: {text}", err=True)

    from whipsnake.cli.compile import project_options

    recorded = Recorded(words[0], words[1:]) if module is None else Recorded(None, words, module)
    return record(recorded, output, project_options, say)
