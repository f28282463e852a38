"""The root file system without Python is what it says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.dist.bareroot import BareRoot, host_libraries, other_user
from tests.dist.compiled import Workshop

SHOW = """
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <math.h>
extern char **environ;

/* show: what is around; show write FILE; show exists FILE...; show fill FILE */
int main(int argc, char **argv)
{
    if (argc > 2 && strcmp(argv[1], "write") == 0) {
        FILE *file = fopen(argv[2], "w");
        if (file == NULL) {
            perror(argv[2]);
            return 3;
        }
        fputs("written", file);
        return fclose(file);
    }
    if (argc > 2 && strcmp(argv[1], "exists") == 0) {
        for (int i = 2; i < argc; i++) {
            puts(access(argv[i], F_OK) == 0 ? "yes" : "no");
        }
        return 0;
    }
    char folder[4096], line[100];
    printf("%s %s %d %g\\n", argv[0], getcwd(folder, sizeof(folder)), (int)getuid(), floor(argc + 0.5));
    for (char **one = environ; *one != NULL; one++) {
        puts(*one);
    }
    if (fgets(line, sizeof(line), stdin) != NULL) {
        fputs(line, stderr);
    }
    return 42;
}
"""


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path.resolve())


@pytest.mark.parametrize("options", [("-lm",), ("-lm", "-static")], ids=["dynamic", "static"])
def test_a_program_runs(bare_root: BareRoot, workshop: Workshop, options: tuple[str, ...]) -> None:
    place = "/ho me/prögram"
    bare_root.add(workshop.compile("show", SHOW, *options), place)
    outcome = bare_root.run(place, "x", folder="/ho me", environment={"A": "ä b"}, stdin="Grüße\n")
    assert outcome.stdout == f"{place} /ho me 0 2\nA=ä b\n"
    assert outcome.stderr == "Grüße\n"
    assert outcome.code == 42


def test_there_is_nothing_of_python(bare_root: BareRoot, workshop: Workshop) -> None:
    bare_root.add(workshop.compile("show", SHOW, "-lm", "-static"), "/show")
    python = ["/usr/bin/python3", "/usr/lib/python3", os.path.realpath(os.__file__), "/bin/sh", "/usr/bin/env"]
    assert bare_root.run("/show", "exists", "/show", *python).stdout.split() == ["yes"] + ["no"] * len(python)
    assert not [path for path in bare_root.folder.rglob("*") if "python" in path.name.lower()]
    assert bare_root.run("/show").stdout == "/show / 0 1\n", "the environment is empty"


def test_proc_only_if_wanted(bare_root: BareRoot, workshop: Workshop) -> None:
    bare_root.add(workshop.compile("show", SHOW, "-lm", "-static"), "/show")
    files = ("/proc/self/exe", "/dev/null")
    assert bare_root.run("/show", "exists", *files).stdout.split() == ["no", "yes"]
    assert bare_root.run("/show", "exists", *files, proc=True).stdout.split() == ["yes", "yes"]


def test_nothing_can_be_written(bare_root: BareRoot, workshop: Workshop) -> None:
    bare_root.add(workshop.compile("show", SHOW, "-lm"), "/show")
    assert bare_root.run("/show", "write", "/file").code == 0
    assert bare_root.path("/file").read_text() == "written"
    for place in ("/file", "/tmp/file"):
        outcome = bare_root.run("/show", "write", place, read_only=True)
        assert (outcome.code, outcome.stderr) == (3, f"{place}: Read-only file system\n")
    assert bare_root.run("/show", "write", "/tmp/file", read_only=True, memory={"/tmp": "size=64k"}).code == 0
    assert not bare_root.path("/tmp/file").exists()


def test_another_user(bare_root: BareRoot, workshop: Workshop) -> None:
    if other_user() == 0:
        pytest.skip("only root can be another user")
    bare_root.add(workshop.compile("show", SHOW, "-lm"), "/show")
    bare_root.folder.chmod(0o755)
    assert bare_root.run("/show", user=other_user()).stdout == f"/show / {other_user()} 1\n"
    assert bare_root.run("/show", "write", "/file", user=other_user()).code == 3
    assert bare_root.run("/show", "write", "/tmp/file", user=other_user()).code == 0


def test_what_cannot_be_started_is_an_error(bare_root: BareRoot) -> None:
    with pytest.raises(AssertionError, match="No such file"):
        bare_root.run("/none")


def test_the_libraries_are_those_of_the_facts() -> None:
    names = {Path(path).name for path in host_libraries(("c",))}
    assert {"libc.so.6", "libm.so.6"} <= names
    assert not {"libstdc++.so.6", "libgcc_s.so.1"} & names
    assert {"libgcc_s.so.1"} <= {Path(path).name for path in host_libraries(("c", "compiler"))}
