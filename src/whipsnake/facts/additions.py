"""Additions to a file of facts, which stays as its author wrote it: order, comments and style."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml


def with_additions(text: str, additions: Mapping[str, Mapping[str, Sequence[Mapping[str, Any]]]]) -> str:
    """The text of a file with items that are not in it yet; those that were added before get their values."""
    for module, entry in additions.items():
        for key, items in entry.items():
            for item in items:
                text = _with_item(text, module, key, item)
    return text


def _with_item(text: str, module: str, key: str, item: Mapping[str, Any]) -> str:
    root = yaml.compose(text, yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):  # nothing yet
        return f"{_line_end(text)}{yaml.safe_dump({module: {key: [dict(item)]}}, **_BLOCK)}"
    entry = _value(root, module)
    if entry is None:
        return _insert(text, root, {module: {key: [dict(item)]}})
    items = _value(entry, key)
    if items is None:
        return _insert(text, entry, {key: [dict(item)]})
    known = yaml.SafeLoader("").construct_document(items)
    for index, other in enumerate(known):
        if _settings(other) == _settings(item) and other.keys() == item.keys():
            for name, values in item.items():
                if isinstance(values, list):
                    new = [value for value in values if value not in other[name]]
                    if new:
                        text = _insert(text, _value(items.value[index], name), new)
                        items = _value(_value(yaml.compose(text, yaml.SafeLoader), module), key)
            return text
    return _insert(text, items, [dict(item)])


def _settings(item: Mapping[str, Any]) -> dict[str, Any]:
    """What has to be equal for the lists of two items to be joined."""
    return {name: value for name, value in item.items() if not isinstance(value, list)}


def _value(mapping: Any, key: str) -> Any:
    return next((value for name, value in mapping.value if name.value == key), None)


_BLOCK: Any = {"sort_keys": False, "default_flow_style": False, "allow_unicode": True, "width": 1 << 20}
_FLOW: Any = {**_BLOCK, "default_flow_style": True}


def _insert(text: str, node: yaml.CollectionNode, new: Any) -> str:
    """The text with what is new at the end of a mapping or a list, in its style."""
    if node.flow_style:
        end = node.end_mark.index - 1
        comma = ""
        if node.value:
            behind = text[_end(node.value[-1]).index : end]
            comma = " " if "," in re.sub("#.*", "", behind) else ", "
        return f"{text[:end]}{comma}{yaml.safe_dump(new, **_FLOW).strip()[1:-1]}{text[end:]}"
    first = node.value[0][0] if isinstance(node, yaml.MappingNode) else node
    indent = " " * first.start_mark.column
    lines = yaml.safe_dump(new, **_BLOCK).splitlines()
    mark = _end(node)
    end = mark.index if mark.column == 0 else text.find("\n", mark.index) + 1
    if not end:
        text = _line_end(text)
        end = len(text)
    return text[:end] + "".join(f"{indent}{line}\n" for line in lines) + text[end:]


def _end(part: Any) -> yaml.Mark:
    """Where the last thing in a node or a pair of them ends; a block's own mark is behind the comments that follow."""
    node = part[1] if isinstance(part, tuple) else part
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        return _end(node.value[-1])
    mark: yaml.Mark = node.end_mark
    return mark


def _line_end(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"
