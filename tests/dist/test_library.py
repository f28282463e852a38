"""A program in a shared library, which programs in C run."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.dist.bareroot import BareRoot
from whipsnake.dist.archive import image_size, read_index

pytestmark = pytest.mark.skipif(not sysconfig.get_config_var("Py_ENABLE_SHARED"), reason="Python has no shared library")

PROGRAM = """
import atexit, ctypes, json, os, signal, sqlite3, sys, threading
from helper import greet
atexit.register(print, "at exit")
how = sys.argv[1] if len(sys.argv) > 1 else ""
print(json.dumps(sys.argv[1:]), __name__, greet("é"), sqlite3.connect(":memory:").execute("select 1 + 1").fetchall())
print(os.path.basename(__file__), signal.getsignal(signal.SIGINT), ctypes.pythonapi.Py_IsInitialized())
thread = threading.Thread(target=lambda: threading.Event().wait(0.1) or print("in a thread"))
thread.start()
if how == "raise":
    raise ValueError("no")
if how == "text":
    sys.exit("a text")
if how == "interrupt":
    os.kill(os.getpid(), signal.SIGINT)
    threading.Event().wait(10)
if how == "processes":
    import multiprocessing
    with multiprocessing.get_context("fork").Pool(1) as pool:
        print(pool.map(len, [(), (1, 2)]))
    try:
        multiprocessing.get_context("spawn").Process(target=print).start()
    except RuntimeError as error:
        print(error)
    print(repr(sys.executable))
sys.exit(int(how) if how.isdigit() else 0)
"""
CALLED = """
#include "app.h"
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Names that the library has, too. */
int rt_archive_open(const char *path) { abort(); }
int rt_initialize(void) { abort(); }
int deflate(void) { abort(); }

static void run(int (*function)(int, char **), int argc, char **argv)
{
    struct sigaction before, after;
    sigaction(SIGPIPE, NULL, &before);
    int code = function(argc, argv);
    sigaction(SIGPIPE, NULL, &after);
    printf("code %d; ", code);
    fflush(stdout);
    printf("again %d; ", function(argc, argv));
    printf("signals %d, locale %s\\n", before.sa_handler == after.sa_handler, setlocale(LC_CTYPE, NULL));
}
"""
LINKED = CALLED + "int main(int argc, char **argv) { run(run_code, argc, argv); return 0; }\n"
LOADED = (
    "#include <dlfcn.h>\n"
    + CALLED
    + """
int main(int argc, char **argv)
{
    void *handle = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
    void *function = handle != NULL ? dlsym(handle, "run_code") : NULL;
    if (function == NULL) {
        printf("%s\\n", dlerror());
        return 1;
    }
    run(function, argc - 1, argv + 1);
    printf("closed %d\\n", dlclose(handle));
    return 0;
}
"""
)
AFTER = "again -1; signals 1, locale C\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source, the library, and its hosts."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "app.py").write_text(PROGRAM, encoding="utf-8")
    (folder / "helper.py").write_text("def greet(name):\n    return f'hello {name}'\n", encoding="utf-8")
    done = whipsnake(folder, "--mode=dll", "--quiet", "app.py")
    assert (done.returncode, done.stderr) == (0, "")
    library, config = folder / "app.dist/app.so", sysconfig.get_config_var
    python = [f"-L{config('LIBDIR')}", f"-lpython{config('LDVERSION')}", f"-Wl,-rpath,{config('LIBDIR')}"]
    compile_c(folder, "linked", LINKED, str(library), "-Wl,-rpath,$ORIGIN/app.dist")
    compile_c(folder, "loaded", LOADED)
    compile_c(folder, "python", LOADED, "-Wl,--no-as-needed", *python)
    return folder


def whipsnake(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "whipsnake", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def compile_c(folder: Path, name: str, text: str, *words: str) -> None:
    (folder / f"{name}.c").write_text(text, encoding="utf-8")
    command = ["cc", "-w", "-rdynamic", "-Iapp.dist", f"{name}.c", "-o", name, "-Wl,-z,lazy", *words, "-ldl"]
    subprocess.run(command, cwd=folder, check=True)


def run(*command: str | Path, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("how", ["", "7", "300", "raise", "text", "interrupt"])
def test_it_runs_as_the_source_does(made: Path, tmp_path: Path, how: str) -> None:
    expected = run(sys.executable, made / "app.py", *filter(None, [how]))
    code = expected.returncode if expected.returncode >= 0 else 128 - expected.returncode
    moved = tmp_path / "moved to another folder"
    shutil.copytree(made / "app.dist", moved / "app.dist")
    shutil.copy(made / "linked", moved)
    linked = run(moved / "linked", *filter(None, [how]), folder=Path("/"))
    assert linked.stdout == f"{expected.stdout}code {code}; {AFTER}"
    path = str(made / "app.py")
    places = linked.stderr.replace(str(moved / "app.dist/app.py"), path).splitlines()
    told = f"{moved}/app.dist/app.so: the program runs once in a process, and was called again."
    # The lines of the source are not there.
    assert places[-1] == told
    assert [line for line in expected.stderr.splitlines() if not line.startswith("    ")] == places[:-1]
    loaded = run(made / "loaded", "app.dist/app.so", *filter(None, [how]), folder=moved)
    assert loaded.stdout == f"{expected.stdout}code {code}; {AFTER}closed 0\n"


def test_it_needs_no_python(made: Path, bare_root: BareRoot) -> None:
    bare_root.add(made / "app.dist", "/opt/my app/app.dist")
    bare_root.add(made / "loaded", "/usr/bin/loaded")
    outcome = bare_root.run("/usr/bin/loaded", "/opt/my app/app.dist/app.so", "9", proc=True)
    assert outcome.stdout.splitlines()[-3:] == ["at exit", f"code 9; {AFTER}".rstrip(), "closed 0"]


def test_processes(made: Path) -> None:
    done = run(made / "loaded", made / "app.dist/app.so", "processes")
    refused = "a program in a library cannot be started by multiprocessing: use the start method 'fork'"
    assert "[0, 2]\n" in done.stdout and refused in done.stdout and "''\n" in done.stdout


def test_it_shows_one_function(made: Path) -> None:
    shown = run("nm", "-D", "--defined-only", made / "app.dist/app.so").stdout
    assert [line.split()[-1] for line in shown.splitlines()] == ["run_code"]


def test_another_python_in_the_process(made: Path) -> None:
    done = run(made / "python", made / "app.dist/app.so")
    assert "code -2; again -1;" in done.stdout and "the process has another Python in it.\n" in done.stderr


def test_a_damaged_library(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "app.dist", tmp_path / "app.dist")
    library = tmp_path / "app.dist/app.so"
    whole, image = library.read_bytes(), image_size(library)
    (listed,) = (one for one in read_index(library) if one.key == "m_whipsnake_distribution")
    at = image + listed.offset + listed.stored_size // 2
    damaged = whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]
    for contents, problem in ((whole[:-1], "its end is missing"), (damaged, "the program's file is damaged")):
        library.write_bytes(contents)
        done = run(made / "loaded", library)
        assert f"code -2; {AFTER}closed 0\n" == done.stdout and problem in done.stderr


def test_what_it_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("")
    for option in ("--run", "--main=app.py", "--installer=deb"):
        done = whipsnake(tmp_path, "--mode=dll", option, "app.py")
        assert done.returncode == 2 and f"{option.partition('=')[0]} and --mode=dll contradict" in done.stderr
    done = whipsnake(tmp_path, "--mode=dll", "--pgo", "app.py")
    assert done.returncode == 2 and "--pgo needs a host program that runs the library." in done.stderr
    without = (
        "import sysconfig\nright = sysconfig.get_config_var\n"
        "sysconfig.get_config_var = lambda name: None if name == 'Py_ENABLE_SHARED' else right(name)\n"
        "from whipsnake.cli.main import main\nmain()\n"
    )
    done = run(sys.executable, "-c", without, "--mode=dll", "app.py", folder=tmp_path)
    assert done.returncode == 1 and "this Python has no shared library" in done.stderr
