"""The outcome of measuring an agreement: its figures, and what has to be said beside them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evenhand.figures.availability.detail import Detail
from evenhand.figures.credits.statement import Statement
from evenhand.figures.figure import Figure
from evenhand.figures.results import JudgedStandard, TicketRow, ticket_rows
from evenhand.records.left_out import LeftOut
from evenhand.units import iso_utc


@dataclass(frozen=True, slots=True)
class Measurement:
    """Everything measured: the figures, and what a reader must know beside them.

    `as_of` in UTC seconds; `notes` are plain sentences; `counts` the tickets by what became of them; `judged` the
    results of every ticket, kept when one log is measured in memory; `availability` the seconds behind each figure of
    availability, in the order of these figures; `statements` what is credited, period by period; `left_out` the rows
    of the files that could not be used, which whoever read the files says.
    """

    agreement: str
    reference: str | None
    version: int
    as_of: int
    figures: tuple[Figure, ...]
    notes: tuple[str, ...]
    counts: Mapping[str, int]
    judged: Sequence[JudgedStandard] = ()
    availability: tuple[Detail, ...] = ()
    statements: tuple[Statement, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def tickets(self) -> Iterator[TicketRow]:
        """The per-ticket result, stretch of the log by stretch, standard by standard."""
        return ticket_rows(self.judged)

    def to_json(self) -> dict[str, Any]:
        """The form of SEMANTICS "Figures as JSON"."""
        return {
            "agreement": self.reference or self.agreement,
            "version": str(self.version),
            "as_of": iso_utc(self.as_of),
            "figures": [figure.to_json() for figure in self.figures],
            "credits": [each.to_json() for each in self.statements],
            "counts": dict(self.counts),
            "notes": list(self.notes),
            "left_out": [each.to_json() for each in self.left_out],
        }
