"""`--compression`: what is in one file is compressed by what can be had."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from whipsnake import compression
from whipsnake.build.cache import Cache
from whipsnake.build.toolchain import find_archive, find_toolchain
from whipsnake.compression import choose_codec
from whipsnake.dist.archive import Method
from whipsnake.dist.bundle import Bundle, Entry
from whipsnake.errors import UserError

PROGRAM = """
import encodings.aliases, json, pkgutil
names = [name for _, name, _ in pkgutil.iter_modules(encodings.__path__)]
for name in names:
    if name.startswith(("cp1", "cp8", "iso8859", "koi8", "mac_")):
        print(name, ascii(bytes(range(256)).decode(name, "replace")))
"""
TOOLCHAIN = find_toolchain()
needs_zstd = pytest.mark.skipif(find_archive(TOOLCHAIN, "libzstd.a") is None, reason="libzstd.a is not installed")
needs_zlib = pytest.mark.skipif(find_archive(TOOLCHAIN, "libz.a") is None, reason="libz.a is not installed")


@needs_zlib
@needs_zstd
def test_programs_run(tmp_path: Path) -> None:
    source = tmp_path / "app.py"
    source.write_text(PROGRAM, encoding="utf-8")
    expected = subprocess.run([sys.executable, str(source)], capture_output=True, check=True).stdout
    sizes = {}
    for method in ("none", "zlib", "zstd"):
        program = tmp_path / f"{method}.bin"
        build = [sys.executable, "-m", "whipsnake", "--mode=onefile", "--quiet", f"--compression={method}"]
        subprocess.run([*build, "-o", str(program), str(source)], check=True)
        assert subprocess.run([str(program)], capture_output=True, check=True).stdout == expected
        sizes[method] = program.stat().st_size
    assert sizes["zlib"] < sizes["none"] and sizes["zstd"] < sizes["none"]


def large() -> Bundle:
    bundle = Bundle()
    bundle.add(Entry("data", "large", lambda: bytes(16 << 20), "a test"))
    return bundle


@needs_zlib
@needs_zstd
def test_zstd_where_it_pays(tmp_path: Path) -> None:
    def first(bundle: Bundle) -> tuple[Method, Method]:
        codec = choose_codec("auto", TOOLCHAIN, bundle)
        assert codec is not None
        compress = codec.for_archive(Cache(tmp_path))
        text = bytes(range(256)) * 20
        return compress(text, b"")[0], compress(text, b"x" + text)[0]

    assert first(Bundle()) == (Method.ZLIB, Method.ZLIB_WITH)
    assert first(large()) == (Method.ZSTD, Method.ZSTD_WITH)


@needs_zlib
def test_zlib_where_zstd_cannot_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    codec = choose_codec("auto", TOOLCHAIN, large())
    assert codec is not None and codec.alone == Method.ZLIB
    with pytest.raises(UserError, match="--compression=zstd: the Python package zstandard is not installed"):
        choose_codec("zstd", TOOLCHAIN, Bundle())
    monkeypatch.undo()
    monkeypatch.setattr(compression, "find_archive", lambda toolchain, name: None)
    with pytest.raises(UserError, match=r"--compression=zstd: the static library libzstd\.a was not found"):
        choose_codec("zstd", TOOLCHAIN, Bundle())
    with pytest.raises(UserError, match=r"--compression=zlib: the static library libz\.a was not found"):
        choose_codec("zlib", TOOLCHAIN, Bundle())
    assert choose_codec("auto", TOOLCHAIN, Bundle()) is None


def test_only_one_file_is_compressed(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("", encoding="utf-8")
    command = [sys.executable, "-m", "whipsnake", "--mode=standalone", "--compression=zlib", str(tmp_path / "app.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--compression=zlib is for one-file programs" in done.stderr
