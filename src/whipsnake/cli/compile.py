"""`whipsnake FILE`: compile."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import click

from whipsnake import __version__
from whipsnake.cli.progress import show
from whipsnake.cli.project import Given, project_args
from whipsnake.errors import UsageError
from whipsnake.options import Options


def click_options() -> list[click.Option]:
    """The command-line options that the fields of `Options` declare."""
    return [_click_option(field) for field in dataclasses.fields(Options) if "names" in field.metadata]


def _click_option(field: dataclasses.Field[Any]) -> click.Option:
    declared = field.metadata
    settings: dict[str, Any] = {"help": declared["help"]}
    if declared["flag"]:
        settings["is_flag"] = True
    elif declared["choices"]:
        settings["type"] = click.Choice(declared["choices"])
    elif field.name == "jobs":
        settings["type"] = click.IntRange(min=1)
    if declared["metavar"]:
        settings["metavar"] = declared["metavar"]
    if declared["many"]:
        settings["multiple"] = True
    else:
        settings["default"] = field.default
    return click.Option([*declared["names"], field.name], **settings)


class CompileCommand(click.Command):
    """Puts the options of pyproject.toml and of the program's comments before those of the command line."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Find the main file among the arguments first, then parse again with its project's options."""
        try:
            probe = self.make_parser(ctx).parse_args(list(args))[0]
        except click.UsageError:
            probe = {}
        main = probe.get("main")
        given = project_args(main, click_options()) if isinstance(main, str) else []
        for some in given:
            self._check(ctx, some)
        return super().parse_args(ctx, [*(word for some in given for word in some.words), *args])

    def _check(self, ctx: click.Context, given: Given) -> None:
        """Refuse what is wrong in itself while it is known where it stands."""
        try:
            values, _, _ = self.make_parser(ctx).parse_args(list(given.words))
            for param in self.params:
                if param.name in values and isinstance(param, click.Option):
                    param.type_cast_value(ctx, values[param.name])
        except click.UsageError as error:
            raise UsageError(error.format_message(), filename=given.filename, line=given.line) from None
        if isinstance(values.get("main"), str):
            raise UsageError(f"{values['main']!r} is no option.", filename=given.filename, line=given.line)


def _options(main: str, program_args: Sequence[str], **values: Any) -> Options:
    for field in dataclasses.fields(Options):
        if field.metadata.get("many"):
            given = values[field.name]
            words = given if field.metadata["whole"] else [word for value in given for word in value.split(",")]
            values[field.name] = tuple(filter(None, words))
    return Options(main=main, program_args=tuple(program_args), **values)


def project_options(main: str) -> Options:
    """The options that the project of a program has for it."""
    return _options(**compile_command.make_context("whipsnake", ["--", main]).params)


def _compile(main: str | None, program_args: Sequence[str], **values: Any) -> None:
    if values["plugin_list"]:
        from whipsnake.plugins.active import listing

        for line in listing(_options(main or "", (), **values)):
            click.echo(line)
        return
    if main is None:
        raise click.UsageError("Missing argument 'FILE'.")
    from whipsnake.driver import compile_program, run_program

    options = _options(main, program_args, **values)
    if options.program_args and not options.run:
        raise UsageError(
            f"one program at a time: {options.program_args[0]!r} is a second one.",
            hint="With --run, further arguments are the program's.",
        )
    with show(quiet=options.quiet, lines=options.show_progress) as progress:
        result = compile_program(options, progress)
        if not options.emit_c_only:
            progress.message(f"made {result.target.output}")
            if result.installer is not None:
                progress.message(f"made {result.installer}")
    if options.run and not options.emit_c_only:
        run_program(options, result.target)


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"whipsnake {__version__}")
        context.exit()


compile_command = CompileCommand(
    "whipsnake",
    callback=_compile,
    params=[
        click.Argument(["main"], metavar="FILE", required=False),
        click.Argument(["program_args"], nargs=-1, metavar="[-- ARGUMENT...]"),
        *click_options(),
        click.Option(
            ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Version."
        ),
    ],
    help="Compile a Python program, module or package to native code.",
    epilog="Other commands: whipsnake record, whipsnake dump, whipsnake bisect (each with --help), and whipsnake "
    "--list-contents PROGRAM.",
)
