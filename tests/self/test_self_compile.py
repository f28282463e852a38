"""The compiler compiled by itself writes the C that it writes interpreted, byte for byte; and so in every run."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from programs import RUN, SOURCE, Whipsnake

LIBRARY = Path(sysconfig.get_path("stdlib"))
INPUTS = [LIBRARY / f"{name}.py" for name in ("textwrap", "dataclasses", "argparse", "tokenize", "asyncio/streams")]
INPUTS += [RUN / f"{name}.py" for name in ("async_gen_basic", "large_display", "match_class", "with_statement")]

COMPILER = """
import sys
import whipsnake.driver
loader = type(whipsnake.driver.__spec__.loader).__name__
assert loader == sys.argv.pop(1), loader
from whipsnake.cli.main import main
main()
"""


def write_c(source: Path, folder: Path, path: Path, loader: str, seed: str = "0") -> dict[str, bytes]:
    """The C files for a module, by the compiler that lies in `path`. It has a cache of its own."""
    output = folder / "out"
    output.mkdir(parents=True)
    subprocess.run(
        [sys.executable, "-W", "ignore::SyntaxWarning", "-c", COMPILER, loader, "--mode=module", "--quiet",
         "--generate-c-only", f"--output-dir={output}", str(source)],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(path), "PYTHONHASHSEED": seed,
             "WHIPSNAKE_CACHE_DIR": str(folder / "cache")},
        stdin=subprocess.DEVNULL,
        check=True,
        timeout=600,
    )  # fmt: skip
    return {file.name: file.read_bytes() for file in output.rglob("*.c")}


@pytest.fixture(scope="module")
def itself(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the compiled compiler; its sources lie beside the binary, for the runtime's C is among them."""
    folder = tmp_path_factory.mktemp("self")
    Whipsnake().build(SOURCE / "whipsnake", "package", (), folder)
    return folder


@pytest.mark.ci
@pytest.mark.parametrize("source", INPUTS, ids=lambda source: source.stem)
def test_same_c(source: Path, itself: Path, tmp_path: Path) -> None:
    interpreted = write_c(source, tmp_path / "interpreted", SOURCE, "SourceFileLoader")
    compiled = write_c(source, tmp_path / "compiled", itself, "CompiledLoader")
    assert any(source.stem in name for name in interpreted)
    assert compiled == interpreted


def test_same_c_whatever_the_hashes(tmp_path: Path) -> None:
    texts = [write_c(RUN / "match_class.py", tmp_path / seed, SOURCE, "SourceFileLoader", seed) for seed in "123"]
    assert texts[0] and texts[1] == texts[0] and texts[2] == texts[0]
