"""HIR to C."""

from whipsnake.codegen.module import emit

__all__ = ["emit"]
