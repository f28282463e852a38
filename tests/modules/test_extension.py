"""What extension modules name."""

from __future__ import annotations

from pathlib import Path

from whipsnake.modules.extension import named_in_extension


def test_names_of_the_own_package(tmp_path: Path) -> None:
    path = tmp_path / "part.so"
    path.write_bytes(b"\x7fELF\0pkg.one\0pkg.two.name\0xpkg.three\0pkg.four!\0pkg\0other.five\0pkg.sub.part\0pkg.end")
    names = [mention.text for mention in named_in_extension(path, "pkg.sub.part")]
    assert names == ["pkg.one", "pkg.two.name"]
    assert named_in_extension(path, "pkg") == ()
    path.write_bytes(b"")
    assert named_in_extension(path, "pkg.sub.part") == ()
    assert named_in_extension(tmp_path / "none", "pkg.sub.part") == ()
