"""A negotiation from the first sending to the version: what is open, whose turn it is, what becomes of it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from evenhand.terms.canonical import identity
from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.agreements.services.drafts import draft_begin
from evenhand_portal.agreements.services.signing import version_decline
from evenhand_portal.agreements.services.versions import version_offer, version_withdraw
from evenhand_portal.agreements.tests.conftest import EXAMPLE, sign
from evenhand_portal.negotiation.decisions import turn
from evenhand_portal.negotiation.models import Negotiation, Tabled
from evenhand_portal.negotiation.services.accepting import clause_accept
from evenhand_portal.negotiation.services.common import TableMoved
from evenhand_portal.negotiation.services.ending import negotiation_end
from evenhand_portal.negotiation.services.offering import negotiation_offer
from evenhand_portal.negotiation.services.proposing import Clashes, proposal_begin, proposal_carry
from evenhand_portal.negotiation.services.sending import sending_take_back
from evenhand_portal.negotiation.tests.conftest import TARGET, WITHIN, Room

CRITICAL = "standards.resolve-critical"
OTHER = "standards.resolve-other"


def test_three_rounds_to_a_signed_version(room: Room, shared: Draft) -> None:
    room.send(shared, "our first offer")
    assert turn(room.table.talks) == "client"
    assert len(room.table.talks.open_for("client")) == len(room.table.talks.table)
    assert room.accept("client", "parties.client")
    assert not room.accept("client", "parties.client")
    room.propose("client", {WITHIN: "2 hours"}, "we need two hours")
    talks = room.table.talks
    assert turn(talks) == "provider"
    assert [one.clause for one in talks.open] == [CRITICAL]
    room.propose("provider", {WITHIN: "3 hours", TARGET: "30 hours"})
    assert [one.clause for one in room.table.talks.open_for("client")] == [CRITICAL, OTHER]
    room.accept("client", CRITICAL)
    assert [one.clause for one in room.table.talks.open] == [OTHER]
    assert room.accept_all("client") == (OTHER,)
    assert (room.table.talks.settled, turn(room.table.talks)) == (True, "both")
    version = negotiation_offer(
        negotiation=room.negotiation, number=3, desk=room.desk("client"), now=room.later()
    )
    terms = room.table.terms_of(3)
    assert terms is not None
    assert version.identity == identity(terms)
    for side in ("client", "provider"):
        sign(version, room.houses[side], room.later())
    assert room.negotiation.state == Negotiation.State.AGREED
    assert not Draft.objects.filter(state=Draft.State.OPEN, proposal__isnull=False).exists()


def test_a_change_after_acceptance_reopens_that_clause_alone(room: Room, shared: Draft) -> None:
    room.send(shared)
    room.accept_all("client")
    assert room.table.talks.settled
    room.propose("provider", {WITHIN: "3 hours"})
    talks = room.table.talks
    assert [(one.clause, one.waits_for) for one in talks.open] == [(CRITICAL, ("client",))]


def test_what_was_shown_is_what_is_accepted(room: Room, shared: Draft) -> None:
    room.send(shared)
    shown = room.table.talks.table[CRITICAL]
    room.send(room.set(shared, {WITHIN: "9 hours"}))
    with pytest.raises(TableMoved) as moved:
        clause_accept(
            negotiation=room.negotiation,
            clause=CRITICAL,
            digest=shown,
            desk=room.desk("client"),
            now=room.now,
        )
    assert moved.value.latest is not None
    assert moved.value.latest.number == 2


def test_a_sending_is_taken_back_while_the_other_side_has_not_moved(room: Room, shared: Draft) -> None:
    room.send(shared)
    room.accept_all("client")
    second = room.send(room.set(shared, {WITHIN: "9 hours"}))
    sending_take_back(
        negotiation=room.negotiation, number=second.number, desk=room.desk("provider"), now=room.later()
    )
    assert room.table.talks.settled
    with pytest.raises(ValidationError, match="has accepted a clause since"):
        sending_take_back(
            negotiation=room.negotiation, number=3, desk=room.desk("provider"), now=room.later()
        )
    room.send(shared, "once more")
    assert [one.clause for one in room.table.talks.open] == [CRITICAL]
    with pytest.raises(ValidationError, match="is not yours"):
        sending_take_back(negotiation=room.negotiation, number=4, desk=room.desk("client"), now=room.later())


def test_the_first_sending_taken_back_ends_it(room: Room, shared: Draft) -> None:
    room.send(shared)
    sending_take_back(negotiation=room.negotiation, number=1, desk=room.desk("provider"), now=room.later())
    assert room.negotiation.state == Negotiation.State.ENDED
    room.send(shared, "again")
    assert room.negotiation.state == Negotiation.State.OPEN
    assert Negotiation.objects.count() == 2


def test_changes_are_carried_over_and_what_both_changed_is_chosen(room: Room, shared: Draft) -> None:
    room.send(shared)
    own = proposal_begin(negotiation=room.negotiation, desk=room.desk("client"), now=room.later())
    own = room.set(own, {WITHIN: "2 hours", "currency": "EUR"})
    room.send(room.set(shared, {TARGET: "5 days", WITHIN: "9 hours"}))
    with pytest.raises(TableMoved):
        room.send(own)
    with pytest.raises(Clashes) as clash:
        proposal_begin(negotiation=room.negotiation, desk=room.desk("client"), now=room.later())
    assert clash.value.clauses == (CRITICAL,)
    proposal_carry(
        draft=own,
        number=own.latest,
        desk=room.desk("client"),
        chosen={CRITICAL: "mine"},
        now=room.later(),
    )
    room.send(own)
    talks = room.table.talks
    assert [one.clause for one in talks.open_for("provider")] == ["head", CRITICAL]
    assert [one.clause for one in talks.open_for("client")] == []


def test_a_version_not_signed_leads_back_to_the_table(room: Room, shared: Draft) -> None:
    room.send(shared)
    room.accept_all("client")
    provider = room.desk("provider")
    version = negotiation_offer(negotiation=room.negotiation, number=1, desk=provider, now=room.later())
    with pytest.raises(ValidationError, match="waits for signatures"):
        room.accept("client", CRITICAL)
    version_withdraw(version=version, side="provider", person=provider.person, now=room.later())
    assert room.negotiation.state == Negotiation.State.OPEN
    again = negotiation_offer(negotiation=room.negotiation, number=1, desk=provider, now=room.later())
    version_decline(
        version=again, side="client", person=room.houses["client"].signatory, reason="No.", now=room.later()
    )
    assert room.negotiation.state == Negotiation.State.OPEN
    assert list(Draft.objects.filter(state=Draft.State.OPEN)) == [shared]


def test_no_other_text_is_offered_meanwhile(room: Room, shared: Draft) -> None:
    room.send(shared)
    provider = room.desk("provider")
    with pytest.raises(ValidationError, match="negotiation is under way"):
        version_offer(draft=shared, number=1, side="provider", person=provider.person, now=room.later())
    with pytest.raises(ValidationError, match="must be accepted by both"):
        negotiation_offer(negotiation=room.negotiation, number=1, desk=provider, now=room.later())
    with pytest.raises(ValidationError, match="Say why"):
        negotiation_end(negotiation=room.negotiation, desk=provider, reason=" ", now=room.later())
    negotiation_end(negotiation=room.negotiation, desk=provider, reason="Another day.", now=room.later())
    version_offer(draft=shared, number=1, side="provider", person=provider.person, now=room.later())
    assert Version.objects.count() == 1
    other = draft_begin(
        agreement=room.agreement, side="provider", text=EXAMPLE, person=provider.person, now=room.later()
    )
    with pytest.raises(ValidationError, match="version waits for signatures"):
        room.send(other)
    with pytest.raises(ValidationError, match="in between"):
        room.send(shared)


@pytest.mark.usefixtures("real_database")
def test_what_lay_on_the_table_stays(room: Room, shared: Draft) -> None:
    tabled = room.send(shared)
    room.accept("client", CRITICAL)
    for change in (
        lambda: Tabled.objects.filter(pk=tabled.pk).update(text="other"),
        lambda: Tabled.objects.filter(pk=tabled.pk).delete(),
        lambda: tabled.acceptances.update(digest=""),
        lambda: Negotiation.objects.update(start={}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
