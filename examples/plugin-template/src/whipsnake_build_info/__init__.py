"""Programs know what they were built from."""

from whipsnake.plugins.api import Option, PluginError, hookimpl


@hookimpl
def options():
    """The options, which `whipsnake --plugin-list` shows."""
    return [
        Option("label", "A word that tells this build from others.", default="dev"),
        Option("quiet", "Say nothing at the start.", flag=True),
    ]


@hookimpl
def configure(compilation):
    """Refuse what makes no sense."""
    if not compilation.options["label"]:
        raise PluginError("the label is empty.", hint="Give one with --plugin-option=build-info:label=NAME.")


@hookimpl
def extra_modules(compilation):
    """The module `build_info`."""
    return {"build_info": f"LABEL = {compilation.options['label']!r}\nMAIN = {compilation.main.name!r}\n"}


@hookimpl
def start_code(compilation):
    """Say it when the program starts."""
    if compilation.options["quiet"]:
        return None
    return "import sys, build_info\nprint(f'{build_info.MAIN}: build {build_info.LABEL}', file=sys.stderr)\n"
