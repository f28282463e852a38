"""How test cases ended in two runs, and whether that is the same."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

SHOWN = 20
"""How many differing cases a message tells about in full."""
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


class SuiteError(Exception):
    """Tests could not be run at all."""


@dataclass(frozen=True)
class Case:
    """How a test case ended: passed, failed, skipped, ...; `started`: it broke off the run."""

    outcome: str
    details: str = ""


@dataclass
class Run:
    """One run of one test module."""

    cases: dict[str, Case]
    output: str
    code: int | str


@dataclass(frozen=True)
class Difference:
    """Cases that have to end otherwise: a line `SUBJECT CASE: why` or `SUBJECT CASE 3.11 3.12: why`."""

    subject: str
    """What is compiled."""
    case: str
    """A pattern."""
    versions: tuple[str, ...]
    reason: str


def read_differences(path: Path) -> list[Difference]:
    """The lines of a `differences.txt`."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            where, _, reason = line.partition(": ")
            subject, case, *versions = where.split()
            found.append(Difference(subject, case, tuple(versions), reason))
    return found


@dataclass
class Comparison:
    """Both runs of one test module."""

    title: str
    interpreted: Run
    compiled: Run
    expected: tuple[str, ...] = ()
    """Patterns of the cases that may differ."""
    ran: tuple[int, ...] = (0,)
    """The exit codes of a run that came to its end."""
    differing: list[str] = field(default_factory=list)
    excused: list[str] = field(default_factory=list)
    """The cases that differ and may."""

    def __post_init__(self) -> None:
        old, new = self.interpreted.cases, self.compiled.cases
        missing = Case("missing")
        for name in {**old, **new}:
            if old.get(name, missing).outcome != new.get(name, missing).outcome:
                may = any(fnmatchcase(name, pattern) for pattern in self.expected)
                (self.excused if may else self.differing).append(name)

    @property
    def same(self) -> bool:
        """Whether there were cases, all ended alike, and the tests came to the end."""
        ended = self.interpreted.code == self.compiled.code in self.ran
        return bool(self.interpreted.cases) and not self.differing and ended

    def summary(self) -> str:
        """One line."""
        outcomes = [case.outcome for case in self.interpreted.cases.values()]
        counts = ", ".join(f"{outcomes.count(kind)} {kind}" for kind in sorted(set(outcomes))) or "no cases"
        if self.same:
            state = "the same compiled" + (f", but for {len(self.excused)} that may differ" if self.excused else "")
        else:
            state = f"{len(self.differing)} differ compiled" if self.differing else "the tests were not all run"
        return f"{self.title}: {counts} interpreted; {state}"

    def explanation(self) -> str:
        """The differences in full."""
        parts = [self.summary()]
        for name in self.differing[:SHOWN]:
            old, new = (run.cases.get(name, Case("missing")) for run in (self.interpreted, self.compiled))
            parts.append(f"--- {name}: {old.outcome} interpreted, {new.outcome} compiled\n{new.details or old.details}")
        if len(self.differing) > SHOWN:
            parts.append("--- and:\n" + "\n".join(self.differing[SHOWN:]))
        for way, run in (("interpreted", self.interpreted), ("compiled", self.compiled)):
            if run.code not in self.ran:
                parts.append(f"--- {way}, the tests ended with {run.code}:\n{run.output[-10_000:]}")
        return "\n".join(parts)


def may_differ(differences: list[Difference], subject: str) -> tuple[str, ...]:
    """The patterns of the cases that may differ in this version."""
    return tuple(
        one.case for one in differences if one.subject == subject and (not one.versions or VERSION in one.versions)
    )
