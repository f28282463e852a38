"""YAML files whose every value knows its line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from whipsnake.errors import UserError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Key = str | int
Where = Sequence[Key]
"""The way to a value: keys of mappings and indexes of lists."""


@dataclass(frozen=True)
class Document:
    """What a YAML file says."""

    file: str
    data: Any
    root: yaml.Node | None
    lines: Mapping[tuple[Key, ...], int] | None = None
    """Of data that was made from a file of another format: the lines that are known."""

    def line(self, where: Where) -> int:
        """The line of a value, or of the nearest thing around it that is there."""
        if self.lines is not None:
            known = (tuple(where[:end]) for end in range(len(where), 0, -1))
            return next((self.lines[place] for place in known if place in self.lines), 1)
        node, line = self.root, 1
        for key in where:
            if isinstance(node, yaml.MappingNode):
                pair = next((pair for pair in node.value if pair[0].value == str(key)), None)
                if pair is None:
                    break
                line, node = pair[0].start_mark.line + 1, pair[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
                node = node.value[key]
                line = node.start_mark.line + 1
            else:
                break
        return line

    def error(self, where: Where, message: str, hint: str | None = None) -> UserError:
        """A mistake in the file, at its line."""
        return UserError(message, filename=self.file, line=self.line(where), hint=hint)


def read_document(path: Path) -> Document:
    """The YAML file at `path`."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise UserError(
            f"the package configuration cannot be read: {error.strerror}.", filename=str(path), hint="Check the name."
        ) from None
    return parse_document(text, str(path))


def parse_document(text: bytes | str, file: str) -> Document:
    """A YAML text that stands in `file`."""
    try:
        loader = _Loader(text)
        try:
            root = loader.get_single_node()
            data = None if root is None else loader.construct_document(root)
        finally:
            loader.dispose()
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        raise UserError(
            f"this is not YAML: {problem}.", filename=file, line=None if mark is None else mark.line + 1
        ) from None
    document = Document(file, data, root)
    _refuse_duplicates(document, root)
    return document


def _refuse_duplicates(document: Document, node: yaml.Node | None) -> None:
    """YAML's own loader lets the last one win."""
    pending = [node] if node is not None else []
    done = set()
    while pending:
        node = pending.pop()
        if id(node) in done:  # an alias, maybe to what is around it
            continue
        done.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            pending += node.value
        elif isinstance(node, yaml.MappingNode):
            seen = set()
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode) and key.value in seen:
                    raise UserError(
                        f"the key {key.value!r} is there twice.",
                        filename=document.file,
                        line=key.start_mark.line + 1,
                        hint="Join the two.",
                    )
                seen.add(key.value if isinstance(key, yaml.ScalarNode) else id(key))
                pending.append(value)
