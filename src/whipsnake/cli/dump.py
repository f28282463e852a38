"""`whipsnake dump`: the HIR of a file's functions before and after passes."""

from __future__ import annotations

from pathlib import Path

import click

from whipsnake.errors import UsageError


@click.command("dump", help="Print the HIR of a Python file's functions before and after passes; default: after all.")
@click.argument("file")
@click.option("--before", multiple=True, metavar="PASS", help="Print as it is before this pass.")
@click.option("--after", multiple=True, metavar="PASS", help="Print as it is after this pass.")
@click.option("--function", "names", multiple=True, metavar="NAME", help="Only functions with this (qualified) name.")
@click.option("--skip-pass", "skip", multiple=True, metavar="PASS", help="Leave a pass out.")
@click.option("--c", "show_c", is_flag=True, help="Print the module's C text instead.")
def dump_command(
    file: str,
    before: tuple[str, ...],
    after: tuple[str, ...],
    names: tuple[str, ...],
    skip: tuple[str, ...],
    show_c: bool,
) -> None:
    """Translate one file and print what was asked for."""
    from whipsnake import codegen, frontend, passes
    from whipsnake.hir import Function, print_function
    from whipsnake.modules.refusal import checked_source
    from whipsnake.pythonflags import PythonFlags

    steps = [step.__name__ for step in passes.PIPELINE]
    for name in (*before, *after, *skip):
        if name not in steps:
            raise UsageError(f"there is no pass {name!r}.", hint=f"Choose from {', '.join(dict.fromkeys(steps))}.")
    path = Path(file).absolute()
    if not path.is_file():
        raise UsageError(f"there is no file {file!r}.", hint="Check the path.")
    if not before and not after:
        after = (steps[-1],)
    running = [step for step in steps if step not in skip]
    position = 0

    def watch(done: str, function: Function) -> None:
        nonlocal position
        position = position + 1 if done else 0
        if show_c or (names and function.name not in names and function.name.rpartition(".")[2] not in names):
            return
        if done in after:
            click.echo(f"# after {done}\n{print_function(function)}\n")
        if position < len(running) and running[position] in before:
            click.echo(f"# before {running[position]}\n{print_function(function)}\n")

    source = path.read_bytes()
    module = frontend.translate(checked_source(source, path, PythonFlags(), is_program=True), path.stem)
    passes.run(module, skip=skip, watch=watch)
    if show_c:
        click.echo("\n".join(codegen.emit(module, source.decode("utf-8", "replace"))))
