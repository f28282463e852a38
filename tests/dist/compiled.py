"""Shared libraries made in the test, and a program that loads them and says what the loader did."""

from __future__ import annotations

import os
import re
import subprocess
import textwrap
from dataclasses import dataclass
from pathlib import Path

LOADER = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>

static int show(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size, (void)data;
    if (strchr(info->dlpi_name, '/') != NULL) {
        printf("%s\\n", info->dlpi_name);
    }
    return 0;
}

/* Load the libraries in their order, print value() of the last, and all files that are loaded. */
int main(int argc, char **argv)
{
    void *library = NULL;
    for (int i = 1; i < argc; i++) {
        library = dlopen(argv[i], RTLD_NOW);
        if (library == NULL) {
            fprintf(stderr, "%s\\n", dlerror());
            return 1;
        }
    }
    if (library != NULL) {
        int (*value)(void) = (int (*)(void))dlsym(library, "value");
        printf("%d\\n", value != NULL ? value() : -1);
    }
    dl_iterate_phdr(show, NULL);
    return 0;
}
"""


@dataclass
class Workshop:
    """A folder in which C is compiled."""

    folder: Path

    def compile(self, path: str, source: str, *options: str) -> Path:
        """An executable."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["gcc", "-O1", "-x", "c", "-", "-x", "none", "-o", str(target), *options],
            input=textwrap.dedent(source), cwd=self.folder, text=True, check=True,
        )  # fmt: skip
        return target

    def library(
        self,
        path: str,
        value: int,
        needs: tuple[str, ...] = (),
        *,
        rpath: str = "",
        runpath: str = "",
        soname: str = "",
        options: tuple[str, ...] = (),
    ) -> Path:
        """A library whose `value()` is `value`, and ten times those of the libraries that it needs.

        Those are given as paths; their functions are called by the name of their file (`libone.so` has `one()`).
        """
        name = _function(path)
        used = [_function(need) for need in needs]
        body = " + ".join([str(value), *(f"10 * {function}()" for function in used)])
        source = "".join(f"int {function}(void);\n" for function in used)
        source += f"int {name}(void) {{ return {body}; }}\nint value(void) {{ return {body}; }}\n"
        flags = ["-shared", "-fPIC", "-g", *needs, "-Wl,--unresolved-symbols=ignore-all", *options]
        if soname:
            flags.append(f"-Wl,-soname,{soname}")
        if rpath:
            flags += ["-Wl,--disable-new-dtags", f"-Wl,-rpath,{rpath}"]
        if runpath:
            flags += ["-Wl,--enable-new-dtags", f"-Wl,-rpath,{runpath}"]
        return self.compile(path, source, *flags)

    def loader(self, path: str = "load", *options: str) -> Path:
        """The program that loads."""
        return self.compile(path, LOADER, "-ldl", *options)


def _function(path: str) -> str:
    return re.match(r"\w+", Path(path).name.removeprefix("lib"))[0]  # type: ignore[index]


@dataclass(frozen=True)
class Loaded:
    """What the loader did."""

    value: int | None
    files: frozenset[Path]
    """Without those of the C library."""
    error: str


def load(program: Path, *libraries: Path, **environment: str) -> Loaded:
    """Load libraries with the program; the last one's value."""
    done = subprocess.run(
        [str(program), *map(str, libraries)],
        env={name: value for name, value in os.environ.items() if not name.startswith("LD_")} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        assert done.returncode == 1, f"exit code {done.returncode}: {done.stderr}"
        return Loaded(None, frozenset(), done.stderr)
    value, *files = done.stdout.splitlines()
    return Loaded(
        int(value),
        frozenset(Path(os.path.normpath(file)) for file in files if not file.startswith(("/lib", "/usr"))),
        done.stderr,
    )
