"""The C that is made of programs: what a compiler can tell of it without running it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.programs import RUN, SOURCE

PROGRAMS = ("algorithms_numeric", "async_comprehensions", "match_sequences", "parallel_moves", "with_statement")


@pytest.mark.parametrize("name", PROGRAMS)
def test_no_name_hides_another(name: str, tmp_path: Path) -> None:
    """A variable of the same name as another, or one with no value, is a miscompile."""
    command = [sys.executable, "-m", "whipsnake", "--mode=module", "--emit-c-only", "--quiet", str(RUN / f"{name}.py")]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    gcc = shutil.which("gcc")
    if gcc is None:
        pytest.skip("gcc is not installed")
    include = Path(sysconfig.get_paths()["include"])
    folders = [f"-I{folder}" for folder in (SOURCE / "whipsnake/runtime", include, include / "internal")]
    warnings = ["-Wshadow=local", "-Winit-self", "-Wuninitialized", "-Werror"]
    files = [path for path in sorted(tmp_path.rglob("*.c")) if "_loader" not in path.name]
    assert files
    for path in files:
        done = subprocess.run(
            [gcc, "-fsyntax-only", *warnings, *folders, str(path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
