"""Data files that the user names are where the program looks for them, and what cannot be is refused."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from whipsnake.cli.main import main

READS = """
import glob, io, os, shutil, tempfile
from importlib import resources
from pathlib import Path
HERE = Path(__file__).parent
DATA = HERE / "data"
with open(os.path.join(os.path.dirname(__file__), "data", "a.txt"), newline=None) as file:
    print(file.read(), file.encoding.lower(), os.path.basename(file.name), file.fileno() > 2, file.mode)
print((DATA / "a.txt").read_text(), DATA.is_dir(), DATA.is_file(), (DATA / "a.txt").is_file(), (DATA / "no").exists())
print(sorted(os.listdir(DATA)), sorted(os.listdir(os.fsencode(DATA))), sorted(path.name for path in DATA.rglob("*")))
print(sorted((os.path.relpath(top, HERE), sorted(some), sorted(files)) for top, some, files in os.walk(DATA)))
with os.scandir(DATA) as entries:
    print(sorted((entry.name, entry.is_dir(), entry.is_file(), entry.stat().st_size if entry.is_file() else 0,
                  os.path.relpath(entry.path, HERE), os.path.relpath(os.fspath(entry), HERE)) for entry in entries))
print(os.path.getsize(DATA / "a.txt"), (DATA / "sub/b.bin").stat().st_size, os.access(DATA / "a.txt", os.R_OK),
      os.access(DATA / "tool", os.X_OK), os.access(DATA / "a.txt", os.X_OK), os.path.lexists(DATA / "a.txt"))
print(DATA.samefile(DATA), DATA.samefile(DATA / "sub"), DATA.resolve() == DATA, os.path.realpath(DATA) == str(DATA))
print(sorted(map(os.path.basename, glob.glob(str(DATA / "**/*.bin"), recursive=True))))
with io.open(DATA / "sub/b.bin", "rb", buffering=0) as file:
    print(file.seek(250), file.read(), file.readinto(bytearray(3)))
descriptor = os.open(DATA / "a.txt", os.O_RDONLY)
print(os.read(descriptor, 100), os.fstat(descriptor).st_size)
os.close(descriptor)
for action in (open, os.stat, os.listdir, os.scandir, Path.read_bytes, os.path.getmtime):
    try:
        print(action(DATA / "missing"))
    except OSError as error:
        print(type(error).__name__, error.errno, error.strerror, os.path.relpath(error.filename, HERE))
for action in (open, os.listdir):
    try:
        action(DATA / ("a.txt" if action is os.listdir else "sub"))
    except OSError as error:
        print(type(error).__name__, error.errno)
with tempfile.TemporaryDirectory() as folder:
    shutil.copytree(DATA, folder + "/copy")
    print(sorted(os.listdir(folder + "/copy")), os.stat(folder + "/copy/a.txt").st_mode & 0o400)
    open(folder + "/new", "w").close()
    print(os.listdir(folder + "/copy/sub"), os.path.getsize(folder + "/new"))
print(open.__name__, open.__module__, type(open).__name__, open is io.open, os.stat in os.supports_follow_symlinks)
print(sorted(child.name for child in resources.files("data").iterdir()))
print(resources.files("data.sub").joinpath("b.bin").read_bytes()[:2])
print(resources.files("pkg").joinpath("p.txt").read_text(), resources.files("pkg.part").joinpath("q.txt").read_text())
"""
RESOURCES = """
import pkgutil
from importlib import resources
import pkg, space.inner
print(pkgutil.get_data("pkg", "p.txt"), resources.files(pkg).joinpath("part/q.txt").read_text(), __name__)
print(sorted(child.name for child in resources.files("data").iterdir()))
print((resources.files("data") / "a.txt").read_text())
print(resources.files("space").joinpath("s.txt").read_text())
print(resources.files("space.inner").joinpath("t.txt").read_bytes())
with resources.as_file(resources.files("data.sub") / "b.bin") as path:
    print(path.read_bytes()[:3])
try:
    import nothing
except ImportError as error:
    print(error)
"""
FILES = {
    "data/a.txt": b"a of the data\r\n",
    "data/sub/b.bin": bytes(range(256)),
    "data/tool": b"#!/bin/sh\n",
    "data/empty": b"",
    "pkg/__init__.py": b"",
    "pkg/p.txt": b"p",
    "pkg/part/__init__.py": b"",
    "pkg/part/q.txt": b"q",
    "space/s.txt": b"s",
    "space/inner/__init__.py": b"",
    "space/inner/t.txt": b"t",
}
PACKAGES = ("--include-package-data=pkg", "--include-package-data=space:**/*.txt", "--include-module=pkg.part")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a program and its data, which is the current one."""
    folder = tmp_path / "project"
    for name, contents in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents)
    (folder / "data/tool").chmod(0o755)
    (folder / "app.py").write_text("print(1)\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def compiled(*options: str) -> object:
    """The compiler's exit code."""
    with pytest.raises(SystemExit) as end:
        main(["--quiet", *options, "app.py"])
    return end.value.code


def run(command: list[str | Path], home: Path) -> str:
    env = {"HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, env=env, cwd="/", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize(
    "options",
    [
        ("--standalone",),
        ("--onefile", "--open-embedded"),
        ("--onefile", "--open-embedded", "--data-on-disk=a.txt", "--data-on-disk=data/sub/*"),
        ("--onefile", "--data-on-disk=data/**"),
    ],
    ids=["standalone", "embedded", "both", "on disk"],
)
def test_files_are_read(project: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    (project / "app.py").write_text(READS, encoding="utf-8")
    expected = run([sys.executable, project / "app.py"], tmp_path)
    assert compiled("--include-data-dir=data=data", *PACKAGES, *options) == 0
    made = shutil.move(project / ("app.dist" if options == ("--standalone",) else "app.bin"), tmp_path / "made")
    shutil.rmtree(project / "data")
    assert run([Path(made, "app.bin") if options == ("--standalone",) else Path(made)], tmp_path) == expected
    on_disk = [path.name for path in (tmp_path / ".cache").rglob("*") if path.is_file() and path.parent.name != "parts"]
    wanted = {"both": ["a.txt", "b.bin"], "on disk": ["a.txt", "b.bin", "empty", "tool"]}
    name = "both" if len(options) == 4 else "on disk" if options[-1] == "--data-on-disk=data/**" else ""
    assert sorted(on_disk) == wanted.get(name, [])


def test_resources_are_not_on_disk(project: Path, tmp_path: Path) -> None:
    (project / "app.py").write_text(RESOURCES, encoding="utf-8")
    expected = run([sys.executable, project / "app.py"], tmp_path)
    assert compiled("--onefile", "--include-data-dir=data=data", *PACKAGES) == 0
    made = shutil.move(project / "app.bin", tmp_path / "app.bin")
    assert run([made], tmp_path) == expected
    assert not (tmp_path / ".cache").exists()


@pytest.mark.parametrize(
    ("option", "places"),
    [
        ("--include-data-files=data/a.txt=a.txt", ["a.txt"]),
        ("--include-data-files=data/a.txt=other/name,with-commas", ["other/name,with-commas"]),
        ("--include-data-files=data/a.txt=some/", ["some/a.txt"]),
        ("--include-data-files=data/*=some/", ["some/a.txt", "some/empty", "some/tool"]),
        ("--include-data-files=data/a.*=some/one.txt", ["some/one.txt"]),
        (
            "--include-data-files=**/*.txt=t/",
            ["t/data/a.txt", "t/pkg/p.txt", "t/pkg/part/q.txt", "t/space/inner/t.txt", "t/space/s.txt"],
        ),
        ("--include-data-files=pkg/**/*.txt=t/", ["t/p.txt", "t/part/q.txt"]),
        ("--include-data-files=pkg=t/=**/*.txt", ["t/p.txt", "t/part/q.txt"]),
        ("--include-data-files=pkg/=t/=*.txt", ["t/p.txt"]),
        ("--include-data-dir=pkg=.", ["p.txt", "part/q.txt"]),
        ("--include-raw-dir=pkg=x/y", ["x/y/__init__.py", "x/y/p.txt", "x/y/part/__init__.py", "x/y/part/q.txt"]),
        ("--include-package-data=pkg:q.*", ["pkg/part/q.txt"]),
    ],
)  # fmt: skip
def test_places(project: Path, option: str, places: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert sorted(placed(monkeypatch, option)) == places


def test_empty_folders(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("none/deep", "some"):
        (project / "tree" / name).mkdir(parents=True)
    (project / "tree/some/file").touch()
    assert sorted(placed(monkeypatch, "--include-raw-dir=tree=x")) == ["x/none/deep/", "x/some/file"]
    assert sorted(placed(monkeypatch, "--include-data-dir=tree=x")) == ["x/some/file"]
    shutil.rmtree(project / "tree/some")
    assert placed(monkeypatch, "--include-raw-dir=tree=.") == ["none/deep/"]
    assert compiled("--standalone", "--include-raw-dir=tree=x") == 0
    assert (project / "app.dist/x/none/deep").is_dir()


def placed(monkeypatch: pytest.MonkeyPatch, *options: str) -> list[str]:
    """The data files of a distribution that is not made."""
    from whipsnake import bundling

    bundles = []
    right = bundling.make_bundle
    with monkeypatch.context() as patch:
        patch.setattr(bundling, "make_bundle", lambda *given: bundles.append(right(*given)) or bundles[-1])
        assert compiled("--standalone", "--emit-c-only", *options) == 0
    return [entry.name for entry in bundles[0].files() if entry.kind == "data"]


def test_what_is_left_out(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some = ["--include-data-dir=data=data", "--include-data-dir=pkg=pkg"]
    assert placed(monkeypatch, *some, "--noinclude-data-files=*.txt") == ["data/empty", "data/sub/b.bin", "data/tool"]
    assert placed(monkeypatch, *some, "--noinclude-data-files=pkg/**,data/*") == ["data/sub/b.bin"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--include-data-files=data/a.txt"], "cannot be understood"),
        (["--include-data-files==x"], "cannot be understood"),
        (["--include-data-files=data==*"], "cannot be understood"),
        (["--include-data-files=a=b=c=d"], "cannot be understood"),
        (["--include-data-files=data=t=*.txt"], "t has to be a folder"),
        (["--include-data-files=data=t/=*.none"], "there is no such file in data"),
        (["--include-data-files=none/*.txt=t/"], "none/*.txt matches no file"),
        (["--include-data-files=missing.txt=t/"], "missing.txt matches no file"),
        (["--include-data-files=data/*=t"], "data/* means 3 files"),
        (["--include-data-files=data=t"], "data is a folder"),
        (["--include-data-files=data/a.txt=/etc/a"], "/etc/a is outside of the distribution"),
        (["--include-data-dir=data=../x"], "../x/a.txt is outside of the distribution"),
        (["--include-data-dir=data"], "cannot be understood"),
        (["--include-data-dir=data=x=*.txt"], "cannot be understood"),
        (["--include-data-dir=none=x"], "none is no folder"),
        (["--include-raw-dir=app.py=x"], "app.py is no folder"),
        (["--include-package-data=none"], "there is no package 'none'"),
        (["--include-package-data=json:*.none"], "the package has no such data files"),
        (["--include-distribution-metadata=no-such-thing"], "there is no such distribution"),
        (["--noinclude-data-files=*.none"], "--noinclude-data-files=*.none matches nothing"),
        (["--noinclude-dlls=*.none"], "--noinclude-dlls=*.none matches nothing"),
        (["--data-on-disk=*.none"], "--data-on-disk=*.none matches nothing"),
        (["--include-data-files=data/a.txt=x", "--include-data-files=data/tool=x"], "two different files are to be x"),
        (["--include-data-files=data/a.txt=x", "--include-data-files=data/tool=x/y"], "x is to be a file and a folder"),
        (["--include-data-files=data/tool=x/y", "--include-data-files=data/a.txt=x"], "x is to be a file and a folder"),
        (["--include-data-files=data/tool=app.bin"], "which is the program itself"),
        (["--include-data-files=data/tool=app.bin/x"], "app.bin is to be a file and a folder"),
    ],
)  # fmt: skip
def test_refusals(project: Path, capfd: pytest.CaptureFixture[str], options: list[str], message: str) -> None:
    before = sorted(Path().iterdir())
    code = compiled("--standalone", *options)
    said = capfd.readouterr().err
    assert message in said and said.startswith("whipsnake: ") and "Traceback" not in said
    assert code == (1 if message.startswith(("two", "x is", "which", "app.bin is")) else 2)
    assert sorted(Path().iterdir()) == before


def test_unreadable(project: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda path, mode: "a.txt" not in str(path))
        assert compiled("--standalone", "--include-data-dir=data=a") == 2
    assert "data/a.txt cannot be read" in capfd.readouterr().err
    right = os.scandir

    def scandir(path: str) -> object:
        if path == "data/sub":
            raise PermissionError(13, "Permission denied", path)
        return right(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", scandir)
        assert compiled("--standalone", "--include-data-dir=data=a") == 2
    assert "data/sub cannot be read: Permission denied" in capfd.readouterr().err


def test_a_file_that_goes_away(
    project: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from whipsnake import driver

    right = driver.translate_all

    def removing(*given: object) -> object:
        (project / "data/a.txt").unlink()
        return right(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(driver, "translate_all", removing)
    assert compiled("--onefile", "--include-data-files=data/a.txt=a") == 1
    assert "data/a.txt cannot be read: No such file" in capfd.readouterr().err
    assert not (project / "app.bin").exists()


def test_other_modes_have_no_data(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for option in ("--include-data-dir=data=data", "--noinclude-dlls=x", "--open-embedded"):
        assert compiled(option) == 2
        assert f"{option.partition('=')[0]} is for distributions" in capfd.readouterr().err


def test_options_in_the_project(project: Path, tmp_path: Path) -> None:
    (project / "app.py").write_text(
        "# whipsnake-project: --include-data-files={MAIN_DIRECTORY}/pkg/p.txt=p\n"
        "import pkgutil\nfrom pathlib import Path\nprint(*[Path(__file__).with_name(x).read_text() for x in 'pa'])\n",
        encoding="utf-8",
    )
    (project / "pyproject.toml").write_text(
        '[tool.whipsnake]\nmode = "standalone"\ninclude-data-files = ["data/a.txt=a"]\n', encoding="utf-8"
    )
    assert compiled() == 0
    assert run([project / "app.dist/app.bin"], tmp_path) == "p a of the data\n\n"
