"""What people do at once around an agreement: come, leave, bring records, write clauses. One round each."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from evenhand_portal.agreements.models import Agreement
from evenhand_portal.agreements.services.joining import other_side_invite
from evenhand_portal.agreements.tests.forms import clause_at, form_of
from evenhand_portal.config.tests.rounds.contest import Act, contest, winners
from evenhand_portal.config.tests.rounds.hands import browser_of, page, sent_to
from evenhand_portal.config.tests.rounds.scenes import act
from evenhand_portal.config.tests.rounds.world import Place
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.models import Membership, Organisation, Person
from evenhand_portal.parties.services import (
    invitation_accept,
    invitation_send,
    membership_end,
    organisation_found,
)
from evenhand_portal.tracking.records.services import (
    upload_read,
    upload_receive,
    upload_refuse,
    upload_remove,
    upload_share,
    upload_take,
)

TICKETS = "ticket,at,event,service,priority\nT-{},2026-01-05 09:00,opened,service-desk,P1\n"


def coming(at: Place) -> None:
    """The other side takes its place in several windows, each time for a new house, while it is invited anew."""
    guest, desk = at.client.managers[0], at.desk("provider", "managers")
    Agreement.objects.filter(pk=at.agreement.pk).update(client=None)
    before = Organisation.objects.count()
    desk = at.at(desk.person)

    def invite(email: str) -> Any:
        return other_side_invite(desk=desk, email=email, name="", note="", now=timezone.now())

    def come(secret: str, number: int) -> Any:
        sent = {"organisation": "new", "name": f"House {number}"}
        return page(browser_of(guest), "post", "other-side", {"secret": secret}, sent)

    asked = invite(guest.email)
    letter = Notice.objects.get(key=f"other-side-{asked.pk}")
    secret = letter.text.split("/table/")[1].split("/")[0]
    acts = [act("came", come, secret, number) for number in range(at.rng.randint(2, 4))]
    acts += [act("invited", invite, guest.email) for _ in range(at.rng.randint(0, 2))]
    came = winners(contest(acts, at.rng), "came")
    agreement = Agreement.objects.get(pk=at.agreement.pk)
    assert len(came) == (agreement.client is not None)
    assert came or any(one.what == "invited" for one in acts)
    assert Organisation.objects.count() == before + len(came), "a house was founded for nothing"
    assert agreement.invitations.filter(accepted_at=None, withdrawn_at=None).count() <= 1
    at.at(at.provider.reader)


def leaving(at: Place) -> None:
    """The last who sign and the last who manage leave at once, some twice; somebody joins twice."""
    people, now = [*at.client.managers, *at.client.signatories], timezone.now()
    house = organisation_found(name="Lighthouse", by=people[0], now=now)
    for person in people[1:]:
        for role in ("manager", "signatory"):
            Membership.objects.create(organisation=house, person=person, role=role, since=now)
    held = list(Membership.objects.filter(organisation=house))

    def end(one: Membership) -> None:
        membership_end(membership=one, by=one.person, now=timezone.now())

    def invite(email: str) -> Any:
        given = {"name": "", "role": "reader", "by": people[0]}
        return invitation_send(organisation=house, email=email, now=timezone.now(), **given)  # type: ignore[arg-type]  # a test's own words

    asked, guest = invite(at.provider.reader.email), at.provider.reader

    def join(person: Person) -> Any:
        return invitation_accept(invitation=asked, person=person, now=timezone.now())

    acts = [act("left", end, one) for one in (*held, *at.rng.sample(held, 2))]
    acts += [act("joined", join, guest) for _ in range(2)]
    acts += [act("invited", invite, "new@example.org") for _ in range(2)]
    outcomes = contest(acts, at.rng)
    assert len(winners(outcomes, "joined")) == 1
    assert len(winners(outcomes, "left")) >= 2 * (len(people) - 1)
    now_held = Membership.objects.filter(organisation=house, until=None)
    for role in ("manager", "signatory"):
        assert now_held.filter(role=role).count() == 1
    assert now_held.filter(role="reader").count() == 1
    assert house.invitations.filter(email="new@example.org", withdrawn_at=None).count() == 1


def bringing(at: Place) -> None:
    """Records are taken, shared, refused and removed by several at once; the same file is sent twice."""
    version = at.offered()
    for side, one in (("client", at.client), ("provider", at.provider)):
        assert side
        at.hand.sign(at.at(one.signatories[0]), version, version.identity)
    desks = [at.at(one) for one in at.provider.managers]

    def send(desk: Any, number: int) -> Any:
        given = {"kind": "tickets", "name": "t.csv", "timezone": "Europe/London"}
        file = ContentFile(TICKETS.format(number).encode())
        return upload_receive(desk=desk, file=file, now=timezone.now(), **given)

    upload = send(desks[0], 1)
    upload_read(upload=upload, terms=[])

    def take(desk: Any) -> None:
        upload_take(upload=upload, desk=desk, digest=upload.digest, partial=True, now=timezone.now())

    def share(desk: Any) -> None:
        upload_share(upload=upload, desk=desk, now=timezone.now())

    def remove(desk: Any) -> None:
        upload_remove(upload=upload, desk=desk, now=timezone.now())

    acts = [act(what, do, one) for one in desks for what, do in _named(take, share, remove)]
    acts += [act("sent", send, one, 2) for one in desks]
    acts += [act("refused", lambda: upload_refuse(upload=upload))] * at.rng.randint(0, 1)
    outcomes = contest(acts, at.rng)
    assert len(winners(outcomes, "remove")) <= 1
    assert len(winners(outcomes, "sent")) == 1
    assert bool(winners(outcomes, "refused")) != bool(winners(outcomes, "take"))


def _named(*acts: Any) -> list[tuple[str, Any]]:
    return [(act.__name__, act) for act in acts]


def clauses(at: Place) -> None:
    """Some write the same clause, others write other clauses: one of the same and all others are kept."""
    draft, clause = at.draft, "standards.respond-critical"

    def write(address: str, title: str) -> Act:
        person = at.desk("provider", "managers").person
        sent = form_of(browser_of(person), clause_at(draft, address), **{"clause.title": title})
        what = "same" if address == clause else "other"
        return act(what, sent_to, browser_of(person), clause_at(draft, address), sent)

    acts = [write(clause, f"Response {number}") for number in range(at.rng.randint(2, 3))]
    acts += [write(f"standards.{name}", "Other") for name in ("resolve-critical", "respond-other")]
    outcomes = contest(acts, at.rng)
    assert len(winners(outcomes, "same")) == 1
    assert len(winners(outcomes, "other")) == 2
    assert at.fresh().latest == 4
    text = draft.revisions.get(number=4).text
    assert text.count("title: Other") == 2
    assert len(set(re.findall("title: Response [0-9]", text))) == 1
