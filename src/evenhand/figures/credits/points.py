"""Points in place of money, and what is called for once there are enough of them (rule 23)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from evenhand.figures.credits.statement import Statement
from evenhand.figures.deadlines import months_after
from evenhand.terms.agreement import Agreement
from evenhand.terms.deadlines import PointsReached
from evenhand.units import Duration, Unit


def reached(agreement: Agreement, statements: Sequence[Statement]) -> tuple[str, ...]:
    """What the points up to the last of these statements call for, each as a sentence."""
    last = statements[-1]
    found = []
    for what, trigger in _triggers(agreement):
        start = _before(last.end, trigger.in_)
        if start is None:
            found.append(f"Points within {trigger.in_} are not reckoned; they are counted by dates.")
            continue
        points = sum(
            line.points
            for statement in statements
            for line in statement.lines
            if start <= line.last < last.end
        )
        if points >= trigger.points > 0:
            found.append(f"{points} points within {trigger.in_}: with {trigger.points}, {what}.")
    return tuple(found)


def _triggers(agreement: Agreement) -> Iterator[tuple[str, PointsReached]]:
    term, reporting, review = agreement.term, agreement.reporting, agreement.review
    for right in term.end_early if term else ():
        if isinstance(right.when, PointsReached):
            who = "either party" if right.by == "either" else f"the {right.by}"
            yield f"{who} may end the agreement early", right.when
    improvement = reporting.improvement if reporting else None
    for trigger in improvement.when if improvement else ():
        if isinstance(trigger, PointsReached):
            yield "an improvement plan is due", trigger
    for trigger in review.also_when if review else ():
        if isinstance(trigger, PointsReached):
            yield "a review is due", trigger


def _before(end: date, length: Duration) -> date | None:
    """The first date of so long a time up to `end`; None where it is not counted in dates or months."""
    if length.unit is Unit.MONTHS:
        return months_after(end, -int(length.amount))
    if length.unit is Unit.DAYS:
        return end - timedelta(days=min(int(length.amount), end.toordinal() - 1))
    return None
