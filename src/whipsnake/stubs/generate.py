"""The stub of a module, from its source.

Before: a source that CPython accepts. After: a source of declarations, in which a type checker finds for every name
what it finds in the first one. What it would infer and `inference.py` does not is `Any`; bodies and values are left
out. Names that are imported are exported, as they are by a source.

The syntax tree has all that is needed. mypy's stubgen, a program rather than a library, would have every user install
mypy; and it leaves out private names, which other declarations may use.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from whipsnake.stubs.attributes import Attribute, attributes
from whipsnake.stubs.comments import parse_with_comments
from whipsnake.stubs.inference import Inference
from whipsnake.stubs.names import (
    BUILTINS,
    Function,
    bound_names,
    free_names,
    inside,
    is_generator,
    is_path,
    is_simple,
    last_name,
)

INDENT = "    "


def generate(source: bytes, *, package: str = "", docstrings: bool = True) -> str:
    """The text of the stub, without a head; `package`: the top-level package that the module is in."""
    tree = parse_with_comments(source)
    bound = bound_names(tree.body)
    from_typing = {
        alias.asname or alias.name: alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module in ("typing", "typing_extensions") and not node.level
        for alias in node.names
    }
    any_name = next((name for name, meant in from_typing.items() if meant == "Any"), None)
    new = any_name is None
    any_name = any_name or ("Any" if "Any" not in bound else "_Any")
    stub = _Stub(
        Inference.of(tree, any_name), {item.lineno: item.tag for item in tree.type_ignores}, package, docstrings
    )
    lines = [*stub.scope(tree.body, _Scope())]
    text = "\n".join(lines)
    if new and any_name in text:
        position = 1 if stub.docstring(tree.body) else 0
        head = "from typing import Any" + (f" as {any_name}" if any_name != "Any" else "")
        text = "\n".join([*lines[:position], head, *lines[position:]])
    return text + "\n" if text else ""


@dataclass
class _Scope:
    """Where statements stand."""

    kind: str = "module"
    """module, plain (a class), enum, tuple (a NamedTuple), typed_dict, or other: a class that its base or decorator
    makes of the values in it."""
    names: frozenset[str] = frozenset()
    """A class's names."""
    seen: set[str] = field(default_factory=set)
    """What is declared."""
    overloaded: set[str] = field(default_factory=set)
    without_all: bool = False
    """`__all__` is computed."""

    @property
    def is_class(self) -> bool:
        return self.kind != "module"

    def branch(self) -> _Scope:
        """The same, for a branch that type checkers take or leave."""
        return _Scope(self.kind, self.names, {*self.seen}, self.overloaded, self.without_all)


_OF_EVERY_MODULE = frozenset(("__name__", "__doc__", "__file__", "__path__", "__package__", "__spec__", "__loader__"))
_NAMED_KINDS = {"NamedTuple": "tuple", "TypedDict": "typed_dict"}
_PLAIN_BASES = frozenset(("object", "ABC", "Generic", "Protocol", "Exception", "BaseException"))
_PLAIN_DECORATORS = frozenset(("final", "total_ordering", "runtime_checkable", "unique"))


@dataclass
class _Stub:
    """A stub in the making."""

    inference: Inference
    ignores: dict[int, str]
    """Lines with a comment `# type: ignore`, each with what follows."""
    package: str
    docstrings: bool

    def scope(self, body: Sequence[ast.stmt], scope: _Scope) -> Iterator[str]:
        """The lines of a module's or a class's statements."""
        docstring = self.docstring(body)
        if docstring is not None:
            yield docstring
        yield from self._statements(body, scope)

    def docstring(self, body: Sequence[ast.stmt]) -> str | None:
        """As source."""
        first = body[0] if body else None
        if not self.docstrings or not isinstance(first, ast.Expr) or not isinstance(first.value, ast.Constant):
            return None
        if not isinstance(first.value.value, str):
            return None
        # The way the standard library's own unparser writes docstrings.
        return ast.unparse(ast.Module([first], []))

    def _statements(self, body: Sequence[ast.stmt], scope: _Scope) -> Iterator[str]:
        for node in body:
            yield from self._statement(node, scope)

    def _statement(self, node: ast.stmt, scope: _Scope) -> Iterator[str]:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from self._function(node, scope)
            case ast.ClassDef():
                yield from self._class(node, scope)
            case ast.Import() | ast.ImportFrom():
                yield from self._import(node, scope)
            case ast.Assign() | ast.AnnAssign() | ast.AugAssign():
                yield from self._assignment(node, scope)
            case ast.If():
                yield from self._if(node, scope)
            case ast.Try():
                yield from self._try(node, scope)
            case ast.With() | ast.AsyncWith() | ast.For() | ast.AsyncFor() | ast.While() | ast.Match() | ast.TryStar():
                yield from self._flat(node, scope)
            case ast.Expr(value=value):
                yield from self._expression(value, scope)
            case ast.Assert(test=test) if is_static(test):
                yield ast.unparse(node)
            case _ if type(node).__name__ == "TypeAlias":
                yield ast.unparse(node)
        yield from self._walruses(node, scope)

    def _expression(self, value: ast.expr, scope: _Scope) -> Iterator[str]:
        match value:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="__all__")), args=args) if not scope.is_class:
                if not scope.without_all and all(map(_is_list_of_names, args)):
                    yield ast.unparse(value)

    def _walruses(self, node: ast.stmt, scope: _Scope) -> Iterator[str]:
        """The names that expressions bind."""
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            return
        expressions = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
        for inner in inside(expressions):
            if isinstance(inner, ast.NamedExpr):
                yield from self._declare(inner.target, inner.value, scope, node)

    # --- imports

    def _import(self, node: ast.Import | ast.ImportFrom, scope: _Scope) -> Iterator[str]:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            return
        if any(alias.name == "*" for alias in node.names):
            yield self._line(ast.unparse(node), node)
            return
        new: list[ast.alias] = []
        renamed: list[str] = []
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            if isinstance(node, ast.Import) and alias.asname is None and "." in alias.name:
                # It binds the first name, and adds to it.
                if name not in scope.seen:
                    scope.seen.add(name)
                    yield self._line(f"import {name} as {name}", node)
                yield self._line(f"import {alias.name}", node)
            elif name not in scope.seen:
                scope.seen.add(name)
                is_renamed = name != alias.name and self._is_own(node) and f"_{name}" not in self.inference.bound
                renamed += [name] if is_renamed else []
                new.append(ast.alias(alias.name, f"_{name}" if is_renamed else name))
        if new:
            made = ast.Import(new) if isinstance(node, ast.Import) else ast.ImportFrom(node.module, new, node.level)
            yield self._line(ast.unparse(made), node)
        # By another name than its own nothing is exported, but what is assigned is.
        yield from (f"{name} = _{name}" for name in renamed)

    def _is_own(self, node: ast.Import | ast.ImportFrom) -> bool:
        """Whether it imports from the module's own package."""
        if isinstance(node, ast.Import):
            return False
        return node.level > 0 or (bool(self.package) and str(node.module).partition(".")[0] == self.package)

    # --- functions

    def _function(self, node: Function, scope: _Scope) -> Iterator[str]:
        kinds = [last_name(decorator) for decorator in node.decorator_list]
        is_overload = "overload" in kinds
        again = any(_is_accessor(decorator, node.name) for decorator in node.decorator_list)
        again = again or (node.name == "_" and bool(node.decorator_list))
        if node.name in scope.overloaded and not is_overload:
            return  # a stub has no implementation
        if node.name in scope.seen and not is_overload and not again:
            return
        scope.seen.add(node.name)
        if is_overload:
            scope.overloaded.add(node.name)
        for decorator in node.decorator_list:
            if self._is_known(decorator, scope):
                yield f"@{ast.unparse(decorator)}"
        # A body tells a generator from a coroutine that gives an iterator, and there is none.
        is_coroutine = isinstance(node, ast.AsyncFunctionDef) and not is_generator(node)
        returns = f" -> {ast.unparse(node.returns)}" if node.returns is not None else ""
        head = f"{'async ' * is_coroutine}def {node.name}{_type_parameters(node)}({_parameters(node.args)}){returns}:"
        docstring = self.docstring(node.body)
        if docstring is None:
            yield self._line(f"{head} ...", node)
        else:
            yield self._line(head, node)
            yield from _indented(docstring)

    # --- classes

    def _class(self, node: ast.ClassDef, scope: _Scope) -> Iterator[str]:
        if node.name in scope.seen:
            return
        scope.seen.add(node.name)
        inner = _Scope(self._kind(node), frozenset(bound_names(node.body)))
        if not scope.is_class:
            yield ""
        for decorator in node.decorator_list:
            if self._is_known(decorator, scope):
                yield f"@{ast.unparse(decorator)}"
        given = [*map(ast.unparse, node.bases), *map(ast.unparse, node.keywords)]
        bases = f"({', '.join(given)})" if given else ""
        head = f"class {node.name}{_type_parameters(node)}{bases}:"
        docstring = self.docstring(node.body)
        body = [docstring] if docstring is not None else []
        body += self._attributes(node, inner)
        body += self._statements(node.body, inner)
        if not body:
            yield self._line(f"{head} ...", node)
            return
        yield self._line(head, node)
        for line in body:
            yield from _indented(line)

    def _kind(self, node: ast.ClassDef) -> str:
        if any(last_name(decorator) not in _PLAIN_DECORATORS for decorator in node.decorator_list):
            return "other"
        kinds = {self._base_kind(base) for base in node.bases}
        if any(keyword.arg == "metaclass" and last_name(keyword.value) != "ABCMeta" for keyword in node.keywords):
            kinds.add("other")
        return next((kind for kind in ("enum", "tuple", "typed_dict", "other") if kind in kinds), "plain")

    def _base_kind(self, base: ast.expr) -> str:
        name = last_name(base)
        if isinstance(base, ast.Name) and name in self.inference.classes:
            known = self.inference.classes.pop(name)  # a class may seem to be its own base
            try:
                return self._kind(known)
            finally:
                self.inference.classes[name] = known
        if name in _NAMED_KINDS:
            return _NAMED_KINDS[name]
        if name.endswith(("Enum", "Flag")):
            return "enum"
        return "plain" if name in _PLAIN_BASES or (name in BUILTINS and name not in self.inference.bound) else "other"

    def _attributes(self, node: ast.ClassDef, scope: _Scope) -> Iterator[str]:
        """What methods set on `self`."""
        inherited = self._inherited(node)
        if scope.kind in ("tuple", "typed_dict") or any(last_name(base) == "Protocol" for base in node.bases):
            return
        for one in attributes(node, self.inference, is_open=scope.kind == "other"):
            if one.name in scope.names or one.name in inherited:
                continue
            yield from self._attribute(one, is_field=scope.kind == "other" and bool(node.decorator_list))

    def _attribute(self, one: Attribute, *, is_field: bool) -> Iterator[str]:
        if not is_field:
            yield f"{one.name}: {one.type}"
            return
        # A declaration would be a field of the data class.
        yield f"@property\ndef {one.name}(self) -> {one.type}: ..."
        yield f"@{one.name}.setter\ndef {one.name}(self, value: {one.type}) -> None: ..."

    def _inherited(self, node: ast.ClassDef) -> set[str]:
        """What classes of the same module that it comes from declare."""
        names: set[str] = set()
        pending, done = [*node.bases], {node.name}
        while pending:
            name = last_name(pending.pop())
            known = self.inference.classes.get(name)
            if known is not None and name not in done:
                done.add(name)
                pending += known.bases
                names |= bound_names(known.body)
                names |= {one.name for one in attributes(known, self.inference, is_open=False)}
        return names

    # --- assignments

    def _assignment(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign, scope: _Scope) -> Iterator[str]:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if not scope.is_class and any(isinstance(one, ast.Name) and one.id == "__all__" for one in targets):
            if not scope.without_all and node.value is not None and _is_list_of_names(node.value):
                yield ast.unparse(node)
            else:
                scope.without_all = True
            return
        if isinstance(node, ast.AnnAssign):
            yield from self._annotated(node, scope)
        elif isinstance(node, ast.Assign):
            for target in targets:
                yield from self._declare(target, node.value, scope, node)

    def _annotated(self, node: ast.AnnAssign, scope: _Scope) -> Iterator[str]:
        target, value = node.target, node.value
        if not isinstance(target, ast.Name) or target.id in scope.seen:
            return
        scope.seen.add(target.id)
        annotation = ast.unparse(node.annotation)
        declared = f"{target.id}: {annotation}"
        if value is None:
            yield self._line(declared, node)
        elif last_name(node.annotation) == "TypeAlias":
            yield self._line(f"{declared} = {ast.unparse(value)}", node)
        elif last_name(node.annotation) == "Final" and not isinstance(node.annotation, ast.Subscript):
            kept = isinstance(value, ast.Constant) or (isinstance(value, ast.UnaryOp) and is_simple(value))
            if kept and is_simple(value):
                yield self._line(f"{declared} = {ast.unparse(value)}", node)
            else:
                yield self._line(f"{declared}[{self.inference.type_of(value, scope.names)}]", node)
        elif scope.kind == "other" and isinstance(value, ast.Call) and self._is_known(value, scope):
            yield self._line(f"{declared} = {ast.unparse(_Shortened().visit(value))}", node)
        elif scope.kind in ("other", "tuple"):
            yield self._line(f"{declared} = {ast.unparse(value) if is_simple(value) else '...'}", node)
        else:
            yield self._line(declared, node)

    def _declare(self, target: ast.expr, value: ast.expr | None, scope: _Scope, node: ast.stmt) -> Iterator[str]:
        """Declare what an assignment binds."""
        if isinstance(target, ast.Tuple | ast.List):
            items: Sequence[ast.expr | None] = [None] * len(target.elts)
            if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
                items = value.elts
            for part, item in zip(target.elts, items, strict=True):
                yield from self._declare(part, item, scope, node)
        elif isinstance(target, ast.Starred):
            yield from self._declare(target.value, None, scope, node)
        elif isinstance(target, ast.Name) and target.id not in scope.seen:
            if target.id in _OF_EVERY_MODULE and not scope.is_class:
                return
            scope.seen.add(target.id)
            yield self._line(self._variable(target.id, value, scope, node), node)

    def _variable(self, name: str, value: ast.expr | None, scope: _Scope, node: ast.stmt) -> str:
        comment = getattr(node, "type_comment", None)
        if comment and isinstance(node, ast.Assign):
            return f"{name}: {comment}" + (" = ..." if scope.kind == "other" else "")
        if value is None:
            return f"{name} = ..." if scope.kind == "enum" else f"{name}: {self.inference.any}"
        as_it_is = f"{name} = {ast.unparse(value)}"
        if scope.kind == "enum":
            is_member = is_simple(value) or last_name(value) in ("auto", "member", "nonmember")
            return as_it_is if is_member and self._is_known(value, scope) else f"{name} = ..."
        if name.startswith("__") and scope.is_class:
            if name in ("__slots__", "__match_args__") and _is_list_of_names(value):
                return as_it_is
            if isinstance(value, ast.Constant) and value.value is None:
                return as_it_is  # `__hash__ = None` is no declaration
        if scope.kind == "other" and is_simple(value) and ast.unparse(value) != "None":
            return as_it_is
        if isinstance(value, ast.Lambda):
            return f"def {name}({_parameters(value.args)}): ..."
        if self._is_kept(name, value, scope):
            return as_it_is
        if isinstance(value, ast.Call) and last_name(value) == "cast" and len(value.args) == 2:
            return f"{name}: {ast.unparse(value.args[0])}"
        found = self.inference.type_of(value, scope.names)
        # What is None is something else later.
        return f"{name}: {self.inference.any if found == 'None' else found}"

    def _is_kept(self, name: str, value: ast.expr, scope: _Scope) -> bool:
        """Whether a value may be a type, a function or something else that is known by another name."""
        if not self._is_known(value, scope):
            return False
        if isinstance(value, ast.Name):
            return value.id != name and (value.id not in scope.names or value.id in scope.seen)
        if self.inference.is_type_maker(value) or is_path(value):
            return True
        if isinstance(value, ast.Call):
            if scope.is_class and last_name(value) in ("property", "staticmethod", "classmethod"):
                return all(isinstance(one, ast.Name) and one.id in scope.seen for one in value.args)
            return scope.kind == "other" and is_path(value.func)
        return _is_type_expression(value)

    # --- blocks

    def _if(self, node: ast.If, scope: _Scope) -> Iterator[str]:
        if _is_main(node.test):
            yield from self._statements(node.orelse, scope)
            return
        if not self._is_known(node.test, scope) or any(isinstance(one, ast.NamedExpr) for one in ast.walk(node.test)):
            yield from self._flat(node, scope)
            return
        static = is_static(node.test)
        first, second = (scope.branch(), scope.branch()) if static else (scope, scope)
        body = [*self._statements(node.body, first)]
        other = [*self._statements(node.orelse, second)]
        scope.seen |= first.seen | second.seen
        scope.without_all |= first.without_all or second.without_all
        if body or other:
            yield self._line(f"if {ast.unparse(node.test)}:", node)
            yield from _block(body)
        if other and len(node.orelse) == 1 and other[0].startswith("if "):
            yield f"el{other[0]}"
            yield from other[1:]
        elif other:
            yield "else:"
            yield from _block(other)

    def _try(self, node: ast.Try, scope: _Scope) -> Iterator[str]:
        body = [*self._statements(node.body, scope)]
        handlers = [(handler, [*self._statements(handler.body, scope)]) for handler in node.handlers]
        rest = [*self._statements([*node.orelse, *node.finalbody], scope)]
        imports = any(line.startswith(("import ", "from ")) for line in body)
        if imports and node.handlers:
            yield "try:"
            yield from _block(body)
            for handler, lines in handlers:
                known = handler.type is not None and self._is_known(handler.type, scope)
                yield f"except {ast.unparse(handler.type)}:" if known and handler.type else "except Exception:"
                yield from _block(lines)
        else:
            yield from (line for lines in (body, *(lines for _, lines in handlers)) for line in lines)
        yield from rest

    def _flat(self, node: ast.stmt, scope: _Scope) -> Iterator[str]:
        """What the blocks of a statement bind, as if they always ran."""
        if isinstance(node, ast.For | ast.AsyncFor):
            yield from self._declare(node.target, None, scope, node)
        elif isinstance(node, ast.With | ast.AsyncWith):
            for item in node.items:
                if item.optional_vars is not None:
                    yield from self._declare(item.optional_vars, None, scope, node)
        blocks = [getattr(node, name, []) for name in ("body", "orelse", "finalbody")]
        blocks += [case.body for case in getattr(node, "cases", ())]
        blocks += [handler.body for handler in getattr(node, "handlers", ())]
        for block in blocks:
            yield from self._statements(block, scope)

    # --- words

    def _is_known(self, expression: ast.expr, scope: _Scope) -> bool:
        # Uniting what is known would cost the size of the module each time.
        return not free_names(expression) - BUILTINS - self.inference.bound - scope.names - {"__name__", "__file__"}

    def _line(self, text: str, node: ast.stmt) -> str:
        tag = self.ignores.get(node.lineno)
        if tag is None:
            return text
        first, newline, others = text.partition("\n")
        return f"{first}  # type: ignore{tag}{newline}{others}"


def _parameters(args: ast.arguments) -> str:
    """What stands in a function's parentheses."""
    positional = [*args.posonlyargs, *args.args]
    missing: list[ast.expr | None] = [None] * (len(positional) - len(args.defaults))
    parts = [_parameter(arg, value) for arg, value in zip(positional, [*missing, *args.defaults], strict=True)]
    if args.posonlyargs:
        parts.insert(len(args.posonlyargs), "/")
    if args.vararg is not None:
        parts.append("*" + _parameter(args.vararg, None))
    elif args.kwonlyargs:
        parts.append("*")
    parts += [_parameter(arg, value) for arg, value in zip(args.kwonlyargs, args.kw_defaults, strict=True)]
    if args.kwarg is not None:
        parts.append("**" + _parameter(args.kwarg, None))
    return ", ".join(parts)


def _parameter(arg: ast.arg, default: ast.expr | None) -> str:
    annotation = "" if arg.annotation is None else ast.unparse(arg.annotation)
    declared = f"{arg.arg}: {annotation}" if annotation else arg.arg
    if default is None:
        return declared
    value = ast.unparse(default) if is_simple(default) else "..."
    if annotation and value == "None" and not any(word in annotation for word in _OPEN):
        value = "..."  # a checker that does not take `x: int = None` for an optional one has said so of the source
    return f"{declared} = {value}" if annotation else f"{declared}={value}"


_OPEN = ("None", "Optional", "Any", "object")
"""Words in annotations that admit None."""


def _type_parameters(node: Function | ast.ClassDef) -> str:
    given = [ast.unparse(one) for one in getattr(node, "type_params", ())]
    return f"[{', '.join(given)}]" if given else ""


class _Shortened(ast.NodeTransformer):
    """Long texts are for people."""

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        """One constant."""
        return node if is_simple(node) else ast.Constant("" if isinstance(node.value, str) else b"")


def is_static(test: ast.expr) -> bool:
    """Whether type checkers know the outcome: it is about the version, the platform, or about them."""
    match test:
        case ast.BoolOp(values=values):
            return all(map(is_static, values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return is_static(operand)
        case ast.Compare(left=ast.Subscript(value=left) | left):
            return ast.unparse(left) in ("sys.version_info", "sys.platform")
        case ast.Call(func=ast.Attribute(value=left, attr="startswith")):
            return ast.unparse(left) == "sys.platform"
    return last_name(test) in ("TYPE_CHECKING", "MYPY")


def _is_main(test: ast.expr) -> bool:
    return (
        isinstance(test, ast.Compare)
        and isinstance(test.left, ast.Name)
        and test.left.id == "__name__"
        and len(test.ops) == 1
        and isinstance(test.ops[0], ast.Eq)
    )


def _is_accessor(decorator: ast.expr, name: str) -> bool:
    """`@name.setter` and its like."""
    inner = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name) and inner.value.id == name


def _is_list_of_names(value: ast.expr) -> bool:
    """What type checkers understand as the value of `__all__`, and of `__slots__`."""
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        return _is_list_of_names(value.left) and _is_list_of_names(value.right)
    if isinstance(value, ast.Attribute):
        return value.attr == "__all__" and is_path(value)
    items = value.elts if isinstance(value, ast.List | ast.Tuple) else [value]
    return all(isinstance(item, ast.Constant) and isinstance(item.value, str) for item in items)


def _is_type_expression(value: ast.expr) -> bool:
    """Whether a value may be a type: a subscript of names, a union."""
    match value:
        case ast.Subscript(value=of, slice=inner):
            items = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            return is_path(of) and all(map(_is_type_part, items))
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return _is_type_part(left) and _is_type_part(right)
    return False


def _is_type_part(value: ast.expr) -> bool:
    if isinstance(value, ast.List):
        return all(map(_is_type_part, value.elts))
    if is_path(value):
        return not last_name(value).isupper()  # that is a number
    return isinstance(value, ast.Constant) or _is_type_expression(value)


def _indented(text: str) -> Iterator[str]:
    """A text's lines, further in; a docstring stays the same when it is shown."""
    for line in text.split("\n"):
        yield INDENT + line if line else line


def _block(lines: Sequence[str]) -> Iterator[str]:
    for line in lines or ["pass"]:
        yield from _indented(line)
