"""The training run of profile-guided optimisation: an instrumented program is made, and runs as the user says."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from whipsnake.build.builder import Builder, CFile, Linked
from whipsnake.build.profile import Profile, collect, counting_environment, instrumented
from whipsnake.errors import UsageError, UserError
from whipsnake.options import Options
from whipsnake.target import Target

PROGRAM = "WHIPSNAKE_PGO_PROGRAM"
"""The environment variable that tells a command where the instrumented program is."""
_LINES = 8

_FINDER = """# Has the instrumented module imported in place of any other of its name.
import importlib.util
import os
import sys

_folder = os.path.dirname(__file__)


class _Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == {name!r}:
            return importlib.util.spec_from_file_location(name, os.path.join(_folder, {place!r}))
        return None


sys.meta_path.insert(0, _Finder)
sys.path[:] = [path for path in sys.path if path != _folder]
_own = sys.modules.pop("sitecustomize")
try:
    import sitecustomize
except ImportError:
    sys.modules["sitecustomize"] = _own
"""


def training_command(options: Options, target: Target) -> list[str]:
    """What runs, but for the program itself, which is an empty word."""
    try:
        arguments = shlex.split(options.pgo_args or "")
    except ValueError as error:
        raise UsageError(f"--pgo-args={options.pgo_args} cannot be split into words: {error}.") from None
    if target.is_library and options.pgo_executable is None:
        raise UsageError("--pgo needs a host program that runs the library.", hint="Name it with --pgo-executable.")
    if target.kind == "extension" and options.pgo_executable is None and not arguments:
        raise UsageError(
            "--pgo needs something that uses the module while it is measured.",
            hint="Name a program with its arguments, as in --pgo-args='tests/run.py' or --pgo-args='-m pytest'.",
        )
    command = options.pgo_executable
    if command is not None:
        found = shutil.which(command)
        if found is None:
            raise UsageError(f"--pgo-executable={command} was not found.", hint="Name a file that can be executed.")
        command = str(Path(found).absolute())
    return [command or (sys.executable if target.kind == "extension" else ""), *arguments]


def train(
    command: Sequence[str],
    target: Target,
    builder: Builder,
    files: Sequence[CFile],
    finish: Callable[[Linked, Path], Path],
    folder: Path,
) -> Profile:
    """Make the instrumented program and run it, all in `folder`."""
    place = target.output.name if target.package is None else f"{target.output.parent.name}/{target.output.name}"
    output = folder / "program" / place
    output.parent.mkdir(parents=True)
    counting = replace(builder, flags=instrumented(builder.flags))
    counting.build(files, output, None, finish)
    counts = folder / "counts"
    counts.mkdir()
    environment = os.environ | counting_environment(counts)
    program = output / target.program if target.distribution == "standalone" else output
    environment[PROGRAM] = str(program)
    if target.kind == "extension":
        _lay_out(target, output, place)
        paths = [str(folder / "program"), os.environ.get("PYTHONPATH", "")]
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    builder.progress.stage("training", 1)
    _run([command[0] or str(program), *command[1:]], environment, folder / "said")
    builder.progress.step(shlex.join([command[0] or target.output.name, *command[1:]]))
    profile = collect(counts, folder / "profile", builder.toolchain)
    if profile is None:
        what = "did not import the module" if target.kind == "extension" else "did not end by itself"
        raise UserError(
            f"the training run left no profile: it {what}, or ran with no environment of ours.", hint=_CHANGE
        )
    return profile


_CHANGE = "Change --pgo-args or --pgo-executable, or leave --pgo out."


def _lay_out(target: Target, output: Path, place: str) -> None:
    """See that the module is found, and a package's files beside it."""
    finder = _FINDER.format(name=target.main, place=place)
    root = output.parent if target.package is None else output.parent.parent
    (root / "sitecustomize.py").write_text(finder, encoding="utf-8")
    if target.package is not None:
        for path in target.main_path.parent.iterdir():
            if path.name != "__init__.py" and not path.name.startswith("__init__."):
                (output.parent / path.name).symlink_to(path)


def _run(command: Sequence[str], environment: dict[str, str], said: Path) -> None:
    with said.open("wb") as file:
        try:
            code = subprocess.run(command, env=environment, stdout=file, stderr=subprocess.STDOUT).returncode
        except OSError as error:
            raise UserError(f"the training run cannot be started: {error.strerror}.", hint=_CHANGE) from None
    if code == 0:
        return
    how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
    lines = said.read_text(encoding="utf-8", errors="replace").rstrip().splitlines()[-_LINES:]
    raise UserError("\n".join([f"the training run {how}.", *(f"    {line}" for line in lines)]), hint=_CHANGE)
