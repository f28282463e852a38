"""`python -m whipsnake.facts checksums | manual`: write what follows from the packages' files and from the schema."""

from __future__ import annotations

import sys
from pathlib import Path

from whipsnake.facts.checksums import write
from whipsnake.facts.manual import manual
from whipsnake.facts.sources import SHIPPED

_MANUAL = Path(__file__).resolve().parents[3] / "docs" / "facts.md"


def main(arguments: list[str]) -> int:
    """Do what the arguments name."""
    if arguments == ["checksums"]:
        write(SHIPPED)
    elif arguments == ["manual"]:
        _MANUAL.write_text(manual(), encoding="utf-8")
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
