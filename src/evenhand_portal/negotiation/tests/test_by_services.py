"""The same by the services, on the database: whatever both do, nothing is signed that was not accepted."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from evenhand.terms.document import read_agreement
from evenhand.terms.editing import added, edited, removed, value_of
from evenhand_portal.agreements.models import Agreement, Draft, Side, Version
from evenhand_portal.agreements.overview import terms_of
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.services.amending import amendment_begin
from evenhand_portal.agreements.services.drafts import agreement_begin, draft_save
from evenhand_portal.agreements.services.signing import version_decline, version_sign
from evenhand_portal.agreements.services.versions import version_offer, version_withdraw
from evenhand_portal.agreements.tests.conftest import ALL
from evenhand_portal.conftest import House
from evenhand_portal.negotiation.clauses import digest_of_all, digests_of
from evenhand_portal.negotiation.decisions import SIDES, turn
from evenhand_portal.negotiation.models import Negotiation
from evenhand_portal.negotiation.overview import move
from evenhand_portal.negotiation.page import page_of
from evenhand_portal.negotiation.selectors import Table, table_of
from evenhand_portal.negotiation.services.accepting import clause_accept, clauses_accept
from evenhand_portal.negotiation.services.common import TableMoved
from evenhand_portal.negotiation.services.offering import negotiation_offer
from evenhand_portal.negotiation.services.proposing import Clashes, proposal_begin, proposal_carry
from evenhand_portal.negotiation.services.sending import sending_take_back, table_send

SEEDS = int(os.environ.get("EVENHAND_SOAK_SEEDS", "6"))
SMALL = """\
agreement: Small
timezone: Europe/London
term: {from: 2026-01-01, to: 2026-12-31}
parties:
  client: {name: C, contacts: {one: {role: Owner, email: c@example.org, signs: true}}}
  provider: {name: P, contacts: {two: {role: Owner, email: p@example.org, signs: true}}}
glossary: {working: The words of both}
accepted:
  element-missing: We keep it short.
"""
CHANGES = (
    ("timezone", ("Europe/London", "Europe/Paris")),
    ("term.to", ("2026-12-31", "2027-06-30", "2027-12-31")),
    ("glossary.working", ("The words of both", "Monday to Friday", "Every day")),
    ("glossary.site", (None, "One place", "Any place")),
    ("review.every", (None, None, "quarter")),
    ("parties.client.name", ("C", "D")),
)
CHANGE = st.sampled_from([(address, value) for address, values in CHANGES for value in values])
SIDE: st.SearchStrategy[Side] = st.sampled_from(SIDES)


def changed(text: str, address: str, value: str | None) -> str:
    there = value_of(text, address) is not None
    if value is None:
        whole = address.partition(".")[0] if address.startswith("review") else address
        return removed(text, whole) if there else text
    return (edited if there else added)(text, address, value)


def machine(houses: dict[str, House], now: datetime) -> Callable[[], RuleBasedStateMachine]:
    """Return what makes a machine between two houses."""

    class Services(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.now = now

        def later(self) -> datetime:
            self.now += timedelta(minutes=5)
            return self.now

        def desk(self, side: str, role: str = "manager") -> Desk:
            return desk_at(getattr(houses[side], role), self.agreement.pk, ALL)

        @property
        def negotiation(self) -> Negotiation:
            found = Negotiation.objects.filter(agreement=self.agreement).order_by("-opened_at").first()
            assert found is not None
            return found

        @property
        def table(self) -> Table:
            return table_of(self.negotiation)

        def open(self) -> bool:
            return self.negotiation.state == Negotiation.State.OPEN

        @initialize(side=SIDE)
        def begin(self, side: Side) -> None:
            draft = agreement_begin(
                title="Small",
                side=side,
                organisation=houses[side].organisation,
                text=SMALL,
                person=houses[side].manager,
                now=self.now,
            )
            self.agreement = Agreement.objects.get(pk=draft.agreement_id)
            parties = {one: houses[one].organisation for one in SIDES}
            Agreement.objects.filter(pk=self.agreement.pk).update(**parties, shared_at=self.now)
            self.first = draft
            table_send(draft=draft, number=1, desk=self.desk(side), note="", now=self.later())

        @precondition(open)
        @rule(side=SIDE, changes=st.lists(CHANGE, min_size=1, max_size=2), keep=st.booleans())
        def propose(self, side: Side, changes: list[tuple[str, str | None]], keep: bool) -> None:
            desk = self.desk(side)
            try:
                own = proposal_begin(negotiation=self.negotiation, desk=desk, now=self.later())
            except Clashes as clash:
                own = clash.draft
                chosen = dict.fromkeys(clash.clauses, "mine" if keep else "theirs")
                proposal_carry(draft=own, number=own.latest, desk=desk, chosen=chosen, now=self.later())  # type: ignore[arg-type]  # two words
            own = Draft.objects.get(pk=own.pk)
            text = own.revisions.get(number=own.latest).text
            for address, value in changes:
                text = changed(text, address, value)
            draft_save(draft=own, based_on_number=own.latest, text=text, author=desk.person, now=self.later())
            if keep:
                self.send(own, desk)

        def send(self, own: Draft, desk: Desk) -> None:
            own = Draft.objects.get(pk=own.pk)
            text = own.revisions.get(number=own.latest).text
            terms, _ = read_agreement(text, file="agreement.yaml")
            assert terms is not None
            same = digests_of(terms) == self.table.talks.table
            facts = {"draft": own, "number": own.latest, "desk": desk, "note": "A note"}
            if same:
                with pytest.raises(ValidationError, match="says the same"):
                    table_send(**facts, now=self.later())
                return
            table_send(**facts, now=self.later())
            assert self.table.latest.text == text

        @precondition(open)
        @rule(data=st.data(), side=SIDE)
        def accept(self, data: st.DataObject, side: Side) -> None:
            table = self.table
            clause = data.draw(st.sampled_from(sorted(table.talks.table)))
            waits = clause in {one.clause for one in table.talks.open_for(side)}
            digest = table.talks.table[clause]
            facts = {"negotiation": self.negotiation, "clause": clause, "desk": self.desk(side)}
            with pytest.raises(TableMoved):
                clause_accept(**facts, digest="0" * 64, now=self.later())
            assert clause_accept(**facts, digest=digest, now=self.later()) == waits

        @precondition(open)
        @rule(side=SIDE, stale=st.booleans())
        def accept_all(self, side: Side, stale: bool) -> None:
            table = self.table
            number = table.latest.number - stale
            facts = {"negotiation": self.negotiation, "desk": self.desk(side), "now": self.later()}
            digest = digest_of_all(table.talks.table)
            if stale:
                with pytest.raises(TableMoved):
                    clauses_accept(number=number, digest=digest, **facts)
                return
            clauses_accept(number=number, digest=digest, **facts)
            assert not self.table.talks.open_for(side)

        @precondition(open)
        @rule(side=SIDE)
        def take_back(self, side: Side) -> None:
            table = self.table
            if len(table.talks.standing) == 1:
                return
            mine = table.sending.side == side
            try:
                sending_take_back(
                    negotiation=self.negotiation,
                    number=table.latest.number,
                    desk=self.desk(side),
                    now=self.later(),
                )
            except ValidationError:
                return
            assert mine
            before = table.rows[table.talks.standing[-2].number]
            assert self.table.latest.text == before.text

        @precondition(open)
        @rule(side=SIDE)
        def offer_a_draft(self, side: Side) -> None:
            """No other way leads to a signature."""
            person = houses[side].manager
            with pytest.raises(ValidationError, match="under way"):
                version_offer(
                    draft=self.first,
                    number=Draft.objects.get(pk=self.first.pk).latest,
                    side=side,
                    person=person,
                    now=self.later(),
                )

        @precondition(open)
        @rule(side=SIDE, settle=st.booleans(), ending=st.sampled_from(("sign", "decline", "withdraw")))
        def offer(self, side: Side, settle: bool, ending: str) -> None:
            """Offer the text, with `settle` after both accepted all of it: from every state that leads to signing."""
            if settle:
                self.accept_all(side="client", stale=False)
                self.accept_all(side="provider", stale=False)
            table = self.table
            facts = {"number": table.latest.number, "desk": self.desk(side), "now": self.later()}
            if not (table.talks.settled and not table.open_reasons):
                with pytest.raises(ValidationError):
                    negotiation_offer(negotiation=self.negotiation, **facts)
                return
            version = negotiation_offer(negotiation=self.negotiation, **facts)
            self.only_what_both_accepted(version, table)
            assert not self.open()
            self.answer(version, side, ending)

        def answer(self, version: Version, side: Side, ending: str) -> None:
            person = houses[side].signatory
            if ending == "withdraw":
                version_withdraw(version=version, side=side, person=person, now=self.later())
            elif ending == "decline":
                version_decline(version=version, side=side, person=person, reason="No.", now=self.later())
            else:
                for one in SIDES:
                    version_sign(
                        version=version,
                        desk=self.desk(one, "signatory"),
                        name="A. Name",
                        consent=True,
                        shown=version.identity,
                        method="password",
                        now=self.later(),
                    )
            signed = ending == "sign"
            assert self.negotiation.state == ("agreed" if signed else "open")
            if signed:
                self.amend(side)

        def amend(self, side: Side) -> None:
            """After a signature the next negotiation begins from the version in force."""
            base = Version.objects.filter(agreement=self.agreement).exclude(agreed_at=None).first()
            assert base is not None
            desk = self.desk(side)
            draft = amendment_begin(version=base, desk=desk, now=self.later())
            self.first = draft
            table_send(draft=draft, number=1, desk=desk, note="", now=self.later())
            assert {one.clause for one in self.table.talks.open} <= {"head", "term"}

        def only_what_both_accepted(self, version: Version, table: Table) -> None:
            signed = digests_of(terms_of(version))
            for side in SIDES:
                assert {
                    clause: digest for clause in signed if (digest := table.talks.stands_by(side, clause))
                } == signed

        @invariant()
        def both_sides_see_the_same(self) -> None:
            if not hasattr(self, "agreement") or not self.open():
                return
            table = self.table
            client, provider = (page_of(table, side) for side in SIDES)
            assert [card.clause for card in client.cards] == [card.clause for card in provider.cards]
            assert {card.clause for card in client.mine} == {
                one.clause for one in table.talks.open_for("client")
            }
            moves = [move(self.desk(side)) for side in SIDES]
            assert {one.whose for one in moves if one} == {turn(table.talks)}

    return Services


@pytest.mark.django_db
def test_whatever_both_do(harbour: House, tidewater: House, now: datetime) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]  # hypothesis says no types here
        machine({"client": harbour, "provider": tidewater}, now),
        settings=settings(
            max_examples=SEEDS, stateful_step_count=12, deadline=None, phases=(Phase.reuse, Phase.generate)
        ),
    )
