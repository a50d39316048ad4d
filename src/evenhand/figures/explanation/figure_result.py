"""A figure with everything that went into it, and how it was judged (SEMANTICS rules 15 to 18)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from evenhand.figures.explanation.result import Walk, instant_text
from evenhand.figures.explanation.samples import CountedTicket, Reading
from evenhand.figures.figure import decimal_text
from evenhand.terms.standards import Standard
from evenhand.units import Target, ratio_text

Result = Literal["met", "missed", "not scored", "nothing to measure"]


@dataclass(frozen=True, slots=True)
class FigureExplanation:
    """One figure with everything that went into it. `end` is exclusive.

    `scored` are the tickets met or missed, `beside` those listed and not scored, `counted` the tickets of a
    measure without a clock, `readings` the readings. `breakdown`: asked for beside the scored figure. `empty`:
    a figure of tickets that name no service or priority, of which there are none; it is not shown.
    """

    clause: str
    title: str
    service: str | None
    priority: str | None
    start: date
    end: date
    versions: tuple[int, ...]
    zone: str
    numerator: Fraction | None
    denominator: int
    value: Fraction | None
    target: Target | None
    result: Result
    arithmetic: str
    percentage: bool
    scored: tuple[Walk, ...] = ()
    beside: tuple[Walk, ...] = ()
    counted: tuple[CountedTicket, ...] = ()
    readings: tuple[Reading, ...] = ()
    breakdown: bool = False
    empty: bool = False
    words: str = ""
    rules: tuple[int, ...] = (15, 16, 17, 18)
    notes: tuple[str, ...] = ()

    @property
    def irregular(self) -> int:
        """How many tickets stand beside the figure because their order cannot be (rule 8)."""
        return sum(walk.verdict == "irregular" for walk in self.beside)

    @property
    def value_text(self) -> str:
        """The value as people read it, never kinder than it is (rule 17); "–" when there is none."""
        if self.value is None:
            return "–"
        if not self.percentage and self.value.denominator == 1:
            return str(self.value)
        return ratio_text(
            self.value.numerator,
            self.value.denominator,
            favourable="down" if self.target and self.target.comparison == "at most" else "up",
            target=self.target.value if self.target else None,
            percentage=self.percentage,
        )

    def to_json(self) -> dict[str, Any]:
        """The keys of a figure (SEMANTICS, Figures as JSON), then what it was made of."""
        return {
            "clause": self.clause,
            "title": self.title,
            "versions": list(self.versions),
            "service": self.service,
            "priority": self.priority,
            "period": {"start": self.start.isoformat(), "end": self.end.isoformat()},
            "numerator": _number(self.numerator),
            "denominator": self.denominator,
            "value": None if self.value is None else decimal_text(self.value, self.target),
            "comparison": self.target.comparison if self.target else None,
            "target": decimal_text(self.target.value, None) if self.target else None,
            "result": self.result,
            "irregular": self.irregular,
            "arithmetic": self.arithmetic,
            "scored": [_ticket(walk) for walk in self.scored],
            "beside": [_ticket(walk) for walk in self.beside],
            "counted": [
                {"ticket": each.ticket, "at": instant_text(each.at), "counts": each.counts, "why": each.why}
                for each in self.counted
            ],
            "readings": [
                {
                    "at": instant_text(each.at),
                    "value": str(each.value),
                    "service": each.service,
                    "ticket": each.ticket,
                }
                for each in self.readings
            ],
            "breakdown": self.breakdown,
            "clause_words": self.words,
            "rules": list(self.rules),
            "notes": list(self.notes),
        }


@dataclass(frozen=True, slots=True)
class Made:
    """What the tickets or readings of a figure came to, with the arithmetic in words."""

    numerator: Fraction | None
    number: int
    value: Fraction | None
    missed: int | None
    arithmetic: str


def judged(standard: Standard, target: Target | None, made: Made) -> tuple[Result, tuple[str, ...]]:
    """Compare a figure with its target exactly, and say what decided where the target alone did not (rule 16)."""
    if made.value is None:
        return "nothing to measure", ()
    if target is None:
        return "not scored", ("The agreement sets no target.",)
    if made.number < standard.at_least:
        return "not scored", (f"There are fewer than {standard.at_least} in the period.",)
    if target.met_by(made.value):
        return "met", ()
    if made.missed is not None and standard.or_at_most is not None and made.missed <= standard.or_at_most:
        return "met", (f"The target is met because no more than {standard.or_at_most} missed.",)
    return "missed", ()


def _number(value: Fraction | None) -> int | str | None:
    if value is None or value.denominator == 1:
        return None if value is None else int(value)
    return decimal_text(value, None)


def _ticket(walk: Walk) -> dict[str, Any]:
    full = walk.to_json()
    keys = ("ticket", "version", "priority", "service", "verdict", "decided", "within", "elapsed_seconds")
    return {key: full[key] for key in (*keys, "elapsed_days", "reason", "notes")}
