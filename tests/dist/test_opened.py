"""Libraries that modules open themselves are in a distribution, as facts say."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import textwrap
from pathlib import Path

import pytest

from tests.dist.compiled import Workshop

PACKAGE = """
    import ctypes, ctypes.util, os
    def value(name):
        return ctypes.CDLL(name).value()
    BESIDE = os.path.join(os.path.dirname(__file__), "lib", "libbeside.so")
    FOUND = ctypes.util.find_library("named")
    print(value(BESIDE), value("libnamed.so.1"), FOUND, value("libcoded.so"), value("libplain.so"))
"""
SINGLE = """
    import ctypes, os
    print(ctypes.CDLL(os.path.dirname(__file__) + "/_single/libsingle.so").value())
"""
FACTS = """
pkg:
  shared-libraries:
  - patterns: [lib/libbeside.so, lib/*.none]
  - names: [libnamed.so, libnamed.so.1, libc.so.6, libnone.so]
  - by-code:
      setup: "import os; print('noise'); folder = {folder!r}"
      expression: "[os.path.join(folder, 'libcoded.so')]"
  - by-code: {{expression: "1 / 0"}}
  - by-code: {{expression: "'/none/x.so'"}}
  - {{patterns: [lib/libplain.so], on-disk: false}}
single:
  shared-libraries: [{{patterns: [_single/*.so]}}]
"""


@pytest.mark.parametrize("mode", ["standalone", "onefile"])
def test_opened_libraries(tmp_path: Path, mode: str) -> None:
    workshop = Workshop((tmp_path / "made").resolve())
    made = workshop.folder
    workshop.library("elsewhere/libdep.so", 2, soname="libdep.so")
    beside = ("elsewhere/libdep.so",)
    workshop.library("app/pkg/lib/libbeside.so", 1, beside, runpath=str(made / "elsewhere"))
    workshop.library("app/pkg/lib/libplain.so", 5)
    workshop.library("app/_single/libsingle.so", 6)
    workshop.library("elsewhere/libnamed.so.1", 3, beside, rpath="$ORIGIN", soname="libnamed.so.1")
    (made / "elsewhere/libnamed.so").symlink_to("libnamed.so.1")
    workshop.library("elsewhere/libcoded.so", 4, soname="libcoded.so.9")
    for name, text in {"app.py": "import pkg, single\n", "pkg/__init__.py": PACKAGE, "single.py": SINGLE}.items():
        (made / "app" / name).write_text(textwrap.dedent(text))
    facts = tmp_path / "facts.yaml"
    facts.write_text(FACTS.format(folder=str(made / "elsewhere")))
    env = os.environ | {"LD_LIBRARY_PATH": f"{made / 'elsewhere'}:{made / 'app/pkg/lib'}", "LC_ALL": "C.UTF-8"}
    expected = subprocess.run(
        [sys.executable, "app/app.py"], cwd=made, env=env, capture_output=True, text=True, check=True
    )
    assert expected.stdout.startswith("21 23 libnamed.so.1 4 5\n")

    command = [sys.executable, "-m", "whipsnake", f"--mode={mode}", f"--user-package-configuration-file={facts}"]
    command += [f"--output-dir={tmp_path / 'out'}", str(made / "app/app.py")]
    built = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    assert [line for line in built.stderr.splitlines() if "warning" in line] == [
        f"whipsnake: warning: {facts}:4: pkg has no file 'lib/*.none'.",
        f"whipsnake: warning: {facts}:9: pkg: its code fails: ZeroDivisionError: division by zero.",
        f"whipsnake: warning: {facts}:10: pkg: there is no file /none/x.so.",
    ]
    shutil.rmtree(made)
    program = tmp_path / "out" / ("app.dist/app.bin" if mode == "standalone" else "app.bin")
    moved = shutil.move(program.parent, tmp_path / "moved") / program.name
    home = {"HOME": str(tmp_path / "home"), "LC_ALL": "C.UTF-8"}
    for _ in range(2):
        done = subprocess.run([moved], env=home, cwd="/", capture_output=True, text=True, check=False)
        assert (done.stdout, done.stderr) == (expected.stdout, "")


EXTENSION = """
    #include <Python.h>
    int two(void);
    PyMODINIT_FUNC PyInit_ext(void)
    {
        static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "ext", .m_size = -1};
        PyObject *module = PyModule_Create(&definition);
        PyModule_AddIntConstant(module, "value", two());
        return module;
    }
"""


@pytest.mark.parametrize("mode", ["standalone", "onefile"])
def test_libraries_that_need_each_other(tmp_path: Path, mode: str) -> None:
    workshop = Workshop(tmp_path / "made")
    one, two = "app/pkg/libs/libone.so", "app/pkg/libs/libtwo.so"
    workshop.library(one, 1, soname="libone.so")
    workshop.library(two, 2, (one,), soname="libtwo.so", rpath="$ORIGIN")
    workshop.library(one, 1, soname="libone.so", rpath="$ORIGIN", options=("-Wl,--no-as-needed", two))
    include = f"-I{sysconfig.get_path('include')}"
    workshop.compile("app/pkg/ext.so", EXTENSION, "-shared", "-fPIC", include, two, "-Wl,-rpath,$ORIGIN/libs")
    for name, text in {"app.py": "import pkg.ext\nprint(pkg.ext.value)\n", "pkg/__init__.py": ""}.items():
        (workshop.folder / "app" / name).write_text(text)
    command = [sys.executable, "-m", "whipsnake", f"--mode={mode}", "--quiet", f"--output-dir={tmp_path / 'out'}"]
    built = subprocess.run([*command, str(workshop.folder / "app/app.py")], capture_output=True, text=True, check=False)
    assert (built.stderr, built.returncode) == ("", 0)
    shutil.rmtree(workshop.folder)
    program = tmp_path / "out" / ("app.dist/app.bin" if mode == "standalone" else "app.bin")
    done = subprocess.run([program], env={"HOME": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("12\n", "")
