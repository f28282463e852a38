"""Source to HIR, through the code objects of the running Python version."""

from whipsnake.frontend.translate import translate

__all__ = ["translate"]
