"""An agreement goes over to another organisation of the same party: what it needs, and what stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from evenhand_portal.agreements.models import Agreement, Draft, Version
from evenhand_portal.agreements.overview import overview_of
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.tests.conftest import desk, sign
from evenhand_portal.agreements.transfers import services
from evenhand_portal.agreements.transfers.models import Transfer
from evenhand_portal.agreements.transfers.services import (
    transfer_agree,
    transfer_decline,
    transfer_propose,
    transfer_withdraw,
)
from evenhand_portal.conftest import PASSWORD, House
from evenhand_portal.ledger.models import Leaf
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.models import Membership, Organisation, Person
from evenhand_portal.parties.services import organisation_found

Browser = Callable[[Person | None], Client]


@pytest.fixture
def merged(tidewater: House, now: datetime) -> Organisation:
    """The organisation that the provider becomes; its manager has founded it."""
    return organisation_found(name="Northwater Ltd", by=tidewater.manager, now=now)


@pytest.fixture
def agreed(offered: Version, tidewater: House, harbour: House, now: datetime) -> Agreement:
    sign(offered, tidewater, now)
    sign(offered, harbour, now)
    return Agreement.objects.get(pk=offered.agreement_id)


@pytest.fixture
def proposed(agreed: Agreement, tidewater: House, merged: Organisation, now: datetime) -> Transfer:
    return transfer_propose(desk=desk(tidewater, agreed, "manager"), to=merged, reason="A merger.", now=now)


def kinds(agreement: Agreement) -> list[str]:
    return list(
        Leaf.objects.filter(ledger=agreement.ledger_id).order_by("index").values_list("kind", flat=True)
    )


def test_it_goes_over_once_the_other_side_agrees(
    proposed: Transfer, merged: Organisation, tidewater: House, harbour: House, now: datetime
) -> None:
    agreement = proposed.agreement
    assert Agreement.objects.get(pk=agreement.pk).provider == tidewater.organisation
    move = overview_of(desk(harbour, agreement, "signatory"), now).move
    assert (move.whose, move.act) == ("client", "Answer")
    assert overview_of(desk(tidewater, agreement, "manager"), now).move.whose == "client"
    assert Notice.objects.filter(kind="transfer-proposed", person=harbour.signatory).exists()
    transfer_agree(transfer=proposed, desk=desk(harbour, agreement, "signatory"), now=now)
    agreement.refresh_from_db()
    assert agreement.provider == merged
    assert kinds(agreement)[-2:] == ["transfer-proposed", "transfer-agreed"]
    signature = agreement.versions.get().signatures.get(side="provider")
    assert signature.organisation == tidewater.organisation
    for person in (tidewater.signatory, tidewater.manager, harbour.manager):
        assert Notice.objects.filter(kind="transfer-ended", person=person).exists()
    assert desk(House(merged, *[tidewater.manager] * 4), agreement, "manager").side == "provider"
    with pytest.raises(ValidationError, match="agreed already"):
        transfer_decline(transfer=proposed, desk=desk(harbour, agreement, "signatory"), now=now)


def test_it_can_be_declined_or_taken_back(
    proposed: Transfer, merged: Organisation, tidewater: House, harbour: House, now: datetime
) -> None:
    agreement = proposed.agreement
    mine, theirs = desk(tidewater, agreement, "manager"), desk(harbour, agreement, "signatory")
    for act, at, said in (
        (transfer_agree, mine, "The other side agrees"),
        (transfer_decline, mine, "Take it back instead"),
        (transfer_withdraw, theirs, "Decline it instead"),
    ):
        with pytest.raises(ValidationError, match=said):
            act(transfer=proposed, desk=at, now=now)
    with pytest.raises(ValidationError, match="open already"):
        transfer_propose(desk=mine, to=merged, reason="Again.", now=now)
    transfer_decline(transfer=proposed, desk=theirs, now=now)
    again = transfer_propose(desk=mine, to=merged, reason="Again.", now=now)
    transfer_withdraw(transfer=again, desk=mine, now=now)
    assert [one.outcome for one in agreement.transfers.order_by("pk")] == ["declined", "withdrawn"]
    assert Agreement.objects.get(pk=agreement.pk).provider == tidewater.organisation


def test_what_it_needs(
    agreed: Agreement, merged: Organisation, tidewater: House, harbour: House, now: datetime
) -> None:
    mine = desk(tidewater, agreed, "manager")
    for to, reason, said in (
        (harbour.organisation, "x", "that you manage"),
        (tidewater.organisation, "x", "that you manage"),
        (merged, " ", "Say why"),
    ):
        with pytest.raises(ValidationError, match=said):
            transfer_propose(desk=mine, to=to, reason=reason, now=now)
    signer = Desk(agreed, tidewater.signatory, "provider", tidewater.organisation, frozenset({"signatory"}))
    with pytest.raises(ValidationError, match="that you manage"):
        transfer_propose(desk=signer, to=merged, reason="x", now=now)


def test_nobody_else_has_to_agree_while_it_is_private(
    draft: Draft, merged: Organisation, tidewater: House, now: datetime
) -> None:
    transfer_propose(desk=desk(tidewater, draft.agreement, "manager"), to=merged, reason="Moved.", now=now)
    assert Agreement.objects.get(pk=draft.agreement_id).provider == merged


def test_a_version_that_waits_comes_first(
    offered: Version, merged: Organisation, tidewater: House, harbour: House, now: datetime
) -> None:
    mine, theirs = (
        desk(tidewater, offered.agreement, "manager"), desk(harbour, offered.agreement, "signatory")
    )  # fmt: skip
    transfer = transfer_propose(desk=mine, to=merged, reason="x", now=now)
    with pytest.raises(ValidationError, match="waits for signatures"):
        transfer_agree(transfer=transfer, desk=theirs, now=now)
    Agreement.objects.filter(pk=offered.agreement_id).update(client=merged)
    Version.objects.filter(pk=offered.pk).update(withdrawn_at=now)
    with pytest.raises(ValidationError, match="is a party of this agreement already"):
        transfer_agree(transfer=transfer, desk=theirs, now=now)


def test_it_goes_to_nobody_where_nobody_manages(
    proposed: Transfer, merged: Organisation, tidewater: House, harbour: House, now: datetime
) -> None:
    theirs = desk(harbour, proposed.agreement, "signatory")
    left = Membership.objects.filter(organisation=merged, role="manager")
    left.update(until=now)
    with pytest.raises(ValidationError, match="Nobody manages Northwater Ltd any more"):
        transfer_agree(transfer=proposed, desk=theirs, now=now)
    assert Agreement.objects.get(pk=proposed.agreement_id).provider == tidewater.organisation
    left.update(until=None)
    Person.objects.filter(pk=tidewater.manager.pk).update(is_active=False)
    with pytest.raises(ValidationError, match="Nobody manages Northwater Ltd any more"):
        transfer_agree(transfer=proposed, desk=theirs, now=now)
    Membership.objects.create(organisation=merged, person=tidewater.reader, role="manager", since=now)
    transfer_agree(transfer=proposed, desk=theirs, now=now)
    assert Agreement.objects.get(pk=proposed.agreement_id).provider == merged


def test_what_another_app_has_against_it_is_said_before_it_is_proposed_and_before_it_is_agreed(
    agreed: Agreement,
    merged: Organisation,
    tidewater: House,
    harbour: House,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mine, theirs = desk(tidewater, agreed, "manager"), desk(harbour, agreed, "signatory")
    proposed = transfer_propose(desk=mine, to=merged, reason="A merger.", now=now)
    monkeypatch.setattr(services, "HINDRANCES", [lambda _: None, lambda _: "It stays here."])
    with pytest.raises(ValidationError, match=r"It stays here\."):
        transfer_agree(transfer=proposed, desk=theirs, now=now)
    transfer_withdraw(transfer=proposed, desk=mine, now=now)
    with pytest.raises(ValidationError, match=r"It stays here\."):
        transfer_propose(desk=mine, to=merged, reason="Again.", now=now)


def test_what_was_proposed_stays_written(proposed: Transfer) -> None:
    for change in ({"reason": "another"}, {"to": proposed.of}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Transfer.objects.filter(pk=proposed.pk).update(**change)


def test_the_whole_way_by_pages(
    agreed: Agreement, merged: Organisation, tidewater: House, harbour: House, browser: Browser
) -> None:
    page = reverse("transfer", args=[agreed.pk])
    manager, reader, signatory = (
        browser(one) for one in (tidewater.manager, harbour.reader, harbour.signatory)
    )
    assert "Northwater Ltd" in manager.get(page).content.decode()
    assert "Propose it" not in browser(harbour.manager).get(page).content.decode()
    bad = manager.post(reverse("transfer-propose", args=[agreed.pk]), {"to": "x", "reason": "y"}, follow=True)
    assert "Choose an organisation that you manage." in bad.content.decode()
    sent = {"to": str(merged.pk), "reason": "<b>A merger</b>"}
    shown = manager.post(reverse("transfer-propose", args=[agreed.pk]), sent, follow=True).content.decode()
    assert "&lt;b&gt;A merger&lt;/b&gt;" in shown
    assert "Somebody who may sign for your side has to answer." in reader.get(page).content.decode()
    transfer = Transfer.objects.get()
    answer = reverse("transfer-answer", args=[agreed.pk, transfer.pk])
    asked = signatory.post(answer, {"do": "agree"})
    assert "/account/reauthenticate/" in asked.headers["Location"]
    signatory.post("/account/reauthenticate/", {"password": PASSWORD})
    assert "takes the place of" in signatory.post(answer, {"do": "agree"}, follow=True).content.decode()
    assert "<strong>agreed</strong>" in manager.get(page).content.decode()
    assert browser(tidewater.signatory).get(page).status_code == 404
    proof = manager.get(reverse("proof", args=[agreed.pk])).content.decode()
    assert "agreed: Northwater Ltd takes the place of Tidewater IT Services as provider" in proof
    assert signatory.post(reverse("transfer-answer", args=[agreed.pk, 99]), {}).status_code == 404
    assert manager.post(reverse("transfer-withdraw", args=[agreed.pk, transfer.pk])).status_code == 302
