"""Users' files in Nuitka's format."""

from __future__ import annotations

from pathlib import Path

import pytest

from whipsnake.errors import UserError
from whipsnake.facts.condition import ConditionError
from whipsnake.facts.facts import Facts
from whipsnake.facts.model import Code
from whipsnake.facts.nuitka import convert_condition

TEXT = """\
# yamllint disable rule:line-length
---
- module-name: 'app'
  data-files:
    - dirs:
        - 'assets'
      when: 'not win32'
    - patterns: ['*.txt']
      include-metadata: ['app-dist']
    - dest_path: '.'
      patterns: ['x']
  dlls:
    - from_filenames:
        relative_path: 'lib'
        prefixes: ['libapp']
      when: 'linux'
    - by_code:
        setup_code: 'import app'
        filename_code: 'app.library()'
  implicit-imports:
    - depends: ['.backend', 'other.*']
    - depends: ['never']
      when: 'strange_thing'
  anti-bloat:
    - description: 'no tests'
      no-auto-follow:
        'pytest': 'ignore'
      replacements_plain:
        'DEBUG = 1': 'DEBUG = 0'
      replacements:
        'a': '"b"'
        'c': 'repr(d)'
      change_function:
        'f': '(lambda: False)'
        'g': 'un-callable'
      when: 'not use_pytest'
  options:
    checks:
      - description: 'beware'
        support_info: 'warning'
        when: 'python312_or_higher'
  import-hacks:
    - global-sys-path: ['.']
"""


def test_a_file(tmp_path: Path) -> None:
    mine = tmp_path / "app.nuitka-package.config.yml"
    mine.write_text(TEXT)
    facts = Facts.load([], lambda package: ["/app"], lambda package: [("other.x", False)], users=[str(mine)])
    app = facts.of("app")
    assert [(fact.dirs, fact.patterns, fact.origin.line) for fact in app.data_files] == [
        (("assets",), (), 5),
        ((), ("*.txt",), 8),
        ((), ("x",), 10),
    ]
    assert app.metadata[0].distributions == ("app-dist",)
    assert app.shared_libraries[0].patterns[:2] == ("lib/libapp*.so", "lib/libapp*.so.*")
    assert app.shared_libraries[1].code == Code("import app", "app.library()")
    assert facts.implicit_imports("app") == ["app.backend", "other", "other.x"]
    assert facts.not_followed("app", "pytest") == ("not followed from app: no tests", "pytest")
    changed = facts.replaced("app", b"DEBUG = 1\na = 2\ndef f(): pass\ndef g(): pass\n")
    assert changed.startswith(b"DEBUG = 0\nb = 2\nf = ((lambda: False))\ng = (")
    namespace: dict[str, object] = {}
    exec(changed, namespace)
    with pytest.raises(RuntimeError, match="left out"):
        namespace["g"](1)  # type: ignore[operator]
    lines = [warning.removeprefix(f"{mine}:") for warning in facts.warnings]
    assert lines == [
        "10: dest_path has no counterpart and is not used.",
        "23: 'strange_thing' is not known; there are " + lines[1].partition("there are ")[2],
        "32: 'repr(d)' would have to be executed, and is not used.",
        "42: import-hacks has no counterpart and is not used.",
    ]


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("win32 or macos", "sys_platform == 'win32' or sys_platform == 'darwin'"),
        ("version('x') >= (1, 2, 3)", "version('x') >= '1.2.3'"),
        ("version('x') is not None", "installed('x')"),
        ("python310_or_higher and before_python313", "python_version >= '3.10' and python_version < '3.13'"),
        ("has_python_flag('no_asserts')", "'no_asserts' in option('python-flag')"),
        ("not use_unittest", "not False"),
    ],
)
def test_conditions(theirs: str, ours: str) -> None:
    assert convert_condition(theirs) == ours


def test_conditions_that_are_not_known() -> None:
    with pytest.raises(ConditionError, match="plugin"):
        convert_condition("plugin('tk-inter')")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("- data-files: {}", 1, "module-name"),
        ("- module-name: a\n- 1", 2, "module-name"),
        ("- module-name: a\n  dlls: x", 2, "not a mapping"),
        ("- module-name: a\n  dlls:\n  - by_code: {}", 3, "not as Nuitka's format"),
        ("- module-name: a\n  data-files:\n    patterns: ['/x']", 2, "patterns"),
    ],
)
def test_mistakes(tmp_path: Path, text: str, line: int, message: str) -> None:
    mine = tmp_path / "mine.yml"
    mine.write_text(text)
    with pytest.raises(UserError, match=message) as raised:
        Facts.load([], lambda package: [], lambda package: [], users=[str(mine)])
    assert raised.value.line == line
