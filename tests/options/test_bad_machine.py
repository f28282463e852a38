"""C compilers that don't work, caches that are damaged, disks that are full, environments that lack something."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import SOURCE, Outcome, Project
from fakes import MAKES_FILES, compiler

from whipsnake.build import builder
from whipsnake.build.runtime import runtime_sources

Command = Callable[..., Outcome]


@pytest.fixture
def fresh(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A program, and a cache and a folder for temporary files of its own."""
    project.write(app="print('hello')\n")
    (project.folder / "tmp").mkdir()
    monkeypatch.setenv("WHIPSNAKE_CACHE_DIR", str(project.folder / "cache"))
    monkeypatch.setenv("TMPDIR", str(project.folder / "tmp"))
    monkeypatch.setenv("CC", compiler(project.folder))
    # Where the command runs in this process, there is less to compile.
    monkeypatch.setattr(builder, "runtime_sources", lambda: runtime_sources()[:2])
    return project


def assert_clean(project: Project) -> None:
    """Neither output nor temporary files are there."""
    assert not (project.folder / "app.bin").exists()
    assert [*(project.folder / "cache/tmp").glob("*"), *(project.folder / "tmp").iterdir()] == []
    assert not list(project.folder.glob(".*"))


@pytest.mark.parametrize(
    ("message", "body"),
    [
        ("does not work: on a program that does nothing it ends with exit code 3", "exit 3\n"),
        ("cc1: this is \ufffd\ufffd", "printf 'cc1: this is \\377\\376\\0\\n[1/2] x\\nFAILED: y\\n'; exit 1\n"),
        ("does not work: it makes no file", "exit 0\n"),
        ("does not work: it made no program", "printf 'garbage' > \"$out\"\n"),
        ("was killed by SIGKILL while it worked on", "kill -KILL $$\n"),
        ("was killed by SIGSEGV while it worked on", "kill -SEGV $$\n"),
        ("was killed while it worked on", "echo 'gcc: fatal error: Killed signal terminated program cc1'; exit 1\n"),
        ("ran out of memory with", "echo 'cc1: out of memory allocating 65536 bytes'; exit 1\n"),
        ("found no space on the disk for", "echo 'as: No space left on device'; exit 1\n"),
        # Once, half of the file, and then not even that.
        ("was killed by SIGKILL", "printf '\\177EL' > \"$out\"; kill -KILL $$\n"),
    ],
)
def test_c_compiler_that_fails(
    fresh: Project, command: Command, monkeypatch: pytest.MonkeyPatch, message: str, body: str
) -> None:
    monkeypatch.setenv("CC", compiler(fresh.folder, body))
    outcome = command("app.py", "--quiet")
    assert outcome.code == 1 and message in outcome.err
    assert "Traceback" not in outcome.err and "bug of Whipsnake" not in outcome.err
    assert_clean(fresh)
    # Nothing of what it made is in the cache: with a compiler that calls itself the same, all is well.
    compiler(fresh.folder, MAKES_FILES)
    assert command("app.py", "--quiet").code == 0
    assert (fresh.folder / "app.bin").read_bytes().startswith(b"\x7fELF fake")


def test_c_code_that_is_wrong_is_our_bug(fresh: Project, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """The compiler works, but not with a certain file."""
    body = "case \"$*\" in *__main__*) echo 'module.c:1:1: error: nonsense'; exit 1;; esac\n" + MAKES_FILES
    monkeypatch.setenv("CC", compiler(fresh.folder, body))
    outcome = command("app.py", "--quiet")
    assert outcome.code == 1
    assert "internal error in the generated C code, compiling module __main__" in outcome.err
    assert "module.c:1:1: error: nonsense" in outcome.err and "This is a bug of Whipsnake." in outcome.err
    assert_clean(fresh)


@pytest.mark.parametrize(
    ("message", "cc"),
    [
        ("the C compiler 'no-such-compiler' of CC was not found", "no-such-compiler"),
        ("the C compiler '{folder}' of CC was not found", "{folder}"),
        ("CC='x cannot be split into words", "'x"),
        ("sh -c 'exit 3' --version ends with exit code 3", "sh -c 'exit 3'"),
        ("SIGKILL killed", "sh -c 'kill -KILL $$'"),
        ("Exec format error", "{folder}/empty"),
    ],
)
def test_c_compiler_that_cannot_be_run(
    fresh: Project, command: Command, monkeypatch: pytest.MonkeyPatch, message: str, cc: str
) -> None:
    fresh.file("empty", "\x7fELF").chmod(0o755)
    monkeypatch.setenv("CC", cc.replace("{folder}", str(fresh.folder)))
    outcome = command("app.py")
    assert outcome.code == 1 and message.replace("{folder}", str(fresh.folder)) in outcome.err
    assert "Traceback" not in outcome.err
    assert_clean(fresh)


def test_no_c_compiler(fresh: Project, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "")
    monkeypatch.setenv("PATH", str(fresh.folder))
    monkeypatch.setitem(sys.modules, "ziglang", None)
    for args, message in (
        ([], "a C compiler was not found on this machine.\nInstall gcc or clang"),
        (["--clang"], "clang was not found on this machine.\nInstall clang"),
    ):
        outcome = command("app.py", *args)
        assert outcome.code == 1 and message in outcome.err
    assert_clean(fresh)


def entries(project: Project) -> list[Path]:
    return [path for path in (project.folder / "cache").glob("*/??/*") if path.is_file()]


@pytest.mark.parametrize("damage", ["truncated", "altered", "emptied", "unreadable", "folder", "folders are files"])
def test_damaged_cache(fresh: Project, command: Command, damage: str) -> None:
    assert command("app.py", "--quiet").code == 0
    assert {path.parent.parent.name for path in entries(fresh)} == {"c", "object", "library", "linked"}
    for path in entries(fresh):
        contents = path.read_bytes()
        if damage == "truncated":
            path.write_bytes(contents[:-1])
        elif damage == "altered":
            path.write_bytes(contents.replace(b"f", b"F", 1))
        elif damage == "emptied":
            path.write_bytes(b"")
        elif damage == "unreadable":
            path.unlink()
            path.symlink_to(path.name)
        else:
            path.unlink()
            path.mkdir()
    if damage == "folders are files":
        for folder in (fresh.folder / "cache").glob("*/??"):
            shutil.rmtree(folder)
            folder.write_text("")
    (fresh.folder / "app.bin").unlink()
    outcome = command("app.py", "--quiet")
    assert (outcome.code, outcome.err) == (0, "")
    assert (fresh.folder / "app.bin").exists()
    if damage not in ("folder", "folders are files"):
        # Now it is whole again.
        before = {path: path.stat().st_mtime_ns for path in entries(fresh)}
        assert "__main__ (cached)" in command("app.py", "--show-progress").err
        assert before.keys() == {*entries(fresh)}


def run(
    project: Project, *args: str, unprivileged: bool = False, **env: str | None
) -> subprocess.CompletedProcess[str]:
    """Run the command with environment variables set, or (None) not set."""
    settings = {"PYTHONPATH": str(SOURCE), **env}
    unset = [word for name, value in settings.items() if value is None for word in ("-u", name)]
    lower = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if unprivileged and os.geteuid() == 0 else []
    return project.run(
        *("env", *unset, *lower, sys.executable, "-m", "whipsnake", "app.py", *args),
        code=None,
        env={name: value for name, value in settings.items() if value is not None},
    )


def test_cache_that_cannot_be_used(fresh: Project) -> None:
    fresh.file("file")
    (fresh.folder / "ro").mkdir(mode=0o555)
    home = {"WHIPSNAKE_CACHE_DIR": None, "XDG_CACHE_HOME": None}
    for reason, env in (
        ("file cannot be used: Not a directory", {"WHIPSNAKE_CACHE_DIR": "file"}),
        ("file/x cannot be used: Not a directory", {"WHIPSNAKE_CACHE_DIR": "file/x"}),
        ("ro cannot be used: Permission denied", {"WHIPSNAKE_CACHE_DIR": "ro"}),
        ("ro/x cannot be used: Permission denied", {"WHIPSNAKE_CACHE_DIR": "ro/x"}),
        (".cache/whipsnake cannot be used: No such file or directory", {**home, "HOME": "/dev/fd/x"}),
    ):
        result = run(fresh, unprivileged=True, **env)
        assert result.returncode == 0 and f"{reason}; nothing is kept" in result.stderr, (env, result)
        (fresh.folder / "app.bin").unlink()
        assert_clean(fresh)
    # A cache that is only read is of use.
    assert run(fresh).returncode == 0
    (fresh.folder / "cache/tmp").chmod(0o555)
    result = run(fresh, "--show-progress", unprivileged=True)
    assert result.returncode == 0 and "__main__ (cached)" in result.stderr and "runtime" not in result.stderr


@pytest.mark.parametrize(
    "env",
    [
        {"HOME": None},
        {"TMPDIR": None},
        {"TMPDIR": "/nowhere"},
        {"LANG": "C", "LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONHASHSEED": "1", "PYTHONOPTIMIZE": "2", "PYTHONDONTWRITEBYTECODE": "1"},
        {"PYTHONWARNINGS": "error"},
        {"PYTHONDEVMODE": "1"},
        {"PYTHONSAFEPATH": "1", "PYTHONNOUSERSITE": "1", "PYTHONUNBUFFERED": "1"},
        {"MAKEFLAGS": "-j1", "NINJA_STATUS": "x", "TERM": "dumb", "COLUMNS": "1"},
    ],
    ids=lambda env: ",".join(env),
)
def test_environment(fresh: Project, env: dict[str, str | None]) -> None:
    fresh.file("größe.py", "x = 'ä'\n")
    result = run(fresh, **env)
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr.splitlines()[-1] == f"whipsnake: made {fresh.folder / 'app.bin'}"
    assert len(result.stderr.splitlines()) == 4


def shell(project: Project, script: str) -> subprocess.CompletedProcess[str]:
    """Run a shell script in which $W is the command."""
    words = f"{sys.executable} -m whipsnake"
    settings = {"PYTHONPATH": str(SOURCE), "PYTHONUNBUFFERED": ""}
    return project.run("sh", "-c", script.replace("$W", words), code=None, env=settings)


def test_closed_standard_files(fresh: Project) -> None:
    for redirections in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-", "2>/dev/full", ">/dev/full"):
        result = shell(fresh, f"$W app.py {redirections}")
        assert result.returncode == 0 and "Traceback" not in result.stderr, (redirections, result)
        assert (fresh.folder / "app.bin").read_bytes().startswith(b"\x7fELF fake")
        (fresh.folder / "app.bin").unlink()
    result = shell(
        fresh, "$W missing.py 2>&-; echo $?; $W --version >/dev/full; echo $?; $W missing.py 2>/dev/full; echo $?"
    )
    assert result.stdout.split() == ["2", "1", "2"]
    assert result.stderr == "whipsnake: standard output cannot be written: No space left on device.\n"
    result = shell(fresh, "$W app.py 2>&1 | true; $W dump app.py | head -1 >/dev/null")
    assert "Traceback" not in result.stderr and "Exception ignored" not in result.stderr


def test_folder_that_is_gone(fresh: Project) -> None:
    gone = "mkdir gone; cd gone; rmdir ../gone; "
    result = shell(fresh, gone + "$W app.py")
    assert result.returncode == 2 and "there is no file or folder 'app.py'" in result.stderr
    result = shell(fresh, gone + f"$W {fresh.folder}/app.py")
    assert result.returncode == 1 and "the current folder does not exist any more." in result.stderr
    result = shell(fresh, gone + f"$W {fresh.folder}/app.py --output-dir={fresh.folder}/out")
    assert result.returncode == 0 and (fresh.folder / "out/app.bin").exists()


def test_several_at_once_with_an_empty_cache(fresh: Project) -> None:
    """Also into one folder, and with build folders that are kept."""
    commands = [
        [sys.executable, "-m", "whipsnake", "app.py", "--quiet", *args]
        for args in ([], [], ["--no-remove-output"], ["--no-remove-output"], ["--emit-c-only", "--output-dir=out"]) * 2
    ]
    env = os.environ | {"PYTHONPATH": str(SOURCE)}
    running = [
        subprocess.Popen(words, cwd=fresh.folder, env=env, stderr=subprocess.PIPE, text=True) for words in commands
    ]
    assert [(process.communicate()[1], process.returncode) for process in running] == [("", 0)] * len(commands)
    assert (fresh.folder / "app.bin").read_bytes().startswith(b"\x7fELF fake")
    assert (fresh.folder / "app.build/build.ninja").exists() and (fresh.folder / "out/app.build/build.ninja").exists()
    (fresh.folder / "app.bin").unlink()
    assert_clean(fresh)


@pytest.fixture
def tiny(project: Project) -> object:
    """A file system with hardly any room."""
    folder = project.folder / "tiny"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=800k", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("no file system can be mounted")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_full_disk(fresh: Project, command: Command, monkeypatch: pytest.MonkeyPatch, tiny: Path) -> None:
    large = "case $out in linked*) head -c 900000 /dev/zero | (printf '\\177ELF'; cat) > \"$out\"; exit;; esac\n"
    monkeypatch.setenv("CC", compiler(fresh.folder, large + MAKES_FILES))
    for path in ("out/app.bin", "tiny/app.bin", "tiny/app.build/build.ninja"):
        fresh.file(path, "old")
    # Where the output goes.
    outcome = command("app.py", "--quiet", "--output-dir=tiny")
    assert outcome.code == 1
    assert outcome.err == f"whipsnake: {tiny}/app.bin cannot be written: No space left on device.\n"
    # Where a report goes, and the C files, when there is no room at all.
    with (tiny / "filler").open("wb", buffering=0) as filler, pytest.raises(OSError):
        while True:
            filler.write(bytes(512))
    for args in (["--report=tiny/r.json", "--output-dir=out"], ["--emit-c-only", "--output-dir=tiny"]):
        outcome = command("app.py", "--quiet", *args)
        assert outcome.code == 1 and "cannot be written: No space left on device.\n" in outcome.err
    assert sorted(path.name for path in tiny.iterdir()) == ["app.bin", "app.build", "filler"]
    assert (tiny / "app.bin").read_text() == (tiny / "app.build/build.ninja").read_text() == "old"
    # Where the cache is: before, and while the compiler runs.
    (fresh.folder / "out/app.bin").write_text("old")
    monkeypatch.setenv("WHIPSNAKE_CACHE_DIR", str(tiny / "cache"))
    for room in (0, 100_000):
        with (tiny / "filler").open("r+b") as filler:
            filler.truncate((tiny / "filler").stat().st_size - room)
        outcome = command("app.py", "--quiet", "--output-dir=out")
        assert outcome.code == 1 and "o space" in outcome.err and "Traceback" not in outcome.err, room
        assert [*tiny.glob("cache/tmp/*"), *(fresh.folder / "tmp").iterdir()] == []
        assert {path.name: path.read_text() for path in (fresh.folder / "out").iterdir()} == {"app.bin": "old"}
    (tiny / "filler").unlink()
    monkeypatch.setenv("CC", compiler(fresh.folder))
    assert command("app.py", "--quiet", "--output-dir=out").code == 0


def test_limited_file_size(fresh: Project) -> None:
    """As a full disk, where none can be had."""
    source = "from whipsnake.cli.main import main; main()"
    large = 'head -c 900000 /dev/zero > "$out" || exit $?\n' + MAKES_FILES
    for limit in (0, 3000, 800_000):
        result = subprocess.run(
            [sys.executable, "-c", source, "app.py", "--quiet"],
            cwd=fresh.folder,
            env=os.environ
            | {"PYTHONPATH": str(SOURCE), "CC": compiler(fresh.folder, large), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            preexec_fn=lambda limit=limit: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        )
        assert result.returncode == 1 and "Traceback" not in result.stderr, (limit, result)
        assert "bug of Whipsnake" not in result.stderr
        assert len(result.stderr.splitlines()[0]) > 20
        assert_clean(fresh)
