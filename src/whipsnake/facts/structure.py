"""Whether a file is as the schema says: by jsonschema where it is installed, else by the part of it that we need."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from whipsnake.errors import UserError
from whipsnake.facts.document import Document, Key

_SCHEMA = Path(__file__).with_name("schema.json")
_TYPES: dict[str, type | tuple[type, ...]] = {"object": dict, "array": list, "string": str, "boolean": bool}
_ARTICLES = {"object": "a mapping", "array": "a list", "string": "a text", "boolean": "true or false"}

Schema = dict[str, Any]
Mistake = tuple[tuple[Key, ...], str]


@cache
def schema() -> Schema:
    """The schema of facts."""
    loaded: Schema = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    return loaded


def has_jsonschema() -> bool:
    """Whether jsonschema can be used."""
    try:
        import jsonschema  # noqa: F401
    except ImportError:
        return False
    return True


def check(document: Document) -> None:
    """Raise the first mistake of a document, with its line."""
    first = next(_by_jsonschema(document.data), None) if has_jsonschema() else None
    if first is None:  # jsonschema takes keys that are no texts
        first = next(mistakes_of(document.data), None)
    if first is not None:
        where, message = first
        raise complaint(document, where, message)


def complaint(document: Document, where: tuple[Key, ...], message: str) -> UserError:
    """A mistake as the user sees it."""
    place = ".".join(str(key) for key in where[1:] if not isinstance(key, int))
    subject = f"{where[0]}: {place}" if place else str(where[0]) if where else "the file"
    return document.error(where, f"{subject}: {message}.", hint="docs/facts.md tells what can stand here.")


def _by_jsonschema(data: Any) -> Iterator[Mistake]:
    from jsonschema import Draft202012Validator

    errors = sorted(Draft202012Validator(schema()).iter_errors(data), key=lambda error: list(map(str, error.path)))
    for error in errors:
        where = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            where += tuple(key for key in error.instance if key not in error.schema["properties"])[:1]
        yield where, error.message


def mistakes_of(data: Any) -> Iterator[Mistake]:
    """The mistakes in data, found by the keywords that our schema uses."""
    yield from _mistakes(data, schema(), ())


def _mistakes(value: Any, rule: Schema, where: tuple[Key, ...]) -> Iterator[Mistake]:
    if "$ref" in rule:
        rule = schema()["$defs"][rule["$ref"].removeprefix("#/$defs/")]
    kinds = rule.get("type", ())
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(isinstance(value, _TYPES[kind]) for kind in kinds):
        yield where, f"{value!r} is not " + " or ".join(_ARTICLES[kind] for kind in kinds)
        return
    if "enum" in rule and value not in rule["enum"]:
        yield where, f"{value!r} is not one of {rule['enum']}"
    if isinstance(value, str) and "pattern" in rule and not re.search(rule["pattern"], value):
        yield where, f"{value!r} does not match {rule['pattern']!r}"
    if isinstance(value, list):
        if len(value) < rule.get("minItems", 0):
            yield where, "the list is empty"
        for index, item in enumerate(value):
            yield from _mistakes(item, rule.get("items", {}), (*where, index))
    if isinstance(value, dict):
        yield from _mistakes_of_mapping(value, rule, where)


def _mistakes_of_mapping(value: dict[Any, Any], rule: Schema, where: tuple[Key, ...]) -> Iterator[Mistake]:
    properties = rule.get("properties", {})
    for key in rule.get("required", ()):
        if key not in value:
            yield where, f"{key!r} is missing"
    groups = rule.get("anyOf", ())
    if groups and not any(all(key in value for key in group["required"]) for group in groups):
        yield where, "one of " + ", ".join(key for group in groups for key in group["required"]) + " is missing"
    for key, item in value.items():
        if not isinstance(key, str):
            yield where, f"{key!r} is not a text"
            continue
        if "propertyNames" in rule and not re.search(rule["propertyNames"]["pattern"], key):
            yield where, f"{key!r} does not match {rule['propertyNames']['pattern']!r}"
        others = rule.get("additionalProperties", {})
        if key in properties:
            yield from _mistakes(item, properties[key], (*where, key))
        elif others is False:
            yield (*where, key), f"there is no key {key!r} here"
        else:
            yield from _mistakes(item, others, (*where, key))
