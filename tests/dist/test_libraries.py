"""Each library has its place in the distribution, is found there, and is what it was."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.dist.compiled import Workshop, load
from whipsnake.dist.libraries import contents as contents_module
from whipsnake.dist.libraries import elf
from whipsnake.dist.libraries.binary import Edits
from whipsnake.dist.libraries.closure import Closure, Root, close
from whipsnake.dist.libraries.contents import contents, stripped
from whipsnake.dist.libraries.host import host_group, host_groups
from whipsnake.dist.libraries.layout import COMMON, Library, lay_out
from whipsnake.dist.libraries.search import of_this_machine
from whipsnake.errors import UserError


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path.resolve())


def closed(*roots: tuple[Path, str], static_python: bool = False) -> Closure:
    return close([Root(*root) for root in roots], of_this_machine(elf.read), static_python=static_python)


def written(workshop: Workshop, libraries: list[Library], name: str = "app dîst") -> Path:
    """The distribution, elsewhere, with the program that loads; what it was made from is gone."""
    dist = workshop.folder.parent / f"{workshop.folder.name}-{name}"
    for library in libraries:
        path = dist / library.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents(library))
        path.chmod(0o755)
    loader = workshop.loader("load", "-Wl,--disable-new-dtags", f"-Wl,-rpath,$ORIGIN/{COMMON}")
    shutil.move(loader, dist / "load")
    shutil.rmtree(workshop.folder)
    return dist


def by_name(libraries: list[Library]) -> dict[str, Library]:
    return {library.name: library for library in libraries}


def test_system_libraries_go_to_one_folder(workshop: Workshop) -> None:
    workshop.library("lib/libtwo.so.2", 2, soname="libtwo.so.2")
    workshop.library("lib/libone.so", 1, ("lib/libtwo.so.2",), soname="libone.so", rpath="$ORIGIN")
    root = workshop.library("site/pkg/root.so", 5, ("lib/libone.so",), rpath=str(workshop.folder / "lib"))
    libraries = lay_out(closed((root, "pkg/root.so")), [workshop.folder / "site"])
    found = by_name(libraries)
    assert [*found] == ["pkg/root.so", f"{COMMON}/libone.so", f"{COMMON}/libtwo.so.2"]
    assert found["pkg/root.so"].why == ()
    assert found["pkg/root.so"].needs == (f"{COMMON}/libone.so",)
    # An absolute folder would be searched on every machine.
    assert found["pkg/root.so"].edits == Edits(search=(f"$ORIGIN/../{COMMON}",))
    assert found[f"{COMMON}/libone.so"].why == ("pkg/root.so needs libone.so",)
    assert not found[f"{COMMON}/libone.so"].edits
    dist = written(workshop, libraries)
    loaded = load(dist / "load", dist / "pkg/root.so")
    assert loaded.value == 5 + 10 * (1 + 10 * 2)
    assert loaded.files == {dist / name for name in found}


def test_without_rpath_the_executable_says_where(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop.library("lib/libone.so", 1, soname="libone.so")
    root = workshop.library("site/pkg/root.so", 5, ("lib/libone.so",))
    monkeypatch.setenv("LD_LIBRARY_PATH", str(workshop.folder / "lib"))
    libraries = lay_out(closed((root, "pkg/root.so")), [workshop.folder / "site"])
    assert not any(library.edits for library in libraries)
    dist = written(workshop, libraries)
    assert load(dist / "load", dist / "pkg/root.so").value == 15
    monkeypatch.undo()


def test_a_runpath_hides_what_the_executable_says(workshop: Workshop) -> None:
    workshop.library("lib/libone.so", 1, soname="libone.so")
    root = workshop.library("site/pkg/root.so", 5, ("lib/libone.so",), runpath="$ORIGIN/none:$ORIGIN/../../lib")
    libraries = lay_out(closed((root, "pkg/root.so")), [workshop.folder / "site"])
    assert by_name(libraries)["pkg/root.so"].edits.search == (
        f"$ORIGIN/../{COMMON}", "$ORIGIN/none", "$ORIGIN/../../lib",
    )  # fmt: skip
    dist = written(workshop, libraries)
    assert elf.read(dist / "pkg/root.so").runpath[0] == f"$ORIGIN/../{COMMON}"  # type: ignore[union-attr]
    assert load(dist / "load", dist / "pkg/root.so").value == 15


def test_libraries_in_packages_stay_in_place(workshop: Workshop) -> None:
    workshop.library("site/pkg.libs/libtwo-abc.so", 2, soname="libtwo-abc.so")
    workshop.library(
        "site/pkg.libs/libone-abc.so", 1, ("site/pkg.libs/libtwo-abc.so",), soname="libone-abc.so", rpath="$ORIGIN"
    )
    root = workshop.library("site/pkg/sub/root.so", 5, ("site/pkg.libs/libone-abc.so",), rpath="$ORIGIN/../../pkg.libs")
    libraries = lay_out(closed((root, "pkg/sub/root.so")), [workshop.folder / "site", workshop.folder])
    assert [*by_name(libraries)] == ["pkg/sub/root.so", "pkg.libs/libone-abc.so", "pkg.libs/libtwo-abc.so"]
    assert not any(library.edits for library in libraries)
    dist = written(workshop, libraries)
    assert load(dist / "load", dist / "pkg/sub/root.so").value == 5 + 10 * (1 + 10 * 2)


def test_one_file_of_many_names_is_one_library(workshop: Workshop) -> None:
    workshop.library("lib/libone.so.1.2", 1, soname="libone.so.1")
    for link in ("libone.so.1", "libone.so"):
        (workshop.folder / "lib" / link).symlink_to("libone.so.1.2")
    shutil.copytree(workshop.folder / "lib", workshop.folder / "copy", symlinks=True)
    first = workshop.library("site/first.so", 5, ("lib/libone.so.1.2",), rpath=str(workshop.folder / "lib"))
    second = workshop.library("site/second.so", 6, ("copy/libone.so",), rpath=str(workshop.folder / "copy"))
    # It asks for the name of the link.
    third = workshop.library("site/third.so", 7, ("lib/libone.so",), rpath=str(workshop.folder / "lib"))
    third.write_bytes(elf.edit(third.read_bytes(), Edits(renamed=(("libone.so.1", "libone.so"),))))
    closure = closed((first, "first.so"), (second, "second.so"), (third, "third.so"))
    libraries = lay_out(closure, [workshop.folder / "site"])
    assert [*by_name(libraries)] == ["first.so", "second.so", "third.so", f"{COMMON}/libone.so.1"]
    assert by_name(libraries)["third.so"].edits.renamed == (("libone.so", "libone.so.1"),)
    assert len(by_name(libraries)[f"{COMMON}/libone.so.1"].why) == 2, "the copy stands for the other"
    dist = written(workshop, libraries)
    for name, value in (("first", 15), ("second", 16), ("third", 17)):
        loaded = load(dist / "load", dist / f"{name}.so")
        assert loaded.value == value, loaded.error
        assert dist / COMMON / "libone.so.1" in loaded.files


def test_two_libraries_of_one_name(workshop: Workshop) -> None:
    """Who is loaded alone finds its own; of those that are loaded together the first decides, as it always did."""
    roots = []
    for number, folder in ((1, "a"), (2, "b")):
        path = f"{folder}/libone.so"
        workshop.library(path, number, soname="libone.so")
        rpath = str(workshop.folder / folder)
        roots.append((workshop.library(f"site/{folder}root.so", 5, (path,), rpath=rpath), f"{folder}root.so"))
    before = [load(workshop.loader(), *order).value for order in ([roots[0][0]], [roots[1][0]])]
    before.append(load(workshop.loader(), roots[0][0], roots[1][0]).value)
    libraries = lay_out(closed(*roots), [workshop.folder / "site"])
    names = [*by_name(libraries)]
    assert names[:3] == ["aroot.so", "broot.so", f"{COMMON}/libone.so"]
    assert re.fullmatch(rf"{COMMON}/[0-9a-f]{{12}}/libone\.so", names[3])
    dist = written(workshop, libraries)
    first, second = dist / "aroot.so", dist / "broot.so"
    after = [load(dist / "load", *order).value for order in ([first], [second], [first, second])]
    assert before == after == [15, 25, 15]


def test_what_was_loaded_before_is_known_by_its_soname(workshop: Workshop) -> None:
    one = workshop.library("site/pkg/libone.so.3", 1, soname="libone.so")
    root = workshop.library("site/pkg/root.so", 5, ("site/pkg/libone.so.3",))
    closure = closed((root, "pkg/root.so"), (one, "pkg/libone.so.3"))
    assert not closure.missing
    libraries = by_name(lay_out(closure, [workshop.folder / "site"]))
    assert libraries["pkg/root.so"].needs == ("pkg/libone.so.3",)
    assert [missing.library for missing in closed((root, "pkg/root.so")).missing] == ["libone.so"]


def test_a_program_finds_the_libraries_of_its_libraries(workshop: Workshop) -> None:
    workshop.library("lib/libtwo.so", 2, soname="libtwo.so")
    workshop.library("lib/libone.so", 1, ("lib/libtwo.so",), soname="libone.so", rpath=str(workshop.folder / "lib"))
    tool = workshop.compile(
        "site/pkg/tool", "int one(void); int main(void) { return one(); }", "lib/libone.so",
        "-Wl,--enable-new-dtags", f"-Wl,-rpath,{workshop.folder / 'lib'}",
    )  # fmt: skip
    libraries = lay_out(closed((tool, "pkg/tool")), [workshop.folder / "site"])
    dist = written(workshop, libraries)
    assert subprocess.run([dist / "pkg/tool"], check=False).returncode == 21


def test_libpython_is_not_asked_for_where_the_interpreter_is_static(workshop: Workshop) -> None:
    workshop.library("lib/libpython3.99.so.1.0", 1, soname="libpython3.99.so.1.0")
    root = workshop.library(
        "site/root.so", 5, rpath=str(workshop.folder / "lib"),
        options=("-Wl,--no-as-needed", "lib/libpython3.99.so.1.0"),
    )  # fmt: skip
    shared = lay_out(closed((root, "root.so")), [workshop.folder / "site"])
    assert [library.name for library in shared] == ["root.so", f"{COMMON}/libpython3.99.so.1.0"]
    static = lay_out(closed((root, "root.so"), static_python=True), [workshop.folder / "site"])
    assert [library.name for library in static] == ["root.so"]
    assert static[0].edits.without == ("libpython3.99.so.1.0",)
    dist = written(workshop, static)
    assert elf.read(dist / "root.so").needed == ("libc.so.6",)  # type: ignore[union-attr]
    assert load(dist / "load", dist / "root.so").value == 5


def test_in_memory_each_is_known_by_its_soname(workshop: Workshop) -> None:
    workshop.library("site/libone.so", 1)
    root = workshop.compile(
        "site/root.so", "int one(void); int value(void) { return 5 + 10 * one(); }",
        "-shared", "-fPIC", "-Lsite", "-lone", "-Wl,-rpath,$ORIGIN",
    )  # fmt: skip
    libraries = lay_out(closed((root, "root.so")), [workshop.folder / "site"], in_memory=True)
    assert [library.edits for library in libraries][1] == Edits(soname="libone.so")
    assert libraries[0].edits.search is None
    dist = written(workshop, libraries)
    # Without the folder: the loader has only names to go by.
    (dist / "libone.so").rename(dist / "elsewhere")
    (dist / "root.so").rename(dist / "root")
    (dist / "sub").mkdir()
    (dist / "root").rename(dist / "sub/root.so")
    assert load(dist / "load", dist / "sub/root.so").value is None
    assert load(dist / "load", dist / "elsewhere", dist / "sub/root.so").value == 15


def test_one_in_memory_and_its_library_on_disk(workshop: Workshop) -> None:
    workshop.library("site/libone.so", 1)
    options = ("-shared", "-fPIC", "-Lsite", "-lone", "-Wl,-rpath,$ORIGIN")
    source = "int one(void); int value(void) { return 5 + 10 * one(); }"
    roots = [workshop.compile(f"site/{name}.so", source, *options) for name in ("inside", "file")]
    closure = close(
        [Root(path, path.name, in_memory=path.name == "inside.so") for path in roots], of_this_machine(elf.read)
    )
    libraries = by_name(lay_out(closure, [workshop.folder / "site"]))
    assert libraries["libone.so"].edits == Edits(soname="libone.so"), "by which the one in memory finds it"
    dist = written(workshop, [*libraries.values()])
    (dist / "memory").mkdir()
    (dist / "inside.so").rename(dist / "memory/inside.so")
    assert load(dist / "load", dist / "file.so").value == 15
    assert load(dist / "load", dist / "memory/inside.so").value is None
    assert load(dist / "load", dist / "libone.so", dist / "memory/inside.so").value == 15


def test_libraries_of_the_system_are_left_out(workshop: Workshop) -> None:
    root = workshop.library("root.so", 5, options=("-Wl,--no-as-needed", "-lm"))
    closure = closed((root, "root.so"))
    assert {name: group.name for name, group in closure.host.items()} == {"libm.so.6": "c", "libc.so.6": "c"}
    assert [binary.title for binary in closure.binaries] == ["root.so"]


def test_a_private_copy_of_what_systems_have_is_taken(workshop: Workshop) -> None:
    workshop.library("lib/libstdc++.so.6", 1, soname="libstdc++.so.6")
    options = ("-Wl,--no-as-needed", "lib/libstdc++.so.6")
    root = workshop.library("root.so", 5, rpath="$ORIGIN/lib", options=options)
    assert [binary.title for binary in closed((root, "root.so")).binaries][1:] == [
        str(workshop.folder / "lib/libstdc++.so.6")
    ]
    root = workshop.library("root.so", 5, options=options)
    closure = closed((root, "root.so"))
    assert len(closure.binaries) == 1
    assert closure.host["libstdc++.so.6"].name == "compiler"


def test_what_the_user_leaves_out_is_not_missed(workshop: Workshop) -> None:
    workshop.library("libone.so", 1, soname="libone.so")
    root = workshop.library("root.so", 5, ("libone.so",))
    closure = close([Root(root, "root.so")], of_this_machine(elf.read), leave_out=lambda path: path.name == "libone.so")
    assert not closure.missing
    assert len(closure.binaries) == 1


def test_host_facts() -> None:
    for group in host_groups():
        assert group.patterns
        assert len(group.why.split()) > 5
    assert host_group("ld-linux-x86-64.so.2", of_system=True).name == "c"  # type: ignore[union-attr]
    assert host_group("libssl.so.3", of_system=True) is None
    assert host_group("libcrypt.so.1", of_system=True) is None, "not every system has it"


def test_debug_information_is_left_out(workshop: Workshop) -> None:
    root = workshop.library("root.so", 5)
    (library,) = lay_out(closed((root, "root.so")), [])
    data = root.read_bytes()
    small = contents(library)
    assert len(small) < len(data)
    assert elf.same_in_memory(data, small)
    root.write_bytes(small)
    assert not elf.read(root).has_debug_info  # type: ignore[union-attr]
    assert load(workshop.loader(), root).value == 5
    assert contents(library, strip=False) == small, "stripped once more"


def test_a_library_changed_twice(workshop: Workshop) -> None:
    """lief appends what it changes. What strip would break is left as it is."""
    root = workshop.library("root.so", 5)
    (library,) = lay_out(closed((root, "root.so")), [])
    for number in range(2):
        edited = replace(library, edits=Edits(search=(f"$ORIGIN/{'x' * 50 * number}",), soname=f"lib{number}.so"))
        root.write_bytes(contents(edited, strip=False))
        assert contents(edited, strip=False) == contents(edited, strip=False)
        assert load(workshop.loader(), root).value == 5
    broken = workshop.folder / "stripped.so"
    broken.write_bytes(stripped(root.read_bytes()))
    assert load(workshop.loader(), broken).value == 5


def test_a_stripper_that_spoils_is_not_believed(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    data = workshop.library("root.so", 5).read_bytes()
    fake = workshop.folder / "bin" / "objcopy"
    fake.parent.mkdir()
    monkeypatch.setenv("PATH", f"{fake.parent}:/usr/bin:/bin")
    for script in ('head -c 9000 "$2" > "$3"', "exit 1", "exit 0", '> "$3"'):
        fake.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        fake.chmod(0o755)
        assert stripped(data) == data, script
    monkeypatch.setattr(contents_module.shutil, "which", lambda _: None)
    assert stripped(data) == data


def test_a_library_that_cannot_be_changed(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workshop.library("root.so", 5)
    (library,) = lay_out(closed((root, "root.so")), [])
    changed = replace(library, edits=Edits(search=("$ORIGIN",)))
    right = elf.edit

    def unloadable(data: bytes, edits: Edits) -> bytes:
        edited = bytearray(right(data, edits))
        (start,), (count,) = struct.unpack_from("<Q", edited, 32), struct.unpack_from("<H", edited, 56)
        for header in range(start, start + 56 * count, 56):
            kind, flags, offset = struct.unpack_from("<IIQ", edited, header)
            if kind == 1 and flags & 1:  # the code is not where a page begins
                struct.pack_into("<Q", edited, header + 8, offset + 1)
        return bytes(edited)

    for wrong in (lambda data, _: data, lambda data, _: data[:5000], unloadable):
        monkeypatch.setattr(elf, "edit", wrong)
        with pytest.raises(UserError, match=r"root\.so cannot be changed"):
            contents(changed)


def test_the_layout_is_the_same_in_any_order(workshop: Workshop) -> None:
    workshop.library("lib/libone.so", 1, soname="libone.so")
    roots = [
        (workshop.library(f"{name}.so", 5, ("lib/libone.so",), rpath="$ORIGIN/lib"), f"{name}.so") for name in "abc"
    ]
    assert lay_out(closed(*roots), []) == lay_out(closed(*reversed(roots)), [])
