"""What every act of a negotiation begins and ends with: the lock, what lies there, and whether it is ready now."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError

from evenhand_portal.agreements.models import Agreement
from evenhand_portal.events import tell
from evenhand_portal.negotiation.events import NegotiationReady
from evenhand_portal.negotiation.models import Negotiation, Tabled
from evenhand_portal.negotiation.selectors import Table, table_of


class TableMoved(Exception):  # noqa: N818 - the name says what was found
    """Another text lies on the table than the one that was shown; `latest` is what lies there now."""

    def __init__(self, latest: Tabled | None) -> None:
        self.latest = latest
        super().__init__("another text lies on the table by now")


def locked(negotiation: Negotiation) -> Table:
    """Lock the agreement, so that acts come one after another, and read what lies on the table."""
    Agreement.objects.select_for_update().get(pk=negotiation.agreement_id)
    return table_of(Negotiation.objects.select_related("agreement__ledger", "base").get(pk=negotiation.pk))


def refuse(reason: str | None) -> None:
    """Raise ValidationError when there is a reason against the act."""
    if reason:
        raise ValidationError(reason)


def tell_if_ready(negotiation: Negotiation, now: datetime) -> None:
    """Tell both sides when nothing is open any more."""
    table = table_of(negotiation)
    if table.talks.settled and not table.open_reasons:
        tell(NegotiationReady(table.latest, now))
