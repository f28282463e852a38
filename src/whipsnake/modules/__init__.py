"""Which modules make up a program, and why each of them is in it."""

from whipsnake.modules.finder import Finder, Found
from whipsnake.modules.graph import Graph, Module, Reason
from whipsnake.modules.policy import Policy

__all__ = ["Finder", "Found", "Graph", "Module", "Policy", "Reason"]
