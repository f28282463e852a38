"""Lets `open()` and the functions of `os` find the data files of a one-file program, which are in its archive.

Only what reads is here. Their paths are below a folder that cannot exist, since the executable is in its path; and
below those of packages with files on disk, where what is on disk comes first. An open file is one in memory.
"""

import _io
import builtins
import os
import posix
import sys
from _stat import S_IFDIR, S_IFREG

from _whipsnake_archive import answered, open_data, size_of
from _whipsnake_distribution import children, is_folder

# As in dist/archive.py.
_EXECUTABLE = 16

_real = {}
_real_open = _io.open
_state = {}


def install(root, relative):
    """`root`: the folder of all files; `relative`: a function from a path to that below it, None for others."""
    _state.update(root=root, relative=relative, status=posix.stat(sys.executable))
    for name, handler in (
        *(("stat", _stat), ("lstat", _stat), ("listdir", _listdir), ("scandir", _scandir), ("open", _open)),
        *(("access", _access), ("readlink", _readlink), ("listxattr", _listxattr), ("getxattr", _getxattr)),
    ):
        _real[name] = getattr(posix, name)
        function = answered(_real[name], handler)
        setattr(posix, name, function)
        setattr(os, name, function)
        for known in (os.supports_dir_fd, os.supports_effective_ids, os.supports_fd, os.supports_follow_symlinks):
            if _real[name] in known:
                known.add(function)
    import io

    builtins.open = io.open = _io.open = answered(_io.open, _file)
    io.open_code = _io.open_code = answered(_io.open_code, _code)


def _name(path):
    """The path below the root; None if it is another."""
    if type(path) is not str:
        if isinstance(path, int) or path is None:
            return None
        try:
            path = os.fsdecode(path)
        except (TypeError, UnicodeError):
            return None
    if path[:1] != "/":
        return None
    if "/." in path or "//" in path or path[-1] == "/":
        path = os.path.normpath(path)
    return _state["relative"](path)


def _is_on_disk(path):
    """Whether what is there on disk comes first."""
    text = os.fsdecode(path)
    return not text.startswith(_state["root"]) and _exists(text)


def _exists(path):
    try:
        _real["stat"](path)
    except OSError:
        return False
    return True


def _missing(path):
    return FileNotFoundError(2, "No such file or directory", path)


def _stat(path, *, dir_fd=None, follow_symlinks=True):
    name = _name(path)
    if name is None or _is_on_disk(path):
        return NotImplemented
    status = _status(name)
    return _missing(path) if status is None else status


def _status(name):
    found = size_of(name)
    if found is not None:
        size, flags = found
        mode = S_IFREG | (0o555 if flags & _EXECUTABLE else 0o444)
    elif is_folder(name):
        size, mode = 0, S_IFDIR | 0o555
    else:
        return None
    own = _state["status"]
    # No other file has the device 0.
    times = {name: getattr(own, name) for name in ("st_atime", "st_mtime", "st_ctime")}
    times |= {f"{name}_ns": getattr(own, f"{name}_ns") for name in times}
    return posix.stat_result(
        (mode, hash(name) & 0xFFFFFFFFFFFF, 0, 1, own.st_uid, own.st_gid, size, *map(int, [*times.values()][:3])),
        {**times, "st_blksize": 4096, "st_blocks": (size + 511) // 512, "st_rdev": 0},
    )


def _access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True):
    name = _name(path)
    if name is None or _is_on_disk(path):
        return NotImplemented
    status = _status(name)
    return status is not None and (status.st_mode & mode) == mode


def _readlink(path, *, dir_fd=None):
    return _answer(path, OSError(22, "Invalid argument", path))


def _listxattr(path=None, *, follow_symlinks=True):
    return _answer(path, [])


def _getxattr(path, attribute, *, follow_symlinks=True):
    return _answer(path, OSError(61, "No data available", path))


def _answer(path, result):
    """The result for what is embedded."""
    name = _name(path)
    if name is None or _is_on_disk(path):
        return NotImplemented
    return result if size_of(name) is not None or is_folder(name) else _missing(path)


def _not_listed(path, name):
    """Why a path cannot be listed; None if it can."""
    if size_of(name) is not None:
        return NotADirectoryError(20, "Not a directory", path)
    return None if is_folder(name) else _missing(path)


def _listdir(path=None):
    name = _name(path)
    if name is None:
        return NotImplemented
    names = {}
    if _is_on_disk(path):
        if not is_folder(name):
            return NotImplemented
        names = dict.fromkeys(_real["listdir"](os.fsdecode(path)))
    elif problem := _not_listed(path, name):
        return problem
    names.update(children(name))
    return [os.fsencode(child) for child in names] if isinstance(path, bytes) else [*names]


class _Entry:
    """As os.DirEntry."""

    def __init__(self, folder, name, below):
        self.name = name
        self.path = os.path.join(folder, name)
        self._below = below

    def __repr__(self):
        return f"<DirEntry {self.name!r}>"

    def __fspath__(self):
        return self.path

    def stat(self, *, follow_symlinks=True):
        return _status(self._below)

    def inode(self):
        return self.stat().st_ino

    def is_dir(self, *, follow_symlinks=True):
        return size_of(self._below) is None

    def is_file(self, *, follow_symlinks=True):
        return size_of(self._below) is not None

    def is_symlink(self):
        return False

    def is_junction(self):
        return False


class _Entries:
    """As the iterator of os.scandir."""

    def __init__(self, entries):
        self._entries = iter(entries)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def close(self):
        self._entries = iter(())


def _scandir(path=None):
    name = _name(path)
    if name is None:
        return NotImplemented
    folder = os.fspath(path)
    entries = {}
    if _is_on_disk(path):
        if not is_folder(name):
            return NotImplemented
        with _real["scandir"](folder) as found:
            entries = {os.fsdecode(entry.name): entry for entry in found}
    elif problem := _not_listed(path, name):
        return problem
    for child in children(name):
        own = os.fsencode(child) if isinstance(folder, bytes) else child
        entries.setdefault(child, _Entry(folder, own, f"{name}/{child}" if name else child))
    return _Entries(entries.values())


def _opened(path, flags, name):
    """A file descriptor, or an exception."""
    if size_of(name) is None:
        if is_folder(name):
            return IsADirectoryError(21, "Is a directory", path)
        writes = flags & posix.O_CREAT
        return OSError(30, "Read-only file system", path) if writes else _missing(path)
    if flags & (posix.O_WRONLY | posix.O_RDWR | posix.O_TRUNC):
        return OSError(30, "Read-only file system", path)
    return open_data(name)


def _open(path, flags, mode=0o777, *, dir_fd=None):
    name = _name(path)
    if name is None or _is_on_disk(path):
        return NotImplemented
    return _opened(path, flags, name)


def _file(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    name = _name(file)
    if name is None or opener is not None or _is_on_disk(file):
        return NotImplemented

    def embedded(path, flags):
        found = _opened(path, flags, name)
        if isinstance(found, OSError):
            raise found
        return found

    try:
        return _real_open(file, mode, buffering, encoding, errors, newline, closefd, embedded)
    except OSError as error:
        return error.with_traceback(None)


def _code(path):
    return _file(path, "rb")
