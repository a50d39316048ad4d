"""Two agreements over one history in one pass: a clause that the draft leaves as it is is judged once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from evenhand.figures.backtest.as_if import as_if, same_course, same_verdicts
from evenhand.figures.backtest.changes import Changed, Changes, same_tickets
from evenhand.figures.backtest.frontier import Reaches
from evenhand.figures.backtest.reach import Reach
from evenhand.figures.backtest.rows import Ground
from evenhand.figures.backtest.steps import Steps, levers
from evenhand.figures.backtest.unfolding import Case, unfold
from evenhand.figures.judging import Judged, Works, judge
from evenhand.figures.measure import Measure
from evenhand.figures.measurement import Measurement
from evenhand.figures.part import Part
from evenhand.figures.slots import units_of
from evenhand.figures.tables import Tables
from evenhand.figures.versions import Version
from evenhand.records.charges import CreditRecords
from evenhand.records.left_out import LeftOut
from evenhand.records.outages import Outages
from evenhand.records.readings import Readings
from evenhand.records.tickets import TicketLog
from evenhand.terms.agreement import Agreement
from evenhand.terms.standards import Standard

Seen = tuple[Judged, NDArray[np.bool_]]


class Watched(Measure):
    """A measure that keeps what each clause said of the present piece, and what hangs on its time frames.

    `known` answers for clauses that another measure has judged alike: the clause, its log, to what was said.
    """

    def __init__(self, agreements: Sequence[Agreement], as_of: int, known: "Shared | None" = None) -> None:
        super().__init__(agreements, as_of)
        self.seen: dict[tuple[int, str], tuple[TicketLog, Seen]] = {}
        self.unfolded: dict[tuple[int, str, str | None], Steps] = {}
        self.reaches: dict[tuple[int, str, str | None], Reach] = {}
        self._known = known

    def tables(self, version: Version, earliest: int) -> Tables:
        """As `Measure.tables`; what the other measure has compiled is not compiled again."""
        tables = super().tables(version, earliest)
        if self._known:
            self._known.share(tables, earliest)
        return tables

    def judged(
        self, place: int, clause: str, standard: Standard, tables: Tables, log: TicketLog, *, reckoned: bool
    ) -> Seen:
        """As `Measure.judged`, kept until the next piece."""
        said = self._known.said(clause, log) if self._known else None
        if said is None:
            works = self._known.works(clause, log) if self._known else None
            said = judge(standard, tables, log, self.as_of, reckoned=reckoned, kept=True, known=works)
        self.seen[place, clause] = log, said
        self._unfold(place, clause, standard, tables, log)
        return said

    def _unfold(self, place: int, clause: str, standard: Standard, tables: Tables, log: TicketLog) -> None:
        judged = self.seen[place, clause][1][0]
        if judged.works is None:
            return
        units = units_of(standard, self.versions[place].agreement)
        case = Case(place, f"standards.{clause}", standard, units, self.term, tables)
        ground = Ground.of(judged, judged.works)
        for lever in levers(standard):
            key = place, clause, lever.priority
            steps = self._known.steps(key, log, judged) if self._known else None
            if steps is None:
                steps = unfold(case, lever, ground)
            self.unfolded[key] = steps
            self.reaches.setdefault(key, Reach()).add(steps)

    def forget(self) -> None:
        """Drop what was kept of a piece."""
        self.seen.clear()
        self.unfolded.clear()


@dataclass(frozen=True, slots=True)
class Shared:
    """What the measure in force has just said, for a draft with clauses that are alike.

    Of each clause of the draft the place in force: of the version that gives the same verdicts (`same`), of that
    whose clock runs alike (`course`), and of that whose tickets also count in the same periods (`cut`).
    """

    measure: Watched
    same: Mapping[str, int]
    course: Mapping[str, int]
    cut: Mapping[str, int]

    def share(self, tables: Tables, earliest: int) -> None:
        """Give tables what the version in force has compiled for the same time."""
        tables.share(self.measure.tables(self.measure.versions[-1], earliest))

    def said(self, clause: str, log: TicketLog) -> Seen | None:
        """What was said of the same tickets; None where nothing was."""
        return self._seen(self.same.get(clause, -1), clause, log)

    def works(self, clause: str, log: TicketLog) -> Works | None:
        """The states and courses of the same tickets; None where there are none."""
        found = self._seen(self.course.get(clause, -1), clause, log)
        return found[0].works if found else None

    def steps(self, key: tuple[int, str, str | None], log: TicketLog, judged: Judged) -> Steps | None:
        """The steps of the same tickets, where they hang on nothing that the draft changes."""
        place = self.cut.get(key[1], -1)
        found, seen = self.measure.unfolded.get((place, *key[1:])), self._seen(place, key[1], log)
        if found is None or seen is None or (found.mixed and seen[0] is not judged):
            return None
        return found

    def _seen(self, place: int, clause: str, log: TicketLog) -> Seen | None:
        found = self.measure.seen.get((place, clause))
        return found[1] if found is not None and same_tickets(found[0], log) else None


@dataclass(frozen=True, slots=True)
class Side:
    """One agreement over the history: its figures, and how they hang on its time frames."""

    measure: Watched
    measurement: Measurement

    @property
    def reaches(self) -> Reaches:
        """The steps of every time frame."""
        return self.measure.reaches

    def beside(self, left: tuple[LeftOut, ...]) -> "Side":
        """The same, with the rows of the files that could not be used."""
        return replace(self, measurement=replace(self.measurement, left_out=left))


@dataclass(frozen=True, slots=True)
class Backtest:
    """The outcome: what is in force, the draft where there is one, and the tickets that it would judge otherwise."""

    current: Side
    draft: Side | None
    changed: tuple[Changed, ...]

    def beside(self, left: tuple[LeftOut, ...]) -> "Backtest":
        """The same, with the rows of the files that could not be used."""
        return replace(self, current=self.current.beside(left), draft=self.draft and self.draft.beside(left))


class Backtesting:
    """Give it logs of whole tickets with `take`, then turn them into figures with `done`.

    Raises DocumentError when the current documents are not versions of one agreement.
    """

    def __init__(self, current: Sequence[Agreement], draft: Agreement | None, as_of: int) -> None:
        self._current = Watched(current, as_of)
        self._draft = None
        if draft is not None:
            asked = as_if(draft, current)
            self._draft = Watched([asked], as_of, _shared(self._current, asked))
        self._parts = Part(), Part()
        self._changes = Changes()

    def take(self, log: TicketLog) -> None:
        """Judge the tickets of one log under both."""
        for piece in self._current.pieces(log):
            self._current.take(self._parts[0], piece)
            if self._draft is not None:
                self._draft.take(self._parts[1], piece)
                self._compare(self._draft)
                self._draft.forget()
            self._current.forget()

    def _compare(self, draft: Watched) -> None:
        clauses = {clause for _, clause in (*self._current.seen, *draft.seen)}
        shared = set(draft.versions[0].agreement.standards) & {
            clause for version in self._current.versions for clause in version.agreement.standards
        }
        for clause in clauses & shared:
            mine = [said[0] for (_, name), (_, said) in self._current.seen.items() if name == clause]
            theirs = draft.seen.get((0, clause))
            self._changes.compare(f"standards.{clause}", mine, theirs[1][0] if theirs else None)

    def done(
        self,
        *,
        tickets: bool = True,
        readings: Readings | None = None,
        outages: Outages | None = None,
        records: CreditRecords | None = None,
        first: date | None = None,
        last: date | None = None,
    ) -> Backtest:
        """The figures of both; see `Measure.figures`."""
        sides = []
        for measure, part in zip((self._current, self._draft), self._parts, strict=True):
            if measure is not None:
                measurement = measure.figures(
                    part,
                    tickets=tickets,
                    readings=readings,
                    outages=outages,
                    records=records,
                    first=first,
                    last=last,
                )
                sides.append(Side(measure, measurement))
        order = [f"standards.{clause}" for clause in self._clauses()]
        return Backtest(sides[0], sides[1] if len(sides) > 1 else None, self._changes.found(order))

    def _clauses(self) -> list[str]:
        measures = [each for each in (self._current, self._draft) if each is not None]
        versions = [version for each in measures for version in each.versions]
        return list(dict.fromkeys(name for version in versions for name in version.agreement.standards))


def _shared(current: Watched, draft: Agreement) -> Shared:
    """What of a draft the latest version in force answers for."""
    place = len(current.versions) - 1
    agreement = current.versions[place].agreement
    pairs = {
        name: (each, agreement.standards[name])
        for name, each in draft.standards.items()
        if name in agreement.standards
    }
    course = {name: place for name, both in pairs.items() if same_course(*both, draft, agreement)}
    return Shared(
        current,
        {name: place for name in course if same_verdicts(*pairs[name], draft, agreement)},
        course,
        {
            name: place
            for name in course
            if place == 0 and units_of(pairs[name][0], draft) == units_of(pairs[name][1], agreement)
        },
    )
