"""What happens in negotiations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evenhand_portal.agreements.models import Side
from evenhand_portal.negotiation.models import Negotiation, Tabled
from evenhand_portal.parties.models import Person


@dataclass(frozen=True, slots=True)
class TableSent:
    """A side put a text on the table."""

    tabled: Tabled
    at: datetime


@dataclass(frozen=True, slots=True)
class ClausesAccepted:
    """A side accepted one clause or several of the text on the table."""

    tabled: Tabled
    clauses: tuple[str, ...]
    side: Side
    person: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class NegotiationReady:
    """Both sides stand by every clause and the checks find nothing open: the text can be offered for signature."""

    tabled: Tabled
    at: datetime


@dataclass(frozen=True, slots=True)
class NegotiationEnded:
    """A side ended the negotiation, and said why."""

    negotiation: Negotiation
    at: datetime
