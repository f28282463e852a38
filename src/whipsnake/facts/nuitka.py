"""Nuitka's package configuration, turned into facts. It is a list with an item for each module."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from typing import Any

from whipsnake.facts.condition import ConditionError, parse_condition
from whipsnake.facts.document import Document, Key

_SUFFIXES = ("so", "so.*", "dll", "dylib")
Item = dict[str, Any]


class Converter:
    """Turns one document into facts; what has no counterpart is told in `warnings`."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.data: dict[str, dict[str, Any]] = {}
        self.lines: dict[tuple[Key, ...], int] = {}
        self.warnings: list[str] = []

    def convert(self) -> Document:
        """The document in our form."""
        if not isinstance(self.document.data, list):
            raise self.document.error((), "the file is no list of modules.")
        for index, module in enumerate(self.document.data):
            name = module.get("module-name") if isinstance(module, dict) else None
            if not isinstance(name, str):
                raise self.document.error((index,), "module-name is missing.", "Each item of the list is for a module.")
            self.lines.setdefault((name,), self.document.line((index,)))
            self.data.setdefault(name, {})
            for key, value in module.items():
                if key in _CONVERTERS:
                    self._section(name, (index, key), key, value)
                elif key not in ("module-name", "module-pattern"):
                    self._ignored((index, key), key)
        return Document(self.document.file, self.data, None, self.lines)

    def _section(self, name: str, where: tuple[Key, ...], key: str, value: Any) -> None:
        items = value if isinstance(value, list) else [value]
        for index, item in enumerate(items):
            place = (*where, index) if isinstance(value, list) else where
            if not isinstance(item, dict):
                raise self.document.error(place, f"{key}: {item!r} is not a mapping.")
            extra: Item = {}
            if "when" in item:
                try:
                    condition = convert_condition(str(item["when"]))
                except ConditionError as error:
                    self._warn((*place, "when"), f"{error}; the item is not used")
                    continue
                if condition == "False":
                    continue
                extra["when"] = condition
            why = item.get("description") or item.get("comment")
            if why:
                extra["why"] = str(why)
            try:
                made = list(_CONVERTERS[key](self, place, item))
            except (TypeError, AttributeError, ValueError, KeyError):
                raise self.document.error(place, f"{key}: the item is not as Nuitka's format has it.") from None
            for target, content in made:
                facts = self.data[name].setdefault(target, [])
                self.lines[(name, target, len(facts))] = self.document.line(place)
                facts.append(content | extra)

    def data_files(self, where: tuple[Key, ...], item: Item) -> Iterator[tuple[str, Item]]:
        """`data-files`."""
        self._known(where, item, "patterns", "dirs", "empty_dirs", "include-metadata", "include-pyi-file")
        names = {"patterns": "patterns", "dirs": "dirs", "empty_dirs": "empty-dirs"}
        content = {ours: _texts(item[theirs]) for theirs, ours in names.items() if item.get(theirs)}
        if content:
            yield "data-files", content
        if item.get("include-metadata"):
            yield "metadata", {"distributions": _texts(item["include-metadata"])}

    def dlls(self, where: tuple[Key, ...], item: Item) -> Iterator[tuple[str, Item]]:
        """`dlls`."""
        self._known(where, item, "from_filenames", "by_code")
        if "from_filenames" in item:
            files = item["from_filenames"]
            self._known((*where, "from_filenames"), files, "relative_path", "prefixes", "suffixes")
            folder = str(files.get("relative_path", ".")).strip("/")
            folder = "" if folder == "." else folder + "/"
            suffixes = files.get("suffixes") or _SUFFIXES
            patterns = [
                f"{folder}{prefix}*.{suffix}" for prefix in files.get("prefixes") or [""] for suffix in suffixes
            ]
            yield "shared-libraries", {"patterns": patterns}
        if "by_code" in item:
            code = item["by_code"]
            self._known((*where, "by_code"), code, "setup_code", "filename_code")
            yield (
                "shared-libraries",
                {"by-code": {"setup": code.get("setup_code", ""), "expression": code["filename_code"].strip()}},
            )

    def anti_bloat(self, where: tuple[Key, ...], item: Item) -> Iterator[tuple[str, Item]]:
        """`anti-bloat`."""
        self._known(
            where,
            item,
            *("no-auto-follow", "no-follow", "replacements", "replacements_plain", "replacements_re"),
            *("change_function", "change_class", "module_code", "append_plain"),
        )
        for key in ("no-auto-follow", "no-follow"):
            for module, why in (item.get(key) or {}).items():
                reason = {} if why == "ignore" else {"why": str(why)}
                yield "not-followed", {"modules": [module], **reason}
        for text, value in (item.get("replacements_plain") or {}).items():
            yield "replacements", {"text": text, "with": str(value)}
        for text, value in (item.get("replacements_re") or {}).items():
            yield "replacements", {"regex": text, "with": str(value)}
        for text, code in (item.get("replacements") or {}).items():
            try:
                value = str(ast.literal_eval(code.strip()))
            except (ValueError, SyntaxError):
                self._warn((*where, "replacements", text), f"{code!r} would have to be executed, and is not used")
                continue
            yield "replacements", {"text": text, "with": value}
        for key in ("change_function", "change_class"):
            for function, value in (item.get(key) or {}).items():
                unwanted = "(lambda *args, **kwargs: exec('raise RuntimeError(\"left out when compiled\")'))"
                yield "replacements", {"function": function, "with": unwanted if value == "un-callable" else value}
        if item.get("module_code") is not None:
            yield "replacements", {"module": True, "with": item["module_code"]}
        if item.get("append_plain"):
            yield "replacements", {"regex": r"\Z", "with": "\n" + item["append_plain"].replace("\\", r"\\")}

    def implicit_imports(self, where: tuple[Key, ...], item: Item) -> Iterator[tuple[str, Item]]:
        """`implicit-imports`."""
        self._known(where, item, "depends")
        if item.get("depends"):
            yield "implicit-imports", {"modules": [_pattern(name) for name in item["depends"]]}

    def options(self, where: tuple[Key, ...], item: Item) -> Iterator[tuple[str, Item]]:
        """`options`."""
        self._known(where, item, "checks")
        for index, check in enumerate(item.get("checks") or ()):
            place = (*where, "checks", index)
            self._known(place, check, "description", "support_info")
            level = check.get("support_info")
            if level in ("warning", "error", "info"):
                content = {
                    "message": check.get("description", "see Nuitka's configuration"),
                    "level": "error" if level == "error" else "warning",
                }
                try:
                    if "when" in check:
                        content["when"] = convert_condition(check["when"])
                except ConditionError as error:
                    self._warn((*place, "when"), f"{error}; the check is not used")
                    continue
                if content.get("when") != "False":
                    yield "checks", content

    def _known(self, where: tuple[Key, ...], item: Item, *keys: str) -> None:
        for key in item:
            if key not in (*keys, "when", "description", "comment", "context"):
                self._ignored((*where, key), key)

    def _ignored(self, where: tuple[Key, ...], key: str) -> None:
        self._warn(where, f"{key} has no counterpart and is not used")

    def _warn(self, where: tuple[Key, ...], message: str) -> None:
        self.warnings.append(f"{self.document.file}:{self.document.line(where)}: {message}.")


_CONVERTERS: dict[str, Callable[[Converter, tuple[Key, ...], Item], Iterator[tuple[str, Item]]]] = {
    "data-files": Converter.data_files,
    "dlls": Converter.dlls,
    "anti-bloat": Converter.anti_bloat,
    "implicit-imports": Converter.implicit_imports,
    "options": Converter.options,
}


def _texts(value: Any) -> list[str]:
    return [str(item) for item in (value if isinstance(value, list) else [value])]


def _pattern(name: str) -> str:
    return re.sub(r"\*+$", "**", name) if name.endswith("*") else name


_NAMES = {
    "win32": "sys_platform == 'win32'",
    "linux": "sys_platform == 'linux'",
    "macos": "sys_platform == 'darwin'",
    "standalone": "option('mode') in ('standalone', 'onefile', 'dll')",
    "onefile": "option('mode') == 'onefile'",
    "module_mode": "option('mode') == 'module'",
    "python3_or_higher": "True",
    "before_python3": "False",
    "deployment": "True",
    "nuitka_python": "False",
    "anaconda": "False",
}


def convert_condition(text: str) -> str:
    """A condition of Nuitka's as one of ours; ConditionError if it asks for what we do not know."""
    try:
        tree = ast.parse(" ".join(text.split()), mode="eval")
    except (SyntaxError, ValueError):
        raise ConditionError(f"{text!r} is not a condition") from None
    converted = ast.unparse(_Translator().visit(tree))
    parse_condition(converted)
    return converted


class _Translator(ast.NodeTransformer):
    def visit_Name(self, node: ast.Name) -> ast.expr:
        """A fact about the platform or the Python."""
        version = re.fullmatch(r"python(\d)(\d+)_or_higher|before_python(\d)(\d+)", node.id)
        if version:
            major, minor, before_major, before_minor = version.groups()
            if major:
                return _expression(f"python_version >= '{major}.{minor}'")
            return _expression(f"python_version < '{before_major}.{before_minor}'")
        if node.id.startswith("use_"):  # the user asked for what is bloat by default
            return _expression("False")
        return _expression(_NAMES[node.id]) if node.id in _NAMES else node

    def visit_Tuple(self, node: ast.Tuple) -> ast.expr:
        """A version."""
        numbers = [item.value if isinstance(item, ast.Constant) else None for item in node.elts]
        if numbers and all(isinstance(number, int) for number in numbers):
            return ast.Constant(".".join(map(str, numbers)))
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        """`version(...) is None` asks whether something is installed."""
        match node:
            case ast.Compare(
                left=ast.Call(func=ast.Name(id="version" | "version_str"), args=[ast.Constant(value=str() as name)]),
                ops=[ast.Is() | ast.IsNot() as op],
                comparators=[ast.Constant(value=None)],
            ):
                return _expression(f"{'not ' if isinstance(op, ast.Is) else ''}installed({name!r})")
        visited = self.generic_visit(node)
        assert isinstance(visited, ast.expr)
        return visited

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """A question."""
        match node:
            case ast.Call(func=ast.Name(id="has_python_flag"), args=[ast.Constant(value=str() as flag)]):
                return _expression(f"{flag!r} in option('python-flag')")
            case ast.Call(func=ast.Name(id="version_str"), args=[ast.Constant(value=str() as name)]):
                return _expression(f"version({name!r})")
            case ast.Call(func=ast.Name(id="is_conda_package")):
                return _expression("False")
        return node


def _expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body
