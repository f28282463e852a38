"""Whipsnake: an ahead-of-time compiler for Python."""

__version__ = "0.1.0"
