"""What somebody else knows of modules: facts and plugins tell it to the graph."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import Protocol


class Advice(Protocol):
    """What is known of packages that their code does not say."""

    @property
    def warnings(self) -> list[str]:
        """What the user should know of what was asked for."""

    def implicit_imports(self, module: str) -> Iterable[str]:
        """The modules that a module imports in ways that cannot be read from its code, whatever else there is."""

    def conditional_imports(self, modules: Iterable[str]) -> Sequence[tuple[str, str]]:
        """Those that depend on which modules are in the program, which are these now: pairs of importer and imported.

        Each is told once; asked for until there are no more.
        """

    def not_followed(self, importer: str, imported: str, *, is_optional: bool = False) -> tuple[str, str | None] | None:
        """Why an import is not to be followed, in words, and the module that has it followed if it is in the program.

        None: it is followed. `is_optional`: the code that imports may go on without it.
        """

    def replaced(self, module: str, source: bytes) -> bytes:
        """A module's source as it is to be compiled."""

    def keeps(self, module: str) -> Container[str]:
        """What a module has whatever the options say: `docstrings`, `asserts`."""

    def check(self, module: str) -> None:
        """Tell the user what is to be known of a module that is in the program, or refuse it with a UserError."""


class NoAdvice:
    """Nothing is known."""

    @property
    def warnings(self) -> list[str]:
        """None."""
        return []

    def implicit_imports(self, module: str) -> Iterable[str]:
        """None."""
        return ()

    def conditional_imports(self, modules: Iterable[str]) -> Sequence[tuple[str, str]]:
        """None."""
        return ()

    def not_followed(self, importer: str, imported: str, *, is_optional: bool = False) -> tuple[str, str | None] | None:
        """It is."""
        return None

    def replaced(self, module: str, source: bytes) -> bytes:
        """It is as it is."""
        return source

    def keeps(self, module: str) -> Container[str]:
        """Nothing."""
        return ()

    def check(self, module: str) -> None:
        """There is nothing to be known."""
