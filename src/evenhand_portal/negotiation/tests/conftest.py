"""What the tests of negotiations share: two sides, a draft, and moves by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from evenhand.terms.editing import edited
from evenhand_portal.agreements.models import Agreement, Draft, Side
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.services.drafts import draft_save
from evenhand_portal.agreements.tests.conftest import ALL, draft, shared  # noqa: F401 - fixtures
from evenhand_portal.conftest import House
from evenhand_portal.negotiation.clauses import digest_of_all
from evenhand_portal.negotiation.models import Negotiation, Tabled
from evenhand_portal.negotiation.selectors import Table, table_of
from evenhand_portal.negotiation.services.accepting import clause_accept, clauses_accept
from evenhand_portal.negotiation.services.proposing import proposal_begin
from evenhand_portal.negotiation.services.sending import table_send

WITHIN = "standards.resolve-critical.within"
TARGET = "standards.resolve-other.within"


@dataclass
class Room:
    """Two sides at one agreement, and the hour, which goes on with every act."""

    agreement: Agreement
    houses: dict[str, House]
    now: datetime

    def desk(self, side: str, role: str = "manager") -> Desk:
        return desk_at(getattr(self.houses[side], role), self.agreement.pk, ALL)

    def later(self) -> datetime:
        self.now += timedelta(minutes=7)
        return self.now

    @property
    def negotiation(self) -> Negotiation:
        return Negotiation.objects.filter(agreement=self.agreement).first()  # type: ignore[return-value]  # asked for once there is one

    @property
    def table(self) -> Table:
        return table_of(self.negotiation)

    def set(self, own: Draft, changes: dict[str, str]) -> Draft:
        """Save changes of clauses, by address."""
        now = Draft.objects.get(pk=own.pk)
        text = now.revisions.get(number=now.latest).text
        for address, value in changes.items():
            text = edited(text, address, value)
        draft_save(
            draft=now,
            based_on_number=now.latest,
            text=text,
            author=self.desk(now.side).person,
            now=self.later(),
        )
        return Draft.objects.get(pk=own.pk)

    def send(self, own: Draft, note: str = "") -> Tabled:
        now = Draft.objects.get(pk=own.pk)
        return table_send(draft=now, number=now.latest, desk=self.desk(now.side), note=note, now=self.later())

    def propose(self, side: Side, changes: dict[str, str], note: str = "") -> Tabled:
        """Begin or go on with the side's own draft, change clauses, and send it."""
        own = proposal_begin(negotiation=self.negotiation, desk=self.desk(side), now=self.later())
        return self.send(self.set(own, changes), note)

    def accept(self, side: Side, clause: str) -> bool:
        return clause_accept(
            negotiation=self.negotiation,
            clause=clause,
            digest=self.table.talks.table.get(clause, ""),
            desk=self.desk(side),
            now=self.later(),
        )

    def accept_all(self, side: Side) -> tuple[str, ...]:
        table = self.table
        return clauses_accept(
            negotiation=self.negotiation,
            number=table.latest.number,
            digest=digest_of_all(table.talks.table),
            desk=self.desk(side),
            now=self.later(),
        )


@pytest.fixture
def room(shared: Draft, tidewater: House, harbour: House, now: datetime) -> Room:  # noqa: F811 - a fixture
    """The two sides, both at the table; the provider has a draft."""
    return Room(shared.agreement, {"client": harbour, "provider": tidewater}, now)
