"""Local rewrites, each one equation, and removal of what is then unused.

A rule looks at one instruction and returns the value that replaces its result, or changes the instruction in place. It
never makes work, never moves an effect, and goes one way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from whipsnake.hir.function import Function, Instr, Value
from whipsnake.hir.ops import OPS
from whipsnake.hir.types import NULL
from whipsnake.passes.clean import replace_uses

Rule: TypeAlias = Callable[[Instr], Value | None]
_RULES: dict[str, list[Rule]] = {}


def _rule(op: str) -> Callable[[Rule], Rule]:
    def register(rule: Rule) -> Rule:
        _RULES.setdefault(op, []).append(rule)
        return rule

    return register


def simplify(function: Function) -> None:
    """Apply every rule once in program order, fuse comparisons with their tests, drop unused instructions."""
    replacement: dict[Value, Value] = {}

    def final(value: Value) -> Value:
        while value in replacement:
            value = replacement[value]
        return value

    for block in function.blocks:
        kept: list[Instr] = []
        for instr in block.instrs:
            instr.args = [final(value) for value in instr.args]
            for rule in _RULES.get(instr.op.name, ()):
                value = rule(instr)
                if value is not None:
                    replacement[instr.result] = value
                    break
            else:
                kept.append(instr)
        block.instrs = kept
    replace_uses(function, replacement)
    _remove_unused(function)
    _fuse_comparisons(function)


def _made_by(value: Value, op: str) -> Instr | None:
    definition = value.definition
    return definition if isinstance(definition, Instr) and definition.op.name == op else None


@_rule("is_true")
def _is_true_of_box(instr: Instr) -> Value | None:
    # is_true(box_bool(c)) == c
    box = _made_by(instr.args[0], "box_bool")
    return box.args[0] if box else None


@_rule("check_local")
@_rule("bound")
def _known_bound(instr: Instr) -> Value | None:
    # check_local(v) == v where v is not NULL
    return None if instr.args[0].type.may_be_null else instr.args[0]


@_rule("not_")
def _not_not(instr: Instr) -> Value | None:
    # not_(not_(c)) == c
    inner = _made_by(instr.args[0], "not_")
    return inner.args[0] if inner else None


@_rule("branch")
def _branch_on_not(instr: Instr) -> Value | None:
    # branch(not_(c)) a, b == branch(c) b, a
    inner = _made_by(instr.args[0], "not_")
    if inner:
        instr.args = [inner.args[0]]
        instr.edges.reverse()
    return None


@_rule("call_method")
@_rule("call_method_kw")
def _call_without_self(instr: Instr) -> Value | None:
    # call_method(f, NULL, a) == call(f, a)
    function, second, *args = instr.args
    if second.type == NULL:
        instr.op = OPS["call" if instr.op.name == "call_method" else "call_kw"]
        instr.args = [function, *args]
    return None


def _use_counts(function: Function) -> dict[Value, int]:
    counts: dict[Value, int] = {}
    for block in function.blocks:
        for instr in block.instrs:
            for value in instr.uses():
                counts[value] = counts.get(value, 0) + 1
    return counts


def _remove_unused(function: Function) -> None:
    """Drop instructions without effect whose results nobody uses, and then what only they used."""
    counts = _use_counts(function)
    dead: set[Instr] = set()
    pending = [instr for block in function.blocks for instr in block.instrs]
    while pending:
        instr = pending.pop()
        op = instr.op
        if instr in dead or op.terminator or not op.effects.removable or op.error != "never" or not instr.results:
            continue
        if any(counts.get(value, 0) for value in instr.results):
            continue
        dead.add(instr)
        for value in instr.args:
            counts[value] -= 1
            if isinstance(value.definition, Instr):
                pending.append(value.definition)
    if dead:
        for block in function.blocks:
            block.instrs = [instr for instr in block.instrs if instr not in dead]


def _fuse_comparisons(function: Function) -> None:
    """is_true(compare<op>(a, b)) == compare_true<op>(a, b), the comparison coming right before and used only there."""
    counts = _use_counts(function)
    for block in function.blocks:
        kept: list[Instr] = []
        for instr in block.instrs:
            last = kept[-1] if kept else None
            if (
                instr.op.name == "is_true"
                and last is not None
                and last.op.name == "compare"
                and instr.args[0] is last.result
                and counts[last.result] == 1
            ):
                kept.pop()
                if instr.pos != last.pos:  # the test was an instruction of its own
                    instr.after = last.after
                    for after in instr.after:
                        after.stack[:] = [instr.result if value is last.result else value for value in after.stack]
                instr.op, instr.attrs, instr.args, instr.pos = OPS["compare_true"], last.attrs, last.args, last.pos
            kept.append(instr)
        block.instrs = kept
