"""The types that type checkers would infer for values of a source, as far as these are plain: nothing is guessed."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from whipsnake.stubs.names import BUILTINS, Function, bound_names, is_path, last_name, names_in, words

_MAKERS = {
    **{name: name for name in ("int", "str", "bytes", "float", "bool", "complex", "bytearray", "memoryview", "object")},
    "range": "range",
    **dict.fromkeys(("len", "ord", "id", "hash"), "int"),
    **dict.fromkeys(("chr", "repr", "ascii", "hex", "oct", "bin", "format", "input"), "str"),
    **dict.fromkeys(("isinstance", "issubclass", "callable", "hasattr", "any", "all"), "bool"),
}
"""What built-in functions and classes give, whatever their arguments are."""
_GENERIC = {"list": "list[{}]", "set": "set[{}]", "frozenset": "frozenset[{}]", "dict": "dict[{0}, {0}]"}
_TEXT_METHODS = dict.fromkeys(("join", "format", "strip", "lower", "upper", "replace", "title", "ljust"), "str")
_TEXT_METHODS["encode"] = "bytes"
_NUMBERS = ("bool", "int", "float", "complex")
_KEPT_CALLS = frozenset(
    (
        *("TypeVar", "ParamSpec", "TypeVarTuple", "NewType", "TypeAliasType", "NamedTuple", "namedtuple", "TypedDict"),
        *("Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"),
    )
)
"""Calls that make types."""


@dataclass
class Inference:
    """What is known of a module's names."""

    any: str
    """The name of `typing.Any`."""
    bound: frozenset[str]
    """The module's names."""
    classes: dict[str, ast.ClassDef] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    type_variables: frozenset[str] = frozenset()
    imported: frozenset[str] = frozenset()
    """Modules that are known by their own names."""

    @classmethod
    def of(cls, tree: ast.Module, any_name: str) -> Inference:
        """Look at a module's top level."""
        made = cls(any_name, frozenset(bound_names(tree.body)))
        made.classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
        made.functions = {
            node.name: node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.decorator_list
        }
        made.imported = frozenset(
            alias.name.partition(".")[0]
            for node in tree.body
            if isinstance(node, ast.Import)
            for alias in node.names
            if alias.asname is None
        )
        made.type_variables = frozenset(
            target.id
            for node in tree.body
            if isinstance(node, ast.Assign) and last_name(node.value) in ("TypeVar", "ParamSpec", "TypeVarTuple")
            for target in node.targets
            if isinstance(target, ast.Name)
        )
        return made

    def is_type_maker(self, value: ast.expr) -> bool:
        """Whether it is a call that makes a type, which a stub has as it is."""
        return isinstance(value, ast.Call) and is_path(value.func) and last_name(value) in _KEPT_CALLS

    def type_of(self, value: ast.expr | None, hidden: frozenset[str] = frozenset()) -> str:
        """The type of a value; `hidden`: names that mean something else where the type is written."""
        return self._known(value, hidden) or self.any

    def _known(self, value: ast.expr | None, hidden: frozenset[str]) -> str | None:
        found = self._type(value, hidden) if value is not None else None
        return found if found is None or self._means_itself(found, hidden) else None

    def _means_itself(self, found: str, hidden: frozenset[str]) -> bool:
        mentioned = words(found)
        return hidden.isdisjoint(mentioned) and self.bound.isdisjoint(mentioned & BUILTINS)

    def _type(self, value: ast.expr, hidden: frozenset[str]) -> str | None:
        match value:
            case ast.Constant(value=None):
                return "None"
            case ast.Constant(value=constant):
                return None if constant is Ellipsis else type(constant).__name__
            case ast.JoinedStr():
                return "str"
            case ast.UnaryOp(op=ast.Not()):
                return "bool"
            case ast.UnaryOp(operand=operand):
                found = self._known(operand, hidden)
                return {"bool": "int"}.get(found, found) if found in _NUMBERS else None
            case ast.Compare():
                return "bool" if all(self._known(one, hidden) for one in (value.left, *value.comparators)) else None
            case ast.BinOp():
                return self._arithmetic(value, hidden)
            case ast.IfExp(body=body, orelse=other):
                return _union([self._known(body, hidden), self._known(other, hidden)])
            case ast.BoolOp(values=values):
                return _union([self._known(one, hidden) for one in values])
            case ast.Tuple(elts=items):
                parts = [self._known(item, hidden) or self.any for item in items]
                return f"tuple[{', '.join(parts) or '()'}]"
            case ast.List(elts=items) | ast.Set(elts=items):
                kind = "list" if isinstance(value, ast.List) else "set"
                return f"{kind}[{self._common(items, hidden)}]"
            case ast.Dict(keys=keys, values=values):
                if None in keys:
                    return f"dict[{self.any}, {self.any}]"
                return f"dict[{self._common(keys, hidden)}, {self._common(values, hidden)}]"
            case ast.ListComp():
                return f"list[{self._known(value.elt, hidden) or self.any}]"
            case ast.SetComp():
                return f"set[{self._known(value.elt, hidden) or self.any}]"
            case ast.DictComp():
                key, item = self._known(value.key, hidden), self._known(value.value, hidden)
                return f"dict[{key or self.any}, {item or self.any}]"
            case ast.Call(func=ast.Name(id=name)):
                return self._called(name, hidden)
            case ast.Call(func=ast.Attribute(value=ast.Constant(value=str()), attr=method)):
                return _TEXT_METHODS.get(method)
            case ast.Call(func=ast.Attribute() as callee):
                return _WELL_KNOWN.get(ast.unparse(callee)) if _root(callee) in self.imported else None
        return None

    def _called(self, name: str, hidden: frozenset[str]) -> str | None:
        if name in self.classes:
            # A name bound once is a class wherever it is used.
            node = self.classes[name]
            plain = not node.decorator_list and not node.keywords and not getattr(node, "type_params", ())
            return name if plain and not any(isinstance(base, ast.Subscript) for base in node.bases) else None
        function = self.functions.get(name)
        if function is not None and function.returns is not None:
            is_generic = getattr(function, "type_params", ()) or self.type_variables & names_in(function.returns)
            return None if is_generic else ast.unparse(function.returns)
        if name in hidden or name in self.bound:
            return None
        return _MAKERS.get(name) or (_GENERIC[name].format(self.any) if name in _GENERIC else None)

    def _arithmetic(self, value: ast.BinOp, hidden: frozenset[str]) -> str | None:
        left, right = self._known(value.left, hidden), self._known(value.right, hidden)
        if left in ("str", "bytes") and isinstance(value.op, ast.Mod):
            return left
        if left is not None and isinstance(value.op, ast.Mult) and right == "int" and left.startswith(_SEQUENCES):
            return left
        if left == right and isinstance(value.op, ast.Add) and left in ("str", "bytes"):
            return left
        if left in _NUMBERS and right in _NUMBERS and not isinstance(value.op, ast.Pow | ast.MatMult):
            widest = _NUMBERS[max(_NUMBERS.index(left), _NUMBERS.index(right), 1)]
            return "float" if isinstance(value.op, ast.Div) and widest == "int" else widest
        if left == right == "int" and isinstance(value.op, ast.Pow):
            return "int" if isinstance(value.right, ast.Constant) else None
        return None

    def _common(self, items: list[ast.expr] | list[ast.expr | None], hidden: frozenset[str]) -> str:
        found = [self._known(item, hidden) for item in items]
        return _union(found) or self.any


_SEQUENCES = ("str", "bytes", "list[")
_WELL_KNOWN = {
    "logging.getLogger": "logging.Logger",
    "pathlib.Path": "pathlib.Path",
    "threading.Lock": "threading.Lock",
    "threading.Event": "threading.Event",
    "datetime.datetime": "datetime.datetime",
    "datetime.timedelta": "datetime.timedelta",
    "decimal.Decimal": "decimal.Decimal",
    "os.getcwd": "str",
    "os.getpid": "int",
    "os.path.join": "str",
    "os.path.dirname": "str",
    "os.path.abspath": "str",
    "time.time": "float",
    "time.perf_counter": "float",
    "time.monotonic": "float",
}
"""What often stands at the top of modules."""


def _union(found: list[str | None]) -> str | None:
    if not found or None in found:
        return None
    different = [*dict.fromkeys(one for one in found if one is not None)]
    return " | ".join(different) if len(different) <= _WIDE else None


_WIDE = 4


def _root(expression: ast.expr) -> str:
    while isinstance(expression, ast.Attribute):
        expression = expression.value
    return expression.id if isinstance(expression, ast.Name) else ""
