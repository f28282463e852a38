"""The schema, our reader of it, and the manual that is made of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from whipsnake.errors import UserError
from whipsnake.facts import structure
from whipsnake.facts.document import parse_document
from whipsnake.facts.manual import examples, manual
from whipsnake.facts.model import FIELDS, read_entry
from whipsnake.facts.structure import check, mistakes_of, schema

ROOT = Path(__file__).resolve().parents[2]
WRONG = [
    ("[a]", 1),
    ("app: {data: []}", 1),
    ("app:\n  data-files:\n  - patterns: ['*']\n    dir: [x]", 4),
    ("app:\n  data-files:\n  - exclude: ['*']", 3),
    ("app:\n  data-files:\n  - patterns: []", 3),
    ("app:\n  data-files:\n  - patterns: ['../x']", 3),
    ("app:\n  data-files:\n  - patterns: [/x]", 3),
    ("app:\n  data-files:\n  - patterns: ['*']\n    on-disk: 'yes'", 4),
    ("app:\n\n  implicit-imports:\n  - {}", 4),
    ("app:\n  implicit-imports:\n  - modules: [a-b]", 3),
    ("app:\n  implicit-imports: x", 2),
    ("app:\n  override: [data]", 2),
    ("app:\n  replacements:\n  - text: a", 3),
    ("app:\n  replacements:\n  - with: a", 3),
    ("app:\n  keep:\n  - what: [sources]", 3),
    ("app:\n  checks:\n  - message: m\n    level: info", 4),
    ("app-1: {}", 1),
    ("1: {}", 1),
]
"""What the schema refuses, and the line that is named."""


def keywords(rule: Any) -> Iterator[str]:
    if isinstance(rule, dict):
        for key, value in rule.items():
            yield key
            if key in ("properties", "$defs"):
                for inner in value.values():
                    yield from keywords(inner)
            elif key in ("items", "additionalProperties"):
                yield from keywords(value)


def test_schema_is_one_and_uses_what_our_reader_knows() -> None:
    Draft202012Validator.check_schema(schema())
    assert set(keywords(schema())) <= {
        *("$schema", "$defs", "$ref", "title", "description", "examples", "type", "properties", "required"),
        *("additionalProperties", "propertyNames", "pattern", "enum", "items", "minItems", "anyOf"),
    }


def test_every_key_is_described_and_has_examples() -> None:
    for name, definition in schema()["$defs"].items():
        for key, rule in definition.get("properties", {}).items():
            rule = schema()["$defs"][key] if key in ("why", "when") else rule
            assert len(rule["description"]) > 10, (name, key)
            assert rule["examples"], (name, key)


@pytest.mark.parametrize(("key", "example"), list(examples()))
def test_examples_are_read(key: str, example: dict[str, Any]) -> None:
    document = parse_document(yaml.safe_dump(example), "example.yaml")
    check(document)
    assert list(mistakes_of(example)) == []
    facts, override = read_entry(document, "app")
    assert override or any(getattr(facts, field) for field in FIELDS.values()) or key == "entry.verified-with"
    assert f'"{key.rpartition(".")[2]}":' in json.dumps(example)


@pytest.mark.parametrize("with_jsonschema", [True, False])
@pytest.mark.parametrize(("text", "line"), WRONG)
def test_mistakes_are_told_with_their_line(
    text: str, line: int, with_jsonschema: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(structure, "has_jsonschema", lambda: with_jsonschema)
    with pytest.raises(UserError) as raised:
        check(parse_document(text, "mine.yaml"))
    assert (raised.value.filename, raised.value.line) == ("mine.yaml", line)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [", "not YAML"),
        ("a: {}\na: {}", "twice"),
        ("a: !!python/object:os.system {}", "not YAML"),
        ("a: \x00", "not YAML"),
    ],
)
def test_what_is_not_yaml_is_refused(text: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        parse_document(text, "mine.yaml")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("data-files: [{patterns: ['*'], when: import os}]", "not a condition"),
        ("not-followed: [{modules: [x], when: in_program('y')}]", "cannot depend on"),
        ("implicit-imports: [{modules: [..x]}]", "leads out"),
        ("replacements: [{text: a, regex: b, with: c}]", "cannot stand together"),
        ("replacements: [{regex: '(', with: c}]", "regular expression"),
        ("replacements: [{function: f, with: 'return 1'}]", "not Python"),
        ("shared-libraries: [{by-code: {expression: 'a b'}}]", "not Python"),
    ],
)
def test_what_no_schema_can_say_is_checked_too(entry: str, message: str) -> None:
    document = parse_document(f"app:\n  {entry}", "mine.yaml")
    check(document)
    with pytest.raises(UserError, match=message) as raised:
        read_entry(document, "app")
    assert raised.value.line == 2


def test_the_manual_is_current() -> None:
    assert (ROOT / "docs" / "facts.md").read_text(encoding="utf-8") == manual()
