"""Terms and records to figures: tickets are judged log by log, counted, and the counts become figures."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from evenhand.clocks.verdicts import MET, MISSED
from evenhand.figures.assembly import Span, assemble
from evenhand.figures.availability.detail import UNMEASURED
from evenhand.figures.availability.measuring import measure_availability
from evenhand.figures.credits.clauses import any_costs
from evenhand.figures.credits.incidents import last_outage
from evenhand.figures.credits.over import tickets_over
from evenhand.figures.credits.settling import overlaps, settle
from evenhand.figures.deadlines import local_date
from evenhand.figures.facts import unknown
from evenhand.figures.judging import Judged, irregular_tickets, judge
from evenhand.figures.late import on_time
from evenhand.figures.measurement import Measurement
from evenhand.figures.part import Part
from evenhand.figures.periods import PeriodUnit, Term
from evenhand.figures.remarks import UNAIMED, ticket_notes
from evenhand.figures.shares import count_tickets
from evenhand.figures.slots import groups, units_of
from evenhand.figures.tables import Tables
from evenhand.figures.tally import count_judged, period_days
from evenhand.figures.versions import EVER, Version, in_force
from evenhand.figures.waits import reasons_waited_for, wait_notes
from evenhand.records.charges import CreditRecords
from evenhand.records.outages import Outages
from evenhand.records.readings import Readings
from evenhand.records.selection import only_rows, only_tickets, slices
from evenhand.records.tickets import TicketLog, irregular
from evenhand.terms.agreement import Agreement
from evenhand.terms.standards import Standard

_SLICE_ROWS = 1 << 17
"""Rows judged at a time: the columns of so many stay in the cache, which makes the whole three times faster."""


class Measure:
    """The measuring of one agreement, all its versions, as of one instant.

    Give it logs of whole tickets with `part`, then turn the merged parts into figures with `figures`. The same
    versions, records and `as_of` give the same figures to the last digit, however the log is split (rule 27).
    Raises DocumentError when the documents are not versions of one agreement.
    """

    def __init__(self, agreements: Sequence[Agreement], as_of: int) -> None:
        self.versions = in_force(agreements)
        self.as_of = as_of
        self.term = Term(self.versions[0].first, self.versions[-1].last)
        self._tables: dict[int, Tables] = {}

    def tables(self, version: Version, earliest: int) -> Tables:
        """The calendars of a version, compiled back to the year of `earliest`."""
        known = self._tables.get(version.number)
        if known is None or not known.reaches(earliest):
            known = Tables(version.agreement, earliest, max(self.as_of, earliest))
            self._tables[version.number] = known
        return known

    def part(self, log: TicketLog, *, per_ticket: bool = False) -> Part:
        """Judge the tickets of one log; later records than `as_of` are left out."""
        part = Part()
        for piece in self.pieces(log):
            self.take(part, piece, per_ticket=per_ticket)
        return part

    def pieces(self, log: TicketLog) -> Iterator[TicketLog]:
        """Whole tickets as they are judged together, without what was recorded later than `as_of`."""
        for piece in slices(log, _SLICE_ROWS):
            yield only_rows(piece, piece.at <= self.as_of)

    def take(self, part: Part, log: TicketLog, *, per_ticket: bool = False) -> None:
        """Add the tickets of one piece to a part."""
        if not log.tickets.size:
            return
        part.counts["tickets"] += len(log)
        opened = log.at[log.first[:-1]]
        governed = np.zeros(len(log), dtype=np.bool_)
        for place, version in enumerate(self.versions):
            mine = (opened >= version.start) & (opened < version.end)
            governed |= mine
            if mine.any():
                self._judge_version(part, place, version, only_tickets(log, mine), per_ticket)
        part.note("outside the time in force", log, ~governed)

    def _judge_version(
        self, part: Part, place: int, version: Version, log: TicketLog, per_ticket: bool
    ) -> None:
        agreement = version.agreement
        earliest = int(log.at[log.first[:-1]].min())
        part.earliest = min(part.earliest, earliest)
        tables = self.tables(version, earliest)
        log, late = on_time(agreement, tables, log)
        part.counts["late records"] += late
        if not log.tickets.size:
            return
        part.waited.update(reasons_waited_for(log))
        odd = irregular(log) > 0
        part.note("irregular", log, odd)
        regular, strange = only_tickets(log, ~odd), only_tickets(log, odd)
        for name, known in (("service", agreement.services), ("priority", _priorities(agreement))):
            for label, number in unknown(log, name, known).items() if known else ():
                part.counts[f"unknown {name} {label}"] += number
        covered = np.zeros(len(regular), dtype=np.bool_)
        for clause, standard in agreement.standards.items():
            if standard.measure is not None:
                if len(regular) and standard.measure.reading is None:
                    count_tickets(
                        part.tally, place, f"standards.{clause}", standard, tables, regular, self.term
                    )
                continue
            if len(regular):
                judged, touched = self.judged(place, clause, standard, tables, regular, reckoned=per_ticket)
                covered |= touched
                counted = self._count(part, place, version, clause, standard, tables, judged, per_ticket)
                part.over += tickets_over(
                    clause, version.number, standard, tables, regular, self.as_of, (judged, *counted)
                )
            if len(strange):
                judged = irregular_tickets(standard, tables, strange)
                self._count(part, place, version, clause, standard, tables, judged, per_ticket)
        part.note("covered by no standard", regular, ~covered)

    def judged(
        self, place: int, clause: str, standard: Standard, tables: Tables, log: TicketLog, *, reckoned: bool
    ) -> tuple[Judged, NDArray[np.bool_]]:
        """What a clause of the version at `place` says of regular tickets; see `judge`."""
        return judge(standard, tables, log, self.as_of, reckoned=reckoned)

    def _count(
        self,
        part: Part,
        place: int,
        version: Version,
        clause: str,
        standard: Standard,
        tables: Tables,
        judged: Judged,
        per_ticket: bool,
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        units = units_of(standard, version.agreement)
        days, counts = period_days(judged, units, self.term, tables)
        part.note(UNAIMED, judged.log, _unaimed(judged, units))
        count_judged(part.tally, place, f"standards.{clause}", judged, units, days, counts)
        if per_ticket:
            shown = np.where(counts, days, EVER)
            part.judged.append((version, clause, judged, shown))
        return days, counts

    def figures(
        self,
        part: Part,
        *,
        tickets: bool = True,
        readings: Readings | None = None,
        outages: Outages | None = None,
        records: CreditRecords | None = None,
        first: date | None = None,
        last: date | None = None,
        by: Sequence[str] = (),
    ) -> Measurement:
        """The figures of the merged parts, for the periods that overlap `first` to `last` and begin by `as_of`.

        `by` adds breakdowns by "priority" or "service", without verdicts (rule 16). Without `tickets` standards that
        are counted from them have no figures, as nothing is known of them.
        """
        wanted = self._span(part, readings, outages, first, last)
        # A cap and a row of missed periods look back to the beginning.
        span = self._span(part, readings, outages, None, last) if any_costs(self.versions) else wanted
        figures = assemble(self.versions, self.term, part.tally, span, readings, by) if span else ()
        if not tickets:
            read = {group.address for group in groups(self.versions) if group.reads}
            figures = tuple(each for each in figures if each.clause in read)
        known = (
            measure_availability(self.versions, outages, readings, self.as_of, span) if span else UNMEASURED
        )
        settled = settle(
            self.versions,
            (*figures, *known.figures),
            as_of=self.as_of,
            records=records,
            tickets=part.over,
            incident=last_outage(self.versions, outages, self.as_of),
        )
        details = known.details
        if wanted:
            settled = settled.between(wanted.first, wanted.last)
            details = tuple(each for each in details if overlaps(each.figure, wanted.first, wanted.last))
        waits = wait_notes([each.agreement for each in self.versions], part.waited)
        latest = [each for each in self.versions if each.start <= self.as_of] or [self.versions[0]]
        agreement = latest[-1].agreement
        return Measurement(
            agreement=agreement.agreement,
            reference=agreement.reference,
            version=latest[-1].number,
            as_of=self.as_of,
            figures=settled.figures,
            notes=(*ticket_notes(part.counts, part.examples), *waits, *known.notes, *settled.notes),
            counts={key: number for key, number in sorted(part.counts.items()) if number},
            judged=tuple(part.judged),
            availability=details,
            statements=settled.statements,
        )

    def _span(
        self,
        part: Part,
        readings: Readings | None,
        outages: Outages | None,
        first: date | None,
        last: date | None,
    ) -> Span | None:
        """The days to make figures for: from the term, else from the first record; None when there is none."""
        agreement = self.versions[0].agreement
        begun = self.term.first
        if begun is None:
            instants = [part.earliest] if part.earliest != EVER else []
            if readings is not None and readings.at.size:
                instants.append(int(readings.at.min()))
            if outages is not None and len(outages):
                instants.append(int(outages.start.min()))
            if not instants:
                return None
            begun = local_date(min(instants), agreement)
        end = local_date(self.as_of, agreement)
        return Span(max(begun, first or begun), min(end, last or end), self.as_of)


def measure_log(
    agreements: Sequence[Agreement],
    log: TicketLog,
    *,
    as_of: int | None = None,
    readings: Readings | None = None,
    outages: Outages | None = None,
    records: CreditRecords | None = None,
    first: date | None = None,
    last: date | None = None,
    by: Sequence[str] = (),
) -> Measurement:
    """Measure one log held in memory; `as_of` defaults to the latest instant in the records (rule 14)."""
    if as_of is None:
        as_of = latest_instant(int(log.at.max()) if log.at.size else None, readings, outages, records)
    measure = Measure(agreements, as_of)
    part = measure.part(log, per_ticket=True)
    return measure.figures(
        part, readings=readings, outages=outages, records=records, first=first, last=last, by=by
    )


def latest_instant(
    tickets: int | None,
    readings: Readings | None,
    outages: Outages | None,
    records: CreditRecords | None = None,
) -> int:
    """The latest instant in all records (rule 14), with that of the tickets; 0 when there are none."""
    instants = [] if tickets is None else [tickets]
    if readings is not None and readings.at.size:
        instants.append(int(readings.at.max()))
    if outages is not None and outages.latest is not None:
        instants.append(outages.latest)
    if records is not None and records.latest is not None:
        instants.append(records.latest)
    return max(instants, default=0)


def _unaimed(judged: Judged, units: Mapping[str | None, PeriodUnit]) -> NDArray[np.bool_]:
    """The decided tickets whose priority has no target to count against."""
    aimless = np.array([units.get(name, units.get(None)) is None for name in (*judged.priorities, "")])
    rows = np.flatnonzero(np.isin(judged.verdict, (MET, MISSED)) & aimless[judged.priority])
    marked = np.zeros(judged.log.tickets.size, dtype=np.bool_)
    marked[judged.ticket[rows]] = True
    return marked


def _priorities(agreement: Agreement) -> tuple[str, ...]:
    priorities = agreement.priorities
    return () if priorities.derived_from else priorities.names
