# requires: click
# arguments: --count=2 --colour=red greet Ann --shout
# arguments: --help
# arguments: greet --help
# arguments: --count=x greet Ann
# arguments: nothing
# arguments: --version
import click


@click.group()
@click.option("--count", default=1, show_default=True, help="How often.")
@click.option("--colour", type=click.Choice(["red", "blue"]))
@click.version_option(package_name="click")
@click.pass_context
def main(context: click.Context, count: int, colour: str | None) -> None:
    """Greets people."""
    context.obj = (count, colour)


@main.command()
@click.argument("name")
@click.option("--shout/--whisper", envvar="SHOUT")
@click.pass_obj
def greet(obj: tuple[int, str | None], name: str, shout: bool) -> None:
    """Greet NAME."""
    for _ in range(obj[0]):
        click.secho(f"hello {name.upper() if shout else name}", fg=obj[1], bold=True, color=True)
    with click.progressbar(range(3), label="work") as bar:
        for _ in bar:
            pass


if __name__ == "__main__":
    main(prog_name="app")
