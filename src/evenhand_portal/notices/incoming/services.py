"""What becomes of a mail that came in: a comment, a mark on an address, or nothing, each once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import Http404

from evenhand_portal.events import tell
from evenhand_portal.notices.addresses import notice_of_reply, notices_named
from evenhand_portal.notices.bouncing import notice_bounce
from evenhand_portal.notices.events import ReplyCame
from evenhand_portal.notices.incoming.parsing import LONGEST_ADDRESSES, UnreadableError
from evenhand_portal.notices.incoming.reading import Head, Mail, head_read, mail_read
from evenhand_portal.notices.letter import Letter
from evenhand_portal.notices.models import REPLIES_LAST, Incoming, Notice
from evenhand_portal.notices.services import notice_queue
from evenhand_portal.parties.models import Person

Outcome = Literal["taken", "refused", "bounced", "automatic", "twice", "unknown"]
LARGEST: Final = 15_000_000
MOST_IN_A_DAY: Final = 20
"""So many answers to one notice are taken in a day: a machine that answers and does not say so stops there."""


def mail_take(*, raw: bytes, to: str = "", now: datetime) -> Outcome:
    """Take a mail as it came, addressed to `to` if the server says so, and return what became of it.

    taken: it became a comment. refused: it did not, and the person is told why. bounced: it says that a mail of ours
    could not be delivered. automatic: a machine wrote it. twice: it came before. unknown: it is not for this portal,
    its address was forged, or it is no mail.

    Its heads say whether it is for anybody here; only then the rest is read, before the database is held.
    """
    try:
        head = head_read(raw)
    except UnreadableError:
        return "unknown"
    key = hashlib.sha256(head.name.encode() or raw).hexdigest()
    if Incoming.objects.filter(key=key).exists():
        return "twice"
    notice = None if head.automatic else _answered(f"{to[:LONGEST_ADDRESSES]}, {head.to}")
    if notice is None and not head.automatic:
        return "unknown"
    mail = _read(raw[:LARGEST]) if notice or head.report else None
    with transaction.atomic():
        incoming, new = Incoming.objects.get_or_create(key=key, defaults={"outcome": "unknown", "at": now})
        if not new:
            return "twice"
        outcome: Outcome = "automatic"
        if notice is not None and notice.person is not None:
            came = _Came(head, mail, notice, notice.person, large=len(raw) > LARGEST)
            outcome = _take(came, incoming, now)
        elif mail is not None and mail.failed:
            outcome, notice = _came_back(mail, now)
        if outcome == "unknown":
            incoming.delete()
        else:
            incoming.outcome, incoming.notice = outcome, notice
            incoming.save(update_fields=["outcome", "notice"])
    return outcome


@dataclass(frozen=True, slots=True)
class _Came:
    """An answer to a notice of a person; `mail` is None when it cannot be read."""

    head: Head
    mail: Mail | None
    notice: Notice
    person: Person
    large: bool


def _answered(addresses: str) -> Notice | None:
    """Return the notice that mails to these addresses answer; None when none of them is ours."""
    number = notice_of_reply(addresses)
    notice = Notice.objects.select_related("person").filter(pk=number).first() if number else None
    return notice if notice and notice.person and notice.reply else None


def _read(raw: bytes) -> Mail | None:
    try:
        return mail_read(raw)
    except UnreadableError:
        return None


def _take(came: _Came, incoming: Incoming, now: datetime) -> Outcome:
    since, notice, mail = now - timedelta(days=1), came.notice, came.mail
    if notice.answers.filter(at__gt=since).count() >= MOST_IN_A_DAY:
        return "automatic"
    reason = _reason_against(came, now)
    if mail is not None and not reason:
        try:
            with transaction.atomic():
                files = tuple(ContentFile(one.content, name=one.name) for one in mail.files)
                tell(ReplyCame(notice, came.person, notice.reply, mail.text, files, now))
        except ValidationError as error:
            reason = " ".join(error.messages)
        except Http404:
            reason = "What you answered is no longer open to you."
    if reason:
        _say_why(came, reason, incoming, now)
        return "refused"
    return "taken"


def _came_back(mail: Mail, now: datetime) -> tuple[Outcome, Notice | None]:
    """Mark the address of every mail of ours that could not be delivered; nobody else knows its Message-ID."""
    found: Notice | None = None
    for failed in mail.failed:
        for notice in Notice.objects.filter(pk__in=notices_named(failed.name)):
            mine = Notice.objects.filter(pk=notice.pk).exclude(state=Notice.State.BOUNCED)
            if notice_bounce(mine=mine, notice=notice, reason=failed.reason, now=now):
                found = notice
    return ("bounced" if found else "unknown"), found


def _reason_against(came: _Came, now: datetime) -> str:
    if came.large:
        return "It is larger than 15 MB. Attach less, or bring the files in on the page."
    if now - came.notice.made_at > REPLIES_LAST:
        return f"It answers a notice older than {REPLIES_LAST.days} days. Comment on the page instead."
    if not _is_theirs(came.head.sender, came.person):
        return (
            f"It came from {came.head.sender or 'an unknown address'}, which is not an address of yours here. "
            "Answer from your own, or confirm that one on your page."
        )
    if not came.person.is_active:
        return "Your account is closed."
    if came.mail is None:
        return "It is put together so that it cannot be read. Comment on the page instead."
    if not came.mail.text and not came.mail.files:
        return "Nothing stands in it above the quoted mail. Write your answer on top."
    return ""


def _is_theirs(sender: str, person: Person) -> bool:
    confirmed = EmailAddress.objects.filter(user=person, verified=True, email__iexact=sender)
    return sender == person.email or confirmed.exists()


def _say_why(came: _Came, reason: str, incoming: Incoming, now: datetime) -> None:
    notice, person = came.notice, came.person
    letter = Letter(
        headline="Your mailed answer was not taken.",
        sentences=(reason,),
        quote=came.mail.text[:2_000] if came.mail else "",
        quoted="You wrote",
        button="Comment on the page",
        link=notice.link,
        why="You get this because a mail answered a notice to you.",
    )
    notice_queue(
        key=f"refused-{incoming.key}",
        kind="reply-refused",
        person=person,
        email=person.email,
        subject="Your mailed answer was not taken",
        letter=letter,
        about=notice.about,
        now=now,
    )
