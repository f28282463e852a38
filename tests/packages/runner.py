"""Run a package's own tests twice, from source and compiled, and compare the outcome of every case."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path

import platformdirs

from tests.cases.comparison import Case, Comparison, Run, SuiteError

from .catalog import Package

COMPILER = Path(__file__).resolve().parents[2] / "src"
TIMEOUT = 3600
RAN = (0, 1)
"""Exit codes of pytest after it has run all tests; with others it has not."""


def cache_folder() -> Path:
    """Where downloads and environments stay: WHIPSNAKE_PACKAGES_DIR, or the user's cache folder."""
    chosen = os.environ.get("WHIPSNAKE_PACKAGES_DIR")
    folder = Path(chosen or platformdirs.user_cache_dir("whipsnake-packages", appauthor=False)).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def compare(
    package: Package, folder: Path, *, pytest_options: tuple[str, ...] = (), compiler_options: tuple[str, ...] = ()
) -> Comparison:
    """Run a package's tests both ways. `folder` is empty, and ours."""
    python = _environment(package)
    source = _source(package, python)
    # The names have the same length: tests that wrap long lines then wrap paths alike.
    plain, native = folder / "source", folder / "native"
    for run_folder in (plain, native):
        _lay_out(package, source, run_folder)
    _compile(package, plain / "lib", native / "lib", compiler_options)
    _assert_compiled(package, python, native)
    with ThreadPoolExecutor(2) as pool:
        interpreted, compiled = pool.map(lambda where: _run(package, python, where, pytest_options), (plain, native))
    return Comparison(f"{package.name} {package.version}", interpreted, compiled, ran=RAN)


def _call(command: list[str], what: str, **settings: object) -> None:
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **settings
    )  # type: ignore[call-overload]
    if done.returncode:
        raise SuiteError(f"{what}: exit code {done.returncode}\n{done.stdout}")


def _environment(package: Package) -> Path:
    """The Python of an environment that has all the tests need and the package's metadata, but not the package."""
    wanted = (f"{package.name}=={package.version}", *package.requires)
    key = hashlib.sha256("\n".join((sys.version, *wanted)).encode()).hexdigest()[:12]
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    folder = cache_folder() / "environments" / f"{package.name}-{version}-{key}"
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        base = getattr(sys, "_base_executable", sys.executable)
        _call([base, "-m", "venv", str(folder)], "venv")
        _call([str(python), "-m", "pip", "install", "--quiet", *wanted], f"installing what {package.name} needs")
        for packages in folder.glob("lib/python*/site-packages"):
            for name in package.sources:
                shutil.rmtree(packages / Path(name).name)
        (folder / "complete").touch()
    return python


def _source(package: Package, python: Path) -> Path:
    """The package's source distribution, unpacked."""
    folder = cache_folder() / "sources" / f"{package.name}-{package.version}"
    if not folder.exists():
        folder.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
            archive = _download(package, python, Path(temporary))
            unpacked = Path(temporary) / "unpacked"
            with tarfile.open(archive) as tar:
                tar.extractall(unpacked, filter="data")
            (top,) = unpacked.iterdir()
            with suppress(FileExistsError):  # Another process was quicker.
                top.rename(folder)
    return folder


def _download(package: Package, python: Path, folder: Path) -> Path:
    if package.archive:
        url, _, digest = package.archive.partition("#")
        with urllib.request.urlopen(url) as response:
            data = response.read()
        if hashlib.sha256(data).hexdigest() != digest:
            raise SuiteError(f"{url} is not what it was")
        path = folder / url.rpartition("/")[2]
        path.write_bytes(data)
        return path
    requirement = f"{package.name}=={package.version}"
    _call(
        [str(python), "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", package.name,
         "--dest", str(folder), requirement],
        f"downloading {requirement}",
    )  # fmt: skip
    (path,) = folder.glob("*.tar.gz")
    return path


def _lay_out(package: Package, source: Path, folder: Path) -> None:
    """The distribution in `folder/work` without the packages to compile, which go to `folder/lib`."""
    shutil.copytree(source, folder / "work", symlinks=True)
    (folder / "lib").mkdir()
    for name in package.sources:
        (folder / "work" / name).rename(folder / "lib" / Path(name).name)
        if package.in_place:
            (folder / "work" / name).symlink_to(folder / "lib" / Path(name).name)


def _compile(package: Package, source: Path, native: Path, options: tuple[str, ...]) -> None:
    keep = ",".join(package.keep)
    for name in package.sources:
        folder = source / Path(name).name
        path = os.pathsep.join(filter(None, [str(COMPILER), os.environ.get("PYTHONPATH")]))
        _call(
            [sys.executable, "-W", "ignore", "-m", "whipsnake", "--mode=package", "--quiet", f"--output-dir={native}",
             "--remove-output", *([f"--nofollow-import-to={keep}"] if keep else []), *options, str(folder)],
            f"compiling {folder.name}",
            cwd=source,
            env=os.environ | {"PYTHONPATH": path},
        )  # fmt: skip
    if package.with_source:
        return
    for file in sorted(native.rglob("*.py")):
        module = ".".join(file.relative_to(native).with_suffix("").parts).removesuffix(".__init__")
        if not _is_kept(module, package):
            file.unlink()


def _is_kept(module: str, package: Package) -> bool:
    parts = module.split(".")
    names = [".".join(parts[: end + 1]) for end in range(len(parts))]
    return any(fnmatchcase(name, pattern) for name in names for pattern in package.keep)


def _assert_compiled(package: Package, python: Path, folder: Path) -> None:
    for name in package.sources:
        module = Path(name).name
        loader = f"type({module}.__spec__.loader).__name__"
        check = f"import {module}; assert {loader} == 'CompiledLoader', {module}.__spec__"
        _call(
            [str(python), "-c", check], f"importing the compiled {module}", cwd=folder, env=_variables(python, folder)
        )


def _variables(python: Path, folder: Path) -> dict[str, str]:
    return {
        # Tests that start `python` mean the one that runs them.
        "PATH": os.pathsep.join((str(python.parent), os.environ.get("PATH", os.defpath))),
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(folder / "lib"),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONFAULTHANDLER": "1",
    }


def _run(package: Package, python: Path, folder: Path, options: tuple[str, ...]) -> Run:
    report, work = folder / "report.xml", folder / "work"
    tests = [test.format(lib=folder / "lib") for test in package.tests]
    done = subprocess.run(
        [str(python), "-m", "pytest", "-p", "no:cacheprovider", f"--junitxml={report}", "-o", "junit_family=xunit2",
         *package.options, *options, *tests],
        cwd=work,
        env=_variables(python, folder) | {name: value.format(work=work) for name, value in package.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=TIMEOUT,
        check=False,
    )  # fmt: skip
    output = done.stdout.decode("utf-8", "replace")
    (folder / "output.txt").write_text(output, encoding="utf-8")
    return Run(_cases(report, folder) if report.exists() else {}, output, done.returncode)


def _cases(report: Path, folder: Path) -> dict[str, Case]:
    """The cases of a JUnit report. Where several have one name, they are numbered."""
    cases: dict[str, Case] = {}
    for element in ET.parse(report).iter("testcase"):
        name = base = f"{element.get('classname')}::{element.get('name')}".replace(str(folder), "")
        number = 1
        while name in cases:
            number += 1
            name = f"{base} ({number})"
        bad = [child for child in element if child.tag in ("failure", "error", "skipped")]
        outcome = {"failure": "failed"}.get(bad[0].tag, bad[0].tag) if bad else "passed"
        details = "\n".join(filter(None, (bad[0].text, bad[0].get("message")))) if bad else ""
        cases[name] = Case(outcome, details)
    return cases
