"""Loading plugins, and calling their hooks: whatever a plugin does wrong becomes one sentence that names it."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import json
import re
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any

import pluggy

from whipsnake.errors import UsageError, UserError
from whipsnake.plugins.api import BundledFile, Compilation, DataFile, Option, PluginError, SharedLibrary
from whipsnake.plugins.discover import Candidate
from whipsnake.plugins.hooks import Hooks

START = "_whipsnake_start"
"""The module that runs the start code of all plugins; `runtime/loader.py` knows it."""


@dataclass
class Plugin:
    """A plugin that is loaded."""

    name: str
    version: str
    summary: str
    options: list[Option] = field(default_factory=list)
    values: Mapping[str, str | bool | None] = field(default_factory=dict)


class Plugins:
    """The plugins of a compilation."""

    def __init__(self, compilation: Compilation, *, debug: bool) -> None:
        self.compilation = compilation
        self.debug = debug
        self.plugins: dict[str, Plugin] = {}
        self._manager = pluggy.PluginManager("whipsnake")
        self._manager.add_hookspecs(Hooks)

    def load(self, candidate: Candidate, given: Sequence[str], *, enabled: bool) -> Plugin | None:
        """Load a plugin, and give it those of the options that are its own; None: it is off by itself."""
        name = candidate.name
        try:
            loaded = _load(candidate)
            module = sys.modules.get(getattr(loaded, "__module__", ""), loaded)
            if not enabled and not getattr(loaded, "enabled_by_default", True):
                return None
            self._manager.register(loaded, name)
            self._manager.check_pending()
        except UserError:
            raise
        except pluggy.PluginValidationError as error:
            unknown = re.search(r"unknown hook '(\w+)'", str(error))
            problem = re.sub(r"\s+", " ", str(error).split("\n", 1)[-1]).removesuffix(".")
            raise PluginError(
                f"the plugin {name} has a hook {unknown[1]}, which does not exist."
                if unknown
                else f"the plugin {name} has a wrong hook: {problem}.",
                filename=str(candidate.file),
                hint="docs/plugins.md tells of the hooks, and of their arguments.",
            ) from None
        except (Exception, SystemExit) as error:
            raise self._failure(name, "cannot be loaded", error, "") from None
        version = candidate.version or str(getattr(module, "__version__", ""))
        plugin = Plugin(name, version, _summary(loaded, module, candidate))
        self.plugins[name] = plugin
        for implementation in self._implementations("options"):
            if implementation.plugin_name == name:
                plugin.options = self._call("options", implementation, {})
        plugin.values = _values(plugin, given)
        return plugin

    def configure(self) -> None:
        """Tell all plugins what is compiled."""
        for _ in self._calls("configure"):
            pass

    @property
    def _makes_program(self) -> bool:
        return self.compilation.mode not in ("module", "package")

    def warnings(self) -> Iterator[str]:
        """What the user should know of the plugins."""
        for implementation in () if self._makes_program else self._implementations("start_code"):
            yield (
                f"the plugin {implementation.plugin_name} has code for the start of a program, "
                f"and --mode={self.compilation.mode} makes none."
            )

    def has(self, hook: str) -> bool:
        """Whether any plugin has a hook."""
        return bool(self._implementations(hook))

    def extra_modules(self) -> Iterator[tuple[str, str, str]]:
        """Plugin, name and source of each module that is made, with that of the start code at the end."""
        start: list[str] = []
        for plugin, modules in self._calls("extra_modules"):
            for name, source in modules.items():
                yield plugin.name, name, source
        for plugin, source in self._calls("start_code") if self._makes_program else ():
            if source:
                name = START + re.sub(r"\W", "_", "_" + plugin.name)
                start.append(name)
                yield plugin.name, name, source
        if start:
            yield ", ".join(self.plugins), START, "import " + ", ".join(start)

    def replaced(self, module: str, source: str) -> str:
        """A module's source after all plugins."""
        for implementation in self._implementations("replace_source"):
            changed = self._call("replace_source", implementation, {"module": module, "source": source})
            source = source if changed is None else changed
        return source

    def implicit_imports(self, module: str) -> Iterator[str]:
        """What comes with a module."""
        for _, names in self._calls("implicit_imports", module=module):
            yield from names

    def data_files(self) -> Iterator[tuple[Plugin, DataFile]]:
        """The files to add."""
        for plugin, files in self._calls("data_files"):
            for file in files:
                yield plugin, file

    def shared_libraries(self) -> Iterator[tuple[Plugin, SharedLibrary]]:
        """The libraries to add, which are there."""
        for plugin, libraries in self._calls("shared_libraries"):
            for library in libraries:
                if not library.path.is_file():
                    raise self._wrong(plugin.name, "shared_libraries", f"{library.path}, where there is no file")
                yield plugin, library

    def keeps(self, file: BundledFile) -> bool:
        """Whether no plugin takes the file out."""
        return all(kept is not False for _, kept in self._calls("keep_file", file=file))

    def output_made(self, path: Path) -> None:
        """Show the plugins what was made."""
        for _ in self._calls("output_made", path=path):
            pass

    def report(self) -> list[dict[str, Any]]:
        """What a report says of the plugins."""
        told = {plugin.name: value for plugin, value in self._calls("report")}
        return [
            {"name": plugin.name, "version": plugin.version, "report": told.get(plugin.name)}
            for plugin in self.plugins.values()
        ]

    def _implementations(self, hook: str) -> list[pluggy.HookImpl]:
        """In the order in which they are called, which is that of the plugins unless hooks say otherwise."""
        caller: pluggy.HookCaller = getattr(self._manager.hook, hook)
        order = [*self.plugins]
        return sorted(
            caller.get_hookimpls(), key=lambda one: (one.trylast - one.tryfirst, order.index(one.plugin_name))
        )

    def _calls(self, hook: str, **arguments: object) -> Iterator[tuple[Plugin, Any]]:
        for implementation in self._implementations(hook):
            yield self.plugins[implementation.plugin_name], self._call(hook, implementation, arguments)

    def _call(self, hook: str, implementation: pluggy.HookImpl, arguments: Mapping[str, object]) -> Any:
        plugin = self.plugins[implementation.plugin_name]
        every = {**arguments, "compilation": replace(self.compilation, options=plugin.values)}
        try:
            result: Any = implementation.function(*(every[name] for name in implementation.argnames))
            if _is_generator(result):
                result = list(result)
        except PluginError as error:
            error.message = f"{plugin.name}: {error.message}"
            raise
        except (Exception, SystemExit) as error:
            file = inspect.unwrap(implementation.function).__code__.co_filename
            raise self._failure(plugin.name, f"failed in its hook {hook}", error, file) from None
        accept = _ACCEPTED.get(hook)
        if accept is None:
            return result
        expected, is_right, make = accept
        if result is None:
            return make(())
        if not is_right(result):
            raise self._wrong(plugin.name, hook, f"{result!r:.80}, where {expected} was expected")
        return make(result)

    def _failure(self, name: str, what: str, error: BaseException, file: str) -> PluginError:
        """The error of a plugin, at the innermost line of the plugin's file."""
        if self.debug:
            traceback.print_exception(error)
        frames = traceback.extract_tb(error.__traceback__)
        own = Path(__file__).parent
        others = [
            frame for frame in frames if Path(frame.filename).parent != own and not frame.filename.startswith("<frozen")
        ]
        theirs = [frame for frame in frames if frame.filename == file] or others
        place = theirs[-1] if theirs else None
        words = re.sub(r"\s+", " ", str(error)).strip().removesuffix(".")
        return PluginError(
            f"the plugin {name} {what}: {type(error).__name__}{': ' if words else ''}{words}.",
            filename=place.filename if place else None,
            line=place.lineno if place else None,
            hint=f"--debug shows the traceback; --disable-plugin={name} does without the plugin.",
        )

    @staticmethod
    def _wrong(name: str, hook: str, what: str) -> PluginError:
        return PluginError(
            f"the plugin {name} is wrong: its hook {hook} returned {what}.", hint=f"docs/plugins.md tells of {hook}."
        )


def _is_generator(result: object) -> bool:
    return hasattr(result, "__next__")


def _list_of(kind: type) -> Callable[[Any], bool]:
    def is_right(result: Any) -> bool:
        return isinstance(result, Sequence | set | frozenset) and all(isinstance(item, kind) for item in result)

    return lambda result: not isinstance(result, str | bytes) and is_right(result)


def _is_modules(result: Any) -> bool:
    return isinstance(result, Mapping) and all(
        isinstance(name, str) and all(part.isidentifier() for part in name.split(".")) and isinstance(source, str)
        for name, source in result.items()
    )


def _is_json(result: Any) -> bool:
    try:
        json.dumps(result)
    except (TypeError, ValueError):
        return False
    return True


def _same(result: Any) -> Any:
    return None if result == () else result


_ACCEPTED: dict[str, tuple[str, Callable[[Any], bool], Callable[[Any], Any]]] = {
    "options": ("a list of Options", _list_of(Option), list),
    "extra_modules": ("a mapping of modules' names to sources", _is_modules, dict),
    "start_code": ("a text", lambda result: isinstance(result, str), _same),
    "replace_source": ("a text or None", lambda result: isinstance(result, str), _same),
    "implicit_imports": ("a list of names", _list_of(str), list),
    "data_files": ("a list of DataFiles", _list_of(DataFile), list),
    "shared_libraries": ("a list of SharedLibraries", _list_of(SharedLibrary), list),
    "keep_file": ("True, False or None", lambda result: isinstance(result, bool), _same),
    "report": ("what JSON has", _is_json, _same),
}
"""What a hook may return beside None: in words, as a test, and what it is made into."""


class _Uncached(SourceFileLoader):
    """Leaves no `__pycache__` beside the user's file."""

    def set_data(self, path: str, data: Any, *, _mode: int = 0o666) -> None:
        """Write nothing."""


def _load(candidate: Candidate) -> object:
    """The object that has the hooks."""
    if candidate.value:
        module_name, _, attributes = candidate.value.partition(":")
        loaded: Any = importlib.import_module(module_name)
        for attribute in filter(None, attributes.split(".")):
            loaded = getattr(loaded, attribute)
    else:
        if candidate.file.suffix != ".py":
            raise UsageError(f"--user-plugin={candidate.file}: this is no Python file.", hint="Its name ends with .py.")
        loader = _Uncached(candidate.name, str(candidate.file))
        spec = importlib.util.spec_from_file_location(candidate.name, candidate.file, loader=loader)
        assert spec is not None
        loaded = importlib.util.module_from_spec(spec)
        loader.exec_module(loaded)
    return loaded() if isinstance(loaded, type) else loaded


def _summary(loaded: object, module: object, candidate: Candidate) -> str:
    for text in (loaded.__doc__, module.__doc__):
        if text and text.strip():
            return text.strip().splitlines()[0]
    if candidate.value:
        for name in ("METADATA", "PKG-INFO"):
            file = candidate.file / name
            if file.is_file() and (match := re.search(r"^Summary: (.*)$", file.read_text("utf-8"), re.MULTILINE)):
                return match[1]
    return ""


def _values(plugin: Plugin, given: Sequence[str]) -> dict[str, str | bool | None]:
    """The values of a plugin's options, of which `given` are those on the command line, each as PLUGIN:NAME=VALUE."""
    declared = {option.name: option for option in plugin.options}
    values: dict[str, str | bool | None] = {
        option.name: False if option.flag else option.default for option in plugin.options
    }
    for text in given:
        owner, _, rest = text.partition(":")
        if owner != plugin.name:
            continue
        name, equals, value = rest.partition("=")
        option = declared.get(name)
        if option is None:
            known = ", ".join(declared)
            raise UsageError(
                f"--plugin-option={text}: the plugin {owner} has no option {name!r}.",
                hint=f"It has {known}." if known else "It has none.",
            )
        if option.flag == bool(equals):
            raise UsageError(
                f"--plugin-option={text}: {name} {'takes no value' if option.flag else 'needs a value'}.",
                hint=f"Write --plugin-option={owner}:{name}{'' if option.flag else '=VALUE'}.",
            )
        if option.choices and value not in option.choices:
            raise UsageError(f"--plugin-option={text}: {name} is one of {', '.join(option.choices)}.")
        values[name] = True if option.flag else value
    return values
