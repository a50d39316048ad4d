"""Deadlines between people on dates of the term: reports, duties, disagreements (rule 6, second half)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from evenhand.errors import EvenhandError
from evenhand.figures.dates import day_words, period_words
from evenhand.figures.deadlines import closes, local_date, report_due
from evenhand.figures.periods import step_of
from evenhand.figures.versions import EVER
from evenhand.terms.credits import CreditRules
from evenhand.terms.deadlines import Anchor, Deadline
from evenhand.terms.management import Disagreements, Reporting, Responsibility
from evenhand.units import Duration, Period, Unit
from evenhand.wording.blocks import Example, Words
from evenhand.wording.examples.ground import Ground
from evenhand.wording.names import Names
from evenhand.wording.phrases import listed, paragraph, sentence

_ONE_DAY: Final = timedelta(days=1)


def report_examples(reporting: Reporting, names: Names) -> Iterator[Example]:
    """When the report on the first whole period is due, and until when its figures can be questioned."""
    if names.ground and reporting.due and reporting.every:
        yield from _known(_report(reporting, reporting.due, reporting.every, names.ground))


def duty_examples(duty: Responsibility, names: Names) -> Iterator[Example]:
    """By when a duty is done for the first whole period, or after it is asked for before a closure."""
    if names.ground:
        yield from _known(_duty(duty, names.ground))


def disagreement_examples(terms: Disagreements, names: Names) -> Iterator[Example]:
    """Until when the first report can be disputed, and when the stages would end at the latest."""
    if names.ground and terms.raise_within:
        yield from _known(_disagreement(terms, terms.raise_within, names.ground))


def claim_examples(rules: CreditRules, names: Names) -> Iterator[Example]:
    """By when a credit of the first whole period has to be claimed."""
    if names.ground and rules.claimed:
        yield from _known(_claim(rules.claimed, names.ground))


def _known(sentences: Iterator[Words]) -> Iterator[Example]:
    """An example of these sentences; none where a date in it lies beyond the calendars."""
    try:
        found = [*sentences]
    except EvenhandError:
        return
    if found:
        yield Example(paragraph(*found).words)


def _report(reporting: Reporting, due: Deadline, every: Period, ground: Ground) -> Iterator[Words]:
    for start, end in _first(every, ground):
        at = _closes(due, _days(ground) | {"period": end - _ONE_DAY}, ground)
        if at is None:
            return
        yield sentence(f"the report for {period_words(start, end)} is due by {ground.deadline(at)}")
        if reporting.accepted_within:
            until = _after(reporting.accepted_within, local_date(at - 1, ground.agreement), ground)
            yield sentence(
                f"if it comes on that day, its figures can be questioned until {ground.deadline(until)}"
            )


def _duty(duty: Responsibility, ground: Ground) -> Iterator[Words]:
    if duty.due is not None and duty.due.date is None:
        days, what = _days(ground), "this"
        for start, end in _first(duty.every, ground) if duty.every else ():
            days["period"] = end - _ONE_DAY
            what = f"for {period_words(start, end)} this" if duty.due.anchor == "period" else what
        if at := _closes(duty.due, days, ground):
            yield sentence(f"{what} is done by {ground.deadline(at)}")
    if duty.within is not None and duty.within.unit is not Unit.SECONDS:
        asked = _before_a_closure(ground)
        until = ground.deadline(_after(duty.within, asked, ground))
        yield sentence(f"asked for on {day_words(asked, weekday=True)}, this is done by {until}")


def _disagreement(terms: Disagreements, raised: Deadline, ground: Ground) -> Iterator[Words]:
    agreement = ground.agreement
    for start, end in _first(Period(step_of(agreement)), ground):
        reported = report_due(agreement, end - _ONE_DAY)
        at = _closes(raised, _days(ground) | {"period": end - _ONE_DAY, "report": reported}, ground)
        if at is None or raised.date is not None:
            return
        report = f", reported on {day_words(reported, weekday=True)}," if raised.anchor == "report" else ""
        what = f"a figure of {period_words(start, end)}{report}"
        yield sentence(f"{what} can be disputed until {ground.deadline(at)}")
        ends = [*_stages(terms, local_date(at - 1, agreement), ground)]
        if ends:
            yield sentence(f"if it is disputed on that day, the {_ends(ends)} latest")


def _claim(claimed: Deadline, ground: Ground) -> Iterator[Words]:
    for start, end in _first(Period(step_of(ground.agreement)), ground):
        last = end - _ONE_DAY
        days = _days(ground) | {"period": last, "report": report_due(ground.agreement, last)}
        at = None if claimed.date else _closes(claimed, days, ground)
        if at:
            yield sentence(
                f"a credit for {period_words(start, end)} must be claimed by {ground.deadline(at)}"
            )


def _stages(terms: Disagreements, day: date, ground: Ground) -> Iterator[str]:
    """When each stage is over if it takes all its time, up to the first without a limit."""
    for stage in terms.stages.values():
        if stage.within is None:
            return
        at = _after(stage.within, day, ground)
        yield ground.deadline(at)
        day = local_date(at - 1, ground.agreement)


def _ends(ends: list[str]) -> str:
    several = "stages end" if len(ends) > 1 else "first stage ends"
    return f"{several} by {listed(ends)[0].text} at the"


def _first(every: Period, ground: Ground) -> list[tuple[date, date]]:
    """The first whole period, if there is one."""
    return [] if every.unit == "trailing days" else ground.periods(every)[:1]


def _days(ground: Ground) -> dict[Anchor, date]:
    term = ground.agreement.term
    days: dict[Anchor, date] = {"first day": term.from_ if term else ground.first}
    return days | ({"last day": term.to} if term and term.to else {})


def _closes(deadline: Deadline, days: dict[Anchor, date], ground: Ground) -> int | None:
    if deadline.anchor is not None and deadline.anchor not in days:
        return None
    at = closes(deadline, days, ground.agreement)
    return None if at == EVER else at


def _after(length: Duration, day: date, ground: Ground) -> int:
    return closes(Deadline("after", "report", length, 0, None, ""), {"report": day}, ground.agreement)


def _before_a_closure(ground: Ground) -> date:
    """The last business day before the longest closure of the first half year."""
    agreed = ground.agreement.business_days
    at, _ = ground.late(agreed.calendar if agreed else None, 60)
    return local_date(at, ground.agreement)
