"""One step of a verification: what was looked at, and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from evenhand.errors import Problem, Severity

State = Literal["held", "broken", "open"]
Outcome = Literal["intact", "tampered", "incomplete"]


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its code, the sentence that holds when nothing is found, what was looked at, and what was found.

    A problem that is an error says that something was changed, a warning that something is missing or cannot be
    read, advice what was not looked at for want of something the reader may hold.
    """

    code: str
    title: str
    looked_at: str
    problems: tuple[Problem, ...] = ()

    @property
    def state(self) -> State:
        """Whether it holds, is broken, or stays open."""
        severities = {problem.severity for problem in self.problems}
        if "error" in severities:
            return "broken"
        return "open" if severities & {"warning", "advice"} else "held"


def outcome(steps: Iterable[Step]) -> Outcome:
    """Tampered when anything was changed, incomplete when something is missing, else intact."""
    severities = {problem.severity for step in steps for problem in step.problems}
    if "error" in severities:
        return "tampered"
    return "incomplete" if "warning" in severities else "intact"


def found(code: str, message: str, mend: str = "", severity: Severity = "error") -> Problem:
    """Return a problem that a step found."""
    return Problem(code, message, mend, severity)


def counted(things: Sequence[object] | int, one: str, many: str) -> str:
    """Return how many there are, in words.

    >>> counted(1, "entry", "entries"), counted([], "entry", "entries")
    ('1 entry', '0 entries')
    """
    number = things if isinstance(things, int) else len(things)
    return f"1 {one}" if number == 1 else f"{number:,} {many}"
