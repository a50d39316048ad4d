"""Secret words, planted wherever one side keeps something to itself; each word says where it stands."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.http.response import HttpResponseBase

from evenhand_portal.agreements.models import Version
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.agreements.services.drafts import draft_begin, draft_save
from evenhand_portal.agreements.services.signing import signing_delegate
from evenhand_portal.conversations.authors import Author, author_at
from evenhand_portal.conversations.decisions import Subject
from evenhand_portal.conversations.services import comment_make, comment_reply, thread_resolve
from evenhand_portal.guests.services.links import Wish, link_make
from evenhand_portal.ledger.models import Checkpoint, Exhibit, Leaf, Payload, Receipt
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.models import Membership, Person
from evenhand_portal.tracking.records.services import upload_read, upload_receive
from evenhand_portal.tracking.selectors import terms_for_reading

COMPANION = "heron"
"""Stands beside every word in what is said, and is no secret: what is searched must not be what is looked for."""

SUBJECTS = {
    "overview": Subject(),
    "clause": Subject("clause", "standards.respond-critical"),
    "ticket": Subject("ticket", "T-1"),
    "figure": Subject("figure", "clause=standards.respond-critical&day=2026-01-01"),
}
TICKETS = "ticket,at,event,service,priority\n{},2026-01-05 09:00,opened,service-desk,P1\n"


@dataclass
class Planted:
    """The secret words of one side, and the numbers of the things they stand in."""

    words: list[str] = field(default_factory=list)
    parts: dict[str, list[Any]] = field(default_factory=dict)

    def word(self, place: str) -> str:
        """A new word, made for one place; letters alone, so that no writing of it differs from another."""
        self.words.append(f"zq{place}qz")
        return self.words[-1]

    def found_in(self, content: bytes) -> set[str]:
        """Return the words that stand there, in whatever case."""
        low = content.lower()
        return {word for word in self.words if word.encode() in low}


def plant(desk: Desk, version: Version, text: str, colleague: Person, now: datetime) -> Planted:
    """Keep secret words to the desk's own side: in threads, files, drafts, links, uploads, notes to colleagues."""
    planted = Planted()
    _threads(planted, desk, now)
    _draft(planted, desk, text, now)
    upload = upload_receive(
        desk=desk,
        kind="tickets",
        file=ContentFile(TICKETS.format(planted.word("ticket")).encode()),
        name=f"{planted.word('upload')}.csv",
        timezone="Europe/London",
        now=now,
    )
    upload_read(upload=upload, terms=terms_for_reading(desk))
    planted.parts["upload_id"] = [upload.pk]
    Membership.objects.create(organisation=desk.organisation, person=colleague, role="signatory", since=now)
    signing_delegate(version=version, desk=desk, to=colleague, note=planted.word("delegation"), now=now)
    return planted


def _threads(planted: Planted, desk: Desk, now: datetime) -> None:
    us = author_at(desk)
    threads, files = [], []
    for place, subject in SUBJECTS.items():
        said = f"{planted.word(f'title{place}')} {COMPANION}\n\n{planted.word(place)} @{desk.person}"
        file = ContentFile(planted.word(f"content{place}").encode(), f"{planted.word(f'file{place}')}.txt")
        given = {"agreement": desk.agreement, "subject": subject, "audience": desk.side, "now": now}
        comment = comment_make(author=us, text=said, files=[file], **given)
        threads.append(comment.thread_id)
        files.append(comment.attachments.get().pk)
        lawyer = Author(
            desk.side, name=planted.word(f"guest{place}"), email=f"{planted.word(f'mail{place}')}@example.org"
        )
        answer = f"{planted.word(f'answer{place}')} {COMPANION}"
        comment_reply(thread=comment.thread, author=lawyer, text=answer, now=now)
        thread_resolve(thread=comment.thread, author=us, now=now)
    planted.parts |= {"thread_id": threads, "attachment_id": files}


def _draft(planted: Planted, desk: Desk, text: str, now: datetime) -> None:
    """A draft of an amendment: a word in its first revision that the second takes away, one in both, and notes."""
    said = f"{text}\n# {planted.word('comment')}\n"
    draft = draft_begin(
        agreement=desk.agreement,
        side=desk.side,
        text=said.replace("respond-critical", planted.word("clause-one")),
        person=desk.person,
        note=planted.word("note"),
        now=now,
    )
    again = said.replace("respond-critical", planted.word("clause-two"))
    wish = Wish(
        planted.word("reviewer"), f"{planted.word('review')}@example.org", desk.side, speaks=True, days=7
    )
    link_make(desk=desk, paper=draft, wish=wish, now=now)
    draft_save(
        draft=draft, based_on_number=1, text=again, author=desk.person, note=planted.word("again"), now=now
    )
    planted.parts["draft_id"] = [draft.pk]


def shown(answer: HttpResponseBase) -> bytes:
    """Return everything that an answer holds: its head, its body, and every file of an archive."""
    body = answer.getvalue() if answer.streaming else answer.content
    head = "\n".join(f"{name}: {value}" for name, value in answer.items()).encode()
    return b"\n".join([head, body, *_unpacked(body)])


def _unpacked(body: bytes) -> Iterable[bytes]:
    if body[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(body)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield archive.read(name)


def ledgers() -> bytes:
    """Return everything that any ledger holds or has given out."""
    rows = [
        *(bytes(entry) for entry in Leaf.objects.values_list("entry", flat=True)),
        *(bytes(body) for body in Payload.objects.values_list("body", flat=True)),
        *(bytes(body) for body in Exhibit.objects.values_list("body", flat=True)),
        *(note.encode() for note in Receipt.objects.values_list("note", flat=True)),
        *(note.encode() for note in Checkpoint.objects.values_list("note", flat=True)),
    ]
    return b"\n".join(rows)


def mails(people: Iterable[Person]) -> bytes:
    """Return every mail and notice for these people, whatever has become of it."""
    listed = list(people)
    addresses = {one.email for one in listed}
    found = [one for one in Notice.objects.all() if one.person in listed or one.email in addresses]
    return "\n".join(f"{one.subject} {one.text} {one.letter} {one.link}" for one in found).encode()
