from __future__ import annotations

import pytest

from whipsnake.facts.condition import ConditionError, Situation, parse_condition

SITUATION = Situation(
    version={"numpy": "2.1.3", "odd": "unknown"}.get,
    in_program=lambda module: module == "tkinter",
    option={"mode": "onefile", "python-flag": "no_asserts,-m"}.get,
    names={"python_version": "3.12", "sys_platform": "linux"},
)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("True", True),
        ("python_version >= '3.9'", True),
        ("python_version < '3.9'", False),
        ("'3.8' < python_version <= '3.12'", True),
        ("sys_platform == 'linux' and not sys_platform in ('win32', 'darwin')", True),
        ("sys_platform in ('win32', 'darwin') or False", False),
        ("version('numpy') >= '2'", True),
        ("version('numpy') >= '2.10'", False),
        ("version('none') >= '0' or version('none') < '0' or version('none') == '0'", False),
        ("version('none') != '1'", True),
        ("version('odd') < '1'", False),
        ("installed('numpy') and not installed('none')", True),
        ("in_program('tkinter') and not in_program('turtle')", True),
        ("option('mode') == 'onefile'", True),
        ("option('mode') in ('standalone', 'onefile')", True),
        ("'no_docstrings' in option('python-flag')", False),
        ("'no_asserts' in option('python-flag')", True),
        ("'x' in option('none')", False),
        ("sys_platform < True", False),
    ],
)
def test_values(text: str, holds: bool) -> None:
    assert parse_condition(text).holds(SITUATION) is holds


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not a condition"),
        ("a b", "not a condition"),
        ("x = 1", "not a condition"),
        ("linux", "'linux' is not known; there are python_version"),
        ("__import__('os')", "not known"),
        ("open('x')", "not known"),
        ("version", "version takes one text"),
        ("version(sys_platform)", "version takes one text"),
        ("version('a', 'b')", "version takes one text"),
        ("sys_platform.upper()", "cannot be used"),
        ("[x for x in y]", "cannot be used"),
        ("version('a') is None", "`is` cannot be used"),
        ("1 < 2", "cannot be used"),
        ("lambda: True", "cannot be used"),
        ("(sys_platform := 'x')", "cannot be used"),
    ],
)
def test_what_is_refused(text: str, message: str) -> None:
    with pytest.raises(ConditionError, match=message):
        parse_condition(text)
