"""A small world, and what makes it large: each step adds much of one thing to the same agreement and houses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml
from django.core.files.base import ContentFile
from django.utils import timezone

from evenhand_portal.agreements.models import Agreement, Draft, Version
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.services.drafts import agreement_begin, draft_begin, draft_save
from evenhand_portal.agreements.services.joining import other_side_invite
from evenhand_portal.agreements.services.signing import signing_delegate, version_decline, version_sign
from evenhand_portal.agreements.services.versions import text_checked, version_keep, version_offer
from evenhand_portal.config.tests.test_matrix import EXAMPLE
from evenhand_portal.conftest import House
from evenhand_portal.conversations.authors import author_at
from evenhand_portal.conversations.decisions import Subject
from evenhand_portal.conversations.services import comment_make
from evenhand_portal.ledger.services import head_sign
from evenhand_portal.negotiation.services.ending import negotiation_end
from evenhand_portal.negotiation.services.sending import table_send
from evenhand_portal.parties.models import Membership, Person
from evenhand_portal.parties.services import invitation_send, organisation_found
from evenhand_portal.tracking.models import Upload
from evenhand_portal.tracking.records.services import upload_read, upload_receive, upload_take
from evenhand_portal.tracking.selectors import terms_for_reading

ALL = frozenset({"manager", "signatory", "reader", "auditor"})
HEAD = "ticket,at,event,service,priority\n"
OPENED = "T-{0},2026-01-05 09:{1:02d},opened,service-desk,P1\nT-{0},2026-01-05 10:{1:02d},resolved,,\n"


@dataclass
class World:
    """Somebody of the provider who may do everything there, and the agreement whose pages are opened."""

    provider: House
    client: House
    person: Person
    other: Person
    agreement: Agreement

    @property
    def desk(self) -> Desk:
        return desk_at(self.person, self.agreement.pk, ALL)

    @property
    def desk_of_other(self) -> Desk:
        return desk_at(self.other, self.agreement.pk, ALL)


def text_of(number: int, start: str, copies: int = 0) -> str:
    """The example as version `number`, its standards so many times more."""
    tree: dict[str, Any] = yaml.load(EXAMPLE, yaml.BaseLoader)
    tree |= {"version": str(number), "term": tree["term"] | {"from": start}}
    for copy in range(copies):
        tree["standards"] |= {
            f"{name}-{copy}": standard | {"title": f"{standard['title']} {copy}"}
            for name, standard in list(tree["standards"].items())
            if "-" in name and not name[-1].isdigit()
        }
    return str(yaml.dump(tree, sort_keys=False, Dumper=_Plain))


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def signed(world: World, version: Version) -> Version:
    """Have both sides sign."""
    for desk in (world.desk, world.desk_of_other):
        given = {"name": "A. Name", "consent": True, "shown": version.identity, "method": "password"}
        version_sign(version=version, desk=desk, now=timezone.now(), **given)  # type: ignore[arg-type]  # a test's own words
    return Version.objects.get(pk=version.pk)


def drafted(world: World, text: str, based_on: Version | None = None) -> Draft:
    return draft_begin(
        agreement=world.agreement,
        side="provider",
        text=text,
        person=world.person,
        now=timezone.now(),
        based_on=based_on,
    )


def offered(world: World, draft: Draft) -> Version:
    now = timezone.now()
    return version_offer(draft=draft, number=draft.latest, side="provider", person=world.person, now=now)


def taken(world: World, content: str, name: str = "more.csv") -> Upload:
    """Upload a file of tickets and have it count."""
    given = {"kind": "tickets", "name": name, "timezone": "Europe/London"}
    file, now = ContentFile(content.encode()), timezone.now()
    upload = upload_receive(desk=world.desk, file=file, now=now, **given)  # type: ignore[arg-type]  # a test's own words
    upload_read(upload=upload, terms=terms_for_reading(world.desk))
    upload_take(upload=upload, desk=world.desk, digest=upload.digest, partial=False, now=now)
    upload.refresh_from_db()
    return upload


def more_agreements(world: World) -> None:
    """Eleven more of both houses: with a version in force, one that waits, and a draft of an amendment."""
    for number in range(11):
        draft = agreement_begin(
            title=f"Agreement {number}",
            side="provider",
            organisation=world.provider.organisation,
            text=EXAMPLE,
            person=world.person,
            now=timezone.now(),
        )
        Agreement.objects.filter(pk=draft.agreement_id).update(
            client=world.client.organisation, shared_at=timezone.now()
        )
        other = World(
            world.provider,
            world.client,
            world.person,
            world.other,
            Agreement.objects.get(pk=draft.agreement_id),
        )
        if number % 3 != 2:
            first = signed(other, offered(other, draft))
            if number % 3 == 1:
                offered(other, drafted(other, text_of(2, "2026-01-03")))
            draft_begin(
                agreement=other.agreement,
                side="provider",
                text=EXAMPLE,
                person=world.person,
                now=timezone.now(),
                based_on=first,
            )


def more_people(world: World) -> None:
    """Members, invitations, and houses to which the person belongs."""
    now = timezone.now()
    for number in range(8):
        person = Person.objects.create_user(f"more-{number}@example.org", name=f"More {number}")
        for house in (world.provider, world.client):
            role = ("signatory", "reader")[number % 2]
            Membership.objects.create(organisation=house.organisation, person=person, role=role, since=now)
            invitation_send(
                organisation=house.organisation,
                email=f"new-{number}@example.org",
                name="",
                role="reader",
                by=world.person,
                now=now,
            )
        organisation_found(name=f"House {number}", by=world.person, now=now)


def more_revisions(world: World, draft: Draft) -> None:
    """Thirty, the last with sixty clauses."""
    for number in range(1, 31):
        text = text_of(2, "2026-01-02", 14 if number == 30 else 0)
        draft_save(
            draft=Draft.objects.get(pk=draft.pk),
            based_on_number=number,
            text=f"{text}# {number}\n",
            author=(world.person, world.provider.manager)[number % 2],
            now=timezone.now(),
        )


def more_versions(world: World) -> None:
    """Ten that were declined, each handed on first, and one of sixty clauses that was recorded."""
    draft = drafted(world, text_of(3, "2026-01-03"))
    colleague = Membership.objects.filter(
        organisation=world.provider.organisation, role="signatory", until=None
    ).exclude(person=world.person)[0]
    for _ in range(10):
        version = offered(world, Draft.objects.get(pk=draft.pk))
        signing_delegate(version=version, desk=world.desk, to=colleague.person, note="", now=timezone.now())
        head_sign(ledger=world.agreement.ledger, now=timezone.now())
        version_decline(
            version=version, side="client", person=world.other, reason="Too slow.", now=timezone.now()
        )
    draft, now = drafted(world, text_of(3, "2026-01-03", 14)), timezone.now()
    Draft.objects.filter(pk=draft.pk).update(state=Draft.State.AGREED)
    text = draft.revisions.get().text
    terms, _ = text_checked(text)
    assert terms is not None
    kept = {"origin": Version.Origin.ELSEWHERE, "agreed_at": now}
    version_keep(world.agreement, text, terms, side="provider", now=now, draft=draft, **kept)  # type: ignore[arg-type]  # a test's own words


def more_records(world: World) -> None:
    """Eleven more files, one of them with two thousand rows."""
    for file in range(11):
        rows = (OPENED.format(f"{file}-{number}", number % 60) for number in range(1_000 if file == 0 else 5))
        taken(world, HEAD + "".join(rows), f"more-{file}.csv")


def more_invitations(world: World) -> None:
    """The other side of an agreement of its own, invited again and again."""
    alone = agreement_begin(
        title="Alone",
        side="provider",
        organisation=world.provider.organisation,
        text=EXAMPLE,
        person=world.person,
        now=timezone.now(),
    )
    desk = desk_at(world.person, alone.agreement_id, ALL)
    for number in range(10):
        other_side_invite(
            desk=desk, email=f"client-{number}@example.org", name="", note="", now=timezone.now()
        )


def more_talks(world: World) -> None:
    """Three negotiations that were ended, and much said, in one thread and in threads of their own."""
    draft = drafted(world, text_of(3, "2026-01-03"))
    for number in range(1, 4):
        now = timezone.now()
        tabled = table_send(draft=draft, number=number, desk=world.desk, note="", now=now)
        negotiation_end(negotiation=tabled.negotiation, desk=world.desk, reason="Enough.", now=now)
        text = f"{text_of(3, '2026-01-03')}# {number}\n"
        draft_save(draft=draft, based_on_number=number, text=text, author=world.person, now=now)
    for number in range(12):
        desk = (world.desk, world.desk_of_other)[number % 2]
        comment_make(
            agreement=world.agreement,
            subject=Subject() if number % 3 else Subject("clause", f"standards.resolve-{number}"),
            audience="both",
            author=author_at(desk),
            text=f"Said {number}",
            files=[ContentFile(b"plan", "plan.txt")],
            now=timezone.now(),
        )


STEPS: tuple[Callable[[World], None], ...] = (
    more_people,
    more_records,
    more_talks,
    more_versions,
    more_invitations,
    more_agreements,
)
