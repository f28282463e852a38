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
