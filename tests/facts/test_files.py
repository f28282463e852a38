from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from whipsnake.errors import UserError
from whipsnake.facts.document import parse_document
from whipsnake.facts.files import data_files, matching
from whipsnake.facts.model import ModuleFacts, read_entry
from whipsnake.facts.replace import replaced

TREE = ["a.txt", "b.dat", "m.py", "sub/a.txt", "sub/deep/a.txt", "sub/deep/c[1].x", "sub/__pycache__/m.pyc", ".hidden"]


def entry(**keys: object) -> ModuleFacts:
    return read_entry(parse_document(yaml.safe_dump({"app": keys}), "mine.yaml"), "app")[0]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.txt", ["a.txt"]),
        ("**/*.txt", ["a.txt", "sub/a.txt", "sub/deep/a.txt"]),
        ("sub/*", ["sub/a.txt"]),
        ("sub/**", ["sub/a.txt", "sub/deep/a.txt", "sub/deep/c[1].x", "sub/__pycache__/m.pyc"]),
        ("?.[dt]*t", ["a.txt", "b.dat"]),
        ("[!a].*", ["b.dat", "m.py"]),
        ("sub/deep/c[[]1].x", ["sub/deep/c[1].x"]),
        ("sub?a.txt", []),
        ("./a.txt", ["a.txt"]),
        ("a(b", []),
    ],
)
def test_patterns(pattern: str, names: list[str]) -> None:
    assert list(matching(TREE, [pattern])) == names


def test_data_files(tmp_path: Path) -> None:
    for name in TREE:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)

    def found(**item: object) -> list[str]:
        return data_files(entry(**{"data-files": [item]}).data_files[0], tmp_path).names

    assert found(patterns=["*.py", "b.dat"]) == ["b.dat", "m.py"]
    assert found(dirs=["sub"]) == ["sub/a.txt", "sub/deep/a.txt", "sub/deep/c[1].x"]
    assert found(dirs=["."], exclude=["a.txt", ".*"]) == ["b.dat", "sub/deep/c[1].x"]
    assert found(dirs=["sub"], exclude=["sub/deep/**"]) == ["sub/a.txt"]
    assert found(dirs=["su"]) == []
    assert found(**{"empty-dirs": ["sub", "new/one/"]}) == ["new/one/", "sub/"]
    item = {"patterns": ["*.py", "*.c"], "dirs": ["su", "./sub"]}
    assert data_files(entry(**{"data-files": [item]}).data_files[0], tmp_path).idle == ["*.c", "su"]


SOURCE = '''\
import pdb
@decorator
def f(a,
      b):
    return a
class C:
    def m(self):
        """Doc."""
        return 1
    def n(self): return 2
if pdb:
    def f(): pass
LAST = 1
'''


@pytest.mark.parametrize(
    ("item", "line", "expected"),
    [
        ({"text": "import pdb", "with": "pdb = None"}, 1, "pdb = None"),
        ({"regex": r"^(LAST) = \d$", "with": r"\1 = 2"}, 13, "LAST = 2"),
        ({"function": "f", "with": "lambda *a:\n  None"}, 2, "f = (lambda *a: None)"),
        ({"function": "f", "with": "None"}, 12, "    f = (None)"),
        ({"function": "C.m", "with": "None"}, 7, "    m = (None)"),
        ({"function": "C.m", "with": "None"}, 10, "    def n(self): return 2"),
        ({"function": "C", "with": "object"}, 13, "LAST = 1"),
        ({"module": True, "with": "x = 1\n"}, 1, "x = 1"),
    ],
)
def test_replacements(item: dict[str, object], line: int, expected: str) -> None:
    changed, idle = replaced(SOURCE, entry(replacements=[item]).replacements)
    assert idle == []
    assert changed.split("\n")[line - 1] == expected


@pytest.mark.parametrize(
    "item", [{"text": "nothing", "with": ""}, {"regex": "^$x", "with": ""}, {"function": "C.f", "with": "0"}]
)
def test_replacements_that_find_nothing_are_told(item: dict[str, object]) -> None:
    facts = entry(replacements=[item])
    assert replaced(SOURCE, facts.replacements) == (SOURCE, [facts.replacements[0]])


@pytest.mark.parametrize("item", [{"text": "LAST = 1", "with": "LAST ="}, {"regex": "LAST", "with": r"\7"}])
def test_replacements_that_spoil_the_source_are_refused(item: dict[str, object]) -> None:
    with pytest.raises(UserError, match="wrong") as raised:
        replaced(SOURCE, entry(replacements=[item]).replacements)
    assert (raised.value.filename, raised.value.line) == ("mine.yaml", 3)
