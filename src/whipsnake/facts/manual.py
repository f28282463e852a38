"""docs/facts.md, as it follows from the schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from whipsnake.facts.condition import FUNCTIONS, environment
from whipsnake.facts.structure import Schema, schema

_TITLES = {
    "entry": "A module",
    "implicit-import": "`implicit-imports`",
    "data-files": "`data-files`",
    "metadata": "`metadata`",
    "shared-libraries": "`shared-libraries`",
    "not-followed": "`not-followed`",
    "only-if-needed": "`only-if-needed`",
    "replacement": "`replacements`",
    "keep": "`keep`",
    "check": "`checks`",
}

_HEAD = """# Facts about packages

<!-- Made from src/whipsnake/facts/schema.json: python -m whipsnake.facts manual -->

What a package needs that its code does not say stands in a YAML file: modules that are imported by a computed name,
data files, shared libraries, imports that a program does without. Each file is a mapping; a key is the full name of a
module, its value what is known of that module. Facts are used when the module is in the program.

Distributions use them; other binaries find all that is installed where they run.

## Where files are

Three kinds are read, in this order. What comes later is added to what earlier files say of a module, or replaces those
keys that it names under `override`.

1. Those shipped with whipsnake, for packages in wide use.
2. Those that packages bring: `whipsnake.yaml` or `NAME.whipsnake.yaml` in the package's own folder. A package that
   tells about another one, NAME, has an entry point, `[project.entry-points."whipsnake.facts"]` with
   `NAME = "its_own_package"`, and `NAME.whipsnake.yaml` in the folder of `its_own_package`.
3. Your own: `--user-package-configuration-file=FILE`. It may also be in Nuitka's format (a list with `module-name`),
   which is turned into this one; a warning tells what has no counterpart.

Files are checked by jsonschema where it is installed (`pip install whipsnake[facts]`), by our own reader else. Shipped
entries have checksums: whoever edits one is warned when it is used.

## Conditions

`when` is an expression in Python's syntax, of `and`, `or`, `not`, comparisons, `in`, texts and the following; nothing
is executed.

"""

_FUNCTION_DOCS = {
    "version": "the version of an installed distribution; compared as a version, and false if it is not installed",
    "installed": "whether a distribution is installed",
    "in_program": "whether a module is in the program; not for facts about imports and sources themselves",
    "option": "the value of an option of the compilation: `option('mode') == 'onefile'`",
}


def manual() -> str:
    """The text."""
    lines = [_HEAD.rstrip("\n"), ""]
    lines += ["| | |", "|---|---|"]
    lines.append("| " + ", ".join(f"`{name}`" for name in environment()) + " | as in environment markers (PEP 508) |")
    lines += [f"| `{name}('...')` | {_FUNCTION_DOCS[name]} |" for name in FUNCTIONS]
    lines += ["", "## Keys"]
    for name, title in _TITLES.items():
        lines += ["", f"### {title}"]
        for key, rule in schema()["$defs"][name]["properties"].items():
            if name == "entry" or key not in ("why", "when"):
                lines += ["", *_key(key, rule)]
    lines += ["", "### In every item"]
    for key in ("why", "when"):
        lines += ["", *_key(key, schema()["$defs"][key])]
    return "\n".join(lines) + "\n"


def _key(key: str, rule: Schema) -> Iterator[str]:
    yield f"**`{key}`**: {rule['description']}"
    for part, inner in rule.get("properties", {}).items():
        yield f"`{part}`: {inner['description']}"
    for example in rule["examples"]:
        yield ""
        text = yaml.safe_dump(example, sort_keys=False, width=100)
        yield from ("    " + line for line in text.rstrip("\n").split("\n"))


def examples() -> Iterator[tuple[str, Any]]:
    """Every example of the schema, with the key it is for."""
    for name, definition in schema()["$defs"].items():
        yield from _examples(name, definition)


def _examples(name: str, rule: Schema) -> Iterator[tuple[str, Any]]:
    for example in rule.get("examples", ()):
        yield name, example
    for key, inner in rule.get("properties", {}).items():
        yield from _examples(f"{name}.{key}", inner)
