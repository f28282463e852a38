"""The modules in a binary: where the import system finds them, and how it loads them.

This file's bytecode is in every binary; the first one that a process loads provides the loader to all. What `program.c`
calls gets a program as four functions: `units()`, a tuple of (name, file name, is package); `execute(index, module)`,
which runs a unit's body in a module's namespace; `code_of(index)`, the code object of a unit; `move(index, path)`, by
which the code names `path` as its file.
"""

import sys
from _frozen_importlib import _call_with_frames_removed

# What importlib.machinery and importlib.util show; importing those would cost every start a millisecond.
from _frozen_importlib_external import (
    FileFinder,
    SourceFileLoader,
    _get_supported_file_loaders,
    _path_isfile,
    spec_from_file_location,
)

_MAIN = "__main__"
_START = "_whipsnake_start"


class CompiledLoader(SourceFileLoader):
    """Loads one compiled module. Source, data and resources are those of the source file, where it is there."""

    def __init__(self, name, path, program, index, original):
        super().__init__(name, path)
        self._program = program
        self._index = index
        self._original = original

    def exec_module(self, module):
        """Run the module's body."""
        # CPython cuts the import system's frames out of tracebacks up to a function of this name.
        _call_with_frames_removed(self._program.execute, self._index, module)

    def get_code(self, fullname):
        """The module's code object."""
        return self._program.code_of(self._index)

    def get_source(self, fullname):
        """The module's source: beside the binary, or where it was compiled."""
        try:
            return super().get_source(fullname)
        except ImportError:
            if self._original == self.path:
                raise
        return SourceFileLoader(self.name, self._original).get_source(fullname)


class MainAgain(CompiledLoader):
    """Runs the program's main module once more under another name, for `runpy.run_path`.

    This is how a process that multiprocessing has spawned gets at the functions of the main module.
    """

    def get_code(self, fullname):
        """Code that runs the compiled module in the namespace it is executed in."""
        return compile("__spec__.loader.run(globals())", self.path, "exec")

    def run(self, namespace):
        """Run in the namespace of the module that runpy has made, which must look as for a source file."""
        if sys.path and sys.path[0] == self.path:
            del sys.path[0]
        namespace.update(__spec__=None, __loader__=None, __package__="")
        _run_start(self._program)
        self._program.execute(self._index, sys.modules[namespace["__name__"]])


class Program:
    """The modules of one binary. In an executable it is a meta path finder, too."""

    def __init__(self, functions, locate, loader=CompiledLoader):
        units, execute, code_of, move = functions
        self.execute = execute
        self.code_of = code_of
        self._loader = loader
        self._modules = {}
        self._packages = {}
        self.main_path = None
        self.executable = None
        for index, (name, filename, is_package) in enumerate(units()):
            path = locate(filename)
            if path != filename:
                move(index, path)
            self._modules[name] = (index, path, is_package, filename)
            if is_package:
                self._packages[_folder(path)] = name

    def find_spec(self, fullname, path=None, target=None):
        """The spec of a compiled module that is found by its name; those of a compiled package are in its path."""
        if fullname == "multiprocessing.spawn" and self.executable is not None:
            return self._find_spawn(fullname, path)
        if fullname.rpartition(".")[0] in self._modules:
            return None
        return self.known(fullname)

    def path(self, name):
        """Where a module's source is, or would be."""
        return self._modules[name][1]

    def known(self, name, imported_as=None):
        """The spec of a module if it is here and can be imported."""
        return self.spec(name, imported_as) if name in self._modules and name != _MAIN else None

    def spec(self, name, imported_as=None, loader=None):
        """The spec of a module that is here. It may be in another package now than when it was compiled."""
        index, path, is_package, original = self._modules[name]
        fullname = imported_as or name
        return spec_from_file_location(
            fullname,
            path,
            loader=(loader or self._loader)(fullname, path, self, index, original),
            submodule_search_locations=[_folder(path)] if is_package else None,
        )

    def iter_modules(self, prefix=""):
        """The top-level modules, for pkgutil."""
        return self.children("", prefix)

    def children(self, package, prefix):
        """The modules directly in a package, as pkgutil lists them."""
        for name, (_, _, is_package, _) in self._modules.items():
            parent, _, last = name.rpartition(".")
            if parent == package and name != _MAIN:
                yield prefix + last, is_package

    def entries(self):
        """The entries of import paths that are ours."""
        return [*self._packages, *([self.main_path] if self.main_path else [])]

    def path_hook(self, path):
        """The path entry finder for the folder of a compiled package, and for the main module's file."""
        if path in self._packages:
            return PackageFolder(self, self._packages[path], path)
        if path == self.main_path:
            return MainFile(self)
        raise ImportError("nothing compiled there")

    def _find_spawn(self, fullname, path):
        # A spawned process must be this program, which has the compiled modules, and not the plain interpreter.
        others = (finder.find_spec(fullname, path) for finder in sys.meta_path if finder is not self)
        spec = self.spec(fullname) if fullname in self._modules else next(filter(None, others), None)
        if spec is not None:
            execute_spawn = spec.loader.exec_module

            def exec_module(module):
                execute_spawn(module)
                if self.executable:
                    module.set_executable(self.executable)
                else:
                    module.get_executable = _checked(module.get_executable)

            spec.loader.exec_module = exec_module
        return spec


class PackageFolder:
    """A compiled package's folder, as an entry of its `__path__`: what is compiled is as good as what else is there."""

    def __init__(self, program, package, path):
        self.path = path
        self._program = program
        self._package = package
        self._files = FileFinder(path, *_get_supported_file_loaders())

    def find_spec(self, fullname, target=None):
        """The spec of a module in the package, compiled or not."""
        name = f"{self._package}.{fullname.rpartition('.')[2]}"
        return self._program.known(name, fullname) or self._files.find_spec(fullname, target)

    def invalidate_caches(self):
        """Forget what the folder held."""
        self._files.invalidate_caches()

    def iter_modules(self, prefix=""):
        """The package's modules, for pkgutil."""
        import pkgutil

        found = dict(pkgutil.iter_importer_modules(self._files, prefix))
        found.update(self._program.children(self._package, prefix))
        yield from sorted(found.items())


class MainFile:
    """The main module's file as an entry of `sys.path`, which `runpy.run_path` makes of it."""

    def __init__(self, program):
        self._program = program

    def find_spec(self, fullname, target=None):
        """The spec of `__main__`."""
        return self._program.spec(_MAIN, loader=MainAgain) if fullname == _MAIN else None


_state = {}
_programs = {}
"""The programs of the extension modules that were imported, by the binary's path."""


def install(functions, executable, main_name, source_folder, main_folder, is_folder):
    """In an executable: make its modules importable."""
    import os

    home = None
    main_file = next(filename for name, filename, _ in functions[0]() if name == main_name)
    if not os.path.exists(main_file):
        # The program was moved to where its sources are not: they seem to be next to it.
        home = os.path.dirname(executable)
    locate = _relocation(source_folder, home)
    program = Program(functions, locate)
    program.executable = executable
    if main_name == _MAIN:
        program.main_path = program.path(_MAIN)
    _state.update(program=program, main_name=main_name, main_folder=locate(main_folder), is_folder=is_folder)
    sys.meta_path.insert(0, program)
    _hook(program)


def install_distribution(functions, executable, locate, main_name, loader):
    """In a distribution: make its compiled modules importable. `locate`: from a file's place there to its path."""
    program = Program(functions, locate, loader)
    program.executable = executable
    if main_name == _MAIN:
        program.main_path = program.path(_MAIN)
    _state.update(program=program, main_name=main_name, main_folder=None, is_folder=False)
    sys.meta_path.insert(0, program)
    return program


def become_library():
    """The program is in another's process: there is nothing that could be run to have it once more."""
    sys.executable = sys._base_executable = _state["program"].executable = ""


def _checked(get_executable):
    """For multiprocessing, which starts processes by running its executable."""

    def checked():
        found = get_executable()
        if not found:
            raise RuntimeError(
                "a program in a library cannot be started by multiprocessing: use the start method 'fork', "
                "or name an executable with multiprocessing.set_executable()"
            )
        return found

    return checked


def become_main(module):
    """Give `__main__` its attributes and sys.path its first entry. Returns whether it is a script."""
    is_script = _describe_main(module, _state["program"], _state["main_name"])
    _run_start(_state["program"])
    return is_script


def _run_start(program):
    """Import what plugins of the compiler have run before the main module."""
    if program.known(_START) is not None:
        __import__(_START)


def _describe_main(module, program, name):
    if name == _MAIN and not _state["is_folder"]:
        if not sys.flags.safe_path and _state["main_folder"] is not None:
            sys.path.insert(0, _state["main_folder"])
        loader = SourceFileLoader(_MAIN, program.main_path)
        vars(module).update(__file__=program.main_path, __cached__=None, __loader__=loader)
        return True
    if name == _MAIN:
        sys.path.insert(0, _state["main_folder"])
    elif not sys.flags.safe_path and _state["main_folder"] is not None:
        import os

        sys.path.insert(0, os.getcwd())
    package = name.rpartition(".")[0]
    if package:
        __import__(package)
    spec = program.spec(name)
    vars(module).update(
        __file__=spec.origin, __cached__=spec.cached, __loader__=spec.loader, __package__=package, __spec__=spec
    )
    return False


def become_module(functions, module, name, source_folder):
    """Turn an extension module, which importlib has just made, into what was compiled, and called `name` then."""
    spec = module.__spec__
    binary = spec.origin
    if binary not in _programs:
        _programs[binary] = Program(functions, _place(functions[0](), name, binary, source_folder))
        _hook(_programs[binary])
    ours = _programs[binary].spec(name, spec.name)
    spec.loader = ours.loader
    spec.origin = ours.origin
    spec.submodule_search_locations = ours.submodule_search_locations
    spec.cached = ours.cached
    vars(module).update(__file__=ours.origin, __loader__=ours.loader, __package__=spec.parent, __cached__=ours.cached)
    if ours.submodule_search_locations is not None:
        module.__path__ = ours.submodule_search_locations


def _hook(program):
    if program.entries():
        sys.path_hooks.insert(0, program.path_hook)
    for entry in program.entries():
        sys.path_importer_cache.pop(entry, None)


def _place(units, name, binary, source_folder):
    """A function from a source file's place at compile time to its place beside an extension module."""
    home, _, file = binary.rpartition("/")
    if file.startswith("__init__."):
        home = _folder(home)
    locate = _relocation(source_folder, home)
    if "." not in name and not any(is_package for _, _, is_package in units):
        # A module by itself: while its source is where it was compiled and not beside it, that is its file.
        main_file = next(filename for unit, filename, _ in units if unit == name)
        if not _path_isfile(locate(main_file)) and _path_isfile(main_file):
            return _relocation(source_folder, None)
    return locate


def _relocation(source_folder, home):
    """A function from a source file's place at compile time to its place now."""

    def locate(path):
        if home is not None and (path == source_folder or path.startswith(source_folder + "/")):
            return home + path[len(source_folder) :]
        return path

    return locate


def _folder(path):
    return path.rpartition("/")[0]
