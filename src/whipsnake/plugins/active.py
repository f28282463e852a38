"""The plugins of a compilation, as its options ask for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from whipsnake.errors import UsageError
from whipsnake.options import Options
from whipsnake.plugins.discover import Candidate, candidates

if TYPE_CHECKING:
    from whipsnake.plugins.manager import Plugins


def active_plugins(options: Options, main: Path, output: Path) -> Plugins | None:
    """Load and configure them; None: there are none."""
    found = candidates(options.user_plugin)
    names = [candidate.name for candidate in found]
    for option, wanted in (
        ("--enable-plugin", options.enable_plugin),
        ("--disable-plugin", options.disable_plugin),
        ("--plugin-option", [text.partition(":")[0] for text in options.plugin_option]),
    ):
        for name in wanted:
            if name not in names:
                raise UsageError(
                    f"{option}={name}: there is no such plugin.",
                    hint=f"There is {', '.join(names)}." if names else "No plugin is installed.",
                )
    chosen = [candidate for candidate in found if candidate.name not in options.disable_plugin]
    if not chosen:
        return None
    plugins = _loaded(options, chosen, main, output)
    if not plugins.plugins:
        return None
    plugins.configure()
    return plugins


def _loaded(options: Options, chosen: list[Candidate], main: Path, output: Path) -> Plugins:
    from whipsnake.plugins.api import Compilation
    from whipsnake.plugins.manager import Plugins

    plugins = Plugins(Compilation(options.chosen_mode, main, output), debug=options.debug)
    for candidate in chosen:
        is_enabled = not candidate.value or candidate.name in options.enable_plugin
        plugins.load(candidate, options.plugin_option, enabled=is_enabled)
    return plugins


def listing(options: Options) -> Iterator[str]:
    """A line for each plugin, and one for each of its options."""
    from whipsnake.errors import UserError
    from whipsnake.plugins.api import Compilation
    from whipsnake.plugins.manager import Plugins

    found = candidates(options.user_plugin)
    if not found:
        yield "There are no plugins."
    width = max((len(candidate.name) + len(candidate.version) for candidate in found), default=0) + 1
    for candidate in found:
        plugins = Plugins(Compilation(options.chosen_mode, Path(), Path()), debug=options.debug)
        head = f"{candidate.name} {candidate.version}".ljust(width)
        try:
            is_on = candidate.name not in options.disable_plugin
            is_enabled = not candidate.value or candidate.name in options.enable_plugin
            state = "" if is_on and plugins.load(candidate, (), enabled=is_enabled) else " (off)"
            plugin = plugins.plugins.get(candidate.name) or plugins.load(candidate, (), enabled=True)
        except UserError as error:
            yield f"{head}  {error.message}"
            continue
        assert plugin is not None
        yield f"{plugin.name} {plugin.version}".ljust(width) + f"  {plugin.summary}{state}"
        for option in plugin.options:
            value = "" if option.flag else "=" + ("|".join(option.choices) or "VALUE")
            default = f" Default: {option.default}." if option.default is not None else ""
            yield f"    --plugin-option={plugin.name}:{option.name}{value}  {option.help}{default}"
