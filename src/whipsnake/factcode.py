"""The code in facts, which tells paths that are known only where the program is built."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence

from whipsnake.facts.facts import Facts
from whipsnake.facts.model import DataFiles, SharedLibraries

_SECONDS = 120
"""What the code of a fact may take."""
_RUN = """\
import json, os, sys
answer = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
setup, expression, sys.path[:] = json.load(sys.stdin)
names = {}
exec(setup, names)
found = eval(expression, names) or []
found = [found] if isinstance(found, (str, bytes, os.PathLike)) else list(found)
json.dump([os.fsdecode(path) for path in found if path], answer)
answer.close()
"""


def answers(fact: DataFiles | SharedLibraries, facts: Facts, search_path: Sequence[str]) -> list[str]:
    """The paths that a fact's code tells, if it has some; the user is warned where it fails."""
    if fact.code is None:
        return []
    question = json.dumps([fact.code.setup, fact.code.expression, list(search_path)])
    command = [sys.executable, "-c", _RUN]
    try:
        done = subprocess.run(
            command, input=question, capture_output=True, text=True, timeout=_SECONDS, check=False, cwd="/"
        )
    except subprocess.TimeoutExpired:
        problem = f"it takes more than {_SECONDS} seconds"
    else:
        if done.returncode == 0:
            found: list[str] = json.loads(done.stdout)
            return found
        problem = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
    facts.warn_of(fact, f"its code fails: {problem}")
    return []
