"""The verifier: what every pass may rely on and must leave behind."""

from __future__ import annotations

from collections.abc import Iterator

from whipsnake.hir.dominance import dominators
from whipsnake.hir.function import Block, Edge, Function, Instr, Value
from whipsnake.hir.text import print_function, print_instr


class InvalidHir(Exception):
    """A bug of the compiler: a pass left HIR that breaks a rule. Carries the function's text."""

    def __init__(self, function: Function, errors: list[str]) -> None:
        super().__init__(f"invalid HIR in {function.name}: " + "; ".join(errors[:5]) + "\n" + print_function(function))
        self.errors = errors


def verify(function: Function) -> None:
    """Raise InvalidHir unless the function's structure, types and SSA form are right."""
    errors = [*_structure(function)]
    errors = errors or [*_ssa(function)]
    if errors:
        raise InvalidHir(function, errors)


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
    """Every use is dominated by the one definition. Exit edges leave before the instruction's own results exist."""
    home: dict[Value, tuple[Block, int]] = {}
    for block in function.blocks:
        for value in block.params:
            if value in home:
                yield f"{value!r} is defined twice"
            home[value] = (block, -1)
        for index, instr in enumerate(block.instrs):
            for value in instr.results:
                if value in home:
                    yield f"{value!r} is defined twice"
                home[value] = (block, index)
    tree = dominators(function)
    for block in function.blocks:
        if block not in tree:
            continue  # unreachable
        for index, instr in enumerate(block.instrs):
            for value in instr.uses():
                if value not in home:
                    yield f"{block}: {print_instr(instr)}: {value!r} is not defined"
                    continue
                definer, at = home[value]
                if not (at < index if definer is block else tree.dominates(definer, block)):
                    yield f"{block}: {print_instr(instr)}: {value!r} does not dominate its use"
