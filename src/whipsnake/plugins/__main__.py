"""`python -m whipsnake.plugins`: write docs/plugins.md, which follows from the hooks."""

from __future__ import annotations

from pathlib import Path

from whipsnake.plugins.manual import manual

if __name__ == "__main__":
    (Path(__file__).resolve().parents[3] / "docs" / "plugins.md").write_text(manual(), encoding="utf-8")
