"""How much downtime a target leaves room for, in an ordinary period of the service's hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from evenhand.errors import EvenhandError
from evenhand.figures.dates import in_period
from evenhand.figures.explanation.wording import long_text
from evenhand.terms.availability import Availability
from evenhand.terms.canonical.texts import percent_form
from evenhand.units import Period
from evenhand.wording.blocks import Example
from evenhand.wording.examples.ground import Ground
from evenhand.wording.names import Names
from evenhand.wording.phrases import sentence

_WHOLE_MINUTES_FROM: Final = 600


def availability_examples(service: str, clause: Availability, names: Names) -> Iterator[Example]:
    """The downtime that the target allows in an ordinary period, cut so as never to flatter."""
    ground = names.ground
    target = clause.target
    if ground is None or target is None:
        return
    try:
        found = ordinary(names.agreement.services[service].hours, target.period, ground)
    except EvenhandError:
        return
    if found is None:
        return
    start, end, agreed = found
    allowed = ((1 - target.value) * agreed).__floor__()
    room = f"leaves room for {_cut(allowed)} of downtime" if allowed else "leaves no room for any downtime"
    yield Example(
        sentence(
            f"{in_period(start, end)}{_ordinary(target.period)}, the agreed",
            f" service time is {long_text(agreed)} if nothing is left out: {percent_form(target.value)} {room}",
        )
    )


def ordinary(calendar: str | None, period: Period, ground: Ground) -> tuple[date, date, int] | None:
    """The period in the middle when all whole ones are put in order of their hours, with its open seconds.

    Those in which clocks change are passed over where there are others: they are not ordinary.
    """
    whole = ground.periods(period)
    steady = [(start, end) for start, end in whole if not ground.clocks_change(start, end)]
    sized = sorted((ground.hours(calendar, start, end).seconds, start, end) for start, end in steady or whole)
    if not sized or not sized[-1][0]:
        return None
    seconds = sized[(len(sized) - 1) // 2][0]
    return next((start, end, size) for size, start, end in sized if size == seconds)


def _ordinary(period: Period) -> str:
    return "" if period.unit == "trailing days" else f", an ordinary {period.unit} of these hours"


def _cut(seconds: int) -> str:
    return long_text(seconds - seconds % 60 if seconds >= _WHOLE_MINUTES_FROM else seconds)
