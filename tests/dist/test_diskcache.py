"""Files that a program needs on disk are there, are right, and are not read again, whatever happens to them."""

from __future__ import annotations

import fcntl
import functools
import hashlib
import os
import re
import shutil
import subprocess
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.dist.bareroot import BareRoot, other_user
from tests.dist.compiled import Workshop

RUNTIME = Path(__file__).resolve().parents[2] / "src" / "whipsnake" / "runtime"
DRIVER = Path(__file__).with_name("diskcache_driver.c")
KEY = "0123456789abcdef" * 2
FILES = ("pkg/data/a.txt:10:1", "pkg/ä b:70000:2", "pkg/tool:5000:3:x", "empty:0:4")
ATTRIBUTE = "user.whipsnake.checked"
STRACE = shutil.which("strace")
SLACK = 2.1
"""Seconds after which a change is noticed even if the file's time was put back."""

# No extended attributes, as on some file systems.
SHIM = """
#include <errno.h>
#include <sys/types.h>
ssize_t lgetxattr(const char *path, const char *name, void *value, size_t size) { errno = ENOTSUP; return -1; }
int fsetxattr(int fd, const char *name, const void *value, size_t size, int flags) { errno = ENOTSUP; return -1; }
"""


def compiled(folder: Path, *options: str) -> Path:
    path = folder / "driver"
    sources = [DRIVER, RUNTIME / "diskcache.c", RUNTIME / "blake2b.c"]
    subprocess.run(
        ["gcc", "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", f"-I{RUNTIME}", *options, *sources, "-o", path],
        check=True,
    )
    return path


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(tmp_path_factory.mktemp("driver"))


@pytest.fixture(scope="module")
def no_attributes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    shim = Workshop(tmp_path_factory.mktemp("shim")).compile("shim.so", SHIM, "-shared", "-fPIC")
    return {"LD_PRELOAD": str(shim)}


@dataclass
class Cache:
    """A cache in a folder, and how the driver is started with it."""

    driver: Path
    home: Path
    files: tuple[str, ...] = FILES
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        return self.home / ".cache" / "whipsnake-files"

    @property
    def tree(self) -> Path:
        return self.root / f"{KEY}.files"

    def start(
        self, *prefix: str, spec: str = "", environment: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        variables = {"HOME": str(self.home), "TMPDIR": str(self.home / "tmp")} | self.environment
        return subprocess.run(
            [*prefix, str(self.driver), spec, KEY, *self.files],
            env=variables | (environment or {}), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def ready(self, **settings: object) -> Path:
        """Start, and check that all is right; the tree's folder."""
        done = self.start(**settings)  # type: ignore[arg-type]
        assert (done.returncode, done.stderr) == (0, "")
        folder = Path(done.stdout.rstrip("\n"))
        self.check(folder)
        return folder

    def check(self, folder: Path) -> None:
        """All files are right."""
        assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()} == {
            file.partition(":")[0] for file in self.files
        }
        for file in self.files:
            name, size, seed, *flags = file.split(":")
            path = folder / name
            assert path.read_bytes() == content(int(size), int(seed)), name
            assert path.stat().st_mode & 0o777 == (0o755 if "x" in flags else 0o644)

    def left(self) -> list[str]:
        """Unfinished files."""
        parts = self.root / "parts"
        return [path.name for path in parts.iterdir()] if parts.exists() else []

    def trace(self, *expressions: str, **settings: object) -> list[str]:
        """The system calls of a start that have to do with the tree, or with unfinished files."""
        log = self.home / "trace"
        self.ready_under(STRACE or "", "-qq", "-y", "-o", str(log), *expressions, **settings)
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        return [line for line in lines if self.root.name in line]

    def ready_under(self, *prefix: str, **settings: object) -> None:
        done = self.start(*prefix, **settings)  # type: ignore[arg-type]
        assert done.returncode == 0, done.stderr


@functools.cache
def content(size: int, seed: int) -> bytes:
    period = bytes((seed + i * 7 + i // 256) & 255 for i in range(min(size, 1 << 16)))
    return (period * (size // (1 << 16) + 1))[:size]


@pytest.fixture
def cache(driver: Path, tmp_path: Path) -> Cache:
    home = tmp_path / "home of mé"
    (home / "tmp").mkdir(parents=True)
    return Cache(driver, home)


def poison(path: Path) -> None:
    """Change the contents so that nobody sees it who does not read them."""
    status = path.stat()
    with path.open("r+b") as file:
        file.write(b"poison")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.mark.parametrize("step", [1, 100, 128, 5000])
def test_the_digest_is_blake2b(driver: Path, step: int) -> None:
    for size in (0, 1, 127, 128, 129, 255, 256, 257, 4096, 10007):
        data = content(size, size)
        done = subprocess.run([driver, "digest", str(step)], input=data, capture_output=True, check=True)
        assert done.stdout.decode() == hashlib.blake2b(data, digest_size=16).hexdigest()


def test_files_are_there(cache: Cache) -> None:
    assert cache.ready() == cache.tree
    assert cache.left() == []
    before = {path: path.stat() for path in cache.tree.rglob("*")}
    assert cache.ready() == cache.tree
    assert [path.stat().st_ino for path in before] == [status.st_ino for status in before.values()]


def test_the_next_start_reads_nothing(cache: Cache) -> None:
    """Right after it was written a file with its old time passes for the same: so it is seen that it was not read."""
    cache.ready()
    poison(cache.tree / "pkg/data/a.txt")
    assert cache.start().returncode == 0
    assert (cache.tree / "pkg/data/a.txt").read_bytes().startswith(b"poison")


@pytest.mark.skipif(STRACE is None, reason="strace is not installed")
def test_system_calls(cache: Cache) -> None:
    def calls(lines: list[str]) -> set[str]:
        return {line.partition("(")[0] for line in lines}

    first = cache.trace()
    assert {"ftruncate", "fallocate", "mmap", "fsetxattr", "rename"} <= calls(first)
    assert all("MAP_SHARED" in line for line in first if line.startswith("mmap("))
    assert not {"write", "pwrite64", "read", "pread64"} & calls(first)
    cache.check(cache.tree)
    second = [line for line in cache.trace() if any(file.partition(":")[0] in line for file in FILES)]
    assert len(second) == 2 * len([file for file in FILES if file.isascii()])
    assert calls(second) <= {"lgetxattr", "lstat", "newfstatat"}


def test_what_was_altered_is_restored(cache: Cache) -> None:
    cache.ready()
    path, other = cache.tree / "pkg/data/a.txt", cache.tree / "pkg/tool"

    def replace_by_link() -> None:
        path.rename(path.with_name("moved"))
        path.symlink_to("moved")

    changes = {
        "contents": lambda: path.write_bytes(b"0123456789"),
        "shorter": lambda: path.write_bytes(b"0"),
        "longer": lambda: path.open("ab").write(b"0"),
        "gone": path.unlink,
        "link": replace_by_link,
        "mode": lambda: path.chmod(0o666),
        "unreadable": lambda: path.chmod(0),
        "not executable": lambda: other.chmod(0o644),
        "folder gone": lambda: shutil.rmtree(cache.tree / "pkg"),
    }
    for name, change in changes.items():
        change()
        with pytest.raises((AssertionError, OSError)):
            cache.check(cache.tree)
        path.with_name("moved").unlink(missing_ok=True)
        assert cache.ready() == cache.tree, name


def test_altered_with_its_old_time(cache: Cache) -> None:
    cache.ready()
    time.sleep(SLACK)
    poison(cache.tree / "pkg/tool")
    cache.ready()


def test_what_only_looks_altered_is_read_once(cache: Cache) -> None:
    cache.ready()
    path = cache.tree / "pkg/tool"
    inode = path.stat().st_ino
    os.utime(path)
    cache.ready()
    assert path.stat().st_ino == inode, "it was right, so it was not replaced"
    poison(path)
    assert cache.start().returncode == 0
    assert path.read_bytes().startswith(b"poison"), "and is not read again"


def test_after_a_reboot_it_is_read_once(cache: Cache) -> None:
    """What a crash of the machine has lost is noticed."""
    path = cache.tree / "pkg/tool"
    cache.ready()
    attribute = os.getxattr(path, ATTRIBUTE)
    # As if the machine had been started since.
    os.setxattr(
        path, ATTRIBUTE, attribute[:-8] + (int.from_bytes(attribute[-8:], "little") - 3600).to_bytes(8, "little")
    )
    poison(path)
    cache.ready()
    long_ago = time.time() - time.clock_gettime(time.CLOCK_BOOTTIME) - 3600
    os.utime(path, (long_ago, long_ago))
    cache.ready()
    assert os.getxattr(path, ATTRIBUTE)[-8:] == bytes(8), "it is from the disk"


def test_without_attributes_all_is_read(cache: Cache, no_attributes: dict[str, str]) -> None:
    cache.environment = no_attributes
    cache.ready()
    with pytest.raises(OSError, match="No data available"):
        os.getxattr(cache.tree / "pkg/tool", ATTRIBUTE)
    inode = (cache.tree / "pkg/tool").stat().st_ino
    cache.ready()
    assert (cache.tree / "pkg/tool").stat().st_ino == inode
    poison(cache.tree / "pkg/tool")
    cache.ready()


@pytest.mark.parametrize("flag", ["damaged", "failing"])
def test_a_damaged_program(cache: Cache, flag: str) -> None:
    cache.files = (*FILES, f"bad:100:5:{flag}")
    done = cache.start()
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "the program is damaged: the contents of bad are not what they were; get it again\n"
    assert not (cache.tree / "bad").exists()
    assert cache.left() == []
    assert not [*(cache.home / "tmp").iterdir()]


def test_first_starts_at_the_same_time(cache: Cache) -> None:
    cache.files = tuple(f"{number % 3}/{number}:{number * 5000}:{number}" for number in range(30))
    for _ in range(5):
        with ThreadPoolExecutor(8) as pool:
            folders = {*pool.map(lambda _: cache.ready(), range(8))}
        assert folders == {cache.tree}
        assert cache.left() == []
        shutil.rmtree(cache.root)


def is_whole(cache: Cache) -> bool:
    """No file bears its name that is not right."""
    for file in cache.files:
        name, size, seed, *_ = file.split(":")
        path = cache.tree / name
        if path.exists() and path.read_bytes() != content(int(size), int(seed)):
            return False
    return True


@pytest.mark.ci
@pytest.mark.skipif(STRACE is None, reason="strace is not installed")
def test_killed_at_any_call(cache: Cache) -> None:
    cache.files = FILES[:3]
    log = cache.home / "trace"
    assert cache.start(STRACE or "", "-qq", "-o", str(log)).returncode == 0
    seen: Counter[str] = Counter()
    for name in re.findall(r"^(\w+)\(", log.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)[1:]:
        seen[name] += 1
        shutil.rmtree(cache.root, ignore_errors=True)
        kill = f"inject={name}:signal=KILL:when={seen[name]}"
        assert cache.start(STRACE or "", "-qq", "-o", "/dev/null", "-e", kill).returncode == -9, kill
        assert is_whole(cache), kill
        assert cache.ready() == cache.tree
    assert seen["rename"] == len(cache.files)
    assert seen.total() > 50


def test_killed_at_some_moment(cache: Cache) -> None:
    cache.files = tuple(f"{number}:300000:1" for number in range(20))
    started = time.monotonic()
    cache.ready()
    whole = time.monotonic() - started
    for part in range(1, 9):
        shutil.rmtree(cache.root)
        process = subprocess.Popen(
            [cache.driver, "", KEY, *cache.files], env={"HOME": str(cache.home)}, stdout=subprocess.DEVNULL
        )
        time.sleep(whole * part / 9)
        process.kill()
        process.wait()
        assert is_whole(cache)
        cache.ready()


def test_what_killed_processes_left_is_removed(cache: Cache) -> None:
    parts = cache.root / "parts"
    parts.mkdir(parents=True)
    for name in ("left", "locked", "new"):
        (parts / name).write_text(name)
    old = time.time() - 3600
    os.utime(parts / "left", (old, old))
    os.utime(parts / "locked", (old, old))
    with (parts / "locked").open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        cache.ready()
    assert sorted(cache.left()) == ["locked", "new"]


def test_trees_that_nobody_uses_are_removed(cache: Cache) -> None:
    long_ago = time.time() - 100 * 24 * 3600
    others = [cache.root / name for name in (f"{'a' * 32}.files", f"{'b' * 32}.files", "of somebody else")]
    for other in others:
        (other / "folder").mkdir(parents=True)
        (other / "folder" / "file").write_text("x")
        os.utime(other, (long_ago, long_ago))
    handle = os.open(others[1], os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_SH)
    cache.ready()
    os.close(handle)
    assert [other.exists() for other in others] == [False, True, True]
    os.utime(cache.tree, (long_ago, long_ago))
    cache.ready()
    assert time.time() - cache.tree.stat().st_mtime < 3600, "it was used today"


def test_a_tree_in_use_is_locked(cache: Cache) -> None:
    process = subprocess.Popen(
        [cache.driver, "", KEY, *FILES], env={"HOME": str(cache.home), "WAIT": "1"},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline().rstrip("\n") == str(cache.tree)
    handle = os.open(cache.tree, os.O_RDONLY)
    with pytest.raises(BlockingIOError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    process.communicate()
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(handle)


def test_the_spec(cache: Cache) -> None:
    home = cache.home
    program_base = f"{home}/opt/some.dir/program"
    for spec, folder in {
        "{CACHE_DIR}/x": f"{home}/.cache/x",
        "{HOME}/a{HOME}b//": f"{home}/a{home}b",
        "{TEMP}": f"{home}/tmp",
        "{HOME}{PROGRAM}": f"{program_base}.bin",
        "{HOME}{PROGRAM_BASE}/d": f"{program_base}/d",
        f"{home}/plain": f"{home}/plain",
    }.items():
        assert cache.ready(spec=spec) == Path(folder, f"{KEY}.files"), spec
    chosen = {"XDG_CACHE_HOME": f"{home}/xdg"}
    assert cache.ready(environment=chosen) == home / "xdg/whipsnake-files" / f"{KEY}.files"
    own = home / f"tmp/whipsnake-files-{os.geteuid()}" / f"{KEY}.files"
    for spec in ("relative", "{UNKNOWN}/x", "{HOME", ""):
        assert cache.ready(spec=spec, environment={"XDG_CACHE_HOME": "relative", "HOME": str(home)}) in (
            own, home / ".cache/whipsnake-files" / f"{KEY}.files",
        )  # fmt: skip


def test_a_folder_of_one_start_is_removed(cache: Cache) -> None:
    for variable in ("PID", "TIME"):
        spec = f"{{HOME}}/of {{{variable}}}"
        done = cache.start(spec=spec)
        assert done.returncode == 0
        folder = Path(done.stdout.rstrip("\n"))
        assert re.fullmatch(r"of \d+", folder.parent.name)
        assert not folder.parent.exists()
    other = cache.home / "kept"
    other.mkdir()
    (other / "file").write_text("x")
    assert cache.start(spec=f"{other}{{NO}}").returncode == 0
    assert other.exists()


def test_where_others_can_write_nothing_is_kept(cache: Cache) -> None:
    own = cache.home / f"tmp/whipsnake-files-{os.geteuid()}" / f"{KEY}.files"
    cache.root.mkdir(parents=True)
    cache.root.chmod(0o777)
    assert cache.ready() == own
    assert not cache.tree.exists()
    shutil.rmtree(cache.root)
    cache.root.write_text("a file")
    assert cache.ready() == own


SMALL = {"/home": "size=64k", "/tmp": "size=64k"}


def in_root(root: BareRoot, driver: Path, **settings: object) -> tuple[int, str]:
    root.add(driver, "/driver")
    environment = {"HOME": "/home"}
    outcome = root.run("/driver", "", KEY, *FILES, environment=environment, **settings)  # type: ignore[arg-type]
    return outcome.code, outcome.stdout + outcome.stderr


def test_a_full_disk(bare_root: BareRoot, driver: Path) -> None:
    tree = f"whipsnake-files-0/{KEY}.files"
    assert in_root(bare_root, driver, memory=SMALL | {"/tmp": "size=1m"}) == (0, f"/tmp/{tree}\n")
    assert in_root(bare_root, driver, memory=SMALL) == (
        1,
        (
            "the file pkg/ä b, which the program needs on disk, "
            "cannot be written to /home/.cache/whipsnake-files: No space left on device\n"
        ),
    )
    bare_root.path("/dev/shm").mkdir()
    assert in_root(bare_root, driver, memory=SMALL | {"/dev/shm": "size=1m"}) == (0, f"/dev/shm/{tree}\n")
    assert in_root(bare_root, driver, memory=SMALL | {"/home": "nr_inodes=6", "/dev/shm": "size=64k"})[0] == 1


def test_a_read_only_disk(bare_root: BareRoot, driver: Path) -> None:
    tree = Path(f"/home/.cache/whipsnake-files/{KEY}.files")
    assert in_root(bare_root, driver, read_only=True) == (
        1,
        (
            "files that the program needs on disk "
            "cannot be written to /home/.cache/whipsnake-files: Read-only file system\n"
        ),
    )
    in_memory = {"/tmp": "size=1m"}
    elsewhere = (0, f"/tmp/whipsnake-files-0/{KEY}.files\n")
    assert in_root(bare_root, driver, read_only=True, memory=in_memory) == elsewhere
    assert in_root(bare_root, driver) == (0, f"{tree}\n")
    assert in_root(bare_root, driver, read_only=True) == (0, f"{tree}\n"), "what is right serves"
    bare_root.path(str(tree / "pkg/tool")).write_text("altered")
    assert in_root(bare_root, driver, read_only=True, memory=in_memory) == elsewhere
    assert in_root(bare_root, driver, read_only=True)[0] == 1


def test_a_folder_of_somebody_else(bare_root: BareRoot, driver: Path) -> None:
    user = other_user()
    if user == 0:
        pytest.skip("only root can be another user")
    bare_root.folder.chmod(0o755)
    place = bare_root.path(f"/tmp/whipsnake-files-{user}")
    place.mkdir()
    os.chown(place, 1234, 1234)
    code, text = in_root(bare_root, driver, user=user)
    assert (code, text) == (
        1,
        "files that the program needs on disk cannot be written to /home/.cache/whipsnake-files: Permission denied\n",
    )
    place.rmdir()
    place.symlink_to("elsewhere")
    bare_root.path("/tmp/elsewhere").mkdir()
    os.lchown(place, 1234, 1234)
    os.chown(bare_root.path("/tmp/elsewhere"), user, user)
    assert in_root(bare_root, driver, user=user)[0] == 1
    place.unlink()
    assert in_root(bare_root, driver, user=user) == (0, f"/tmp/whipsnake-files-{user}/{KEY}.files\n")


@pytest.mark.ci
def test_with_sanitizers(tmp_path: Path) -> None:
    driver = compiled(tmp_path, "-fsanitize=address,undefined", "-fno-sanitize-recover")
    cache = Cache(driver, tmp_path / "home")
    cache.home.mkdir()
    cache.ready()
    (cache.tree / "pkg/tool").unlink()
    cache.ready()
    for spec in ("{HOME}/{PID}", "relative", "{TEMP}/{TIME}"):
        assert cache.start(spec=spec).returncode == 0
    cache.files = ("bad:100:5:damaged",)
    assert "damaged" in cache.start().stderr
