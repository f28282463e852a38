# requires: typer
# arguments: add 2 3 --loud
# arguments: --help
# arguments: add --help
# arguments: add x 3
# arguments: show --path /tmp
# arguments: fail
from enum import Enum
from pathlib import Path
from typing import Annotated, Optional

import typer

app = typer.Typer(help="Counts things.", pretty_exceptions_enable=False)


class Form(str, Enum):
    TEXT = "text"
    LIST = "list"


@app.command()
def add(a: int, b: Annotated[int, typer.Argument(help="the other")], loud: bool = False) -> None:
    """Add two numbers."""
    typer.secho(f"{a + b}{'!' if loud else ''}", fg="green")


@app.command()
def show(path: Annotated[Path, typer.Option(exists=True)], form: Form = Form.TEXT, n: Optional[int] = None) -> None:
    """Show a [bold]path[/bold]."""
    print(path, form, n)


@app.command()
def fail() -> None:
    """Fail."""
    raise typer.Exit(3)


if __name__ == "__main__":
    app(prog_name="app")
