"""Run the command line again and again, and send it a signal at another moment each time.

    python interrupting.py MOMENTS SIGNAL ARGUMENT...

The moments are spread evenly over the calls that an undisturbed run makes. Each run is a process of its own, which
starts with no module of the compiler loaded and with an empty cache (WHIPSNAKE_CACHE_DIR). Prints a line of JSON for
each: its exit code, what it wrote to standard error, and the processes and temporary files that it left behind.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path


def cache() -> Path:
    """The cache's folder."""
    return Path(os.environ["WHIPSNAKE_CACHE_DIR"])


def count_calls(args: list[str]) -> int:
    """How many calls a run makes."""
    shutil.rmtree(cache(), ignore_errors=True)
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        count = 0

        def watch(*_: object) -> None:
            nonlocal count
            count += 1

        def report() -> None:
            sys.setprofile(None)
            os.write(writer, b"%d" % count)

        run(args, watch, report)
    os.close(writer)
    _, status = os.waitpid(pid, 0)
    assert status == 0
    return int(os.read(reader, 100))


def run(args: list[str], watch: object, at_end: object = None) -> None:
    """Be the command, watched by a profiler."""
    sys.argv = ["whipsnake", *args]
    from whipsnake.cli.main import main

    sys.setprofile(watch)
    code = 1
    try:
        main()
    except SystemExit as ending:
        code = ending.code
    finally:
        if at_end:
            at_end()
        sys.stderr.flush()
        os._exit(code)


def interrupted(args: list[str], moment: int, number: int) -> dict[str, object]:
    """One run, interrupted at a call."""
    shutil.rmtree(cache(), ignore_errors=True)
    with tempfile.TemporaryFile() as errors:
        pid = os.fork()
        if pid == 0:
            os.setsid()
            os.dup2(errors.fileno(), 2)
            count = 0

            def watch(*_: object) -> None:
                nonlocal count
                count += 1
                if count == moment:
                    os.kill(os.getpid(), number)

            run(args, watch)
        _, status = os.waitpid(pid, 0)
        errors.seek(0)
        text = errors.read().decode()
    left = [*left_of(pid), *map(str, (cache() / "tmp").glob("*"))]
    return {"code": os.waitstatus_to_exitcode(status), "stderr": text, "left": left}


def session(leader: int) -> list[int]:
    """The living processes of a session."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader and fields[0] not in "ZX":
            found.append(int(path.parent.name))
    return found


def left_of(leader: int) -> list[int]:
    """The processes of a session that stay: those that were killed may take a moment to go."""
    for _ in range(500):
        if not session(leader):
            break
        time.sleep(0.01)
    return session(leader)


def main() -> None:
    """Do what the arguments say."""
    moments, number, args = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    total = count_calls(args)
    for step in range(moments):
        moment = int(total * (step + 0.5) / moments)
        print(json.dumps({"moment": moment, **interrupted(args, moment, number)}), flush=True)


if __name__ == "__main__":
    # Also where the shell that began it has it ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    main()
