"""What plugins say of modules, beside what is known anyway."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from whipsnake.sourcetext import rewritten

if TYPE_CHECKING:
    from whipsnake.modules.advice import Advice
    from whipsnake.plugins.manager import Plugins


@dataclass
class PluginAdvice:
    """Advice of plugins after that of facts."""

    inner: Advice
    plugins: Plugins

    @property
    def warnings(self) -> list[str]:
        """Those of facts."""
        return self.inner.warnings

    def implicit_imports(self, module: str) -> Iterable[str]:
        """Those of facts, and of plugins."""
        return [*self.inner.implicit_imports(module), *self.plugins.implicit_imports(module)]

    def conditional_imports(self, modules: Iterable[str]) -> Sequence[tuple[str, str]]:
        """Those of facts."""
        return self.inner.conditional_imports(modules)

    def not_followed(self, importer: str, imported: str, *, is_optional: bool = False) -> tuple[str, str | None] | None:
        """What facts say."""
        return self.inner.not_followed(importer, imported, is_optional=is_optional)

    def replaced(self, module: str, source: bytes) -> bytes:
        """The source as facts, then plugins change it."""
        source = self.inner.replaced(module, source)
        if not self.plugins.has("replace_source"):
            return source
        return rewritten(source, lambda text: self.plugins.replaced(module, text))

    def keeps(self, module: str) -> Container[str]:
        """What facts say."""
        return self.inner.keeps(module)

    def check(self, module: str) -> None:
        """What facts say."""
        self.inner.check(module)
