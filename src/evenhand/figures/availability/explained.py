"""The explanation of a figure of availability, as values: its sums, every record, the clause's own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from evenhand.figures.availability.plain import Outage
from evenhand.figures.explanation.figure_result import Result
from evenhand.figures.explanation.result import instant_text
from evenhand.figures.figure import decimal_text
from evenhand.units import Target, ratio_text


@dataclass(frozen=True, slots=True)
class Piece:
    """Some seconds of a record with one reason: how many there were, and how many of them counted."""

    seconds: Fraction
    counted: Fraction
    why: str


@dataclass(frozen=True, slots=True)
class ToldOutage:
    """One record within the period: `seconds` of it, `counted` as down, every part with its reason.

    The parts are all its seconds. `joined` are the records it made one outage with.
    """

    record: Outage
    seconds: Fraction
    counted: Fraction
    parts: tuple[Piece, ...]
    joined: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AvailabilityExplanation:
    """One figure of availability with everything that went into it; `end` is exclusive, seconds are exact.

    `otherwise` is the value with excluded time counted the other way, None where that makes no difference.
    `last`: the agreement ends with this period.
    """

    clause: str
    title: str
    service: str
    instance: str | None
    start: date
    end: date
    versions: tuple[int, ...]
    zone: str
    as_of: int
    service_seconds: Fraction
    maintenance_seconds: Fraction
    excluded_seconds: Fraction
    unknown_seconds: Fraction
    agreed_seconds: Fraction
    down_seconds: Fraction
    value: Fraction | None
    otherwise: Fraction | None
    excluded_time: str
    unknown: str
    target: Target | None
    result: Result
    outages: tuple[ToldOutage, ...]
    words: str
    last: bool = False
    rules: tuple[int, ...] = (18, 19, 20, 21, 22)
    notes: tuple[str, ...] = ()

    @property
    def value_text(self) -> str:
        """The value as people read it, never kinder than it is (rule 17); "–" when there is none."""
        if self.value is None:
            return "–"
        target = self.target.value if self.target else None
        return ratio_text(self.value.numerator, self.value.denominator, favourable="up", target=target)

    def to_json(self) -> dict[str, Any]:
        """The keys of a figure (SEMANTICS, Figures as JSON), then what it was made of."""
        up = self.agreed_seconds - self.down_seconds
        return {
            "clause": self.clause,
            "title": self.title,
            "versions": list(self.versions),
            "service": self.service,
            "instance": self.instance,
            "priority": None,
            "period": {"start": self.start.isoformat(), "end": self.end.isoformat()},
            "numerator": number(up),
            "denominator": number(self.agreed_seconds),
            "value": None if self.value is None else decimal_text(self.value, self.target),
            "comparison": self.target.comparison if self.target else None,
            "target": decimal_text(self.target.value, None) if self.target else None,
            "result": self.result,
            "service_seconds": number(self.service_seconds),
            "maintenance_seconds": number(self.maintenance_seconds),
            "excluded_seconds": number(self.excluded_seconds),
            "unknown_seconds": number(self.unknown_seconds),
            "agreed_seconds": number(self.agreed_seconds),
            "down_seconds": number(self.down_seconds),
            "otherwise": None if self.otherwise is None else decimal_text(self.otherwise, self.target),
            "outages": [_told(each) for each in self.outages],
            "clause_words": self.words,
            "rules": list(self.rules),
            "notes": list(self.notes),
        }


def number(value: Fraction) -> int | str:
    """A count of seconds: a whole number where it is one."""
    return value.numerator if value.denominator == 1 else decimal_text(value, None)


def fine(value: Fraction) -> str:
    """A ratio as a percentage with all its digits, or so many that two of them can be told apart."""
    return f"{decimal_text(value * 100, None)}%"


def _told(each: ToldOutage) -> dict[str, Any]:
    record = each.record
    return {
        "id": record.id or None,
        "state": record.state,
        "cause": record.cause or None,
        "component": record.attribute("component") or None,
        "start": instant_text(record.start),
        "end": None if record.end is None else instant_text(record.end),
        "seconds": number(each.seconds),
        "counted": number(each.counted),
        "parts": _parts(each.parts),
        "joined_with": list(each.joined),
        "source": record.source,
    }


def _parts(parts: Sequence[Piece]) -> list[dict[str, Any]]:
    return [
        {"seconds": number(each.seconds), "counted": number(each.counted), "why": each.why} for each in parts
    ]
