"""The verifier: what every pass may rely on and must leave behind."""

from __future__ import annotations

from collections.abc import Iterator

from whipsnake.hir.function import Block, Edge, Function, Instr, Value, reverse_postorder
from whipsnake.hir.text import print_function, print_instr


class InvalidHirError(Exception):
    """A bug of the compiler: a pass left HIR that breaks a rule. Carries the function's text."""

    def __init__(self, function: Function, errors: list[str]) -> None:
        super().__init__(f"invalid HIR in {function.name}: " + "; ".join(errors[:5]) + "\n" + print_function(function))
        self.errors = errors


def verify(function: Function) -> None:
    """Raise InvalidHirError unless the function's structure, types and SSA form are right."""
    errors = [*_structure(function)]
    errors = errors or [*_ssa(function)]
    if errors:
        raise InvalidHirError(function, errors)


def _structure(function: Function) -> Iterator[str]:
    blocks = set(function.blocks)
    if function.blocks and function.blocks[0].params:
        yield "the entry block has parameters"
    for block in function.blocks:
        if not block.instrs or not block.instrs[-1].op.terminator:
            yield f"{block}: no terminator"
        for instr in block.instrs:
            where = f"{block}: {print_instr(instr)}"
            if instr.op.terminator and instr is not block.instrs[-1]:
                yield f"{where}: terminator in the middle"
            if instr.op.edges >= 0 and len(instr.edges) != instr.op.edges:
                yield f"{where}: wants {instr.op.edges} edges"
            if instr.exit is not None and not (instr.op.may_raise or instr.op.name.startswith("guard")):
                yield f"{where}: has an exit edge but never leaves by it"
            yield from (f"{where}: {problem}" for problem in _operands(instr))
            for edge in instr.all_edges():
                yield from (f"{where}: {problem}" for problem in _edge(edge, blocks))


def _operands(instr: Instr) -> Iterator[str]:
    op = instr.op
    if len(instr.args) < len(op.params) or (op.variadic is None and len(instr.args) > len(op.params)):
        yield f"wants {len(op.params)} operands"
        return
    for index, value in enumerate(instr.args):
        name, kind = op.params[index] if index < len(op.params) else op.variadic or ("", value.type)
        if not value.type <= kind:
            yield f"{name} is {value.type}, wants {kind}"
    if len(instr.attrs) != len(op.attrs):
        yield f"wants {len(op.attrs)} attributes"
    if not op.many_results and len(instr.results) != len(op.results):
        yield f"wants {len(op.results)} results"


def _edge(edge: Edge, blocks: set[Block]) -> Iterator[str]:
    if edge.block not in blocks:
        yield f"edge to {edge.block}, which is not in the function"
    elif len(edge.args) != len(edge.block.params):
        yield f"{edge.block} wants {len(edge.block.params)} arguments"
    else:
        for arg, param in zip(edge.args, edge.block.params, strict=True):
            if not arg.type <= param.type:
                yield f"{arg!r} is {arg.type}, parameter {param!r} is {param.type}"


def _ssa(function: Function) -> Iterator[str]:
    """Each value has one definition, and it comes first on every way to a use.

    Exit edges leave in the middle of a block, before the instruction's own results exist, so this is a data-flow
    problem (which values are defined on all ways here), not one of dominating blocks.
    """
    seen: set[Value] = set()
    for block in function.blocks:
        for value in [*block.params, *(result for instr in block.instrs for result in instr.results)]:
            if value in seen:
                yield f"{value!r} is defined twice"
            seen.add(value)
    order = reverse_postorder(function)
    available: dict[Block, int | None] = dict.fromkeys(order)
    available[order[0]] = 0
    changed = True
    while changed:
        changed = False
        for block in order:
            for edge, defined in _edges_with_defined(block, available[block] or 0):
                before = available[edge.block]
                after = defined if before is None else before & defined
                if after != before:
                    available[edge.block] = after
                    changed = True
    for block in order:
        defined = (available[block] or 0) | _mask(block.params)
        for instr in block.instrs:
            for value in instr.uses():
                if not defined >> value.id & 1:
                    yield f"{block}: {print_instr(instr)}: {value!r} is not defined on every way here"
            defined |= _mask(instr.results)


def _edges_with_defined(block: Block, defined: int) -> Iterator[tuple[Edge, int]]:
    """The edges out of `block`, each with the values (a bit set of ids) defined when it is taken."""
    defined |= _mask(block.params)
    for instr in block.instrs:
        if instr.exit is not None:
            yield instr.exit, defined
        defined |= _mask(instr.results)
        for edge in instr.edges:
            yield edge, defined


def _mask(values: list[Value]) -> int:
    mask = 0
    for value in values:
        mask |= 1 << value.id
    return mask
