"""Libraries are found as the loader finds them, which is asked in each case."""

from __future__ import annotations

import os
import struct
import subprocess
from pathlib import Path

import pytest

from tests.dist.compiled import Workshop, load
from whipsnake.dist.libraries import elf
from whipsnake.dist.libraries.closure import Missing, Root, close
from whipsnake.dist.libraries.search import configured, expand, of_this_machine, parse_cache


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path.resolve())


def compare(workshop: Workshop, root: Path, value: int | None, **environment: str) -> None:
    """The loader and we find the same files, or both do not find one."""
    loaded = load(workshop.loader(), root, **environment)
    assert loaded.value == value, loaded.error
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("LD_LIBRARY_PATH", raising=False)
        for name, text in environment.items():
            patch.setenv(name, text)
        closure = close([Root(root, "root.so")], of_this_machine(elf.read))
    if value is None:
        assert [missing.library for missing in closure.missing if missing.library in loaded.error]
    else:
        assert not closure.missing
        found = {Path(os.path.normpath(binary.binary.path)) for binary in closure.binaries}
        assert found == loaded.files


def two_of_a_name(workshop: Workshop) -> str:
    """Libraries a/libone.so (1) and b/libone.so (2)."""
    workshop.library("a/libone.so", 1, soname="libone.so")
    workshop.library("b/libone.so", 2, soname="libone.so")
    return "a/libone.so"


def test_rpath_before_environment(workshop: Workshop) -> None:
    one = two_of_a_name(workshop)
    root = workshop.library("root.so", 5, (one,), rpath="$ORIGIN/a")
    compare(workshop, root, 15, LD_LIBRARY_PATH=str(workshop.folder / "b"))


def test_runpath_after_environment(workshop: Workshop) -> None:
    one = two_of_a_name(workshop)
    root = workshop.library("root.so", 5, (one,), runpath="$ORIGIN/a")
    compare(workshop, root, 15)
    compare(workshop, root, 25, LD_LIBRARY_PATH=str(workshop.folder / "b"))


def test_folders_are_searched_in_order(workshop: Workshop) -> None:
    one = two_of_a_name(workshop)
    compare(workshop, workshop.library("root.so", 5, (one,), rpath="$ORIGIN/none:${ORIGIN}/b:$ORIGIN/a"), 25)


def test_rpath_is_for_libraries_of_libraries(workshop: Workshop) -> None:
    one = two_of_a_name(workshop)
    workshop.library("sub/libtwo.so", 3, (one,), soname="libtwo.so")
    compare(workshop, workshop.library("root.so", 5, ("sub/libtwo.so",), rpath="$ORIGIN/sub:$ORIGIN/a"), 135)


def test_runpath_is_not(workshop: Workshop) -> None:
    one = two_of_a_name(workshop)
    workshop.library("sub/libtwo.so", 3, (one,), soname="libtwo.so")
    compare(workshop, workshop.library("root.so", 5, ("sub/libtwo.so",), runpath="$ORIGIN/sub:$ORIGIN/a"), None)


def test_runpath_hides_the_rpath_of_who_loads(workshop: Workshop) -> None:
    one = two_of_a_name(workshop)
    workshop.library("sub/libtwo.so", 3, (one,), soname="libtwo.so", runpath="$ORIGIN/none")
    compare(workshop, workshop.library("root.so", 5, ("sub/libtwo.so",), rpath="$ORIGIN/sub:$ORIGIN/a"), None)


def test_origin_is_the_folder_of_the_link(workshop: Workshop) -> None:
    workshop.library("a/libone.so", 1, soname="libone.so")
    workshop.library("real/libone.so", 2, soname="libone.so")
    real = workshop.library("real/root.so", 5, ("a/libone.so",), rpath="$ORIGIN")
    link = workshop.folder / "a/root.so"
    link.symlink_to(real)
    compare(workshop, link, 15)
    compare(workshop, real, 25)


def test_soname_is_not_the_name_of_the_file(workshop: Workshop) -> None:
    workshop.library("a/libone.so.1.2.3", 1, soname="libone.so.1")
    (workshop.folder / "a/libone.so.1").symlink_to("libone.so.1.2.3")
    compare(workshop, workshop.library("root.so", 5, ("a/libone.so.1.2.3",), rpath="$ORIGIN/a"), 15)


def test_a_name_with_a_folder(workshop: Workshop) -> None:
    one = workshop.library("a/libone.so", 1)
    compare(workshop, workshop.library("root.so", 5, (str(one),)), 15)


def test_libraries_that_need_each_other(workshop: Workshop) -> None:
    workshop.library("libtwo.so", 0, soname="libtwo.so")
    workshop.compile(
        "libone.so", "int two(void); int one(void) { return 1; } int more(void) { return two(); }",
        "-shared", "-fPIC", "-Wl,-soname,libone.so", "-Wl,-rpath,$ORIGIN", "libtwo.so", "-Wl,--no-as-needed",
    )  # fmt: skip
    workshop.library("libtwo.so", 2, ("libone.so",), soname="libtwo.so", rpath="$ORIGIN")
    compare(workshop, workshop.library("root.so", 5, ("libtwo.so", "libone.so"), rpath="$ORIGIN"), 135)


def test_files_of_another_machine_are_passed_over(workshop: Workshop) -> None:
    one = two_of_a_name(workshop)
    root = workshop.library("root.so", 5, (one,), rpath="$ORIGIN/a:$ORIGIN/b")
    with (workshop.folder / one).open("r+b") as file:
        file.seek(18)
        file.write(struct.pack("<H", 243))  # RISC-V
    compare(workshop, root, 25)


def test_a_missing_library(workshop: Workshop) -> None:
    workshop.library("a/libone.so", 1, soname="libone.so")
    root = workshop.library("root.so", 5, ("a/libone.so",))
    compare(workshop, root, None)
    closure = close([Root(root, "pkg/root.so")], of_this_machine(elf.read))
    assert closure.missing == [Missing("libone.so", "pkg/root.so")]


def test_the_cache_is_what_ldconfig_prints() -> None:
    cache = Path("/etc/ld.so.cache")
    ldconfig = next((path for path in ("/sbin/ldconfig", "/usr/sbin/ldconfig") if Path(path).exists()), None)
    if ldconfig is None or not cache.exists():
        pytest.skip("there is no ldconfig, or no cache of it")
    printed = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=True).stdout
    expected: dict[str, list[Path]] = {}
    for line in printed.splitlines():
        name, arrow, path = line.strip().partition(" => ")
        if arrow and "hwcap" not in name:
            expected.setdefault(name.partition(" ")[0], []).append(Path(path))
    assert expected
    assert parse_cache(cache.read_bytes()) == expected
    assert parse_cache(b"something else") == {}


def test_configured_folders(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "b.conf").write_text("/b\n", encoding="utf-8")
    (tmp_path / "more" / "a.conf").write_text("# nothing\n/a # something\n", encoding="utf-8")
    main = tmp_path / "ld.so.conf"
    main.write_text("include more/*.conf\nhwcap 1 no\n/c\n", encoding="utf-8")
    assert configured(main) == (Path("/a"), Path("/b"), Path("/c"))
    main.write_text(f"include {main}\n", encoding="utf-8")
    assert configured(main) == ()
    assert configured(tmp_path / "none") == ()


def test_variables() -> None:
    assert expand("$ORIGIN/../${ORIGIN}/x", "/a") == "/a/x"
    assert expand("/$LIB/$PLATFORM", "/a", "m68k") == "/lib/m68k-linux-gnu/m68k"


def test_what_is_no_library(tmp_path: Path) -> None:
    script = tmp_path / "libc.so"
    script.write_text("GROUP ( libc.so.6 )", encoding="utf-8")
    assert elf.read(script) is None
    script.write_bytes(elf.MAGIC + b"cut off")
    assert elf.read(script) is None
    assert elf.read(tmp_path / "none") is None
