"""The desk's column held against the agreement: log by log, then a reason for every ticket that differs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from evenhand.clocks.verdicts import CANCELLED, NEVER
from evenhand.errors import UsageError
from evenhand.figures.explanation.wording import long_text
from evenhand.figures.frames import within_of
from evenhand.figures.judging import IRREGULAR, VERDICTS
from evenhand.figures.measure import Measure
from evenhand.figures.reconciling.choice import narrowed
from evenhand.figures.reconciling.compared import Compared, Sample, Yardstick, compact, needed_attributes
from evenhand.figures.reconciling.desk import DeskColumn
from evenhand.figures.reconciling.outcome import (
    NOT_EXPLAINED,
    UNEXPLAINED,
    Difference,
    Reconciliation,
    counted,
)
from evenhand.figures.reconciling.reasons import NONE, Advance, Explained, explain
from evenhand.figures.reconciling.standings import UNCOVERED, Standings, stand
from evenhand.figures.reconciling.variants import Case
from evenhand.records.selection import only_rows, only_tickets
from evenhand.records.tickets import TicketLog
from evenhand.terms.agreement import Agreement
from evenhand.units import Duration

AS_AGREED = "as agreed on the ticket"
NO_VALUE = "no verdict in the export"
OUTSIDE = "opened outside the time the agreement is in force"
IRREGULAR_ORDER = "irregular: an order of events that cannot be"
WAS_CANCELLED = "cancelled or merged"
NOT_COVERED = "not covered by the standard"
NO_FRAME = "no time frame agreed on the ticket"
NO_DUE = "paused now, so there is no due time"


class Reconciler:
    """Takes logs of whole tickets with `add`, keeps the tickets that differ, and says why with `result`.

    Raises UsageError when it is not clear which standard is meant, DocumentError when the documents are not
    versions of one agreement.
    """

    def __init__(
        self, agreements: Sequence[Agreement], as_of: int, column: DeskColumn, standard: str | None = None
    ) -> None:
        self._agreements = narrowed(agreements, standard)
        self._measure = Measure(self._agreements, as_of)
        self._column = column
        self._needed = needed_attributes(self._agreements)
        self._tickets = self._compared = 0
        self._not_compared: Counter[str] = Counter()
        self._differing: list[Compared] = []
        self._agreeing = Sample()

    def add(self, log: TicketLog) -> None:
        """Compare the tickets of one log, as known at `as_of`."""
        log = only_rows(log, log.at <= self._measure.as_of)
        self._tickets += len(log)
        desk = self._column.says(log)
        self._not_compared[NO_VALUE] += int((~desk.given).sum())
        if self._column.unreadable or not desk.given.any():
            return
        log, desk = only_tickets(log, desk.given), desk.only(desk.given)
        tickets = Compared(log, desk, stand(self._measure, log))
        tickets = tickets.only(self._comparable(tickets))
        agree = self._yardstick.agree(tickets.desk, tickets.ours)
        self._compared += agree.size
        if agree.any():
            self._agreeing.add(tickets.only(agree), self._needed)
        if not agree.all():
            apart = tickets.only(~agree)
            self._differing.append(replace(apart, log=compact(apart.log, self._needed)))

    @property
    def _yardstick(self) -> Yardstick:
        return Yardstick(self._column.kind or "verdict", self._column.precision_seconds)

    def _comparable(self, tickets: Compared) -> NDArray[np.bool_]:
        """Tickets that can be compared; the others are counted by the reason why not."""
        ours = tickets.ours
        opened = tickets.log.at[tickets.log.first[:-1]]
        governed = np.zeros(opened.size, np.bool_)
        for version in self._measure.versions:
            governed |= (opened >= version.start) & (opened < version.end)
        good = self._yardstick.comparable(ours)
        why = np.select(
            [
                ~governed,
                ours.verdict == UNCOVERED,
                ours.verdict == IRREGULAR,
                ours.verdict == CANCELLED,
                ~ours.scored,
            ],
            [OUTSIDE, NOT_COVERED, IRREGULAR_ORDER, WAS_CANCELLED, NO_FRAME],
            NO_DUE,
        )
        self._not_compared.update(why[~good].tolist())
        return good

    def result(self, advance: Advance = lambda count: None) -> Reconciliation:
        """All differences with their reasons; `advance` is called with 1 after each counterfactual.

        Raises UsageError when values of the column cannot be read.
        """
        column = self._column
        if column.unreadable:
            raise UsageError(column.trouble)
        explained = explain(
            self._agreements,
            self._measure.as_of,
            self._yardstick,
            self._differing,
            self._agreeing,
            advance,
        )
        differences = tuple(self._differences(explained))
        return Reconciliation(
            agreement=self._agreements[-1].agreement,
            as_of=self._measure.as_of,
            read_as=column.read_as,
            true_means=column.true_means if column.kind == "verdict" and column.truths else None,
            tickets=self._tickets,
            compared=self._compared,
            differences=differences,
            reasons=counted(differences, {each.code: each.text for each in explained.reasons}),
            not_compared={why: count for why, count in self._not_compared.most_common() if count},
        )

    def _differences(self, explained: Explained) -> Iterator[Difference]:
        number = 0
        for tickets in self._differing:
            for place in range(len(tickets.log)):
                yield self._difference(tickets, place, explained, number)
                number += 1

    def _difference(self, tickets: Compared, place: int, explained: Explained, number: int) -> Difference:
        ours, desk = tickets.ours, tickets.desk
        by_due = self._column.kind == "due"
        due, desk_due = int(ours.due[place]), int(desk.due[place])
        case = Case(
            started=int(ours.started[place]),
            ended=max(due, desk_due) if by_due else min(int(ours.stopped[place]), self._measure.as_of),
            elapsed=int(ours.elapsed[place]),
            paused=int(ours.paused[place]),
            desk_paused=int(explained.paused[number]),
        )
        allowed = self._allowed(ours, place)
        chosen = int(explained.chosen[number])
        if chosen == NONE:
            code = UNEXPLAINED
            promised = (
                "the time frame is agreed on the ticket" if allowed == AS_AGREED else f"{allowed} allowed"
            )
            reason = f"{NOT_EXPLAINED}: {long_text(case.elapsed)} counted, {promised}."
        else:
            code, reason = explained.reasons[chosen].code, explained.reasons[chosen].of(case)
        return Difference(
            ticket=str(tickets.log.tickets[place]),
            standard=str(ours.clause[place]),
            version=self._measure.versions[int(ours.version[place])].number,
            priority=str(ours.priority[place]),
            desk="" if by_due else "missed" if desk.missed[place] else "met",
            ours=VERDICTS[int(ours.verdict[place])],
            desk_due=desk_due if by_due else None,
            due=None if due == NEVER else due,
            elapsed_seconds=case.elapsed,
            allowed=allowed,
            code=code,
            reason=reason,
        )

    def _allowed(self, ours: Standings, place: int) -> str:
        agreement = self._measure.versions[int(ours.version[place])].agreement
        within = within_of(agreement.standards[str(ours.clause[place])], str(ours.priority[place]) or None)
        return within.text if isinstance(within, Duration) else AS_AGREED
