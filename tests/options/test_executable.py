"""An executable behaves as `python app.py`."""

from __future__ import annotations

import signal

import pytest
from conftest import Project

ENDINGS = """
import atexit, os, signal, sys, threading, time
how = sys.argv[1]
atexit.register(lambda: print("atexit", globals().get("__file__")))
def fail():
    raise ValueError(how)
if how == "exception":
    fail()
elif how == "keyboard":
    raise KeyboardInterrupt
elif how == "sigint":
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(5)
elif how == "thread":
    threading.Thread(target=lambda: (time.sleep(0.1), print("__file__" in globals()))).start()
elif how == "nothing":
    pass
else:
    sys.exit(eval(how))
"""


def test_every_ending(project: Project) -> None:
    project.write(app=ENDINGS)
    project.whipsnake("app.py")
    for how in ("exception", "keyboard", "thread", "nothing", "3", "'message'", "None", "-1", "2**70", "(1, 2)"):
        project.same(how)
    assert project.run("./app.bin", "sigint", code=None).returncode == -signal.SIGINT


def test_identity(project: Project) -> None:
    project.write(
        app="""
        import sys
        names = "__name__ __file__ __package__ __spec__ __doc__ __cached__ __builtins__".split()
        print([globals()[name] for name in names], type(__loader__))
        print(sys.path, sys.executable, sys.prefix, sys.base_prefix, sys.flags)
        print(sys.argv[1:], sys.orig_argv[0], sys.orig_argv[2:], sorted(globals()))
        print(sys.modules["__main__"].__dict__ is globals())
        """
    )
    project.whipsnake("app.py")
    output = project.same("a", "--mode=b", "-c", "x")
    assert str(project.folder / "app.py") in output
    assert project.run("./app.bin", env={"PATH": str(project.folder)}).stdout


@pytest.mark.parametrize(
    "setting",
    ["PYTHONPATH=/nowhere", "PYTHONUTF8=1", "LC_ALL=C", "PYTHONSAFEPATH=1", "PYTHONWARNINGS=error", "PYTHONDEVMODE=1"],
)
def test_environment(project: Project, setting: str) -> None:
    project.write(app="import sys; print(sys.path, sys.flags, sys.warnoptions, sys.stdout.encoding, hash('x'))")
    project.whipsnake("app.py")
    name, _, value = setting.partition("=")
    project.same(env={name: value, "PYTHONHASHSEED": "7"})


def test_environment_that_it_sets(project: Project) -> None:
    project.write(app="import os, sys; print(ascii(os.environ['OF_IT']), os.environ['PATH'][:0], sys.flags.dev_mode)")
    option = "--force-runtime-environment-variable"
    project.whipsnake("app.py", f"{option}=OF_IT=ä, = b", f"{option}=PYTHONDEVMODE=1")
    expected = project.python("app.py", env={"OF_IT": "ä, = b", "PYTHONDEVMODE": "1"}).stdout
    assert project.run("./app.bin", env={"OF_IT": "other"}).stdout == expected


def test_stdin(project: Project) -> None:
    project.write(app="import sys; print(input(), sys.stdin.read())")
    project.whipsnake("app.py")
    project.same(input="one\ntwo\nthree\n")


def test_moved_without_its_sources(project: Project) -> None:
    project.write(
        src__app="""
        import os, sys, helper
        print(os.path.basename(__file__), open(os.path.join(os.path.dirname(__file__), "data.txt")).read())
        print(sys.path[0] == os.path.dirname(os.path.abspath(sys.argv[0])))
        print(os.path.dirname(helper.__file__) == sys.path[0])
        """,
        src__helper="",
    )
    project.whipsnake("src/app.py", "--follow-imports", "--output-dir=elsewhere")
    (project.folder / "src").rename(project.folder / "gone")
    project.file("elsewhere/data.txt", "data")
    assert project.run("elsewhere/app.bin").stdout.splitlines() == ["app.py data", "True", "True"]


def test_multiprocessing(project: Project) -> None:
    project.write(
        app="""
        import multiprocessing, sys
        from concurrent.futures import ProcessPoolExecutor
        class Thing:
            def __init__(self, value):
                self.value = value
        def work(thing):
            return thing.value * 2, __name__, __file__, sys.path[0], __spec__, __package__, __loader__ is None
        def where(queue):
            queue.put(work.__module__)
        if __name__ == "__main__":
            for method in ("fork", "spawn", "forkserver"):
                context = multiprocessing.get_context(method)
                queue = context.Queue()
                process = context.Process(target=where, args=(queue,))
                process.start()
                print(method, queue.get())
                process.join()
                print(process.exitcode)
                with context.Pool(2) as pool:
                    found = pool.map(work, map(Thing, range(3)))
                    print([item if method != "fork" else item[:6] for item in found])
                with ProcessPoolExecutor(2, mp_context=context) as pool:
                    print([item[:6] for item in pool.map(work, map(Thing, range(3)))])
        """
    )
    project.whipsnake("app.py")
    project.same()


def test_spawned_process_runs_compiled_code(project: Project) -> None:
    project.write(
        app="""
        import multiprocessing
        def work(queue):
            queue.put("native")
        if __name__ == "__main__":
            queue = multiprocessing.get_context("spawn").Queue()
            process = multiprocessing.get_context("spawn").Process(target=work, args=(queue,))
            process.start()
            print(queue.get())
            process.join()
        """
    )
    project.whipsnake("app.py")
    source = project.folder / "app.py"
    source.write_text(source.read_text().replace("native", "interpreted"))
    assert project.run("./app.bin").stdout == "native\n"


def test_libraries_start_the_program_again(project: Project) -> None:
    project.write(
        app="""
        import os, subprocess, sys
        print("compiled" if not __debug__ else "interpreted", sys.argv[1:])
        sys.stdout.flush()
        if "AGAIN" not in os.environ:
            env = os.environ | {"AGAIN": "1"}
            subprocess.run([sys.executable, *sys.argv, "1"], env=env)
            subprocess.run([sys.executable, *sys.orig_argv[1:], "2"], env=env)
            subprocess.run([sys.executable, "-c", "print('from -c')"], env=env)
            subprocess.run([sys.executable, "-m", "this"], env=env, stdout=subprocess.DEVNULL, check=True)
        """
    )
    project.whipsnake("app.py", "--python-flag=-O")
    expected = "compiled ['x']\ncompiled ['x', '1']\ncompiled ['x', '2']\nfrom -c\n"
    assert project.run("./app.bin", "x").stdout == expected


def test_extension_modules_of_the_installation(project: Project) -> None:
    project.write(app="import math, json, ctypes, sqlite3, zlib, decimal; print(math.pi, decimal.Decimal(1) / 3)")
    project.whipsnake("app.py")
    project.same()


def test_folder_with_main(project: Project) -> None:
    project.file(
        "prog/__main__.py",
        """
        import atexit, sys, other
        atexit.register(lambda: print("__file__" in globals()))
        print(other.x, repr(__package__), __name__, __file__, __cached__, __spec__.origin, sys.path, sys.argv[1:])
        """,
    )
    project.file("prog/other.py", "x = 1")
    project.whipsnake("prog", "--follow-imports")
    project.same("a", script="prog", program="./prog.bin")


def test_package_as_program(project: Project) -> None:
    project.file("prog/__init__.py", "print('package', __name__)")
    project.file("prog/__main__.py", "from . import part; print(__name__, __package__, __spec__.name, part.__name__)")
    project.file("prog/part.py", "")
    project.whipsnake("prog", "--python-flag=-m")
    assert project.run("./prog.bin").stdout == project.python("-m", "prog").stdout
