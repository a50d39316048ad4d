"""Whether a credit that the terms give is granted: disagreements, conditions and claims (rules 23 and 24)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from evenhand.errors import UsageError
from evenhand.figures.credits.clauses import same_clause
from evenhand.figures.dates import day_words
from evenhand.figures.deadlines import closes, local_date
from evenhand.figures.figure import Figure
from evenhand.figures.periods import named
from evenhand.figures.versions import EVER
from evenhand.records.charges import ClaimRecord, CreditRecords, DisagreementRecord
from evenhand.terms.agreement import Agreement
from evenhand.terms.credits import ClauseCredits, CreditRules
from evenhand.terms.deadlines import Anchor, Deadline
from evenhand.units import tidy

Incident = Callable[[Figure], int | None]
"""The latest instant of anything that counted against a figure, None where that is not known."""


Reported = Callable[[Figure], date]
"""The date on which the report on a figure is due."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition and whether it held on the last day of the period; None where nobody has recorded it."""

    name: str
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What people recorded beside the figures, as known at `as_of`, which is on the date `today`."""

    records: CreditRecords
    as_of: int
    today: date
    incident: Incident

    def held(self, figure: Figure) -> str:
        """Why the credit of a figure is held; empty when it is not."""
        for each in self.records.disagreements:
            if self._about(each, figure) and (each.raised or -EVER) <= self.as_of < (each.settled or EVER):
                return "held: a disagreement about it is open"
        return ""

    def conditions(self, figure: Figure, credits: ClauseCredits, rules: CreditRules) -> tuple[Condition, ...]:
        """Every condition of a figure's credit: those of the agreement, then those of the clause."""
        last = min(figure.end - timedelta(days=1), self.today)
        found = []
        for name in dict.fromkeys((*rules.conditions, *credits.conditions)):
            said = [each for each in self.records.conditions if tidy(each.condition) == tidy(name)]
            known = sorted((each for each in said if each.from_ <= last), key=lambda each: each.from_)
            found.append(Condition(name, known[-1].holds if known else None))
        return tuple(found)

    def unclaimed(self, figure: Figure, rules: CreditRules, agreement: Agreement, reported: Reported) -> str:
        """Why the credit of a figure is not granted for want of a claim in time; empty when it is."""
        if rules.claimed is None:
            return ""
        claims = [each for each in self.records.claims if self._about(each, figure) and each.at <= self.as_of]
        ends = [self._closes(rules.claimed, figure, agreement, reported, each.incident) for each in claims]
        if any(claim.at < end for claim, end in zip(claims, ends, strict=True)):
            return ""
        if claims:
            at, end = min((claim.at, end) for claim, end in zip(claims, ends, strict=True))
            claimed, latest = day_words(local_date(at, agreement)), _last_day(end, agreement)
            if claimed == latest:
                return f"claimed on {claimed}, after the close of that day, which was the last"
            return f"claimed on {claimed}, and the last day was {latest}"
        end = self._closes(rules.claimed, figure, agreement, reported, None)
        if end == EVER:
            return "not claimed yet"
        if self.as_of < end:
            return f"not claimed yet; it can be until {_last_day(end, agreement)}"
        return f"not claimed; it could be until {_last_day(end, agreement)}"

    def strays(self, figures: tuple[Figure, ...]) -> tuple[str, ...]:
        """Claims and disagreements that are about no figure there is, each as a sentence."""
        kinds: Mapping[str, tuple[ClaimRecord | DisagreementRecord, ...]] = {
            "claim": self.records.claims,
            "disagreement": self.records.disagreements,
        }
        found = [
            f'A {kind} is about "{each.clause}" in {each.period}, and there is no such figure.'
            for kind, records in kinds.items()
            for each in records
            if not any(self._about(each, figure) for figure in figures)
        ]
        return tuple(dict.fromkeys(found))

    def _about(self, record: ClaimRecord | DisagreementRecord, figure: Figure) -> bool:
        """Whether a record is about a figure: its clause, and its period by the first day or as a whole."""
        if not same_clause(record.clause, figure.clause):
            return False
        try:
            start, end = named(record.period)
        except UsageError:
            return False
        one_day = (end - start).days == 1
        return figure.first == start if one_day else start <= figure.first and figure.end <= end

    def _closes(
        self,
        deadline: Deadline,
        figure: Figure,
        agreement: Agreement,
        reported: Reported,
        incident: date | None,
    ) -> int:
        last = figure.end - timedelta(days=1)
        if incident is None:
            at = self.incident(figure)
            incident = last if at is None else min(local_date(at, agreement), last)
        term = agreement.term
        days: dict[Anchor, date] = {
            "period": last,
            "report": reported(figure),
            "incident": incident,
            "first day": agreement.starts or figure.start,
            "last day": (term.to if term else None) or last,
        }
        return closes(deadline, days, agreement)


def _last_day(end: int, agreement: Agreement) -> str:
    return day_words(local_date(end - 1, agreement))
