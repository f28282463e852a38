"""What facts do to the modules of a program."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from whipsnake.modules import Finder, Graph, Policy
from whipsnake.options import Options
from whipsnake.packagefacts import facts_about

OPTIONS = Options("app.py", mode="standalone")


def graph(folder: Path, source: str, facts: str, options: Options = OPTIONS) -> Graph:
    """The modules of a program beside which packages lie as if they were installed."""
    (folder / "app.py").write_text(source)
    (folder / "facts.yaml").write_text(facts)
    made = Graph(Finder([str(folder)]), Policy(distribution="--mode=standalone", follow_to=options.follow_import_to))
    made.advice = facts_about(made, replace(options, user_package_configuration_file=(str(folder / "facts.yaml"),)))
    made.add_main("__main__", folder / "app.py", is_package=False, option="main")
    made.follow()
    return made


CONDITIONS = """
a:
  implicit-imports:
  - {modules: [with_b], when: in_program('b')}
  - {modules: [without_c], when: not in_program('c')}
  - {modules: [without_d], when: not in_program('d')}
b:
  implicit-imports:
  - {modules: [d], when: in_program('with_b')}
  - {modules: [for_folders], when: option('output-dir') == 'x'}
  - {modules: [for_others], when: option('report')}
"""


@pytest.mark.parametrize("order", ["a, b", "b, a"])
def test_conditions_hold_for_the_whole_program(tmp_path: Path, order: str) -> None:
    for name in ("a", "b", "d", "with_b", "without_c", "without_d", "for_folders", "for_others"):
        (tmp_path / f"{name}.py").write_text("")
    made = graph(tmp_path, f"import {order}", CONDITIONS, replace(OPTIONS, output_dir="x"))
    assert set(made.modules) == {"__main__", "a", "b", "with_b", "d", "without_c", "for_folders"}


LIBRARY = """
try:
    import shell.core
except ImportError:
    shell = None
def show():
    from shell import part
"""
GROUPS = """
shell: {only-if-needed: [{why: a shell}]}
helper: {only-if-needed: [{distributions: [Shell-Helper], why: its helper}]}
"""


@pytest.mark.parametrize(
    ("source", "options", "there"),
    [
        ("import lib", {}, set()),
        ("import lib, other", {}, set()),
        ("import lib\ndef f(): import shell", {}, {"shell", "shell.core", "shell.part"}),
        ("import lib, must", {}, {"shell", "shell.core", "shell.part"}),
        ("import lib, late", {}, set()),
        ("import late, lib\ndef f(): import must", {}, {"shell", "shell.core", "shell.part"}),
        ("import late, early", {}, {"shell"}),
        ("import requires", {}, {"helper"}),
        ("import lib", {"follow_import_to": ("shell",)}, {"shell", "shell.core", "shell.part"}),
    ],
    ids=[
        "left out",
        "others too",
        "the program's own",
        "it is needed",
        "maybe needed",
        "needed by the program",
        "needed elsewhere",
        "required",
        "asked for",
    ],
)
def test_only_if_needed(tmp_path: Path, source: str, options: dict[str, tuple[str, ...]], there: set[str]) -> None:
    (tmp_path / "shell").mkdir()
    for name in ("__init__", "core", "part"):
        (tmp_path / "shell" / f"{name}.py").write_text("")
    (tmp_path / "helper.py").write_text("")
    (tmp_path / "lib.py").write_text(LIBRARY)
    (tmp_path / "other.py").write_text("import os\nif os.environ:\n    import helper\n")
    (tmp_path / "must.py").write_text("import shell\n")
    (tmp_path / "late.py").write_text("def f(): import must\n")
    (tmp_path / "early.py").write_text("import must\n")
    (tmp_path / "requires.py").write_text("def f(): import helper\n")
    info = tmp_path / "requirer-1.dist-info"
    info.mkdir()
    requires = "Requires-Dist: shell; extra == 'all'\nRequires-Dist: shell_helper >= 1\n"
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: requirer\nVersion: 1\n{requires}")
    (info / "RECORD").write_text("requires.py,,\n")
    made = graph(tmp_path, source, GROUPS, replace(OPTIONS, **options))  # type: ignore[arg-type]
    assert {name for name in made.modules if name.partition(".")[0] in ("shell", "helper")} == there
    if source == "import lib":
        left = {} if there else dict.fromkeys(("shell.core", "shell"), "lib may go on without it: a shell")
        assert {name: why for name, why in made.left_out.items() if name.startswith("shell")} == left


def test_what_is_not_followed_is_once_it_is_there(tmp_path: Path) -> None:
    (tmp_path / "shell").mkdir()
    for name in ("__init__", "core", "part"):
        (tmp_path / "shell" / f"{name}.py").write_text("")
    (tmp_path / "lib.py").write_text(LIBRARY)
    facts = "lib: {not-followed: [{modules: [shell]}]}"
    assert "shell" not in graph(tmp_path, "import lib", facts).modules
    assert "shell.core" in graph(tmp_path, "import lib, shell", facts).modules
    facts = "lib: {not-followed: [{modules: [shell.*]}]}"
    assert "shell.core" not in graph(tmp_path, "import lib, shell", facts).modules
