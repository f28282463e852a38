"""HIR: the typed SSA form between Python's bytecode and C."""

from whipsnake.hir.function import (
    Block,
    Edge,
    Function,
    Instr,
    Module,
    Span,
    Value,
    nested_codes,
    predecessors,
    reverse_postorder,
)
from whipsnake.hir.ops import OPS, Op
from whipsnake.hir.text import HirSyntaxError, parse_functions, print_function, print_instr
from whipsnake.hir.verify import InvalidHirError, verify

__all__ = [
    "OPS",
    "Block",
    "Edge",
    "Function",
    "HirSyntaxError",
    "Instr",
    "InvalidHirError",
    "Module",
    "Op",
    "Span",
    "Value",
    "nested_codes",
    "parse_functions",
    "predecessors",
    "print_function",
    "print_instr",
    "reverse_postorder",
    "verify",
]
