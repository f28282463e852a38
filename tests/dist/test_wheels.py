"""The libraries of real wheels: all are found, and the packages work with what we make of them."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.packages.runner import cache_folder
from whipsnake.dist.libraries import elf
from whipsnake.dist.libraries.closure import Root, close
from whipsnake.dist.libraries.contents import contents
from whipsnake.dist.libraries.layout import COMMON, Library, lay_out
from whipsnake.dist.libraries.search import of_this_machine

pytestmark = pytest.mark.ci

WHEELS = {
    "numpy==2.3.4": """if True:
        import numpy
        print(numpy.linalg.inv(numpy.array([[2.0, 0], [0, 4]])))
        print(numpy.fft.fft([1, 2]), numpy.random.default_rng(1).random())
        """,
    "pillow==12.0.0": """if True:
        import io
        from PIL import Image, ImageDraw, ImageFont, features
        image = Image.new("RGB", (40, 20), "red")
        ImageDraw.Draw(image).text((1, 1), "x", font=ImageFont.load_default(12))
        for kind in ("PNG", "JPEG", "WEBP", "TIFF"):
            image.save(file := io.BytesIO(), kind)
            print(kind, len(file.getvalue()))
        print(features.get_supported())
        """,
    "lxml==6.0.2": "from lxml import etree, html; print(etree.fromstring('<a><b/></a>').xpath('count(//b)'))",
    "psutil==7.1.3": "import os, psutil; print(psutil.Process().pid == os.getpid(), psutil.cpu_count())",
    "cryptography==46.0.3": """if True:
        from cryptography.fernet import Fernet
        key = Fernet(Fernet.generate_key())
        print(key.decrypt(key.encrypt(b"x")))
        """,
}


def installed(requirement: str) -> Path:
    """The folder that pip installs the wheel into, with what it needs."""
    key = hashlib.sha256(f"{requirement}\0{sys.version}".encode()).hexdigest()[:12]
    folder = cache_folder() / "wheels" / f"{requirement}-{key}"
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--only-binary=:all:", "--target", str(folder)]
        subprocess.run([*install, requirement], check=True)
        (folder / "complete").touch()
    return folder


def run(folder: Path, program: str) -> str:
    start = f"import sys; sys.path.insert(0, {str(folder)!r})\n"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", start + program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def written(libraries: list[Library], source: Path, target: Path) -> None:
    """The package as it was, but for its libraries."""
    shutil.copytree(source, target, ignore=lambda _, names: [name for name in names if ".so" in name])
    for library in libraries:
        path = target / library.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents(library))


@pytest.mark.parametrize("requirement", WHEELS)
def test_a_wheel(requirement: str, tmp_path: Path) -> None:
    source, program = installed(requirement), WHEELS[requirement]
    files = sorted(source.rglob("*.so"))
    assert files
    roots = [Root(path, path.relative_to(source).as_posix()) for path in files]
    closure = close(roots, of_this_machine(elf.read), static_python=True)
    assert not closure.missing
    assert {group.name for group in closure.host.values()} <= {"c", "compiler"}
    libraries = lay_out(closure, [source])
    # zlib is the one library of a system that such wheels rely on, and that not every system has.
    assert {library.name for library in libraries if library.name.startswith(COMMON)} <= {f"{COMMON}/libz.so.1"}
    expected = run(source, program)

    written(libraries, source, tmp_path / "plain")
    assert run(tmp_path / "plain", program) == expected

    # Whatever tools have made the wheels, lief can change their files.
    needless = [
        replace(library, edits=replace(library.edits, search=(*_search(library), "$ORIGIN/none")))
        for library in libraries
    ]
    written(needless, source, tmp_path / "changed")
    assert run(tmp_path / "changed", program) == expected
    assert all(contents(library) == contents(library) for library in needless[:3])


def _search(library: Library) -> tuple[str, ...]:
    binary = elf.read(library.source)
    assert binary is not None
    return binary.runpath or binary.rpath
