"""Which files are read, and what wins; checksums of what is shipped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from whipsnake.errors import UserError
from whipsnake.facts import checksums, sources, structure
from whipsnake.facts.checksums import compute
from whipsnake.facts.facts import Facts
from whipsnake.facts.sources import SHIPPED, Sources

Shipped = Callable[[str, str], Path]


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shipped:
    """Ships two packages: `used` and `other`; the second text is what stands in `used.yaml` afterwards."""

    def ship(before: str, after: str) -> Path:
        folder = tmp_path / "packages"
        folder.mkdir()
        (folder / "used.yaml").write_text(before)
        (folder / "other.yaml").write_text("other:\n  keep:\n  - what: [source]\n")
        recorded = tmp_path / "checksums.json"
        recorded.write_text(compute(folder))
        monkeypatch.setattr(checksums, "_FILE", recorded)
        checksums.recorded.cache_clear()
        (folder / "used.yaml").write_text(after)
        return folder

    yield ship
    checksums.recorded.cache_clear()


BEFORE = "used:\n  data-files:\n  - patterns: ['*.txt']\nused.sub:\n  implicit-imports:\n  - modules: [used.x]\n"
EDITED = BEFORE.replace("*.txt", "*.json")
INVALID = BEFORE.replace("patterns", "pattern")


def test_unmodified_entries_are_silent(shipped: Shipped) -> None:
    facts = Facts(Sources(shipped=shipped(BEFORE, "# a comment\n" + BEFORE)))
    assert facts.of("used").data_files[0].patterns == ("*.txt",)
    assert facts.warnings == []


def test_an_edited_entry_is_told(shipped: Shipped) -> None:
    folder = shipped(BEFORE, EDITED)
    facts = Facts(Sources(shipped=folder))
    assert facts.of("used").data_files[0].patterns == ("*.json",)
    facts.of("used")
    assert facts.warnings == [f"{folder}/used.yaml:1: the entry used is not as it was shipped."]


def test_an_edited_entry_cannot_be_validated_without_jsonschema(
    shipped: Shipped, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(structure, "has_jsonschema", lambda: False)
    monkeypatch.setattr(sources, "has_jsonschema", lambda: False)
    facts = Facts(Sources(shipped=shipped(BEFORE, EDITED)))
    facts.of("used")
    assert "the entry used is not as it was shipped; cannot validate it" in facts.warnings[0]


def test_the_schemas_error_is_shown(shipped: Shipped) -> None:
    facts = Facts(Sources(shipped=shipped(BEFORE, INVALID)))
    with pytest.raises(UserError, match="'pattern' was unexpected") as raised:
        facts.of("used")
    assert raised.value.line == 3
    assert len(facts.warnings) == 1


def test_only_entries_in_use_are_checked(shipped: Shipped) -> None:
    facts = Facts(Sources(shipped=shipped(BEFORE, INVALID)))
    assert facts.of("other").keep
    assert facts.of("used.sub").implicit_imports
    assert facts.of("stranger").keep == ()
    assert facts.warnings == []


def test_the_recorded_checksums_are_current() -> None:
    recorded = Path(checksums.__file__).with_name("checksums.json")
    assert recorded.read_text(encoding="utf-8") == compute(SHIPPED), "run: python -m whipsnake.facts checksums"


def test_later_files_add_and_override(tmp_path: Path, shipped: Shipped) -> None:
    package = tmp_path / "site" / "used"
    package.mkdir(parents=True)
    (package / "whipsnake.yaml").write_text("used:\n  data-files:\n  - patterns: [brought]\n")
    helper = tmp_path / "site" / "helper"
    helper.mkdir()
    (helper / "used.whipsnake.yaml").write_text("used:\n  metadata:\n  - distributions: [used]\n")
    info = tmp_path / "site" / "helper-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: helper\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[whipsnake.facts]\nused = helper\n")
    mine = tmp_path / "mine.yaml"
    mine.write_text("used:\n  override: [metadata]\n  data-files:\n  - patterns: [mine]\n")

    def load(*users: Path) -> Facts:
        def folders(name: str) -> list[str]:
            return [str(tmp_path / "site" / name)] if (tmp_path / "site" / name).is_dir() else []

        return Facts(Sources([str(tmp_path / "site")], folders, users, folder))

    folder = shipped(BEFORE, BEFORE)
    facts = load().of("used")
    assert [fact.patterns for fact in facts.data_files] == [("*.txt",), ("brought",)]
    assert facts.metadata[0].distributions == ("used",)
    assert Path(facts.metadata[0].origin.file).name == "used.whipsnake.yaml"
    facts = load(mine).of("used")
    assert [fact.patterns for fact in facts.data_files] == [("*.txt",), ("brought",), ("mine",)]
    assert facts.metadata == ()


def test_users_files_are_checked_at_once(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("unused:\n  data-files:\n  - pattern: ['*']\n")
    with pytest.raises(UserError) as raised:
        Sources(users=[mine])
    assert (raised.value.filename, raised.value.line) == (str(mine), 3)
    with pytest.raises(UserError, match="cannot be read: No such file"):
        Sources(users=[tmp_path / "none.yaml"])


def test_questions_of_the_graph(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        "a:\n"
        "  implicit-imports:\n"
        "  - modules: [a.plugins.*]\n"
        "  - modules: [a.deep.**, .near]\n"
        "    when: in_program('b')\n"
        "  not-followed:\n"
        "  - {modules: [pytest], within: package, why: its tests}\n"
        "  - {modules: [c.*]}\n"
        "a.m:\n"
        "  implicit-imports: [{modules: [.near]}]\n"
        "  replacements: [{text: nothing, with: something}]\n"
        "  checks: [{message: Beware.}, {level: error, message: No., when: option('mode') == 'module'}]\n"
    )
    tree = {"a.plugins": [("a.plugins.x", False), ("a.plugins.y", True)], "a.plugins.y": [("a.plugins.y.z", False)]}
    tree |= {"a.deep": [("a.deep.p", True)], "a.deep.p": [("a.deep.p.q", False)]}
    program: set[str] = set()
    options: dict[str, str] = {}
    facts = Facts.load(
        [],
        lambda package: ["/a"] if package == "a" else [],
        lambda package: tree.get(package, []),
        users=[str(mine)],
        in_program=program.__contains__,
        option=options.get,
    )
    assert facts.implicit_imports("a") == ["a.plugins", "a.plugins.x", "a.plugins.y"]
    assert facts.conditional_imports(["a"]) == []
    program.add("b")
    assert facts.implicit_imports("a")[3:] == []
    deep = ["a.deep", "a.deep.p", "a.deep.p.q", "a.near"]
    assert facts.conditional_imports(["a"]) == [("a", name) for name in deep]
    assert facts.conditional_imports(["a"]) == [], "each is told once"
    assert facts.implicit_imports("a.m") == ["a.near"]
    assert facts.not_followed("a", "pytest") == ("not followed from a: its tests", "pytest")
    assert facts.not_followed("a.m", "pytest.mark") is not None
    assert facts.not_followed("a", "c") is None
    assert facts.not_followed("a", "c.d") == ("not followed from a: mine.yaml:8", None)
    assert facts.not_followed("a.m", "c.d") is None
    assert facts.not_followed("b", "pytest") is None
    assert facts.replaced("a.m", b"x = 1\n") == b"x = 1\n"
    assert facts.warnings == [f"{mine}:11: the module a.m has nothing to replace: 'nothing'."]
    facts.check("a.m")
    assert facts.warnings[1:] == ["a.m: Beware."]
    options["mode"] = "module"
    with pytest.raises(UserError, match=r"^No\."):
        facts.check("a.m")
