# requires: setuptools==84.2.1
# facts: setuptools
import contextlib, io, os, tempfile, zipfile

from setuptools import build_meta, find_packages
import distutils.core, distutils.util

PROJECT = """
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"
[project]
name = "pk"
version = "1.0"
scripts = {pk = "pk:main"}
[tool.setuptools]
packages = ["pk", "pk.part"]
"""

print(distutils.core.__name__, distutils.util.strtobool("yes"), distutils.core.setup.__module__)
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    os.makedirs("pk/part")
    for path, text in {"pyproject.toml": PROJECT, "pk/__init__.py": "def main(): pass\n", "pk/part/__init__.py": ""}.items():
        with open(path, "w") as file:
            file.write(text)
    print(sorted(find_packages()))
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        wheel = build_meta.build_wheel("made")
        source = build_meta.build_sdist("made")
    print(wheel, source)
    print(*sorted(zipfile.ZipFile("made/" + wheel).namelist()), sep="\n")
    os.chdir("/")
