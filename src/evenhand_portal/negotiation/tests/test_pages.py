"""The pages of a negotiation, as people use them: without script, by links and forms."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.conftest import House
from evenhand_portal.ledger.models import Leaf
from evenhand_portal.negotiation.models import Negotiation, Proposal
from evenhand_portal.negotiation.tests.conftest import TARGET, WITHIN, Room
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.models import Person

Browsers = tuple[Client, Client]
CRITICAL = "standards.resolve-critical"


@pytest.fixture
def browsers(
    room: Room, browser: Callable[[Person | None], Client], harbour: House, tidewater: House
) -> Browsers:
    """The browsers of the two managers: the client's and the provider's."""
    return browser(harbour.manager), browser(tidewater.manager)


def at(room: Room, name: str, **more: object) -> str:
    return reverse(name, kwargs={"agreement_id": room.agreement.pk, **more})


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return str(answer.content.decode()).replace("\xa0", " ")


def hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found
    return found[1]


def test_sent_accepted_and_answered_by_forms(room: Room, shared: Draft, browsers: Browsers) -> None:
    client, provider = browsers
    assert "Nothing lies on the table" in page(client, at(room, "table"))
    send = at(room, "draft-send", draft_id=shared.pk)
    assert "Send to the client" in page(provider, at(room, "draft", draft_id=shared.pk))
    answer = provider.post(send, {"based_on": "1", "note": "our first offer"}, follow=True)
    assert "text 1; the client has been told" in answer.content.decode()
    table = page(client, at(room, "table"))
    assert "our first offer" in table
    assert "Your move." in table
    assert "The client’s move." in page(provider, at(room, "table"))
    assert "27 clauses wait for you" in page(client, at(room, "agreement"))
    letter = Notice.objects.get(kind="table-sent", person=room.desk("client").person)
    assert "our first offer" in letter.text
    assert "27 clauses wait for you" in letter.text
    answer = client.post(
        at(room, "table-accept"),
        {"clause": CRITICAL, "digest": room.table.talks.table[CRITICAL]},
        follow=True,
    )
    assert "Accepted." in answer.content.decode()
    every = page(client, at(room, "table-accept-all"))
    assert "Accept all 26 clauses that are left" in every
    sent = {"number": hidden(every, "number"), "digest": hidden(every, "digest")}
    answer = client.post(at(room, "table-accept-all"), sent, follow=True)
    assert "26 clauses accepted." in answer.content.decode()
    assert Notice.objects.filter(kind="table-ready").count() == 4
    kinds = set(Leaf.objects.filter(ledger=room.agreement.ledger).values_list("kind", flat=True))
    assert {"table-sent", "clause-accepted", "clauses-accepted"} <= kinds
    answer = client.post(at(room, "table-offer"), {"number": "1"})
    version = Version.objects.get()
    assert answer.headers["Location"] == at(room, "version", version_id=version.pk)
    assert "waits for signatures" in page(provider, at(room, "table"))


def test_another_wording_leads_to_the_own_draft(room: Room, shared: Draft, browsers: Browsers) -> None:
    client, provider = browsers
    room.send(shared)
    answer = client.post(at(room, "table-propose"), {"clause": CRITICAL})
    own = Proposal.objects.get(draft__side="client").draft
    assert (
        answer.headers["Location"] == f"{at(room, 'clause', draft_id=own.pk)}?at=standards.resolve-critical"
    )
    assert "says what lies on the table" in " ".join(
        page(client, at(room, "draft-send", draft_id=own.pk)).split()
    )
    room.set(own, {WITHIN: "123 minutes"})
    for name in ("draft", "draft-send", "draft-carry"):
        page(provider, at(room, name, draft_id=own.pk), 404)
    assert "123" not in page(provider, at(room, "table"))
    assert "<ins>" in page(client, at(room, "draft-send", draft_id=own.pk))
    client.post(
        at(room, "draft-send", draft_id=own.pk), {"based_on": "2", "note": "a little more than two hours"}
    )
    table = " ".join(page(provider, at(room, "table")).split())
    assert "Held against what your side last stood by" in table
    assert "Stronger for the client: the time frame is shorter." in table
    assert "what it changed" in page(
        provider, at(room, "table-text", negotiation_id=room.negotiation.pk, number=2)
    )
    page(provider, at(room, "table-text", negotiation_id=room.negotiation.pk, number=9), 404)
    assert "No records that both sides see" in page(provider, f"{at(room, 'table-effect')}?clause={CRITICAL}")


def test_what_moved_in_between_is_shown_and_nothing_is_done(
    room: Room, shared: Draft, browsers: Browsers
) -> None:
    client, provider = browsers
    room.send(shared)
    seen = room.table.talks.table[CRITICAL]
    room.send(room.set(shared, {WITHIN: "9 hours"}))
    answer = client.post(
        at(room, "table-accept"), {"clause": CRITICAL, "digest": seen, "number": "1"}, follow=True
    )
    assert answer.status_code == 409
    assert "From text 1, which you saw, to text 2" in answer.content.decode()
    assert "time frame is longer" in answer.content.decode()
    assert client.post(at(room, "table-accept-all"), {"number": "1", "digest": "x"}).status_code == 409
    assert not room.table.talks.yeses
    assert provider.post(at(room, "table-take-back"), {"number": "1"}).status_code == 409
    answer = provider.post(at(room, "table-take-back"), {"number": "2"}, follow=True)
    assert "your draft keeps your changes" in answer.content.decode()
    assert "which is text 1 again: taken back" in " ".join(page(client, at(room, "table")).split())


def test_both_wordings_are_shown_and_one_is_chosen(room: Room, shared: Draft, browsers: Browsers) -> None:
    client, _ = browsers
    room.send(shared)
    client.post(at(room, "table-propose"), {})
    own = Proposal.objects.get(draft__side="client").draft
    room.set(own, {WITHIN: "2 hours", "currency": "EUR"})
    room.send(room.set(shared, {WITHIN: "9 hours", TARGET: "30 hours"}))
    assert "Bring it onto the newer text" in page(client, at(room, "draft", draft_id=own.pk))
    carry = at(room, "draft-carry", draft_id=own.pk)
    assert client.post(at(room, "table-propose"), {"clause": CRITICAL}).headers["Location"] == carry
    both = page(client, carry, 409)
    assert "9 hours" in both
    assert "2 hours" in both
    answer = client.post(carry, {"based_on": "2"})
    assert answer.status_code == 409
    assert "Choose one of both" in answer.content.decode()
    answer = client.post(carry, {"based_on": "2", f"of-{CRITICAL}": "mine"}, follow=True)
    assert "Your changes stand on the newer text" in answer.content.decode()
    latest = Draft.objects.get(pk=own.pk)
    text = latest.revisions.get(number=latest.latest).text
    assert "within: 2 hours" in text
    assert "within: 30 hours" in text
    assert "currency: EUR" in text
    assert client.get(carry).headers["Location"] == at(room, "draft-send", draft_id=own.pk)


def test_an_end_has_a_reason(room: Room, shared: Draft, browsers: Browsers) -> None:
    client, provider = browsers
    room.send(shared)
    assert "Say why" in client.post(at(room, "table-end"), {"reason": ""}).content.decode()
    client.post(at(room, "table-end"), {"reason": "We stay with the old one."})
    assert room.negotiation.state == Negotiation.State.ENDED
    assert "We stay with the old one." in page(provider, at(room, "table"))
    assert "We stay with the old one." in Notice.objects.filter(kind="table-ended")[0].text
    answer = client.post(at(room, "table-accept-all"), {"number": "1"}, follow=True)
    assert "No negotiation is under way." in answer.content.decode()


def test_a_page_asks_the_database_as_often_however_much_was_said(
    room: Room, shared: Draft, browsers: Browsers
) -> None:
    client, _ = browsers
    room.send(shared)
    room.accept_all("client")
    room.send(room.set(shared, {WITHIN: "3 hours"}))

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            page(client, at(room, "table"))
        return len(found)

    few = queries()
    for hours in ("5", "6"):
        room.propose("client", {WITHIN: f"{hours} hours"}, "no")
        room.propose("provider", {WITHIN: f"1{hours} hours", TARGET: f"3{hours} hours", "currency": "EUR"})
        room.accept("client", "head")
    assert queries() == few
