"""Which version governs a ticket, and which period a verdict falls in (SEMANTICS rules 13, 15 and 18)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from evenhand.figures.explanation.carried_zone import rules_of
from evenhand.figures.explanation.clauses import Clauses
from evenhand.figures.explanation.wall import local_date, opening
from evenhand.terms.document import Agreement
from evenhand.units import Period

_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the agreement with the time in which tickets opened are governed by it, `[start, end)`.

    None where the documents do not say.
    """

    number: int
    clauses: Clauses
    start: int | None
    end: int | None

    @property
    def agreement(self) -> Agreement:
        """The terms of this version."""
        return self.clauses.agreement

    def governs(self, instant: int) -> bool:
        """Whether a ticket opened at this instant is governed by this version."""
        return (self.start is None or self.start <= instant) and (self.end is None or instant < self.end)


class Governing:
    """The versions of one agreement in the order in which they come into force (rule 13)."""

    def __init__(self, agreements: Sequence[Agreement]) -> None:
        ordered = sorted(agreements, key=lambda each: each.starts or date.min)
        firsts = [each.starts for each in ordered]
        ends = [_ends(each, following) for each, following in zip(ordered, [*firsts[1:], None], strict=True)]
        self.first_day, self.last_day = firsts[0], ends[-1] and ends[-1] - _DAY
        self.versions = tuple(
            Version(each.version or place + 1, Clauses(each), _midnight(each, first), _midnight(each, end))
            for place, (each, first, end) in enumerate(zip(ordered, firsts, ends, strict=True))
        )

    def at(self, instant: int) -> Version | None:
        """The version in force at an instant, None outside every version's time."""
        return next((version for version in self.versions if version.governs(instant)), None)

    def period(self, version: Version, unit: Period, instant: int) -> tuple[date, date]:
        """The first day of the period an instant falls in and the day after its last, cut by the term.

        After the agreement's last day it is the last period. Trailing days are those before the end of the reporting
        period (else the month) that the instant falls in.
        """
        start, end = self.stood_for(version, unit, instant)
        if unit.unit == "trailing days":
            start = end - unit.count * _DAY
        return max(start, self.first_day or start), end

    def stood_for(self, version: Version, unit: Period, instant: int) -> tuple[date, date]:
        """The same dates for a calendar period; of trailing days the reporting period that ends with them."""
        trailing = unit.unit == "trailing days"
        day = self.day(version, instant)
        start, end = calendar_period(reporting_period(version.agreement) if trailing else unit, day)
        return max(start, self.first_day or start), min(end, (self.last_day + _DAY) if self.last_day else end)

    def lived(self, versions: Sequence[Version], unit: Period, start: date, end: date) -> str:
        """What to say of trailing days that do not all lie within the terms of these versions; else nothing."""
        first = versions[0].start
        begun = start if first is None else max(start, local_date(versions[0].clauses.zone, first))
        days = (end - begun).days
        if unit.unit != "trailing days" or days >= unit.count:
            return ""
        return f"Of the {unit.count} days only {days} are within these terms."

    def day(self, version: Version, instant: int) -> date:
        """The date an instant counts on: after the agreement's last day it is that day."""
        day = local_date(version.clauses.zone, instant)
        return min(day, self.last_day or day)


def calendar_period(unit: Period, day: date) -> tuple[date, date]:
    """The calendar period that contains a date: its first day, and the day after its last (rule 18).

    >>> calendar_period(Period.parse("quarter"), date(2026, 5, 17))
    (datetime.date(2026, 4, 1), datetime.date(2026, 7, 1))
    >>> calendar_period(Period.parse("week"), date(2026, 5, 17))
    (datetime.date(2026, 5, 11), datetime.date(2026, 5, 18))
    """
    if unit.unit in _MONTHS:
        length = _MONTHS[unit.unit]
        month = (day.month - 1) // length * length
        years, after = divmod(month + length, 12)
        return date(day.year, month + 1, 1), date(day.year + years, after + 1, 1)
    if unit.unit == "week":
        start = day - timedelta(days=day.weekday())
        return start, start + 7 * _DAY
    return day, day + _DAY


def reporting_period(agreement: Agreement) -> Period:
    """How often is reported: every month where nothing, or no calendar period, is agreed."""
    every = agreement.reporting.every if agreement.reporting else None
    return every if every and every.unit != "trailing days" else Period("month")


def _ends(agreement: Agreement, following: date | None) -> date | None:
    """The day after the last on which a version is in force."""
    own = agreement.term.to + _DAY if agreement.term and agreement.term.to else None
    return min((day for day in (own, following) if day is not None), default=None)


def _midnight(agreement: Agreement, day: date | None) -> int | None:
    return None if day is None else opening(rules_of(agreement, agreement.timezone), day, 0)
