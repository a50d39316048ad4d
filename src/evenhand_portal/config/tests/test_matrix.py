"""Every address by every method for every kind of visitor, built from the addresses themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from evenhand_portal.access import Access
from evenhand_portal.agreements.models import Agreement
from evenhand_portal.agreements.selectors import desk_at
from evenhand_portal.agreements.services.drafts import agreement_begin
from evenhand_portal.agreements.services.joining import other_side_invite
from evenhand_portal.agreements.services.versions import version_offer
from evenhand_portal.agreements.transfers.models import Transfer
from evenhand_portal.api.tests.subjects import interface_subjects, waiting_subjects
from evenhand_portal.config.tests.matrix import EVERYBODY, PEOPLE, TABLE, TOKEN, Row
from evenhand_portal.conftest import House
from evenhand_portal.conversations.authors import author_at
from evenhand_portal.conversations.decisions import Subject
from evenhand_portal.conversations.services import comment_make
from evenhand_portal.guests.services.links import Wish, link_make
from evenhand_portal.ledger.services import head_sign, receipt_give
from evenhand_portal.masters.models import Master, Rollout
from evenhand_portal.negotiation.services.ending import negotiation_end
from evenhand_portal.negotiation.services.sending import table_send
from evenhand_portal.notices.addresses import unsubscribe_token
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.links import token_for
from evenhand_portal.parties.models import Membership, Person
from evenhand_portal.parties.services import invitation_send
from evenhand_portal.tracking.records.services import upload_read, upload_receive, upload_take
from evenhand_portal.tracking.selectors import terms_for_reading

EXAMPLE = (Path(__file__).parents[4] / "examples" / "harbour-dental.yaml").read_text(encoding="utf-8")
TICKETS = b"ticket,at,event,service,priority\nT-1,2026-01-05 09:00,opened,service-desk,P1\n"
LIBRARIES = ("allauth.",)
OWN = ("membership-end", "notice", "token-end")
"""Addresses that a role opens for one's own things alone; a test of the app shows it."""
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


class Address(NamedTuple):
    """An address with the names of all parts that vary, also those of the addresses above it."""

    name: str
    callback: Callable[..., Any]
    parts: frozenset[str]


def addresses(
    patterns: list[URLPattern | URLResolver] | None = None, above: frozenset[str] = frozenset()
) -> Iterator[Address]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        parts = above | set(pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, parts)
        else:
            yield Address(str(pattern.name), pattern.callback, parts)


OURS = [one for one in addresses() if not one.callback.__module__.startswith(LIBRARIES)]


def test_every_address_is_in_the_matrix_and_every_row_has_an_address() -> None:
    assert {one.name for one in OURS} == set(TABLE)
    assert len(OURS) == len(TABLE)


@pytest.mark.parametrize("address", OURS, ids=lambda one: one.name)
def test_every_view_is_marked_as_the_matrix_says(address: Address) -> None:
    row = TABLE[address.name]
    assert getattr(address.callback, "access", None) == Access(row.subject, row.roles)  # type: ignore[arg-type]  # a text of the table


@pytest.fixture
def subjects(harbour: House, tidewater: House) -> dict[str, Any]:
    """Something for every name that stands in an address: of the client's house, and of an agreement of both."""
    now = timezone.now()
    invitation = invitation_send(
        organisation=harbour.organisation,
        email="new@example.org",
        name="",
        role="reader",
        by=harbour.manager,
        now=now,
    )
    letter = Notice.objects.get(key=f"invitation-{invitation.pk}")
    draft = agreement_begin(
        title="Managed IT services",
        side="provider",
        organisation=tidewater.organisation,
        text=EXAMPLE,
        person=tidewater.manager,
        now=now,
    )
    Agreement.objects.filter(pk=draft.agreement_id).update(client=harbour.organisation, shared_at=now)
    here = desk_at(tidewater.manager, draft.agreement_id, frozenset({"manager"}))
    tabled = table_send(draft=draft, number=1, desk=here, note="", now=now)
    negotiation_end(negotiation=tabled.negotiation, desk=here, reason="Enough.", now=now)
    version = version_offer(draft=draft, number=1, side="provider", person=tidewater.manager, now=now)
    alone = agreement_begin(
        title="Another",
        side="provider",
        organisation=tidewater.organisation,
        text=EXAMPLE,
        person=tidewater.manager,
        now=now,
    )
    own = agreement_begin(
        title="Standard text",
        side="client",
        organisation=harbour.organisation,
        text=EXAMPLE,
        person=harbour.manager,
        now=now,
    )
    master = Master.objects.create(
        organisation=harbour.organisation, draft=own, begun_by=harbour.manager, begun_at=now
    )
    sent = Rollout.objects.create(
        master=master, edition=1, in_force_from=now.date(), side="client", by=harbour.manager, at=now
    )
    desk = desk_at(tidewater.manager, alone.agreement_id, frozenset({"manager"}))
    asked = other_side_invite(desk=desk, email="client@example.org", name="", note="", now=now)
    upload = upload_receive(
        desk=here, kind="tickets", file=ContentFile(TICKETS), name="t.csv", timezone="Europe/London", now=now
    )
    upload_read(upload=upload, terms=terms_for_reading(here))
    upload_take(upload=upload, desk=here, digest=upload.digest, partial=False, now=now)
    comment = comment_make(
        agreement=here.agreement,
        subject=Subject(),
        audience="both",
        author=author_at(here),
        text="Hello",
        files=[ContentFile(b"plan", "plan.txt")],
        now=now,
    )
    transfer = Transfer.objects.create(
        agreement=draft.agreement, side="provider", of=tidewater.organisation, to=harbour.organisation,
        by=tidewater.manager, at=now, reason="a merger",
    )  # fmt: skip
    ledger = draft.agreement.ledger
    receipt_give(leaf=ledger.leaves.get(index=0))
    head_sign(ledger=ledger, now=now)
    size = ledger.checkpoints.get().size
    wish = Wish(name="Mira Mediator", email="", audience="both", speaks=True, days=14)
    link, by_link = link_make(desk=here, paper=version, wish=wish, now=now)
    secrets = {
        **dict.fromkeys(("guest", "guest-reply", "guest-word", "guest-word-back"), by_link),
        "invitation": letter.text.split("/invitations/")[1].split("/")[0],
        "other-side": Notice.objects.get(key=f"other-side-{asked.pk}").text.split("/table/")[1].split("/")[0],
    }
    return {
        **interface_subjects(harbour, now),
        "organisation_id": harbour.organisation.pk,
        "invitation_id": invitation.pk,
        "master_id": master.pk,
        "rollout_id": sent.pk,
        "membership_id": Membership.objects.get(organisation=harbour.organisation, role="auditor").pk,
        "secret": secrets,
        "token": token_for(harbour.reader, now),
        "agreement_id": draft.agreement_id,
        "version_id": version.pk,
        "draft_id": draft.pk,
        "negotiation_id": tabled.negotiation_id,
        "upload_id": upload.pk,
        "thread_id": comment.thread_id,
        "link_id": link.pk,
        **waiting_subjects(link, comment, now),
        "attachment_id": comment.attachments.get().pk,
        "number": 1,
        "transfer": transfer.pk,
        "notice_id": letter.pk,
        "subscription": unsubscribe_token(harbour.reader, "daily"),
        "size": size,
        "index": 0,
    }


@pytest.mark.parametrize("address", OURS, ids=lambda one: one.name)
def test_the_matrix(
    address: Address,
    subjects: dict[str, Any],
    harbour: House,
    tidewater: House,
    make_house: Callable[[str], House],
    make_person: Callable[[str], Person],
    browser: Callable[[Person | None], Client],
) -> None:
    row = TABLE[address.name]
    given = {name: subjects.get(name, "nothing") for name in address.parts}
    if "secret" in given:
        given["secret"] = given["secret"][address.name]
    at = reverse(address.name, kwargs=given)
    houses = {"client": harbour, "provider": tidewater, "third": make_house("Third House")}
    visitors: dict[str, Person | None] = {"nobody": None, "stranger": make_person("Stranger")}
    for house, people in houses.items():
        for role in ("manager", "signatory", "reader", "auditor"):
            visitors[f"{house} {role}"] = getattr(people, role)
    for visitor, person in visitors.items():
        client = browser(person)
        for method in METHODS:
            with transaction.atomic():
                answer = client.generic(method, at)
                transaction.set_rollback(True)
            seen = f"{visitor} {method} {at}: {answer.status_code}"
            assert answer.status_code < 500, seen
            if row.subject == TOKEN:
                assert answer.status_code in (401, 404, 405), seen
            elif may(row, visitor):
                assert (answer.status_code == 405) == (method not in row.methods), seen
                assert answer.status_code != 404 or address.name in OWN, seen
            elif person is None:
                assert answer.status_code == 302, seen
                assert answer.headers["Location"].startswith("/account/login/"), seen
            else:
                assert answer.status_code == 404, seen


def may(row: Row, visitor: str) -> bool:
    if row.subject == EVERYBODY:
        return True
    if row.subject == PEOPLE:
        return visitor != "nobody"
    house, _, role = visitor.partition(" ")
    sides = {"client"} if row.subject == "organisation" else row.sides
    return house in sides and role in row.roles
