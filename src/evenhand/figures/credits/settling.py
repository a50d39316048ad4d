"""Figures and what was recorded beside them, settled into statements (rules 18, 23 and 24)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby

from evenhand.figures.credits.caps import Capping, Cut
from evenhand.figures.credits.charging import Charging
from evenhand.figures.credits.clauses import clause_of
from evenhand.figures.credits.lines import Line
from evenhand.figures.credits.over import TicketOver, in_order
from evenhand.figures.credits.points import reached
from evenhand.figures.credits.reckon import Reckoner, figured, runs_of
from evenhand.figures.credits.standing import Incident, Standing
from evenhand.figures.credits.statement import Statement, with_credits
from evenhand.figures.credits.wording import bound_words
from evenhand.figures.deadlines import local_date, report_due
from evenhand.figures.figure import Figure
from evenhand.figures.periods import Term, step_of
from evenhand.figures.versions import Version
from evenhand.records.charges import CreditRecords
from evenhand.units import tidy


@dataclass(frozen=True, slots=True)
class Settled:
    """The figures with their credits, a statement for each period, and what has to be said beside them."""

    figures: tuple[Figure, ...]
    statements: tuple[Statement, ...]
    notes: tuple[str, ...]

    def between(self, first: date, last: date) -> Settled:
        """What overlaps the days from `first` to `last`."""
        return replace(
            self,
            figures=tuple(each for each in self.figures if overlaps(each, first, last)),
            statements=tuple(each for each in self.statements if overlaps(each, first, last)),
        )


def overlaps(period: Figure | Statement, first: date, last: date) -> bool:
    """Whether a figure or a statement has any of the days from `first` to `last`."""
    begins = period.first if isinstance(period, Figure) else period.start
    return begins <= last and period.end > first


def _not_known(figure: Figure) -> None:
    """Nothing more is known of a figure than itself."""


def settle(
    versions: Sequence[Version],
    figures: Sequence[Figure],
    *,
    as_of: int,
    records: CreditRecords | None = None,
    tickets: Sequence[TicketOver] = (),
    incident: Incident = _not_known,
    charging: Charging | None = None,
) -> Settled:
    """Settle the figures of an agreement from its first period on: earlier ones count for caps and repetition.

    `tickets` are those over a limit of `each ticket over`; `incident` tells of a figure when something last counted
    against it. `charging`: the charges of these versions, records and instances, where many settlements share
    them. Raises MoneyError for impossible amounts.
    """
    records = records or CreditRecords()
    figures = tuple(_beside_minimum(versions, figures))
    agreement = versions[-1].agreement
    charging = charging or Charging(versions, records.charges, _instances(versions, figures))
    standing = Standing(records, as_of, local_date(as_of, agreement), incident)
    over: dict[str, list[TicketOver]] = {}
    for each in in_order(tickets):
        over.setdefault(f"standards.{each.clause}", []).append(each)
    periods = _Periods(versions)
    reckoner = Reckoner(
        versions=versions,
        figures=figures,
        charging=charging,
        standing=standing,
        tickets=over,
        runs=runs_of(figures),
        figured=figured(figures),
        reported=periods.reported,
    )
    lines = sorted(reckoner.lines(), key=lambda line: line.last)
    found: list[Statement] = []
    capping = Capping(charging)
    for (start, end), group in groupby(lines, key=lambda line: periods.holding(line.figure)):
        found.append(_statement(start, end, tuple(group), capping, periods.version(start, end), found))
    return Settled(with_credits(figures, found), tuple(found), standing.strays(figures))


def _statement(
    start: date,
    end: date,
    lines: tuple[Line, ...],
    capping: Capping,
    version: Version,
    earlier: Sequence[Statement],
) -> Statement:
    agreement = version.agreement
    cap = agreement.credits.at_most if agreement.credits else None
    cuts: tuple[Cut, ...] = capping.cut(cap, lines, end, agreement.currency) if cap else ()
    statement = Statement(start, end, agreement.currency, lines, cuts)
    return replace(statement, notes=reached(agreement, [*earlier, statement]))


def _instances(versions: Sequence[Version], figures: Sequence[Figure]) -> dict[tuple[str, str], set[str]]:
    """The instances that figures are made for, by service and the attribute that tells them apart."""
    found: dict[tuple[str, str], set[str]] = {}
    for figure in figures:
        if figure.instance is not None and figure.service is not None:
            for version in versions:
                clause = clause_of(version.agreement, figure.clause)
                if clause is not None and clause.for_each is not None:
                    found.setdefault((figure.service, tidy(clause.for_each)), set()).add(figure.instance)
    return found


@dataclass(frozen=True, slots=True)
class _Periods:
    """The periods that statements are made for: as often as is reported, else every month."""

    versions: Sequence[Version]
    _due: dict[tuple[date, date], date] = field(default_factory=dict)

    def holding(self, figure: Figure) -> tuple[date, date]:
        """The period that holds the last day of a figure."""
        last = figure.end - timedelta(days=1)
        term = Term(self.versions[0].first, self._last.last)
        return next(iter(term.periods(step_of(self._last.agreement), last, last)))

    def version(self, start: date, end: date) -> Version:
        """The version in force on the last day of a period, whose rules hold for its statement."""
        last = end - timedelta(days=1)
        in_force = [each for each in self.versions if (each.first or start) <= last]
        return in_force[-1]

    def reported(self, figure: Figure) -> date:
        """The date on which the report on a figure is due; the last day of its period where nothing is agreed."""
        period = self.holding(figure)
        if period not in self._due:
            self._due[period] = self._report_due(*period)
        return self._due[period]

    def _report_due(self, start: date, end: date) -> date:
        last = end - timedelta(days=1)
        return report_due(self.version(start, end).agreement, last)

    @property
    def _last(self) -> Version:
        return self.versions[-1]


def _beside_minimum(versions: Sequence[Version], figures: Sequence[Figure]) -> Iterator[Figure]:
    """The figures, with a note where that of a standard is worse than its `minimum`; availability says so itself."""
    for figure in figures:
        version = next((each for each in reversed(versions) if each.number in figure.versions), None)
        clause = clause_of(version.agreement, figure.clause) if version else None
        bound = clause.minimum if clause else None
        own = figure.breakdown or clause is None or clause.kind == "availability"
        if bound is not None and figure.value is not None and not own:
            side = "above" if figure.comparison == "at most" else "below"
            worse = figure.value > bound if side == "above" else figure.value < bound
            if worse:
                note = f"{side} the minimum of {bound_words(figure, bound).replace(' %', '%')}"
                figure = replace(figure, notes=(*figure.notes, note))
        yield figure
