"""Which imports code can do without."""

from __future__ import annotations

import textwrap

import pytest

from whipsnake.modules.imports import imports


@pytest.mark.parametrize(
    ("source", "optional"),
    [
        ("import x", False),
        ("def f():\n    import x", True),
        ("class C:\n    import x", False),
        ("try:\n    import x\nexcept ImportError:\n    x = None", True),
        ("try:\n    from x import y\nexcept (AttributeError, ImportError) as error:\n    y = None", True),
        ("try:\n    import x\nexcept ValueError:\n    pass\nexcept ModuleNotFoundError:\n    pass", True),
        ("try:\n    import x\nexcept:\n    pass", True),
        ("try:\n    import x\nexcept ValueError:\n    pass", False),
        ("try:\n    import x\nfinally:\n    y = 1", False),
        ("try:\n    y = 1\nexcept ImportError:\n    import x", True),
        ("from contextlib import suppress\nwith suppress(ImportError):\n    import x", True),
        ("with open('x') as file:\n    import x", False),
        ("if y():\n    import x", True),
        ("if y():\n    z = 1\nelse:\n    import x", True),
        ("if y():\n    z = 1\nimport x", False),
        ("import sys\nif sys.version_info > (3, 8):\n    import x\nelse:\n    z = 1", False),
        ("import importlib\ntry:\n    x = importlib.import_module('x')\nexcept ImportError:\n    x = None", True),
    ],
)
def test_optional(source: str, optional: bool) -> None:
    found = [one for one in imports(compile(textwrap.dedent(source), "f", "exec"), "mod") if one.name == "x"]
    assert {one.is_optional for one in found} == {optional}
