"""coverage.py measures the same lines and branches of a compiled module as of its source, with each of its cores."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from programs import Whipsnake

HELPERS = Path(__file__).resolve().parent / "helpers"
CORES = ["ctrace", "pytrace", *(["sysmon"] if sys.version_info >= (3, 12) else [])]


def measure(folder: Path, core: str) -> str:
    """What coverage.py says after importing `measured_program` from a folder."""
    return subprocess.run(
        [sys.executable, str(HELPERS / "run_coverage.py"), str(folder)],
        env=os.environ | {"COVERAGE_CORE": core, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_same_lines_and_branches(tmp_path: Path) -> None:
    source, output = tmp_path / "source", tmp_path / "output"
    source.mkdir()
    output.mkdir()
    shutil.copy(HELPERS.parent / "run" / "measured_program.py", source)
    Whipsnake().build(source / "measured_program.py", "module", (), output)
    for core in CORES:
        expected = measure(source, core)
        assert len(expected) > 1000, core
        assert measure(output, core) == expected, core
