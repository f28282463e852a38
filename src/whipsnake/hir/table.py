"""The op table of the docs: `python -m whipsnake.hir.table > docs/ops.md`."""

from __future__ import annotations

from whipsnake.hir.ops import OPS, Op


def op_table() -> str:
    """All ops as a Markdown table."""
    head = "# HIR ops\n\nMade from `hir/ops.py` by `python -m whipsnake.hir.table`.\n\n"
    columns = "| op | what it does | raises | owns |\n|---|---|---|---|\n"
    return head + columns + "".join(map(_row, OPS.values()))


def _row(op: Op) -> str:
    operands = [f"{name}: {kind}" for name, kind in op.params]
    if op.variadic:
        operands.append(f"{op.variadic[0]}: {op.variadic[1]}...")
    attrs = f"<{', '.join(name for name, _ in op.attrs)}>" if op.attrs else ""
    results = ", ".join(map(str, op.results)) + ("..." if op.many_results else "")
    signature = f"`{op.name}{attrs}({', '.join(operands)})" + (f" -> {results}`" if results else "`")
    raises = "" if op.error == "never" else "always" if op.error == "always" else "yes"
    owns = [f"steals {name}" for name in sorted(op.steals)]
    if op.borrows:
        owns.append(f"result kept by {op.borrows}")
    doc = op.doc.replace("|", "\\|")
    return f"| {signature.replace('|', '/')} | {doc} | {raises} | {', '.join(owns)} |\n"


if __name__ == "__main__":
    print(op_table(), end="")
