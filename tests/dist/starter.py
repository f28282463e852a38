"""Goes into a root file system and becomes a program there: `starter.py JSON`. It runs in a process of its own.

With root's rights it uses them; else it takes a user namespace, in which it has some of them.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys

CLONE_NEWNS, CLONE_NEWUSER = 0x20000, 0x10000000
MS_RDONLY, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 1, 32, 4096, 16384, 1 << 18
# A remount in a user namespace must keep these: statvfs and mount have the same bits for them.
KEPT = 2 | 4 | 8 | 1024 | 2048
FAILED = 125

libc = ctypes.CDLL(None, use_errno=True)


def check(result: int, what: str) -> None:
    if result < 0:
        raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")


def mount(source: str, target: str, kind: str = "", flags: int = 0, data: str = "") -> None:
    done = libc.mount(os.fsencode(source), os.fsencode(target), kind.encode(), ctypes.c_ulong(flags), data.encode())
    check(done, f"mounting {target}")


def own_mounts() -> None:
    """Be where mounts are seen by nobody else."""
    uid, gid = os.getuid(), os.getgid()
    if uid == 0:
        check(libc.unshare(CLONE_NEWNS), "unshare")
    else:
        check(libc.unshare(CLONE_NEWNS | CLONE_NEWUSER), "unshare")
        for name, text in (("setgroups", "deny"), ("uid_map", f"0 {uid} 1"), ("gid_map", f"0 {gid} 1")):
            with open(f"/proc/self/{name}", "w", encoding="ascii") as file:  # noqa: PTH123
                file.write(text)
    mount("", "/", flags=MS_REC | MS_PRIVATE)


def start(config: dict) -> None:  # type: ignore[type-arg]
    root = config["root"]
    own_mounts()
    mount(root, root, flags=MS_BIND | MS_REC)
    for source in config["bound"]:
        mount(source, root + source, flags=MS_BIND | MS_REC)
    if config["read_only"]:
        kept = os.statvfs(root).f_flag & KEPT
        mount("", root, flags=MS_REMOUNT | MS_BIND | MS_RDONLY | kept)
    for place, options in config["memory"].items():
        mount("tmpfs", root + place, "tmpfs", data=options)
    os.chroot(root)
    os.chdir(config["folder"])
    if config["user"] is not None:
        os.setgroups([])
        os.setgid(config["user"])
        os.setuid(config["user"])
    os.execve(config["command"][0], config["command"], config["environment"])


if __name__ == "__main__":
    try:
        start(json.loads(sys.argv[1]))
    except OSError as error:
        print(f"starter: {error}", file=sys.stderr)
        sys.exit(FAILED)
