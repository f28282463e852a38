"""Compiling small projects in a folder of their own, through the command line."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from whipsnake.cli.main import main
from whipsnake.tidy import SIGNALS

SOURCE = Path(__file__).resolve().parents[2] / "src"
SUFFIX = sysconfig.get_config_var("EXT_SUFFIX")


@dataclass
class Project:
    """A folder with source files."""

    folder: Path

    def write(self, **files: str) -> None:
        """Write files: `pk__mod` is pk/mod.py."""
        for name, text in files.items():
            path = (
                self.folder / (name.replace("__", "/") + ".py") if name != "__main__" else self.folder / "__main__.py"
            )
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text), encoding="utf-8")

    def file(self, path: str, text: str = "") -> Path:
        """Write one file by its path."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(textwrap.dedent(text), encoding="utf-8")
        return target

    def run(self, *command: str | Path, code: int | None = 0, **options: object) -> subprocess.CompletedProcess[str]:
        """Run a command in the folder; `code`: the expected exit code, None for any."""
        env = dict(os.environ) | options.pop("env", {})  # type: ignore[arg-type]
        result = subprocess.run(
            [str(word) for word in command], cwd=self.folder, env=env, capture_output=True, text=True, **options
        )
        if code is not None:
            assert result.returncode == code, f"exit code {result.returncode}\n{result.stdout}\n{result.stderr}"
        return result

    def whipsnake(
        self, *args: str, code: int = 0, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run the compiler."""
        path = os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH")]))
        settings = {"PYTHONPATH": path} | (env or {})
        return self.run(sys.executable, "-m", "whipsnake", *args, code=code, env=settings)

    def python(self, *args: str, code: int | None = 0, **options: object) -> subprocess.CompletedProcess[str]:
        """Run the interpreter."""
        return self.run(sys.executable, *args, code=code, **options)

    def same(self, *args: str, script: str = "app.py", program: str = "./app.bin", **options: object) -> str:
        """Run the script interpreted and compiled; exit code and both outputs must be equal. Returns the output."""
        expected = self.python(script, *args, code=None, **options)
        actual = self.run(program, *args, code=None, **options)
        assert (actual.returncode, actual.stdout, actual.stderr) == (
            expected.returncode,
            expected.stdout,
            expected.stderr,
        )
        return actual.stdout


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project."""
    return Project(tmp_path)


@dataclass
class Outcome:
    """How a command ended."""

    code: object
    out: str
    err: str


@pytest.fixture
def command(
    project: Project, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., Outcome]:
    """Runs the command line in the project's folder and in this process, which is quick."""

    def run(*args: str | Path) -> Outcome:
        handlers = {number: signal.getsignal(number) for number in SIGNALS}
        monkeypatch.chdir(project.folder)
        monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
        capfd.readouterr()
        try:
            main([str(word) for word in args])
        except SystemExit as ending:
            return Outcome(ending.code, *capfd.readouterr())
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
        raise AssertionError("main returned")

    return run


@pytest.fixture
def zig() -> None:
    """Skips where the compiler that --zig asks for is not installed."""
    pytest.importorskip("ziglang", reason="the ziglang package is not installed")


@pytest.fixture
def clang() -> None:
    """Skips where clang is not installed."""
    if shutil.which("clang") is None:
        pytest.skip("clang is not installed")
