"""The shipped files: their form, and that what they name is there in the package as installed.

Packages that are not installed beside the tests are skipped; WHIPSNAKE_FACTS_SITE names another folder to look in.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from importlib.metadata import distributions
from pathlib import Path

import pytest

from whipsnake.facts.document import Document, read_document
from whipsnake.facts.facts import Facts
from whipsnake.facts.files import data_files, library_files
from whipsnake.facts.model import FIELDS, read_entry
from whipsnake.facts.sources import SHIPPED
from whipsnake.facts.structure import check
from whipsnake.modules.finder import Finder

SITE = os.environ.get("WHIPSNAKE_FACTS_SITE", sysconfig.get_path("purelib"))
FILES = sorted(SHIPPED.glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_form(path: Path) -> None:
    document = read_document(path)
    check(document)
    keys = {key for entry in document.data.values() for key in entry}
    assert "verified-with" in keys or keys == {"only-if-needed"}
    for module in document.data:
        assert module.partition(".")[0] == path.stem
        facts, _ = read_entry(document, module)
        items = [item for field in FIELDS.values() for item in getattr(facts, field)]
        assert items, module
        assert all(item.origin.why for item in items), module


def finder_for(path: Path) -> Finder:
    finder = Finder([SITE, *(folder for folder in sys.path if "site-packages" not in folder)])
    found = finder.find(path.stem)
    if found is None:
        pytest.skip("not installed")
    return finder


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_named_is_there(path: Path) -> None:
    finder = finder_for(path)
    document = read_document(path)

    def submodules(package: str) -> list[tuple[str, bool]]:
        found = finder.find(package)
        names = [] if found is None else finder.submodules(found)
        return [(name, bool((child := finder.find(name)) and child.is_package)) for name in names]

    facts = Facts.load([SITE], lambda package: [], submodules, in_program=lambda module: True)
    missing = [problem for module in document.data for problem in problems(document, module, finder, facts)]
    assert missing == []
    assert facts.warnings == []


def problems(document: Document, module: str, finder: Finder, facts: Facts) -> list[str]:
    """What an entry names, and is not there."""
    here = finder.find(module)
    if here is None:
        return [module]
    own = module.partition(".")[0]
    missing = []
    for fact in facts.of(module).implicit_imports:
        for pattern in fact.modules:
            name = pattern.rstrip(".*")
            if name.partition(".")[0] == own and finder.find(name) is None:
                missing.append(f"{module}: {pattern}")
            if name != pattern and not finder.submodules(finder.find(name) or here):
                missing.append(f"{module}: {pattern}")
    known = facts.of(module)
    folder = Path(here.search_path[0]) if here.search_path else here.path.parent if here.path else Path(SITE)
    for files in known.data_files:
        missing += [f"{module}: {pattern}" for pattern in data_files(files, folder).idle]
    for libraries in known.shared_libraries:
        missing += [f"{module}: {pattern}" for pattern in library_files(libraries, folder).idle]
    installed = {str(distribution.name).lower().replace("_", "-") for distribution in distributions(path=[SITE])}
    for metadata in known.metadata:
        if own in str(metadata.distributions[0]) and not installed & set(metadata.distributions):
            missing.append(f"{module}: {metadata.distributions}")
    return missing


def test_there_are_many() -> None:
    assert len(FILES) >= 60


def test_what_is_missing_is_noticed() -> None:
    finder = Finder([SITE, *sys.path])
    text = Document("x.yaml", {"jsonschema.none": {}}, None)
    assert problems(text, "jsonschema.none", finder, Facts.load([], lambda _: [], lambda _: [])) == ["jsonschema.none"]
