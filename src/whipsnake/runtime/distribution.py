"""What a distribution adds to the loader: its other modules, in the executable's archive or in files beside it.

This file's bytecode is in the archive of every distribution. `distribution.c` makes the module `_whipsnake_archive`:
`find_module(name)`, None or (flags, strings, whether its contents are in the archive), where the strings are the paths
of an extension module and of the libraries to load before it; `code_of(name)`; `data_of(path)`, the contents of a file
or None; `size_of(path)`, their size and flags, or None; `open_data(path)`, a descriptor of a file in memory that has
them; `disk_folder(package)`, the folder below which the package's files are put on disk, or None, where the package `/`
stands for what is in none; `keys(prefix)`, pairs of a key and its flags; `libraries_of(name)`, what to load before a
module; `why_left_out(name)`, a tuple with the reason why a module is not in the program, or nothing, and for the empty
name the modules of the standard library that other systems have; `load_library(place, path or None)`;
`open_extension(name)`; `answered(function, handler)`: see embedded.h.
"""

import _imp
import sys
from _frozen_importlib import ModuleSpec, _call_with_frames_removed
from _frozen_importlib_external import (
    ExtensionFileLoader,
    FileFinder,
    NamespaceLoader,
    SourceFileLoader,
    _get_supported_file_loaders,
    spec_from_file_location,
)

from _whipsnake_archive import (
    code_of,
    data_of,
    disk_folder,
    find_module,
    keys,
    libraries_of,
    load_library,
    open_extension,
    why_left_out,
)

# As in dist/archive.py.
_PACKAGE = 1
_EXTENSION = 2
_NAMESPACE = 4
_ON_DISK = 8


class Libraries:
    """The part of a loader that loads what a module opens by name."""

    own_name = None
    """The name by which the distribution has the module, if it is imported by another."""

    def create_module(self, spec):
        """Have the libraries loaded; where that fails, the module will see it when it opens them."""
        for library in libraries_of(self.own_name or spec.name):
            try:  # noqa: SIM105
                _load(library)
            except OSError:
                pass
        if spec.name == "ctypes.util":
            _extend_find_library(self)
        return super().create_module(spec)


class Files(Libraries):
    """The part of a loader that finds the files beside a module, in the archive or on disk."""

    def get_data(self, path):
        """The contents of a file, in the archive or on disk."""
        contents = _data(path)
        return super().get_data(path) if contents is None else contents

    def get_resource_reader(self, module):
        """For importlib.resources: the files of a package, in the archive or on disk."""
        from importlib.readers import FileReader

        reader = FileReader(self)
        return _reader(str(reader.path)) or reader


class BytecodeLoader(Files, SourceFileLoader):
    """Loads a module from the archive. `path` is where its source would be."""

    def get_code(self, fullname):
        """The module's code object."""
        code = code_of(self.own_name or fullname)
        if code is None:
            raise ImportError(f"{fullname!r} is not in this program", name=fullname)
        if code.co_filename[:1] != "<":  # what is sealed names no file
            _imp._fix_co_filename(code, self.path)
        return code

    def get_source(self, fullname):
        """The module's source, if somebody put it there."""
        try:
            return super().get_source(fullname)
        except ImportError:
            return None


class FileExtensionLoader(Libraries, ExtensionFileLoader):
    """Loads an extension module from its file."""


class MemoryExtension(ExtensionFileLoader):
    """Loads an extension module from the archive. `path` is where it would be."""

    def __init__(self, name, path, libraries):
        super().__init__(name, path)
        self._libraries = libraries

    def create_module(self, spec):
        """Map the libraries that it needs, and it."""
        for library in self._libraries:
            try:
                _load(library)
            except OSError as error:
                raise ImportError(str(error), name=spec.name) from None
        descriptor, path = open_extension(self.own_name or spec.name)
        try:
            there = ModuleSpec(spec.name, spec.loader, origin=path)
            there.submodule_search_locations = spec.submodule_search_locations
            module = _call_with_frames_removed(_imp.create_dynamic, there)
        finally:
            _close(descriptor)
        module.__file__ = spec.origin
        return module


class MemoryExtensionLoader(Libraries, MemoryExtension):
    """Loads an extension module from the archive, and before it what it opens by name."""


class Modules:
    """The meta path finder of what is not compiled."""

    @staticmethod
    def find_spec(fullname, path=None, target=None):
        """The spec of a module that is in the distribution, by its name."""
        return Modules.spec(fullname, fullname)

    @staticmethod
    def spec(name, fullname):
        """The spec of the module `name`, which is imported as `fullname`."""
        found = find_module(name)
        if found is None:
            return None
        flags, strings, is_inside = found
        root = _root_of(name, "." in name or bool(flags & (_PACKAGE | _NAMESPACE)))
        folder = f"{root}/{name.replace('.', '/')}"
        if flags & _NAMESPACE:
            spec = ModuleSpec(fullname, None, is_package=True)
            spec.submodule_search_locations.append(folder)
            return spec
        if flags & _EXTENSION:
            location = f"{root}/{strings[0]}"
            loader = (
                MemoryExtensionLoader(fullname, location, strings[1:])
                if is_inside
                else (FileExtensionLoader if libraries_of(name) else ExtensionFileLoader)(fullname, location)
            )
        else:
            location = folder + ("/__init__.py" if flags & _PACKAGE else ".py")
            loader = BytecodeLoader(fullname, location)
        if name != fullname:
            loader.own_name = name
        search = [folder] if flags & _PACKAGE else None
        return spec_from_file_location(fullname, location, loader=loader, submodule_search_locations=search)

    @staticmethod
    def find_distributions(context):
        """For importlib.metadata: what is known in the archive of installed distributions."""
        from importlib.metadata import Distribution, Prepared

        class Installed(Distribution):
            def __init__(self, folder):
                self._folder = folder

            def read_text(self, filename):
                contents = data_of(f"{self._folder}/{filename}")
                return None if contents is None else contents.decode()

            def locate_file(self, path):
                import pathlib

                return pathlib.Path(_state["root"], path)

        wanted = Prepared(context.name)
        folders = dict.fromkeys(key[1:].partition("/")[0] for key, _ in keys("f"))
        for folder in folders:
            stem, _, suffix = folder.rpartition(".")
            if suffix not in ("dist-info", "egg-info"):
                continue
            name = Prepared.normalize(stem.partition("-")[0])
            if context.name is None or name == wanted.normalized:
                yield Installed(folder)


class Folder:
    """A folder below the root as an entry of an import path: what is in the archive, and what files there are."""

    def __init__(self, path):
        self.path = path
        self._package = _relative(path).replace("/", ".")
        self._files = FileFinder(path, *_get_supported_file_loaders())

    def find_spec(self, fullname, target=None):
        """The spec of a module in the folder."""
        package = self._package + "." if self._package else ""
        name = package + fullname.rpartition(".")[2]
        program = _state["program"]
        found = Modules.spec(name, fullname) or program.known(name, fullname)
        found = found or self._files.find_spec(fullname, target)
        if found is None and keys(f"f{name.replace('.', '/')}/"):
            found = ModuleSpec(fullname, None, is_package=True)
            found.submodule_search_locations = [f"{self.path}/{fullname.rpartition('.')[2]}"]
        return found

    def invalidate_caches(self):
        """Forget what the folder held."""
        self._files.invalidate_caches()

    def iter_modules(self, prefix=""):
        """The modules in the folder, for pkgutil."""
        import pkgutil

        found = dict(pkgutil.iter_importer_modules(self._files, prefix))
        package = self._package + "." if self._package else ""
        for key, flags in keys("m" + package):
            name = key[1 + len(package) :]
            if "." not in name and not name.startswith("_whipsnake_"):
                found[prefix + name] = bool(flags & (_PACKAGE | _NAMESPACE))
        found.update(_state["program"].children(self._package, prefix))
        yield from sorted(found.items())


_state = {}
_roots = {}
"""Where a top-level package is that has files which must be on disk: they are found by the package's `__file__`."""
_loaded = set(libraries_of("/"))
"""The libraries that are mapped. `/` stands for those that were before the interpreter started: launcher.c."""


def install(loader, functions, executable, root, main_name):
    """Make the modules of the distribution importable, compiled or not."""
    _state["root"] = root
    _state["executable"] = executable

    class Loader(Files, loader.CompiledLoader):
        pass

    _state["program"] = loader.install_distribution(functions, executable, _locate, main_name, Loader)
    sys.meta_path.insert(1, Modules)


def hook():
    """Make the distribution's folders entries of import paths, once there is an import system of files."""
    sys.path_hooks.insert(0, _path_hook)
    sys.path_importer_cache.clear()
    # CPython has no way to say where the library is that does not look there.
    root = sys._stdlib_dir = _state["root"]
    _state["opens"] = find_module("_whipsnake_embedded") is not None
    if _state["opens"]:
        from _whipsnake_embedded import install

        install(root, _relative)
    find_reader = NamespaceLoader.get_resource_reader

    def get_resource_reader(self, module):
        return next(filter(None, map(_reader, self._path)), None) or find_reader(self, module)

    NamespaceLoader.get_resource_reader = get_resource_reader
    for module in [*sys.modules.values()]:
        state = getattr(getattr(module, "__spec__", None), "loader_state", None)
        if hasattr(state, "origname") and state.filename is None:
            state.filename = module.__file__ = f"{root}/{state.origname.replace('.', '/')}.py"


def explain(error):
    """Tell the user of an uncaught exception which module the program was built without that would be missed by it."""
    if not keys("x"):
        return  # --deployment
    told = set()
    while error is not None and id(error) not in told:
        told.add(id(error))
        if isinstance(error, ImportError) and isinstance(error.name, str):
            name = error.name
            if not isinstance(error, ModuleNotFoundError):
                name += f".{getattr(error, 'name_from', None)}"
            known = next((key[1:] for key, _ in keys("x" + name) if key[1 + len(name) :][:1] in ("", ".")), name)
            why = why_left_out(known)
            first = name.partition(".")[0]
            is_ours = first in sys.stdlib_module_names and first not in why_left_out("")
            if not why and is_ours and first not in sys.modules and find_module(first) is None:
                why = ("it is of the standard library, but nothing was seen to import it",)
            if why:
                print(
                    f"{_state['executable']}: the module {known} was left out when this program was built: {why[0]}; "
                    f"--include-module={known} takes it along.",
                    file=sys.stderr,
                )
        error = error.__context__ if error.__cause__ is None else error.__cause__


def _path_hook(path):
    program = _state["program"]
    if path == program.main_path:
        return program.path_hook(path)
    if _relative(path) is not None:
        return Folder(path)
    raise ImportError("outside of the distribution")


def _load(library):
    """Load a library, which is in the archive, beside the program, or with the files of a package that are on disk."""
    if library in _loaded:
        return
    _loaded.add(library)
    owner, on_disk, place = library.rpartition("//")
    inside = not on_disk and keys("f" + place)
    load_library(place, None if inside else f"{_root_of(owner) if on_disk else _state['root']}/{place}")


def _extend_find_library(loader):
    """Let ctypes.util find what modules open by name."""
    execute = loader.exec_module

    def exec_module(module):
        execute(module)
        find_elsewhere = module.find_library

        def find_library(name):
            ours = (library for library in libraries_of("") if library.startswith(f"lib{name}.so"))
            return next(ours, None) or find_elsewhere(name) or _of_process(name)

        find_library.__module__ = module.__name__
        module.find_library = find_library

    loader.exec_module = exec_module


def _of_process(name):
    """The name of a library that is loaded: systems may have libc, and no tool that tells of it."""
    import ctypes
    from posixpath import basename

    class Library(ctypes.Structure):
        _fields_ = (("address", ctypes.c_void_p), ("path", ctypes.c_char_p))

    found = []

    @ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(Library), ctypes.c_size_t, ctypes.c_void_p)
    def add(library, size, data):
        found.append(basename(library.contents.path.decode(errors="surrogateescape")))
        return 0

    ctypes.CDLL(None).dl_iterate_phdr(add, None)
    return next((library for library in found if library.startswith(f"lib{name}.so")), None)


def _data(path):
    name = _relative(path)
    return data_of(name) if name else None


def _locate(path):
    name, slash, _ = path.partition("/")
    return f"{_root_of(name, bool(slash))}/{path}"


def _root_of(fullname, is_package=True):
    """The folder that a top-level package is in; without a package, that of files in none."""
    package = fullname.partition(".")[0]
    for owner in (package,) if is_package else (package, "/"):
        if owner not in _roots:
            _roots[owner] = disk_folder(owner)
        if _roots[owner]:
            return _roots[owner]
    return _state["root"]


def _relative(path):
    """The path below the folder of all modules, or below that of a package on disk; None if it is elsewhere."""
    for root in (_state["root"], *filter(None, _roots.values())):
        if path == root or path.startswith(root + "/"):
            return path[len(root) + 1 :]
    return None


def _reader(path):
    """For importlib.resources: the files in a folder of the archive; None if it is another, or all of it is on disk."""
    from os.path import isdir

    name = _relative(path)
    if name is None:
        return None
    entries = keys(f"f{name}/" if name else "f")
    if isdir(path) and all(flags & _ON_DISK for _, flags in entries):
        return None
    from importlib.resources.abc import TraversableResources

    class Reader(TraversableResources):
        @staticmethod
        def files():
            if not _state["opens"]:
                return _traversable(path)
            import pathlib

            return pathlib.Path(path)

    return Reader()


def is_folder(name):
    """Whether the archive has files below a path; the root is empty."""
    return not name or bool(keys(f"f{name}/"))


def children(name):
    """The names in a folder of the archive."""
    start = len(name) + 2 if name else 1
    names = dict.fromkeys(key[start:].partition("/")[0] for key, _ in keys(f"f{name}/" if name else "f"))
    names.pop("", None)  # an empty folder's
    return names


def _traversable(path):
    """A file or folder of the archive as importlib.resources sees it."""
    import io
    import pathlib
    from importlib.resources.abc import Traversable

    name = _relative(path)

    class Inside(Traversable):
        @property
        def name(self):
            return path.rpartition("/")[2]

        def __str__(self):
            return path

        def iterdir(self):
            return (_traversable(f"{path}/{child}") for child in children(name))

        def is_dir(self):
            return is_folder(name)

        def is_file(self):
            return data_of(name) is not None

        def joinpath(self, *descendants):
            return _traversable(str(pathlib.PurePosixPath(path, *descendants))) if descendants else self

        __truediv__ = joinpath

        def read_bytes(self):
            contents = data_of(name)
            if contents is None:
                raise FileNotFoundError(2, "No such file or directory", path)
            return contents

        def read_text(self, encoding=None):
            return self.open("r", encoding=encoding).read()

        def open(self, mode="r", *args, **kwargs):
            stream = io.BytesIO(self.read_bytes())
            return stream if "b" in mode else io.TextIOWrapper(stream, *args, **kwargs)

    return Inside()


def _close(descriptor):
    import posix

    posix.close(descriptor)
