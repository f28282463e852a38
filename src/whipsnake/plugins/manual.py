"""docs/plugins.md, made of the hooks."""

from __future__ import annotations

from whipsnake.plugins.hooks import documented

_HEAD = """# Plugins

<!-- Made from src/whipsnake/plugins/hooks.py: python -m whipsnake.plugins -->

What a package needs is best told as [facts](facts.md), which are data. A plugin is code that takes part in the
compilation: for what has to be computed, made, changed or checked while a program is built.

## Use plugins

    whipsnake --plugin-list                              # which there are, with their versions and options
    whipsnake --plugin-option=NAME:OPTION=VALUE app.py
    whipsnake --disable-plugin=NAME app.py
    whipsnake --enable-plugin=NAME app.py                # one that is off by itself
    whipsnake --user-plugin=FILE.py app.py               # one of your own, called as its file

Plugins that are installed beside whipsnake take part by themselves. The options may stand in pyproject.toml, as all do:

    [tool.whipsnake]
    user-plugin = "tools/greet.py"
    plugin-option = ["greet:greeting=Good morning"]

A plugin that fails ends the compilation with one sentence that names the plugin and the hook, and with no output;
`--debug` shows the traceback.

## Write one

A plugin is a Python file with functions, the hooks, in any number. It begins with

    "What the plugin does, in one line, which --plugin-list shows."

    from pathlib import Path

    from whipsnake.plugins.api import DataFile, Option, PluginError, SharedLibrary, hookimpl

To install it, give it an entry point in the group `whipsnake`, whose value is the module, or a class in it whose
methods are the hooks: [examples/plugin-template](../examples/plugin-template) is a project to begin with.

    [project.entry-points.whipsnake]
    greet = "my_package.greet"

With `enabled_by_default = False` in the module or the class, the plugin takes part only if `--enable-plugin` names it.
Plugins are called in the order of the list; a hook that is marked `@hookimpl(tryfirst=True)` or `trylast=True` (of
[pluggy](https://pluggy.readthedocs.io)) is called before or after the others. Wrappers are not used.

`compilation` tells a hook what is made: `mode` (as in `--mode`), `main` and `output` (paths), `is_distribution`, and
`options`, the values of the plugin's own options by name. `PluginError("one sentence.", hint="what to do")` is for what
the user has to mend.

What a plugin changes in a source is part of the cache's keys, so nothing has to be cleared when a plugin changes.

## Hooks

They are listed in the order in which they are called. Arguments may be left out. `start_code` is for executables, the
hooks of files are for distributions.
"""


def manual() -> str:
    """The text."""
    lines = [_HEAD]
    for name, arguments, text, example in documented():
        lines += [f"### `{name}({', '.join(arguments)})`", "", text, ""]
        lines += [f"    {line}".rstrip() for line in example.splitlines()]
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"
