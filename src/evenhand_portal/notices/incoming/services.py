"""What becomes of a mail that came in: a comment, a mark on an address, or nothing, each once."""

from __future__ import annotations

import hashlib
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
from evenhand_portal.notices.incoming.reading import Mail, mail_read
from evenhand_portal.notices.letter import Letter
from evenhand_portal.notices.models import REPLIES_LAST, Incoming, Notice
from evenhand_portal.notices.services import notice_queue
from evenhand_portal.parties.models import Person

Outcome = Literal["taken", "refused", "bounced", "automatic", "twice", "unknown"]
LARGEST: Final = 15_000_000
MOST_IN_A_DAY: Final = 20
"""So many answers to one notice are taken in a day: a machine that answers and does not say so stops there."""


@transaction.atomic
def mail_take(*, raw: bytes, to: str = "", now: datetime) -> Outcome:
    """Take a mail as it came, addressed to `to` if the server says so, and return what became of it.

    taken: it became a comment. refused: it did not, and the person is told why. bounced: it says that a mail of ours
    could not be delivered. automatic: a machine wrote it. twice: it came before. unknown: it is not for this portal,
    or its address was forged.
    """
    mail = mail_read(raw[:LARGEST])
    key = hashlib.sha256(mail.name.encode() or raw).hexdigest()
    incoming, new = Incoming.objects.get_or_create(key=key, defaults={"outcome": "unknown", "at": now})
    if not new:
        return "twice"
    outcome, notice = _outcome(mail, to, incoming, large=len(raw) > LARGEST, now=now)
    if outcome == "unknown":
        incoming.delete()
    else:
        incoming.outcome, incoming.notice = outcome, notice
        incoming.save(update_fields=["outcome", "notice"])
    return outcome


def _outcome(
    mail: Mail, to: str, incoming: Incoming, *, large: bool, now: datetime
) -> tuple[Outcome, Notice | None]:
    if mail.failed:
        return _came_back(mail, now)
    if mail.automatic:
        return "automatic", None
    number = notice_of_reply(f"{to}, {mail.to}")
    found = Notice.objects.select_related("person")
    notice = found.filter(pk=number).first() if number else None
    if notice is None or notice.person is None or not notice.reply:
        return "unknown", None
    since = now - timedelta(days=1)
    if notice.answers.filter(at__gt=since).count() >= MOST_IN_A_DAY:
        return "automatic", notice
    reason = _reason_against(mail, notice, notice.person, large=large, now=now)
    if not reason:
        try:
            with transaction.atomic():
                files = tuple(ContentFile(one.content, name=one.name) for one in mail.files)
                tell(ReplyCame(notice, notice.person, notice.reply, mail.text, files, now))
        except ValidationError as error:
            reason = " ".join(error.messages)
        except Http404:
            reason = "What you answered is no longer open to you."
    if reason:
        _say_why(notice, notice.person, mail, reason, incoming, now)
    return ("refused" if reason else "taken"), notice


def _came_back(mail: Mail, now: datetime) -> tuple[Outcome, Notice | None]:
    """Mark the address of every mail of ours that could not be delivered; nobody else knows its Message-ID."""
    found: Notice | None = None
    for failed in mail.failed:
        for notice in Notice.objects.filter(pk__in=notices_named(failed.name)):
            mine = Notice.objects.filter(pk=notice.pk).exclude(state=Notice.State.BOUNCED)
            if notice_bounce(mine=mine, notice=notice, reason=failed.reason, now=now):
                found = notice
    return ("bounced" if found else "unknown"), found


def _reason_against(mail: Mail, notice: Notice, person: Person, *, large: bool, now: datetime) -> str:
    if large:
        return "It is larger than 15 MB. Attach less, or bring the files in on the page."
    if now - notice.made_at > REPLIES_LAST:
        return f"It answers a notice older than {REPLIES_LAST.days} days. Comment on the page instead."
    if not _is_theirs(mail.sender, person):
        return (
            f"It came from {mail.sender or 'an unknown address'}, which is not an address of yours here. "
            "Answer from your own, or confirm that one on your page."
        )
    if not person.is_active:
        return "Your account is closed."
    if not mail.text and not mail.files:
        return "Nothing stands in it above the quoted mail. Write your answer on top."
    return ""


def _is_theirs(sender: str, person: Person) -> bool:
    confirmed = EmailAddress.objects.filter(user=person, verified=True, email__iexact=sender)
    return sender == person.email or confirmed.exists()


def _say_why(
    notice: Notice, person: Person, mail: Mail, reason: str, incoming: Incoming, now: datetime
) -> None:
    letter = Letter(
        headline="Your mailed answer was not taken.",
        sentences=(reason,),
        quote=mail.text[:2_000],
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
