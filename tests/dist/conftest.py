"""Root file systems without Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dist import bareroot


@pytest.fixture
def bare_root(tmp_path: Path) -> bareroot.BareRoot:
    """A root file system that has the C library and nothing of Python."""
    if reason := bareroot.obstacle():
        pytest.skip(reason)
    return bareroot.BareRoot(tmp_path / "root")
