"""The dates of an agreement that people put into their calendars: term, reviews, reports, duties, closures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from evenhand.errors import Problem
from evenhand.exchange.closures import closures_of
from evenhand.exchange.entry import Entry, Kind
from evenhand.figures.dates import day_words, period_words
from evenhand.figures.deadlines import closes, local_date, months_after, report_due
from evenhand.figures.periods import Term
from evenhand.figures.versions import EVER, midnight
from evenhand.terms.agreement import Agreement
from evenhand.terms.deadlines import Anchor, Deadline
from evenhand.terms.management import Responsibility
from evenhand.units import Period

YEARS_WITHOUT_END: Final = 3
"""For how many years the dates of an agreement without a last day are told."""

_DAY: Final = timedelta(days=1)
_RENEWAL: Final = {
    "automatic": "It is renewed unless notice is given.",
    "by agreement": "It is renewed if both agree.",
    "none": "It ends with this day.",
}


def dates_of(agreement: Agreement, last: date | None = None) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return every date there is, up to `last` if that is given, in order, and what has no date.

    Deadlines are reckoned as for figures (rule 6, second half). Without a first day there is no date at all; without
    a last day those of the first three years are told.
    """
    first = agreement.starts
    if first is None:
        message, mend = "Without a first day no date can be told.", 'Add "term: {from: …}".'
        return (), (Problem("no-first-day", message, mend, "warning", agreement.file, clause="term"),)
    ends = agreement.term.to if agreement.term else None
    until = last or ends or months_after(first, 12 * YEARS_WITHOUT_END)
    teller = _Teller(agreement, first, ends, min(until, ends or until))
    if ends is None and last is None:
        message = f"It has no last day; its dates are told up to {day_words(until)}."
        teller.note("no-last-day", message, "term")
    entries = [*teller.term(), *teller.reviews(), *teller.reports(), *teller.duties()]
    entries += closures_of(agreement, first, teller.until)
    # The last deadlines of a term that ends lie behind it.
    shown = [entry for entry in entries if (last is None and ends) or entry.begins.date() <= until]
    return tuple(sorted(shown, key=lambda entry: (entry.begins, entry.key))), tuple(teller.problems)


@dataclass
class _Teller:
    """Tells the dates of an agreement from its `first` day to its `last`, if it has one, or as far as `until`.

    `problems` are notes on what has no date.
    """

    agreement: Agreement
    first: date
    last: date | None
    until: date
    problems: list[Problem] = field(default_factory=list)

    def note(self, code: str, message: str, clause: str) -> None:
        """Keep a note on a clause."""
        self.problems.append(Problem(code, message, "", "note", self.agreement.file, clause=clause))

    def term(self) -> Iterator[Entry]:
        """The first and the last day, and the last on which notice can be given."""
        terms, name = self.agreement.term, self.agreement.agreement
        if terms is None:
            return
        yield Entry.on(terms.from_, "term-first", "term", "term.from", f"{name}: first day")
        if terms.to is None:
            return
        yield Entry.on(
            terms.to, "term-last", "term", "term.to", f"{name}: last day", _RENEWAL[terms.renewal], (30,)
        )
        if terms.notice is not None:
            notice = Deadline("before", "last day", terms.notice, 0, None, "")
            told = _Told(
                "notice", "notice", "term.notice", f"{name}: last day to give notice", alarms=(30, 7)
            )
            yield from self._due(told, notice, {"last day": terms.to})

    def reviews(self) -> Iterator[Entry]:
        """A review after each period: the agreement says how often, not on which day."""
        review = self.agreement.review
        if review is None or review.every is None:
            return
        who = f"With {', '.join(review.attend)}. " if review.attend else ""
        words = f"{who}Agreed is every {review.every}, not a day: this is the first after the period."
        for start, end in self._periods(review.every, "review.every"):
            summary = f"Review of {period_words(start, end)}"
            day = min(end, self.last or end)
            yield Entry.on(day, f"review-{start}", "review", "review.every", summary, words, (7,))

    def reports(self) -> Iterator[Entry]:
        """By when each report is due."""
        reporting = self.agreement.reporting
        if reporting is None or reporting.every is None:
            return
        to = f"To {', '.join(reporting.to)}." if reporting.to else ""
        for start, end in self._periods(reporting.every, "reporting.every"):
            summary = f"Report for {period_words(start, end)} is due"
            told = _Told(f"report-{start}", "report", "reporting.due", summary, to)
            yield from self._due(told, reporting.due, self._days(end - _DAY))

    def duties(self) -> Iterator[Entry]:
        """By when each responsibility is due that has a date, once or every period."""
        for side in ("client", "provider"):
            party = getattr(self.agreement.parties, side)
            for key, duty in getattr(self.agreement.responsibilities, side).items():
                who = party.name if party else side.capitalize()
                yield from self._duty(f"responsibilities.{side}.{key}", who, duty)

    def _duty(self, clause: str, party: str, duty: Responsibility) -> Iterator[Entry]:
        summary = f"{party}: {' '.join(duty.text.split())}"
        dated = duty.every is not None or duty.due is not None
        counted = duty.due.anchor if duty.due else None
        if counted == "incident" or (duty.every is None and counted in ("period", "report")):
            self.note("no-date", f"It is counted from the {counted}, which is no date yet.", f"{clause}.due")
        elif duty.every is not None:
            for start, end in self._periods(duty.every, f"{clause}.every"):
                named = f"{summary} ({period_words(start, end)})"
                told = _Told(f"{clause}-{start}", "duty", clause, named)
                yield from self._due(told, duty.due, self._days(end - _DAY))
        elif dated:
            yield from self._due(_Told(clause, "duty", clause, summary), duty.due, self._days(self.until))

    def _due(self, told: _Told, due: Deadline | None, days: Mapping[Anchor, date]) -> Iterator[Entry]:
        """The date on which a deadline ends, with the time of day unless midnight; without one, the period's last."""
        if due is not None and due.anchor is not None and due.anchor not in days:
            self.note("no-date", f"There is no {due.anchor} to count from.", told.clause)
            return
        agreement = self.agreement
        at = closes(due, days, agreement) if due else midnight(days["period"] + _DAY, agreement)
        if at == EVER:
            self.note("no-date", "This deadline lies too far ahead.", told.clause)
            return
        day = local_date(at - 1, self.agreement)
        until = _time_of(at, day, self.agreement)
        words = f"By {until} ({self.agreement.timezone}). {told.words}".strip() if until else told.words
        yield Entry.on(day, told.key, told.kind, told.clause, told.summary, words, told.alarms)

    def _periods(self, every: Period, clause: str) -> Iterator[tuple[date, date]]:
        """The calendar periods that begin within the time told of, the first and the last cut by the term."""
        if every.unit == "trailing days":
            self.note("no-date", f"{every} are no calendar periods.".capitalize(), clause)
            return
        yield from Term(self.first, self.last).periods(every.unit, self.first, self.until)

    def _days(self, last: date) -> dict[Anchor, date]:
        """What deadlines are counted from, for a period that ends with `last`."""
        report = report_due(self.agreement, last)
        days: dict[Anchor, date] = {"period": last, "report": report, "first day": self.first}
        return days if self.last is None else {**days, "last day": self.last}


@dataclass(frozen=True)
class _Told:
    """What is said at a deadline."""

    key: str
    kind: Kind
    clause: str
    summary: str
    words: str = ""
    alarms: tuple[int, ...] = (2,)


def _time_of(at: int, day: date, agreement: Agreement) -> str:
    """The time of day at which a deadline ends, in the agreement's zone; "" at the end of the date."""
    if at == midnight(day + _DAY, agreement):
        return ""
    zone = agreement.zone(agreement.timezone, day.year - 1, day.year + 1)
    minutes = int(zone.local_seconds(at)) % 86_400 // 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
