"""The slow walk of one ticket under one standard, event by event and date by date (SEMANTICS rules 8 to 16)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from evenhand.figures.explanation.changes import Course, priority_changes
from evenhand.figures.explanation.clauses import Clauses, Frame
from evenhand.figures.explanation.deciding import Miss, first_miss
from evenhand.figures.explanation.events import TicketEvent, in_order, irregularity
from evenhand.figures.explanation.governing import Governing, Version, reporting_period
from evenhand.figures.explanation.history import ClockRules, History, Leg, Segment, State, history, said
from evenhand.figures.explanation.late import in_time
from evenhand.figures.explanation.reckoned import Reckoned
from evenhand.figures.explanation.result import Record, Verdict, Walk
from evenhand.figures.explanation.telling import told
from evenhand.terms.document import Agreement
from evenhand.terms.standards import Standard
from evenhand.units import Period, Target

_NOT_STARTED = "its clock has not started: it starts once the ticket is {}, unless it was called off before"
_VERDICTS: dict[State, Verdict] = {State.STOPPED: "met", State.CANCELLED: "cancelled", State.RUNNING: "open"}


class Walker:
    """Walks tickets under all versions of an agreement, as of one instant.

    `walk` uses nothing of the compiled tables and clocks that the figures are made with.
    """

    def __init__(self, agreements: Sequence[Agreement], as_of: int) -> None:
        self.governing = Governing(agreements)
        self.as_of = as_of

    def version(self, events: Sequence[TicketEvent]) -> Version | None:
        """The version that governs a ticket: the one in force at its first record (rule 13)."""
        rows = in_order(events, self.as_of)
        return self.governing.at(rows[0].at) if rows else None

    def walk(self, ticket: str, events: Sequence[TicketEvent], standard: str) -> Walk:
        """Walk one ticket under the standard with this id; `listed` of the result says whether it counts."""
        blank = _blank(ticket, standard, self.as_of)
        rows = in_order(events, self.as_of)
        if not rows:
            return replace(blank, reason="nothing is recorded of it yet")
        version = self.governing.at(rows[0].at)
        if version is None:
            return replace(blank, reason="it was opened outside the time in which the agreement is in force")
        terms = version.agreement.standards.get(standard)
        blank = replace(blank, version=version.number, zone=version.agreement.timezone)
        if terms is None:
            return replace(blank, reason="the version that governs it has no such clause")
        if terms.clock is None:
            return replace(blank, reason="the clause has no clock, and its figure is made in another way")
        blank = replace(
            blank,
            title=terms.title or "",
            subject=next((row.attributes["subject"] for row in rows if row.attributes.get("subject")), ""),
            stops=terms.clock.stops,
            words=version.agreement.words(f"standards.{standard}"),
        )
        timely = in_time(version.clauses, rows)
        if len(timely) < len(rows):
            late = f"{len(rows) - len(timely)} of its records arrived too late to count unless both agree."
            blank = replace(blank, notes=(late,), rules=(26,))
        if not timely:
            return replace(blank, reason="all its records arrived too late to count")
        return _Ticket(self, version, terms, timely).walk(blank)

    def period_of(self, version: Version, standard: Standard, priority: str, at: int) -> date | None:
        """The first day of the period that an instant counts in under a standard (rules 15 and 18).

        Where trailing days are looked at it is the day itself, which lies in several figures.
        """
        unit = period_unit(standard, version.agreement, priority)
        if unit is None:
            return None
        if unit.unit == "trailing days":
            return self.governing.day(version, at)
        return self.governing.period(version, unit, at)[0]


class _Ticket:
    """One ticket's rows under one standard of one version."""

    def __init__(
        self, walker: Walker, version: Version, standard: Standard, rows: Sequence[TicketEvent]
    ) -> None:
        assert standard.clock is not None
        self.walker, self.version, self.standard, self.rows = walker, version, standard, rows
        self.clauses: Clauses = version.clauses
        self.rules = ClockRules(
            starts=standard.clock.starts,
            stops=standard.clock.stops,
            when_reopened=standard.when_reopened,
            from_change=standard.when_reprioritised == "from change",
        )
        self.past = History((), ())
        self.service = ""
        self.reckoned: dict[tuple[int, Frame], Reckoned] = {}

    def walk(self, blank: Walk) -> Walk:
        wrong = irregularity(self.rows)
        if wrong:
            return self._irregular(blank, wrong)
        self.past = history(self.rows, self.rules, self.clauses.priority, self.walker.as_of)
        if not self.past.legs:
            return replace(blank, reason=_NOT_STARTED.format(self.rules.starts))
        final = self.past.legs[-1].last
        self.service = self.clauses.service(final.held.get("service", ""))
        blank = replace(blank, service=self.service, priority=self.clauses.priority(final.held))
        miss = first_miss(self.past, self._look)
        if miss is not None:
            return self._result(blank, miss.reckoned, "missed", miss)
        reason = self.clauses.frame(self.standard, final.held, self.service)
        if isinstance(reason, str):
            return self._with_changes(replace(blank, reason=reason), _stopped(final), None)
        reckoned = self._reckon(self.past.legs[-1], reason)
        verdict = _VERDICTS[final.state]
        if not reason.scored:
            verdict = ""
        return self._result(blank, reckoned, verdict, None)

    def _irregular(self, blank: Walk, wrong: str) -> Walk:
        held: dict[str, str] = {}
        for row in self.rows:
            held |= said(row)
        service = self.clauses.service(held.get("service", ""))
        blank = replace(blank, service=service, priority=self.clauses.priority(held))
        frame = self.clauses.frame(self.standard, held, service)
        if isinstance(frame, str):
            return replace(blank, reason=frame)
        last = self.rows[-1].at
        return replace(
            blank,
            verdict="irregular",
            listed=True,
            reason=wrong,
            rules=tuple(sorted({8, 13, *blank.rules})),
            records=tuple(Record(row.at, row.event, _said(row)) for row in self.rows),
            period_start=self.walker.period_of(self.version, self.standard, blank.priority, last),
        )

    def _look(self, leg: Leg, segment: Segment) -> Reckoned | None:
        frame = self.clauses.frame(self.standard, segment.held, self.service)
        return None if isinstance(frame, str) else self._reckon(leg, frame)

    def _reckon(self, leg: Leg, frame: Frame) -> Reckoned:
        key = (id(leg), frame)
        if key not in self.reckoned:
            self.reckoned[key] = Reckoned(leg, frame, self.standard, self.past, self.rows)
        return self.reckoned[key]

    def _result(self, blank: Walk, reckoned: Reckoned, verdict: Verdict, miss: Miss | None) -> Walk:
        leg, frame = reckoned.leg, reckoned.frame
        stopped = _stopped([each for each in self.past.legs if each.run == leg.run][-1].last)
        seconds, days = reckoned.elapsed()
        decided = miss.at if miss else None if verdict in ("open", "") else stopped
        by = {"decided": decided, "stopped": stopped, "opened": self.rows[0].at}
        counted = None if verdict in ("open", "") else by[self.standard.counted_in]
        done = replace(
            blank,
            priority=frame.priority,
            started=leg.start,
            stopped=stopped,
            due=reckoned.due(missed=miss is not None),
            elapsed_seconds=seconds,
            elapsed_days=days if frame.in_days else None,
            paused_seconds=reckoned.paused_seconds(),
            verdict=verdict,
            decided=decided,
            period_start=None
            if counted is None
            else self.walker.period_of(self.version, self.standard, frame.priority, counted),
            by_change=miss is not None and miss.by_change,
            trailing=_trailing(self.standard, self.version.agreement, frame.priority),
            listed=True,
            reason="" if frame.scored else "no due time was agreed on the ticket",
        )
        return told(self._with_changes(done, stopped, miss), reckoned, self.past, self.rows)

    def _with_changes(self, walk: Walk, stopped: int | None, miss: Miss | None) -> Walk:
        course = Course(self.rows, self.past, self.service, stopped, miss)
        changes = priority_changes(self.clauses, self.standard, course)
        return replace(walk, changes=changes, rules=tuple(sorted({*walk.rules, 12}))) if changes else walk


def _stopped(last: Segment) -> int | None:
    return None if last.state is State.RUNNING else last.start


def _said(row: TicketEvent) -> str:
    return ", ".join(f"{name} {value}" for name, value in row.attributes.items() if value)


def period_unit(standard: Standard, agreement: Agreement, priority: str) -> Period | None:
    """The period a ticket counts in: that of its target, else of the reports, else the month."""
    target = standard.target
    if target is None:
        return reporting_period(agreement)
    one = target if isinstance(target, Target) else target.get(priority)
    return one.period if one else None


def _trailing(standard: Standard, agreement: Agreement, priority: str) -> int:
    unit = period_unit(standard, agreement, priority)
    return unit.count if unit is not None and unit.unit == "trailing days" else 0


def _blank(ticket: str, standard: str, as_of: int) -> Walk:
    return Walk(
        ticket=ticket,
        standard=standard,
        version=None,
        service="",
        priority="",
        started=None,
        stopped=None,
        due=None,
        elapsed_seconds=None,
        elapsed_days=None,
        paused_seconds=None,
        verdict="",
        decided=None,
        period_start=None,
        by_change=False,
        listed=False,
        as_of=as_of,
    )
