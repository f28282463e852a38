"""Standalone folders and one-file programs do what `python app.py` does, where there is no Python."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.dist.bareroot import BareRoot, other_user
from whipsnake.dist.archive import image_size, read_index

MODES = ("standalone", "onefile")
HELLO = "import json, sys\nprint(json.dumps({'hello': sys.argv[1:]}))\n"


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Path]:
    """Compiles `app.py` and the files beside it; returns the program, which is alone in its folder."""

    def make(mode: str, source: str, *options: str, **files: str) -> Path:
        folder = tmp_path / "source"
        for name, text in {"app": source, **files}.items():
            path = folder / (name.replace("__", "/") + ".py")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text), encoding="utf-8")
        output = tmp_path / mode
        command = [sys.executable, "-m", "whipsnake", f"--mode={mode}", f"--output-dir={output}", "--quiet", *options]
        done = subprocess.run([*command, str(folder / "app.py")], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        return output / "app.dist" / "app.bin" if mode == "standalone" else output / "app.bin"

    return make


def interpreted(program: Path, *args: str) -> tuple[str, str, int]:
    source = next(parent for parent in program.parents if (parent / "source").exists()) / "source"
    done = subprocess.run([sys.executable, str(source / "app.py"), *args], capture_output=True, text=True, check=False)
    return done.stdout, done.stderr, done.returncode


def run(program: Path, *args: str) -> tuple[str, str, int]:
    """Run a program where nothing helps it; it is killed if it does not end."""
    command = ["timeout", "--kill-after=1", "200", str(program), *args]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"PATH": "/bin"}, cwd="/")
    return done.stdout, done.stderr, done.returncode


def place(bare: BareRoot, program: Path, folder: str) -> str:
    """Put a program into the root; returns its place there."""
    if program.parent.suffix == ".dist":
        bare.add(program.parent, folder)
    else:
        bare.add(program, f"{folder}/{program.name}")
    return f"{folder}/{program.name}"


@pytest.mark.parametrize("mode", MODES)
def test_where_there_is_no_python(build: Callable[..., Path], bare_root: BareRoot, mode: str) -> None:
    program = build(mode, HELLO)
    expected = interpreted(program, "a", "ü")
    assert run(program, "a", "ü") == expected
    there = place(bare_root, program, "/opt/my programs/größer")
    for proc in (True, False):
        outcome = bare_root.run(there, "a", "ü", read_only=True, proc=proc, user=other_user())
        assert (outcome.stdout, outcome.stderr, outcome.code) == expected
    (bare_root.folder / "link").symlink_to(there)
    assert bare_root.run("/link", "x", proc=True).stdout == '{"hello": ["x"]}\n'


def test_what_is_alike_is_compressed_together(build: Callable[..., Path]) -> None:
    program = build("onefile", """
        import encodings.aliases, pkgutil
        names = [name for _, name, _ in pkgutil.iter_modules(encodings.__path__)]
        tables = [name for name in names if name.startswith(("cp1", "cp8", "iso8859", "koi8", "mac_"))]
        for name in tables:
            print(name, ascii(bytes(range(256)).decode(name, "replace")))
    """)  # fmt: skip
    expected = interpreted(program)
    assert run(program) == expected
    assert expected[0].count("\n") > 40


@pytest.mark.skipif(sys.version_info < (3, 12), reason="3.11 has its frozen modules as static objects")
def test_frozen_modules_as_far_as_they_are_needed(build: Callable[..., Path]) -> None:
    program = build("onefile", """
        import _imp, sys
        print(_imp._frozen_module_names())
        sys.stdout.flush()
        import __hello__, os.path
        print(__hello__, os.path)
    """)  # fmt: skip
    names, printed, *shown = run(program)[0].splitlines()
    assert "_frozen_importlib" in names and "'os'" in names and "'__hello__'" in names
    assert "__phello__" not in names and "ntpath" not in names
    assert [printed, *shown][-1] == "<module '__hello__' (frozen)> <module 'posixpath' (frozen)>"


EVERYTHING = """
    import sys
    from pkg import part
    def main():
        import bz2, ctypes, datetime, decimal, hashlib, lzma, sqlite3, ssl, uuid, xml.etree.ElementTree, zlib
        import concurrent.futures, csv, email.message, logging, random, tempfile, urllib.request, zoneinfo
        print(sqlite3.connect(":memory:").execute("select 1 + 1").fetchall(), ssl.OPENSSL_VERSION[:7])
        print(zlib.decompress(zlib.compress(b"x" * 9)), bz2.decompress(bz2.compress(b"y")), lzma.LZMAError)
        print(hashlib.sha256(b"").hexdigest(), hashlib.new("blake2b").name, decimal.Decimal(1) / 3)
        print(datetime.datetime.strptime("2026-11-26", "%Y-%m-%d"), "x".encode("idna"), b"z".decode("cp437"))
        print(xml.etree.ElementTree.fromstring("<a><b/></a>")[0].tag, ctypes.sizeof(ctypes.c_long))
        print("\\N{DIGIT ONE}", part.where(), part.__spec__.name, __name__)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            print([*pool.map(part.square, range(4))])
        try:
            import missing
        except ImportError as error:
            print(error)
        if len(sys.argv) > 1:
            raise SystemExit(int(sys.argv[1]))
        part.fail()
    main()
"""
PART = """
    def square(x):
        return x * x
    def where():
        return __package__, __file__.endswith("/pkg/part.py")
    def fail():
        raise LookupError("the end")
"""


INSIDE = """
    import ctypes, decimal
    print(ctypes.string_at(b"abc"), decimal.Decimal("1.1") + 1)
"""


def test_a_folder_has_no_extension_modules_of_python(build: Callable[..., Path]) -> None:
    """They are in the program, whether its Python has them as files or not; what they need of others is beside it."""
    program = build("standalone", INSIDE)
    assert run(program) == interpreted(program)
    assert [path.name for path in program.parent.iterdir() if path.name != "system.libs"] == ["app.bin"]
    assert not [*program.parent.rglob("*.cpython-*")]


@pytest.mark.parametrize("mode", MODES)
def test_the_library(build: Callable[..., Path], mode: str) -> None:
    program = build(mode, EVERYTHING, pkg____init__="", pkg__part=PART)
    assert run(program, "3") == interpreted(program, "3")
    stdout, stderr, code = run(program)
    expected = interpreted(program)
    assert (stdout, code) == (expected[0], expected[2])
    # Without the sources, no lines of them are shown.
    frames = [line.split(", ", 1)[1] for line in expected[1].splitlines() if line.startswith("  File")]
    assert [line.split(", ", 1)[1] for line in stderr.splitlines() if line.startswith("  File")] == frames
    assert stderr.endswith("LookupError: the end\n")


PROCESSES = """
    import multiprocessing, os, subprocess, sys
    def work(n):
        return n * n, __name__, multiprocessing.get_start_method()
    if __name__ == "__main__":
        if "child" in sys.argv:
            print("child", sys.argv[1:])
            sys.exit(7)
        for method in ("spawn", "fork", "forkserver"):
            with multiprocessing.get_context(method).Pool(2) as pool:
                print(method, [item[0] for item in pool.map(work, range(4))])
        print(subprocess.run([sys.executable, *([sys.argv[0]] if len(sys.argv) > 1 else []), "child"]).returncode)
"""


@pytest.mark.ci
@pytest.mark.parametrize("mode", MODES)
def test_other_processes(build: Callable[..., Path], mode: str) -> None:
    program = build(mode, PROCESSES)
    assert run(program)[1:] == ("", 0)
    lines = run(program)[0].splitlines()
    assert sorted(lines) == [
        "7",
        "child ['child']",
        *(f"{how} [0, 1, 4, 9]" for how in ("fork", "forkserver", "spawn")),
    ]


def test_damage(build: Callable[..., Path]) -> None:
    program = build("onefile", HELLO)
    whole = program.read_bytes()
    for name, contents, message in (
        ("truncated", whole[:-100], "the program cannot start: its end is missing.\n"),
        ("footer", whole[:-20] + b"?" + whole[-19:], "the program cannot start: its end is damaged.\n"),
        ("index", whole[:-200] + b"?" + whole[-199:], "the program cannot start: its table of contents is damaged.\n"),
    ):
        path = program.with_name(name)
        path.write_bytes(contents)
        path.chmod(0o755)
        assert run(path) == ("", f"{path}: {message}", 1)

    # Cut anywhere: it says so itself, or the system does not start it.
    image = image_size(program)
    path = program.with_name("cut")
    for size in (64, 900, *range(4096, image, image // 30), image - 20, image, image + 1, len(whole) - 1):
        path.write_bytes(whole[:size])
        path.chmod(0o755)
        if size < image:
            with pytest.raises(OSError, match=r"Exec format error|Input/output error"):
                subprocess.run([str(path)], check=False)
        else:
            assert run(path) == ("", f"{path}: the program cannot start: its end is missing.\n", 1)


def test_damaged_code(build: Callable[..., Path]) -> None:
    """A bit that is another in the image is seen before anything is done, unless it is one by which that is seen."""
    program = build("onefile", HELLO)
    whole, image = program.read_bytes(), image_size(program)
    path = program.with_name("damaged")
    step = image // 60
    told = 0
    for at in range(step, image, step):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :])
        path.chmod(0o755)
        outcome = run(path)
        assert outcome[0] == "" and outcome[2] != 0, at
        told += outcome == ("", f"{path}: the program cannot start: its code is damaged.\n", 1)
    assert told > 50


def test_damaged_contents(build: Callable[..., Path]) -> None:
    """Wherever the archive is damaged, the program says so, or does not need what is there: never goes on wrongly."""
    source = """
        import json, sys
        try:
            import _decimal, email.message
        except Exception:
            print("taken for something else")
        print(json.dumps(sys.argv[1:]))
    """
    program = build("onefile", source)
    assert run(program, "a") == ('["a"]\n', "", 0)
    whole = program.read_bytes()
    index = {listed.key: listed for listed in read_index(program)}
    start = image_size(program)
    path = program.with_name("damaged")
    told = set()
    for key in (
        "mjson",
        "m_json",
        "mjson.decoder",
        "m_decimal",
        "memail.message",
        "m_whipsnake_distribution",
        "mencodings",
    ):
        listed = index.get(key)
        if listed is None or not listed.stored_size:
            continue
        at = start + listed.offset + listed.stored_size // 2
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        path.chmod(0o755)
        name = key[1:]
        message = f"the program's file is damaged: the contents of {name} are not what they were; get it again.\n"
        assert run(path, "a") == ("", f"{path}: {message}", 1), key
        told.add(key)
    assert {"m_decimal", "mjson.decoder", "memail.message"} <= told
    size = len(whole) - start
    for at in range(start + size // 17, len(whole), size // 17):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        stdout, stderr, code = run(path, "a")
        assert (stdout, stderr, code) == ('["a"]\n', "", 0) or (stdout, code) == ("", 1), at
        assert not stderr or (stderr.startswith(f"{path}: ") and stderr.count("\n") == 1), stderr


def test_no_memory_for_modules(build: Callable[..., Path]) -> None:
    program = build("onefile", "print('starts', flush=True)\nimport _decimal\n")
    # A file in memory is one of the files that this limits.
    done = subprocess.run(["sh", "-c", f"ulimit -f 8; exec {program}"], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("starts\n", 1)
    assert done.stderr == f"{program}: there is no memory for the module _decimal: File too large.\n"


def test_the_environment_of_other_pythons(build: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('the wrong json')\n")
    program = build("standalone", HELLO)
    for name in ("PYTHONPATH", "PYTHONHOME"):
        done = subprocess.run([program], env={name: str(tmp_path)}, capture_output=True, text=True, check=False)
        assert (done.stdout, done.stderr) == ('{"hello": []}\n', "")


def test_folders_in_the_way(build: Callable[..., Path]) -> None:
    program = build("standalone", HELLO)
    before = sorted(program.parent.iterdir())
    build("standalone", HELLO)
    assert sorted(program.parent.iterdir()) == before
    program.write_bytes(b"something else")
    with pytest.raises(AssertionError) as refusal:
        build("standalone", HELLO)
    assert "is in the way: it is no standalone program of that name." in str(refusal.value)
    assert program.read_bytes() == b"something else"


def test_equal_input_gives_equal_bytes(build: Callable[..., Path]) -> None:
    one = build("onefile", HELLO).read_bytes()
    assert build("onefile", HELLO, "--output-filename=app.bin").read_bytes() == one
