"""What the user is given appears whole or not at all, and what was there stays until then."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from whipsnake.errors import UserError
from whipsnake.tidy import check, discard, temporary


def check_writable(path: Path) -> None:
    """Refuse early where a file cannot be made or replaced; what goes wrong later is told then."""
    if path.is_dir():
        raise UserError(f"{path} cannot be written: it is a folder.", hint="Choose another name.")
    if path.exists() and not path.is_file():
        raise UserError(f"{path} cannot be written: it is no regular file.", hint="Choose another name.")
    folder = path.parent
    while not os.path.lexists(folder):
        folder = folder.parent
    if not folder.is_dir():
        raise UserError(f"{path} cannot be written: {folder} is not a folder.", hint="Choose another folder.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UserError(f"{path} cannot be written: {folder} is read-only for you.", hint="Choose another folder.")


def write_whole(path: Path, contents: str | bytes) -> None:
    """Write a file at one moment."""
    made = beside(path)
    try:
        made.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
        made.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from None
    finally:
        discard(str(made))


def move_whole(source: Path, target: Path) -> None:
    """Move a file or a folder of files into place at one moment, also from another file system.

    A folder that is there already is replaced.
    """
    check()
    made = beside(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            source.rename(made)
        except OSError:
            if source.is_dir():
                made.mkdir()
                for path in sorted(source.rglob("*")):
                    there = made / path.relative_to(source)
                    if path.is_dir():
                        there.mkdir()
                    else:
                        shutil.copy2(path, there)
            else:
                shutil.copy2(source, made)
        if target.is_dir():
            target.rename(beside(target))
        made.replace(target)
    except OSError as error:
        raise cannot_write(target, error) from None
    finally:
        discard(str(made))


def cannot_write(path: Path, error: OSError) -> UserError:
    """The error for a file or folder that the system does not let us make."""
    return UserError(f"{path} cannot be written: {error.strerror or error}.")


def beside(path: Path) -> Path:
    """A temporary name in the same folder."""
    return Path(temporary(str(path.with_name(f".{os.urandom(8).hex()}.part"))))
