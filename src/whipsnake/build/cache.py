"""A content-addressed cache on disk, safe for several processes at once and for a kill at any moment.

An entry is one file, `<kind>/<first two digits>/<key>-<digest of the contents><suffix>`. It appears by an atomic rename
and is never written again, so a reader sees a whole entry or none; the digest in the name shows damage, and a damaged
entry counts as absent.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from whipsnake.tidy import discard, temporary

_DIGEST_LENGTH = 32
_DAY = 24 * 3600


def default_cache() -> Cache:
    """The cache in the user's cache folder, or in WHIPSNAKE_CACHE_DIR."""
    chosen = os.environ.get("WHIPSNAKE_CACHE_DIR")
    root = Path(chosen).absolute() if chosen else Path(platformdirs.user_cache_dir("whipsnake", appauthor=False))
    try:
        if not root.is_absolute():
            raise FileNotFoundError(errno.ENOENT, "there is no home folder")
        (root / "tmp").mkdir(parents=True, exist_ok=True)
        if not os.access(root / "tmp", os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        spare = Path(temporary(str(Path(tempfile.gettempdir()) / f"whipsnake-{os.urandom(8).hex()}")))
        spare.mkdir(0o700)
        return Cache(root, spare=spare, problem=f"the cache folder {root} cannot be used: {error.strerror}")
    return Cache(root)


def key_of(*parts: str | bytes) -> str:
    """The key of an entry that depends on exactly these parts."""
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        digest.update(b"%d:" % len(raw))
        digest.update(raw)
    return digest.hexdigest()[:_DIGEST_LENGTH]


def _digest(contents: bytes) -> str:
    return hashlib.sha256(contents).hexdigest()[:_DIGEST_LENGTH]


@dataclass(frozen=True)
class Cache:
    """The cache in a folder. What cannot be read is absent, what cannot be written is not kept."""

    root: Path
    max_bytes: int = 2 << 30
    spare: Path | None = None
    """A folder for temporary files, where the cache cannot be used."""
    problem: str | None = None
    """Why it cannot."""

    def get(self, kind: str, key: str, suffix: str) -> Path | None:
        """The entry's file, if it is there and undamaged."""
        found = self._find(kind, key, suffix)
        return found[0] if found else None

    def read(self, kind: str, key: str, suffix: str) -> bytes | None:
        """The entry's contents, if it is there and undamaged."""
        found = self._find(kind, key, suffix)
        return found[1] if found else None

    def put(self, kind: str, key: str, suffix: str, contents: bytes) -> Path | None:
        """Add an entry."""
        made = self._scratch()
        try:
            made.parent.mkdir(parents=True, exist_ok=True)
            made.write_bytes(contents)
            return self.adopt(kind, key, suffix, made)
        except OSError:
            return None
        finally:
            discard(str(made))

    def adopt(self, kind: str, key: str, suffix: str, made: Path) -> Path | None:
        """Add a file made in `scratch_folder`, which moves into the cache, as an entry."""
        try:
            folder = self._folder(kind, key)
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"{key}-{_digest(made.read_bytes())}{suffix}"
            made.replace(path)
        except OSError:
            return None
        return path

    def scratch_folder(self) -> Path:
        """A new folder on the cache's file system; the caller discards it."""
        folder = self._scratch()
        folder.mkdir(parents=True)
        return folder

    def prune(self) -> None:
        """Once a day: remove what killed compiles left, and what was not used for longest while there is too much."""
        stamp = self.root / "pruned"
        now = time.time()
        with suppress(OSError):
            if now - stamp.stat().st_mtime < _DAY:
                return
        try:
            stamp.touch()
        except OSError:
            return
        for left in (self.root / "tmp").glob("*"):
            with suppress(OSError):
                if now - left.stat().st_mtime > _DAY:
                    shutil.rmtree(left) if left.is_dir() else left.unlink()
        entries = []
        for path in self.root.glob("*/??/*"):
            with suppress(OSError):
                status = path.stat()
                entries.append((status.st_mtime, status.st_size, path))
        total = sum(size for _, size, _ in entries)
        for _, size, path in sorted(entries):
            if total <= self.max_bytes:
                break
            with suppress(OSError):
                path.unlink()
                total -= size

    def _find(self, kind: str, key: str, suffix: str) -> tuple[Path, bytes] | None:
        try:
            paths = sorted(self._folder(kind, key).glob(f"{key}-*{suffix}"))
        except OSError:
            return None
        for path in paths:
            with suppress(OSError):
                contents = path.read_bytes()
                if _digest(contents) == path.name[len(key) + 1 : len(path.name) - len(suffix)]:
                    with suppress(OSError):
                        os.utime(path)
                    return path, contents
        return None

    def _scratch(self) -> Path:
        return Path(temporary(str((self.spare or self.root / "tmp") / os.urandom(8).hex())))

    def _folder(self, kind: str, key: str) -> Path:
        return self.root / kind / key[:2]
