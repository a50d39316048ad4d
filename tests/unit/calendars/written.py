"""Reads the hours and times of `tests/answers/calendars`, in the notation of an agreement."""

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import yaml

from evenhand.calendars.hours import Calendar, Spans
from tests.answers.calendars.oracle import zone_rules

ANSWERS = Path(__file__).parents[2] / "answers" / "calendars"
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def answers(name: str) -> list[dict]:
    return yaml.safe_load((ANSWERS / name).read_text(encoding="utf-8"))


def seconds_of(clock: str) -> int:
    hours, minutes, *seconds = (int(part) for part in clock.split(":"))
    return hours * 3600 + minutes * 60 + sum(seconds)


def spans_of(text: str | list[str]) -> Spans:
    spans = []
    for span in [text] if isinstance(text, str) else text:
        start, end = (seconds_of(clock) for clock in span.split("-"))
        spans.append((start, end if end > start else end + 86_400))
    return tuple(spans)


def weekly_of(hours: dict[str, str | list[str]]) -> tuple[Spans, ...]:
    weekly: list[Spans] = [()] * 7
    for days, spans in hours.items():
        first, _, last = days.partition("-")
        for day in range(DAYS.index(first), DAYS.index(last or first) + 1):
            weekly[day] = spans_of(spans)
    return tuple(weekly)


def calendar_of(
    hours: dict[str, str | list[str]], zone: str = "UTC", closed: Iterable[date] = ()
) -> Calendar:
    return Calendar(zone, weekly=weekly_of(hours), closed=dict.fromkeys(closed, "closed"))


def utc(text: str, zone: str = "UTC", fold: int = 0) -> int:
    """The instant at which the clock of a zone shows this."""
    return int(datetime.fromisoformat(text).replace(tzinfo=zone_rules(zone), fold=fold).timestamp())


def amount_of(text: str) -> tuple[Fraction, str]:
    """`540 minutes` as 32400 seconds, `1.5 business days` as 3/2 of those."""
    amount, unit = text.split(" ", 1)
    scale = {"seconds": 1, "minutes": 60, "hours": 3600, "business days": 1}[unit]
    return Fraction(amount) * scale, "business days" if unit == "business days" else "seconds"
