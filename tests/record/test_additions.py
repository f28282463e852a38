"""Facts are added to a file so that nothing of what is there changes."""

from __future__ import annotations

import pytest
import yaml

from whipsnake.facts.additions import with_additions

FILE = """\
# Written by hand.
app:  # the program
  implicit-imports:
  - modules: [app.one]   # needed
    why: by hand
  # a remark at the end

flow: {data-files: [{patterns: [a.txt]}]}
trailing:
    metadata: [
      {distributions: [x]},  # more to come
    ]
literal:
  checks:
  - message: |
      One sentence.
# The end.
"""


def kept(before: str, after: str) -> bool:
    """Whether every line that was there is still there, in order; a flow style's line may have got longer."""
    rest = iter(after.splitlines())
    return all(any(_is_in(line, other) for other in rest) for line in before.splitlines())


def _is_in(line: str, other: str) -> bool:
    characters = iter(other)
    return all(character in characters for character in line)


@pytest.mark.parametrize(
    ("additions", "place"),
    [
        ({"app": {"implicit-imports": [{"modules": ["b"], "why": "recorded"}]}}, ("app", "implicit-imports", 1)),
        ({"app": {"data-files": [{"patterns": ["b [x].txt"], "why": "recorded"}]}}, ("app", "data-files", 0)),
        ({"flow": {"data-files": [{"patterns": ["b"], "why": "recorded"}]}}, ("flow", "data-files", 1)),
        ({"flow": {"metadata": [{"distributions": ["b"], "why": "recorded"}]}}, ("flow", "metadata", 0)),
        ({"trailing": {"metadata": [{"distributions": ["b"], "why": "recorded"}]}}, ("trailing", "metadata", 1)),
        ({"literal": {"keep": [{"what": ["source"]}]}}, ("literal", "keep", 0)),
        ({"new.module": {"keep": [{"what": ["source"]}]}}, ("new.module", "keep", 0)),
    ],
)
@pytest.mark.parametrize("text", [FILE, FILE.rstrip("\n"), FILE.replace("\n# The end.", "")])
def test_what_is_there_stays(text: str, additions: dict, place: tuple) -> None:
    module, key, index = place
    expected = yaml.safe_load(text)
    expected.setdefault(module, {}).setdefault(key, []).extend(additions[module][key])
    made = with_additions(text, additions)
    assert yaml.safe_load(made) == expected
    assert yaml.safe_load(made)[module][key][index] == additions[module][key][0]
    assert kept(text, made)


@pytest.mark.parametrize("text", ["", "# Only a remark", "---\n"])
def test_an_empty_file(text: str) -> None:
    made = with_additions(text, {"app": {"keep": [{"what": ["source"]}]}})
    assert yaml.safe_load(made) == {"app": {"keep": [{"what": ["source"]}]}}
    assert made.startswith(text)


def test_what_was_added_before_is_joined() -> None:
    text = ""
    for name in ("b", "a", "b"):
        text = with_additions(text, {"app": {"implicit-imports": [{"modules": [name], "why": "recorded"}]}})
    assert yaml.safe_load(text) == {"app": {"implicit-imports": [{"modules": ["b", "a"], "why": "recorded"}]}}


def test_items_with_other_settings_stay_apart() -> None:
    text = "app:\n  data-files:\n  - patterns: [a]\n    on-disk: false\n    why: recorded\n"
    made = with_additions(text, {"app": {"data-files": [{"patterns": ["b"], "why": "recorded"}]}})
    assert yaml.safe_load(made)["app"]["data-files"][1] == {"patterns": ["b"], "why": "recorded"}
    assert kept(text, made)
