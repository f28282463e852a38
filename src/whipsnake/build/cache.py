"""A content-addressed cache on disk, safe for several processes at once and for a kill at any moment.

An entry is one file, `<kind>/<first two digits>/<key>-<digest of the contents><suffix>`. It appears by an atomic rename
and is never written again, so a reader sees a whole entry or none; the digest in the name shows damage, and a damaged
entry counts as absent.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_DIGEST_LENGTH = 32
_DAY = 24 * 3600


def default_cache() -> Cache:
    """The cache in the user's cache folder, or in WHIPSNAKE_CACHE_DIR."""
    chosen = os.environ.get("WHIPSNAKE_CACHE_DIR")
    return Cache(Path(chosen).absolute() if chosen else Path(platformdirs.user_cache_dir("whipsnake", appauthor=False)))


def key_of(*parts: str | bytes) -> str:
    """The key of an entry that depends on exactly these parts."""
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        digest.update(b"%d:" % len(raw))
        digest.update(raw)
    return digest.hexdigest()[:_DIGEST_LENGTH]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:_DIGEST_LENGTH]


@dataclass(frozen=True)
class Cache:
    """The cache in a folder."""

    root: Path
    max_bytes: int = 2 << 30

    def get(self, kind: str, key: str, suffix: str) -> Path | None:
        """The entry's file, if it is there and undamaged."""
        folder = self._folder(kind, key)
        for path in sorted(folder.glob(f"{key}-*{suffix}")):
            try:
                if _digest(path) == path.name[len(key) + 1 : len(path.name) - len(suffix)]:
                    os.utime(path)
                    return path
            except OSError:
                continue
        return None

    def put(self, kind: str, key: str, suffix: str, contents: bytes) -> Path:
        """Add an entry."""
        scratch = self.root / "tmp"
        scratch.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=scratch, suffix=suffix)
        with os.fdopen(handle, "wb") as file:
            file.write(contents)
        return self.adopt(kind, key, suffix, Path(name))

    def adopt(self, kind: str, key: str, suffix: str, made: Path) -> Path:
        """Add a file made in `scratch_folder`, which moves into the cache, as an entry."""
        folder = self._folder(kind, key)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{key}-{_digest(made)}{suffix}"
        made.replace(path)
        return path

    def scratch_folder(self) -> Path:
        """A new folder on the cache's file system; the caller removes it."""
        scratch = self.root / "tmp"
        scratch.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(dir=scratch))

    def prune(self) -> None:
        """Once a day: remove what killed compiles left, and what was not used for longest while there is too much."""
        stamp = self.root / "pruned"
        now = time.time()
        with suppress(OSError):
            if now - stamp.stat().st_mtime < _DAY:
                return
        self.root.mkdir(parents=True, exist_ok=True)
        stamp.touch()
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

    def _folder(self, kind: str, key: str) -> Path:
        return self.root / kind / key[:2]
