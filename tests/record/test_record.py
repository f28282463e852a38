"""`whipsnake record` runs a program as Python does, and tells what its compilation has to know."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
import yaml

from tests.record.conftest import Folder

LOADER = "import importlib\ndef load(name): return importlib.import_module(f'{__package__}.{name}')\n"


def items(facts: dict, module: str, key: str, name: str) -> list[str]:
    """All that the items of a key list under a name."""
    return [value for item in facts.get(module, {}).get(key, ()) for value in item.get(name, ())]


def test_imports_stand_under_the_module_that_makes_them(folder: Folder) -> None:
    folder.write(
        {"one/__init__.py": "", "one/loader.py": LOADER, "one/hidden.py": "import one.shown", "one/shown.py": ""}
    )
    folder.write({"two/__init__.py": LOADER, "two/sub/__init__.py": "", "two/sub/deep.py": ""}, installed=True)
    folder.write({"app.py": "from one import loader\nimport two\nloader.load('hidden')\ntwo.load('sub.' + 'deep')\n"})
    assert folder.recorded("app.py") == {
        "one.loader": {"implicit-imports": [{"modules": ["one.hidden"], "why": "recorded"}]},
        "two": {"implicit-imports": [{"modules": ["two.sub.deep"], "why": "recorded"}]},
    }


def test_imports_that_the_library_makes_stand_under_who_asks(folder: Folder) -> None:
    folder.write(
        {
            "asked.py": "import sys, pkgutil\nfound = pkgutil.resolve_name(''.join(['hid', 'den:value']))\n",
            "hidden.py": "value = 1",
        }
    )
    folder.write({"app.py": "import asked\n"})
    facts = folder.recorded("app.py")
    assert items(facts, "asked", "implicit-imports", "modules") == ["hidden"]


def test_what_the_code_says_is_not_recorded(folder: Folder) -> None:
    folder.write(
        {"app.py": "import json, importlib, other\nimportlib.import_module('colorsys')\n", "other.py": "import csv"}
    )
    assert folder.recorded("app.py") == {}


def test_data_files(folder: Folder) -> None:
    program = """
        import os, pathlib, pkgutil, importlib.resources, sqlite3
        import pack.inner, single
        here = pathlib.Path(__file__).parent
        (here / "beside.txt").read_text()
        (here / "deep" / "in" / "[odd]*.txt").read_text()
        os.listdir(here / "listed")
        os.listdir(here)
        pkgutil.get_data("pack.inner", "a.txt")
        importlib.resources.files("pack").joinpath("b/c.txt").read_bytes()
        sqlite3.connect(here / "data.db").close()
        (here / "made.txt").write_text("")
        (here / "made.txt").read_text()
        open("relative.txt").close()
        open(os.sys.argv[1]).close()
        try:
            open(here / "missing.txt")
        except FileNotFoundError:
            pass
    """
    texts = [
        "beside.txt",
        "deep/in/[odd]*.txt",
        "listed/x",
        "listed/y",
        "data.db",
        "relative.txt",
        "given.txt",
        "not.txt",
    ]
    folder.write({"app.py": program, **dict.fromkeys(texts, "")})
    packages = ["pack/__init__.py", "pack/inner/__init__.py", "pack/inner/a.txt", "pack/b/c.txt", "single_data/d.txt"]
    folder.write(dict.fromkeys(packages, ""), installed=True)
    folder.write({"single.py": "open(__file__.replace('.py', '_data/d.txt')).close()"}, installed=True)
    done = folder.record("app.py", folder.path / "given.txt")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("note: ") == 1
    assert "relative.txt was opened by a relative name" in done.stderr
    facts = yaml.safe_load((folder.path / "app.facts.yaml").read_text())
    assert {module: items(facts, module, "data-files", "patterns") for module in facts} == {
        "__main__": ["beside.txt", "data.db", "deep/in/[[]odd][*].txt", "listed/*"],
        "pack": ["b/c.txt"],
        "pack.inner": ["a.txt"],
        "single": ["single_data/d.txt"],
    }


OPENER = """
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
int reads(const char *path) { FILE *file = fopen(path, "rb"); return file != NULL ? fgetc(file) : -1; }
int opens(const char *path) { return open(path, O_RDONLY) >= 0; }
int updates(const char *path) { return openat(AT_FDCWD, path, O_RDWR | O_CREAT, 0600) >= 0; }
int lists(const char *path) { return opendir(path) != NULL; }
int makes(const char *path) { return fclose(fopen(path, "w")); }
"""


def test_files_that_c_code_opens(folder: Folder) -> None:
    program = """
        import multiprocessing, os, pack, sys
        here = os.path.dirname(os.path.abspath(__file__)) + "/"
        there = os.path.dirname(pack.__file__) + "/"
        def child():
            print(pack.call("reads", there + "child.txt"))
        if __name__ == "__main__":
            print(pack.call("reads", here + "größe.txt"), pack.call("reads", here + "missing.txt"))
            print(pack.call("opens", there + "in/pack.txt"), pack.call("updates", there + "pack.db"))
            print(pack.call("lists", there + "listed"), pack.call("opens", "relative.txt"))
            print(pack.call("makes", there + "made.txt"), pack.call("reads", there + "made.txt"))
            print(pack.call("updates", there + "new.db"), pack.call("opens", there + "new.db"))
            os.chdir(there)
            print(pack.call("opens", "in/after.txt"), len(open("by_python.txt").read()), os.environ.get("LD_PRELOAD"))
            sys.stdout.flush()
            process = multiprocessing.get_context("spawn").Process(target=child)
            process.start()
            process.join()
    """
    pack = """
        import ctypes, os
        library = ctypes.CDLL(os.path.dirname(__file__) + "/libopener.so")
        def call(function, path):
            return getattr(library, function)(path.encode())
    """
    folder.write({"app.py": program, "größe.txt": "x", "relative.txt": "", "opener.c": OPENER})
    names = ["in/pack.txt", "in/after.txt", "pack.db", "listed/a", "by_python.txt", "child.txt", "not.txt"]
    folder.write({"pack/__init__.py": pack} | {f"pack/{name}": "y" for name in names}, installed=True)
    made = folder.run("gcc", "-shared", "-fPIC", "-o", folder.installed / "pack/libopener.so", "opener.c")
    assert made.returncode == 0, made.stderr
    plain = folder.run(sys.executable, "app.py")
    for name in ("made.txt", "new.db"):
        (folder.installed / "pack" / name).unlink()
    done = folder.record("app.py")
    assert (done.returncode, done.stdout) == (plain.returncode, plain.stdout) and "121\n" in done.stdout
    assert "relative.txt was opened by a relative name" in done.stderr
    facts = yaml.safe_load((folder.path / "app.facts.yaml").read_text())
    assert {module: items(facts, module, "data-files", "patterns") for module in facts} == {
        "__main__": ["größe.txt"],
        "pack": ["by_python.txt", "child.txt", "in/after.txt", "in/pack.txt", "listed/*", "pack.db"],
    }
    folder.write({"app.py": "print(1)"})
    told = folder.run("env", "CC=/none", sys.executable, "-m", "whipsnake", "record", "app.py").stderr
    assert "without a C compiler" in told


def test_metadata(folder: Folder) -> None:
    for name in ("asked", "plugged", "other"):
        info = f"{name}_name-1.0.dist-info"
        points = {"plugged": "[app.plugins]\none = plugged\n", "other": "[else]\none = other\n"}.get(name, "")
        folder.write({f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}-name\nVersion: 1.0\n"}, installed=True)
        folder.write({f"{info}/entry_points.txt": points, f"{name}.py": ""}, installed=True)
    program = """
        from importlib.metadata import entry_points, version
        asked, group = ("".join(parts) for parts in (("asked", "-name"), ("app", ".plug", "ins")))
        print(version(asked), [point.load() for point in entry_points(group=group)])
    """
    folder.write({"app.py": program})
    facts = folder.recorded("app.py")
    assert items(facts, "__main__", "metadata", "distributions") == ["asked-name", "plugged-name"]
    assert items(facts, "__main__", "implicit-imports", "modules") == ["plugged"]


def test_shared_libraries(folder: Folder) -> None:
    program = """
        import ctypes, pathlib
        import pack
        ctypes.CDLL(str(pathlib.Path(__file__).with_name("libown.so")))
        ctypes.CDLL("libz.so.1"), ctypes.CDLL("libc.so.6"), ctypes.CDLL(None)
        try:
            ctypes.CDLL("libmissing.so.3")
        except OSError as error:
            print(error)
    """
    folder.write({"app.py": program, "libown.c": "int one(void) { return 1; }"})
    loads = "import ctypes, os\nctypes.CDLL(os.path.join(os.path.dirname(__file__), 'lib', 'libother.so'))\n"
    folder.write({"pack/__init__.py": loads, "pack/lib/README": ""}, installed=True)
    for target in ("libown.so", folder.installed / "pack" / "lib" / "libother.so"):
        assert folder.run("gcc", "-shared", "-fPIC", "-o", target, "libown.c").returncode == 0
    facts = folder.recorded("app.py")
    assert facts["__main__"]["shared-libraries"] == [
        {"names": ["libz.so.1"], "why": "recorded"},
        {"patterns": ["libown.so"], "on-disk": True, "why": "recorded"},
    ]
    assert items(facts, "pack", "shared-libraries", "patterns") == ["lib/libother.so"]


CHILDREN = """
import importlib, multiprocessing, os, signal, subprocess, sys, threading

def use(name, end):
    importlib.import_module("pack." + name)
    end()

if __name__ == "__main__":
    for method in ("fork", "spawn", "forkserver"):
        child = multiprocessing.get_context(method).Process(target=use, args=(method + "ed", sys.exit))
        child.start()
        child.join()
    thread = threading.Thread(target=use, args=("thread", int))
    thread.start()
    thread.join()
    code = "import pack, app; app.use('{}', int)"
    subprocess.run([sys.executable, "-c", code.format("bare")], env={"A": "b", "PYTHONPATH": os.environ["PYTHONPATH"]})
    subprocess.run([sys.executable, "-c", code.format("same")])
    os.system(f'{sys.executable} -c "{code.format("shell")}"')
    if os.fork() == 0:
        use("exited", lambda: os._exit(0))
    os.wait()
    print(sorted(name for name in os.environ if "WHIP" in name), os.environ["PYTHONPATH"], sys.path[1])
    sys.stdout.flush()
    use("killed", lambda: os.kill(os.getpid(), signal.SIGKILL))
"""


def test_children_threads_and_sudden_ends(folder: Folder) -> None:
    names = ["forked", "spawned", "forkservered", "thread", "bare", "same", "shell", "exited", "killed"]
    folder.write({"app.py": CHILDREN, "pack/__init__.py": "", **{f"pack/{name}.py": "" for name in names}})
    done = folder.record("app.py")
    assert done.returncode == -signal.SIGKILL, done.stderr
    plain = folder.run(sys.executable, "app.py")
    assert (done.returncode, done.stdout) == (plain.returncode, plain.stdout)
    facts = yaml.safe_load((folder.path / "app.facts.yaml").read_text())
    found = [name for module in facts for name in items(facts, module, "implicit-imports", "modules")]
    assert sorted(found) == ["app", *sorted(f"pack.{name}" for name in names)]


MIRROR = """
import os, sys
print(sys.argv, __name__, __file__, sys.path[0], sys.flags, [*sys.modules], [*os.environ.items()], sys.stdin.read())
print("error", file=sys.stderr)
print("sitecustomize" in sys.modules, sys.meta_path == [each for each in sys.meta_path if each.__module__ != "x"])
raise SystemExit(int(sys.argv[1]))
"""


@pytest.mark.parametrize("words", [["app.py"], ["-m", "app"], ["-m", "pack"], ["-m", "pack.app"]])
def test_the_program_notices_nothing(folder: Folder, words: list[str]) -> None:
    folder.write({"app.py": MIRROR, "pack/__init__.py": "", "pack/__main__.py": MIRROR, "pack/app.py": MIRROR})
    plain = folder.run(sys.executable, *words, "7", "--help", "-o", text="input")
    done = folder.record("--quiet", *words, "7", "--help", "-o", text="input")
    outputs = [
        text.replace("'atexit', ", "").replace(", 'atexit'", "").replace("'_signal', ", "").replace(", '_signal'", "")
        for text in (plain.stdout, done.stdout)
    ]
    assert outputs[0] == outputs[1]
    assert (done.returncode, done.stderr) == (plain.returncode, plain.stderr) == (7, "error\n")
    assert (folder.path / f"{words[-1].removesuffix('.py')}.facts.yaml").exists()


def test_the_users_sitecustomize_is_run(folder: Folder) -> None:
    folder.write({"sitecustomize.py": "import builtins\nbuiltins.customized = __name__, __file__\n"}, installed=True)
    folder.write({"app.py": "print(customized)"})
    assert folder.record("app.py").stdout == folder.run(sys.executable, "app.py").stdout != ""


@pytest.mark.parametrize(
    ("number", "handled"), [(signal.SIGTERM, True), (signal.SIGTERM, False), (signal.SIGINT, True)]
)
def test_signals_reach_the_program(folder: Folder, number: signal.Signals, handled: bool) -> None:
    program = """
        import importlib, signal, sys, time
        importlib.import_module("".join(["hid", "den"]))
        def end(*_):
            print("handled")
            sys.exit(3)
        if len(sys.argv) > 1:
            signal.signal(int(sys.argv[1]), end)
        print("ready", flush=True)
        time.sleep(100)
    """
    folder.write({"app.py": program, "hidden.py": ""})
    command = [sys.executable, "-m", "whipsnake", "record", "app.py", *([str(int(number))] if handled else [])]
    with subprocess.Popen(
        command, cwd=folder.path, env=folder.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(number)
        out, _ = process.communicate(timeout=60)
    assert (process.returncode, out) == ((3, "handled\n") if handled else (-number, ""))
    facts = yaml.safe_load((folder.path / "app.facts.yaml").read_text())
    assert items(facts, "__main__", "implicit-imports", "modules") == ["hidden"]


def test_ctrl_c_on_a_terminal_comes_once(folder: Folder) -> None:
    program = """
        import signal, sys, time
        count = 0
        def note(*_):
            global count
            count += 1
        signal.signal(signal.SIGINT, note)
        print("ready", flush=True)
        end = time.monotonic() + 60
        while not count and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(0.5)
        print("count", count, flush=True)
    """
    folder.write({"app.py": program})
    terminal, theirs = os.openpty()
    # The first terminal that the leader of a session opens is its own one.
    start = (
        "import os, sys; os.open(os.ttyname(0), os.O_RDWR); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    )
    command = [sys.executable, "-c", start, "-m", "whipsnake", "record", "app.py"]
    with subprocess.Popen(
        command, cwd=folder.path, env=folder.env, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ) as process:
        os.close(theirs)
        output = b""
        while b"ready" not in output:
            output += os.read(terminal, 1000)
        os.write(terminal, b"\x03")
        while True:
            try:
                output += os.read(terminal, 1000)
            except OSError:
                break
        assert process.wait(60) == 0
    os.close(terminal)
    assert b"count 1" in output


def test_a_second_recording_is_added(folder: Folder) -> None:
    program = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)\n"
    folder.write({"app.py": program, "one.py": "", "two.py": "", "by_hand.py": ""})
    written = "# By hand.\n__main__:\n  implicit-imports:\n  - modules: [by_hand]  # needed\n"
    folder.write({"mine.yaml": written})
    folder.recorded("-o", "mine.yaml", "app.py", "by_hand", facts="mine.yaml")
    assert (folder.path / "mine.yaml").read_text() == written
    folder.recorded("-o", "mine.yaml", "app.py", "one", facts="mine.yaml")
    facts = folder.recorded("-o", "mine.yaml", "app.py", "two", "one", facts="mine.yaml")
    assert facts["__main__"]["implicit-imports"] == [
        {"modules": ["by_hand"]},
        {"modules": ["one", "two"], "why": "recorded"},
    ]
    assert (folder.path / "mine.yaml").read_text().startswith(written)


def test_refusals(folder: Folder) -> None:
    folder.write({"app.py": "print(1)", "nuitka.yaml": "- module-name: a\n", "bad.yaml": "a: [", "wrong.py": "x ="})
    for words, code, message in (
        (["gone.py"], 2, "whipsnake: there is no file or folder 'gone.py'.\n"),
        (["-o", "nuitka.yaml", "app.py"], 1, "nuitka.yaml: this file is in Nuitka's format.\n"),
        (["-o", "bad.yaml", "app.py"], 1, "bad.yaml:2: this is not YAML"),
        (["-o", ".", "app.py"], 1, "cannot be written: it is a folder.\n"),
        (["-o", "x.yaml"], 2, "there is no program to run.\n"),
        (["--other", "app.py"], 2, "No such option"),
    ):
        done = folder.record(*words)
        assert (done.returncode, done.stdout) == (code, ""), words
        assert message in done.stderr
        assert "Traceback" not in done.stderr
    wrong = folder.record("wrong.py")
    plain = folder.run(sys.executable, "wrong.py")
    assert (wrong.returncode, wrong.stderr) == (plain.returncode, plain.stderr)
    missing = folder.record("-m", "no_such_module")
    assert (missing.returncode, missing.stdout) == (1, "")
    assert "No module named no_such_module" in missing.stderr
    assert sorted(path.name for path in folder.path.iterdir()) == ["app.py", "bad.yaml", "nuitka.yaml", "wrong.py"]


ALL = """
import ctypes, importlib, os, pathlib, sys
from importlib.metadata import entry_points, version
import pack

here = pathlib.Path(__file__).parent
print(importlib.import_module("".join(["hid", "den"])).VALUE, pack.load("inner").VALUE)
print((here / "beside.txt").read_text(), sorted(os.listdir(here / "listed")), pack.text())
print(version("plugged-name"), [point.load() for point in entry_points(group="app.plugins")])
sys.path.insert(0, str(here / "more"))
print(importlib.import_module("anywhere").VALUE)
print(ctypes.CDLL(str(here / "libown.so")).one(), pack.two())
"""


@pytest.mark.parametrize("mode", ["standalone", "onefile"])
def test_what_was_recorded_makes_the_program_work(folder: Folder, mode: str) -> None:
    folder.write(
        {"app.py": ALL, "hidden.py": "VALUE = 'hidden'", "more/anywhere.py": "import csv\nVALUE = csv.QUOTE_ALL"}
    )
    folder.write({"beside.txt": "beside", "listed/a.txt": "", "listed/b.txt": ""})
    pack = "import os\ndef text(): return open(os.path.join(os.path.dirname(__file__), 'x.txt')).read()\n"
    pack += "import ctypes\ndef two(): return ctypes.CDLL(os.path.dirname(__file__) + '/lib/libtwo.so').two()\n"
    info = "plugged_name-1.0.dist-info"
    folder.write(
        {
            "pack/__init__.py": LOADER + pack,
            "pack/inner.py": "VALUE = 'inner'",
            "pack/x.txt": "text of pack",
            "plugged.py": "class Plugin: pass\n",
            f"{info}/entry_points.txt": "[app.plugins]\none = plugged:__name__\n",
            f"{info}/METADATA": "Metadata-Version: 2.1\nName: plugged-name\nVersion: 1.0\n",
        },
        installed=True,
    )
    folder.write({"one.c": "int one(void) { return 1; }", "two.c": "int two(void) { return 2; }"})
    (folder.installed / "pack" / "lib").mkdir()
    for source, target in (("one.c", "libown.so"), ("two.c", folder.installed / "pack" / "lib" / "libtwo.so")):
        assert folder.run("gcc", "-shared", "-fPIC", "-o", target, source).returncode == 0
    plain = folder.record("app.py")
    assert (plain.returncode, plain.stdout.count("\n")) == (0, 5), plain.stderr
    options = [f"--mode={mode}", "--quiet", "--user-package-configuration-file=app.facts.yaml", "--output-dir=out"]
    built = folder.run(sys.executable, "-m", "whipsnake", *options, "app.py")
    assert (built.returncode, built.stderr) == (0, "")
    program = folder.path.parent / "moved"
    (folder.path / "out").rename(program)
    folder.path.rename(folder.path.with_name("gone"))
    folder.installed.rename(folder.installed.with_name("gone too"))
    program /= "app.dist/app.bin" if mode == "standalone" else "app.bin"
    env = {"PATH": "/bin", "HOME": str(folder.path.parent)}
    done = subprocess.run([program], env=env, cwd="/", capture_output=True, text=True, timeout=100)
    assert (done.stdout, done.stderr) == (plain.stdout, "")
