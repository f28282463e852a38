"""What runs inside of a recorded program, before it: it writes down what the program asks Python for.

Each event is one line of a file that all processes of the program append to, as Python writes a tuple:

    (time, process, kind, what, chain)

`chain` are the modules that were running, the innermost first. The kinds are

    module          a module's body begins to run: (name, file)
    read, update, create   a file is opened
    list            a folder's names are read
    distribution    a file of an installed distribution's metadata is read: (path, group of entry points asked for)
    entry-point     an entry point is loaded: (name of the distribution, "")
    library         a shared library is opened by ctypes: (name, current folder)
    mapped          files that are mapped as code: paths

A path that the program gave as a relative one has a NUL before it, unless it had made another folder the current one.

Nothing else happens than would without: events are written at once, since a program may end at any moment; no file
stays open, since it may close all of its files; and no module is imported that a plain start does not import.
"""

import os
import posix
import sys
from _thread import get_ident
from time import monotonic, monotonic_ns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import CodeType, FrameType
    from typing import Any

_FOLDER = os.path.dirname(os.path.abspath(__file__))
_EVENTS = os.path.join(_FOLDER, "events")
_OPENS = os.path.join(_FOLDER, "opens.so")
"""`opens.c`, if it could be compiled."""
_MACHINERY = (
    "importlib._bootstrap",
    "importlib._bootstrap_external",
    "_frozen_importlib",
    "_frozen_importlib_external",
)
_METADATA = ("importlib.metadata", "importlib_metadata")
_LONGEST_CHAIN = 64
_MAPS_INTERVAL = 0.2
"""Seconds between two looks at what is mapped, while the program goes on."""

_busy: set[int] = set()
"""The threads that are in here."""
_seen: set[object] = set()
_mapped: set[str] = set()
_started = False
_looked = 0.0
_moved = False
"""Whether the program has chosen its current folder."""


def _hook(event: str, args: "tuple[Any, ...]") -> None:
    handler = _HANDLERS.get(event)
    if handler is None:
        return
    thread = get_ident()
    if thread in _busy:
        return
    _busy.add(thread)
    try:
        handler(*args)
    except Exception:
        pass  # the program must not notice
    finally:
        _busy.discard(thread)


def _write(kind: str, what: "Any", frame: "FrameType | None") -> None:
    """Write an event, once."""
    global _looked
    chain = _chain(frame)
    key = (kind, what, chain[:1])
    if key in _seen:
        return
    _seen.add(key)
    _append(kind, what, chain)
    now = monotonic()
    if now - _looked > _MAPS_INTERVAL:
        _looked = now
        _look_at_maps()


def _append(kind: str, what: "Any", chain: tuple[str, ...] = ()) -> None:
    line = repr((monotonic_ns(), os.getpid(), kind, what, chain)).encode("utf-8", "backslashreplace") + b"\n"
    file = posix.open(_EVENTS, posix.O_WRONLY | posix.O_APPEND | posix.O_CLOEXEC)
    try:
        posix.write(file, line)
    finally:
        posix.close(file)


def _chain(frame: "FrameType | None") -> tuple[str, ...]:
    """The modules whose code is running, innermost first, without the import system."""
    names: list[str] = []
    while frame is not None and len(names) < _LONGEST_CHAIN:
        name = frame.f_globals.get("__name__")
        if name == "__mp_main__":
            name = "__main__"
        elif name != "__main__":
            name = getattr(frame.f_globals.get("__spec__"), "name", name)
        if type(name) is str and name not in _MACHINERY and name[:1] != "<" and (not names or names[-1] != name):
            names.append(name)
        frame = frame.f_back
    return tuple(names)


def _on_start(*_: object) -> None:
    global _started
    _started = True


def _on_exec(code: "CodeType") -> None:
    # A module's body runs right below its loader's exec_module(module).
    frame: FrameType | None = sys._getframe(2)
    if frame is not None and frame.f_code.co_name == "_call_with_frames_removed":
        frame = frame.f_back
    if frame is None or frame.f_code.co_name != "exec_module":
        return
    module = frame.f_locals.get("module")
    spec = getattr(module, "__spec__", None)
    name = getattr(spec, "name", None)
    if type(name) is str:
        _on_module(name, getattr(spec, "origin", None), frame.f_back)


def _on_import(name: str, file: object, *_: object) -> None:
    # Of a source module it is told before anybody knows its file, and only where a statement imports it.
    if type(file) is str:
        _on_module(name, file, sys._getframe(2))


def _on_module(name: str, file: object, frame: "FrameType | None") -> None:
    if name == "subprocess" or name == "multiprocessing.util":
        _follow_children()
    if _started:
        _write("module", (name, file if type(file) is str else ""), frame)
        _on_entry_point(frame)


def _on_entry_point(frame: "FrameType | None") -> None:
    """An entry point whose `load` is running."""
    for _ in range(_LONGEST_CHAIN):
        if frame is None:
            return
        if frame.f_code.co_name == "load" and frame.f_globals.get("__name__") in _METADATA:
            distribution = getattr(frame.f_locals.get("self"), "dist", None)
            name = None if distribution is None else distribution.metadata["Name"]
            if type(name) is str:
                _write("entry-point", (name, ""), frame)
            return
        frame = frame.f_back


def _on_open(path: "Any", mode: object, flags: int) -> None:
    if not _started or type(path) is int:
        return
    path = os.fsdecode(path)
    frame = sys._getframe(2)
    if path.endswith((".pyc", ".so", "/")):
        return
    if type(mode) is str:
        is_update, is_write, is_create = "+" in mode, mode[:1] in "wax", mode[:1] in "wx"
    else:
        if flags & (posix.O_DIRECTORY | posix.O_PATH):
            return
        is_write = bool(flags & (posix.O_WRONLY | posix.O_RDWR))
        is_update, is_create = is_write, bool(flags & posix.O_TRUNC)
    if _is_import(frame):
        return
    there = os.path.isfile(path)
    if is_create or ((is_write or is_update) and not there):
        _write("create", _absolute(path), frame)
    elif there and (".dist-info/" in path or ".egg-info" in path):
        _write("distribution", (_absolute(path), _group(frame)), frame)
    elif there:
        _write("update" if is_write or is_update else "read", _absolute(path), frame)


def _is_import(frame: "FrameType | None") -> bool:
    """Whether the import system reads the source of a module."""
    for _ in range(3):
        if frame is None or frame.f_globals.get("__name__") not in _MACHINERY:
            return False
        if frame.f_code.co_name in ("get_code", "source_to_code", "path_stats"):
            return True
        frame = frame.f_back
    return False


def _group(frame: "FrameType | None") -> str:
    """The group of entry points that somebody asks importlib.metadata for; an empty string: another question."""
    for _ in range(_LONGEST_CHAIN):
        if frame is None:
            return ""
        if frame.f_globals.get("__name__") in _METADATA:
            if frame.f_code.co_name == "entry_points":
                params = frame.f_locals.get("params")
                group = params.get("group") if type(params) is dict else None
                return group if type(group) is str else "?"
            if frame.f_code.co_name in ("distributions", "packages_distributions"):
                return "?"
        frame = frame.f_back
    return ""


def _absolute(path: str) -> str:
    """The absolute path, behind a NUL if the name was a relative one."""
    return path if path[:1] == "/" else ("" if _moved else "\0") + os.path.join(os.getcwd(), path)


def _on_chdir(path: "Any") -> None:
    global _moved
    _moved = _moved or type(path) is int or os.fsdecode(path)[:1] == "/"


def _on_list(path: "Any") -> None:
    if not _started or type(path) is int:
        return
    path = "." if path is None else os.fsdecode(path)
    frame = sys._getframe(2)
    name = frame.f_globals.get("__name__") if frame is not None else None
    if name not in _MACHINERY and name not in ("pkgutil", "zipimport", *_METADATA):
        _write("list", _absolute(path), frame)


def _on_database(path: "Any") -> None:
    if type(path) is not str and type(path) is not bytes:
        path = os.fspath(path)
    path = os.fsdecode(path)
    if _started and path and path != ":memory:" and not path.startswith("file:"):
        _write("update" if os.path.isfile(path) else "create", _absolute(path), sys._getframe(2))


def _on_library(name: "Any") -> None:
    if type(name) is not str and name is not None:
        name = os.fsdecode(name)
    if name and _started:
        _write("library", (name, os.getcwd() if "/" in name and name[0] != "/" else ""), sys._getframe(2))


def _on_end(*_: object) -> None:
    """The program is about to be another one, or to end."""
    _look_at_maps()


def _look_at_maps() -> None:
    file = posix.open("/proc/self/maps", posix.O_RDONLY | posix.O_CLOEXEC)
    try:
        parts = []
        while part := posix.read(file, 1 << 16):
            parts.append(part)
    finally:
        posix.close(file)
    found = []
    for line in b"".join(parts).split(b"\n"):
        fields = line.split(None, 5)
        if len(fields) == 6 and b"x" in fields[1] and fields[5][:1] == b"/":
            path = os.fsdecode(fields[5])
            if path not in _mapped and path != _OPENS:
                _mapped.add(path)
                found.append(path)
    if found and _started:
        _append("mapped", tuple(found))


def _at_exit() -> None:
    _busy.add(get_ident())
    try:
        _look_at_maps()
    except Exception:
        pass
    finally:
        _busy.discard(get_ident())


def _variables(mapping: "Mapping[Any, Any]") -> dict[str, str]:
    """Those that a child records by, which is given these variables."""
    ours = {"PYTHONPATH": _FOLDER}
    if os.path.exists(_OPENS):
        ours["LD_PRELOAD"] = _OPENS
    for name, entry in ours.items():
        theirs = mapping.get(name) or mapping.get(name.encode())
        theirs = os.fsdecode(theirs) if theirs else ""
        if theirs.split(":")[0] == entry:
            ours[name] = theirs
        elif theirs:
            ours[name] = f"{entry}:{theirs}"
    return ours


def _with_us(env: "Any") -> "Any":
    """A child's variables, with what makes it record; None: it gets the process's own, which have it."""
    try:
        made = dict(env)
        ours = _variables(made)
    except Exception:
        return env
    for name, value in ours.items():
        made.pop(name.encode(), None)
        made[name] = value
    return made


def _follow_children() -> None:
    """Have children recorded whose variables are given as a list."""
    import _posixsubprocess

    fork_exec = _posixsubprocess.fork_exec
    if getattr(fork_exec, "__globals__", None) is globals():
        return

    def recorded_fork_exec(*args: "Any") -> int:
        try:
            if args[5] is not None:  # else it gets the process's own, which have what it needs
                pairs = dict(entry.partition(b"=")[::2] for entry in args[5])
                ours = {os.fsencode(key): os.fsencode(value) for key, value in _variables(pairs).items()}
                given = [key + b"=" + value for key, value in pairs.items() if key not in ours]
                given += [key + b"=" + value for key, value in ours.items()]
                args = (*args[:5], given, *args[6:])
        except Exception:
            pass
        return fork_exec(*args)

    _posixsubprocess.fork_exec = recorded_fork_exec


def _wrap_ends() -> None:
    """What ends the program, or makes it another one, without telling."""
    end, execve, spawn, spawnp = os._exit, os.execve, os.posix_spawn, os.posix_spawnp

    def _exit(status: int) -> None:
        _at_exit()
        end(status)

    def recorded_execve(path: "Any", argv: "Any", env: "Any") -> None:
        execve(path, argv, _with_us(env))

    def recorded_spawn(path: "Any", argv: "Any", env: "Any", **settings: "Any") -> int:
        return spawn(path, argv, _with_us(env), **settings)

    def recorded_spawnp(path: "Any", argv: "Any", env: "Any", **settings: "Any") -> int:
        return spawnp(path, argv, _with_us(env), **settings)

    vars(os).update(_exit=_exit, execve=recorded_execve, posix_spawn=recorded_spawn, posix_spawnp=recorded_spawnp)


_HANDLERS: "dict[str, Callable[..., None]]" = {
    "cpython.run_file": _on_start,
    "cpython.run_module": _on_start,
    "cpython.run_command": _on_start,
    "cpython.run_stdin": _on_start,
    "exec": _on_exec,
    "import": _on_import,
    "open": _on_open,
    "os.listdir": _on_list,
    "os.scandir": _on_list,
    "sqlite3.connect": _on_database,
    "ctypes.dlopen": _on_library,
    "os.chdir": _on_chdir,
    "os.exec": _on_end,
}


def _hide() -> None:
    """Let the program's variables look as they would without us; those that C hands on to children stay."""
    data = vars(os.environ)["_data"]
    for name, ours in ((b"PYTHONPATH", _FOLDER), (b"LD_PRELOAD", _OPENS)):
        rest = [part for part in data.get(name, b"").split(b":") if part != os.fsencode(ours)]
        if rest:
            data[name] = b":".join(rest)  # in its place
        else:
            data.pop(name, None)


def begin() -> None:
    """Record from now on."""
    import atexit

    _hide()
    _wrap_ends()
    if "subprocess" in sys.modules:
        _follow_children()
        vars(sys.modules["subprocess"])["_fork_exec"] = sys.modules["_posixsubprocess"].fork_exec
    atexit.register(_at_exit)
    sys.addaudithook(_hook)
