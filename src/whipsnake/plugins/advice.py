"""What plugins say of modules, beside what is known anyway."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from importlib.util import decode_source
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whipsnake.modules.graph import Advice
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
        try:
            encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
            text = decode_source(source)
        except (SyntaxError, UnicodeDecodeError):  # which is told when it is compiled
            return source
        changed = self.plugins.replaced(module, text)
        return source if changed == text else changed.encode(encoding, "backslashreplace")

    def keeps(self, module: str) -> Container[str]:
        """What facts say."""
        return self.inner.keeps(module)

    def check(self, module: str) -> None:
        """What facts say."""
        self.inner.check(module)
