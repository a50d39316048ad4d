"""By the interface alone: a standard text, thirty clients that signed it, and one change for all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from evenhand.client import Portal
from evenhand.terms.editing import edited, value_of
from evenhand_portal.agreements.tests.conftest import EXAMPLE
from evenhand_portal.api.tests.test_three_rounds import CRITICAL, LAST_DAY, both_sign, mailed
from evenhand_portal.conftest import House
from evenhand_portal.masters.sending import send_once

CLIENTS = 30
CONTACTS = {
    f"parties.client.contacts.{one}.email": f"{one}@example.org" for one in ("practice-manager", "owner")
}
OWN = "2 hours"
"""What the first client has otherwise."""


def test_thirty_clients_are_amended_at_once(
    enter: Callable[..., Portal], harbour: House, tidewater: House
) -> None:
    provider, client = enter(tidewater), enter(harbour)
    first = provider.begin("provider", text=edited(EXAMPLE, "term.to", LAST_DAY))
    master = provider.masters.begin(first.agreement)
    agreements = []
    for number in range(CLIENTS):
        made = provider.masters.client(
            master.id,
            f"Practice {number:02}",
            first=date(2026, 1, 1),
            last=date.fromisoformat(LAST_DAY),
            exceptions=CONTACTS if number else CONTACTS | {CRITICAL: OWN},
        )
        agreements.append(made.id)
        ours = provider.at(made.id)
        ours.invite(harbour.manager.email)
        client.join(mailed(harbour.manager.email, "/table/"))
        [draft] = ours.drafts()
        both_sign(enter, ours.offer(draft.id, seen=draft.revision), (tidewater, harbour), made.id)

    text = provider.at(master.agreement).draft(master.draft)
    changed = edited(text.text, CRITICAL, "5 hours")
    provider.at(master.agreement).save(master.draft, changed, based_on=text.number)
    [master] = provider.masters.every()
    assert (master.clients, master.behind) == (CLIENTS, CLIENTS)
    preview = provider.masters.preview(master.id)
    assert not [one.trouble for one in preview.clients if one.trouble]
    assert [one.agreement for one in preview.clients if not one.moves] == agreements[:1]
    sent = provider.masters.send(master.id, preview, "Five hours from next quarter.")
    while send_once(timezone.now()):
        pass
    ended = provider.masters.rollout(sent.id).sendings
    assert sorted(one.state for one in ended) == ["nothing"] + ["sent"] * (CLIENTS - 1)
    for one in ended:
        desk = client.at(one.agreement)
        if one.state == "nothing":
            [agreed] = desk.versions()
            assert value_of(desk.text(agreed.id), CRITICAL) == OWN
        else:
            lies = desk.talks.table()
            assert (lies.turn, lies.sent[0].note) == ("client", "Five hours from next quarter.")
            assert value_of(lies.text, CRITICAL) == "5 hours"
    moved = next(one for one in ended if one.state == "sent")
    theirs = client.at(moved.agreement)
    lies = theirs.talks.accept_all(theirs.talks.table())
    both_sign(enter, theirs.talks.offer(lies.number), (harbour, tidewater), moved.agreement)
