"""Mails: queued in the transaction of what they tell, sent by the worker, at least once."""

from __future__ import annotations

from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Final, cast
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q, QuerySet

from evenhand_portal.events import tell
from evenhand_portal.notices.decisions import Way, way_of
from evenhand_portal.notices.events import NoticeBounced
from evenhand_portal.notices.kinds import DAILY, kind_named
from evenhand_portal.notices.letter import Letter, facts_of, html_of, letter_from, letter_of_text, text_of
from evenhand_portal.notices.models import Choice, Notice, Unreachable
from evenhand_portal.parties.models import Person

LEASE: Final = timedelta(minutes=5)
MOST_ATTEMPTS: Final = 8


def notice_queue(
    *,
    key: str,
    kind: str,
    email: str,
    subject: str,
    now: datetime,
    letter: Letter | None = None,
    text: str = "",
    person: Person | None = None,
    urgent: bool | None = None,
    about: UUID | None = None,
    link: str = "",
    reply: str = "",
) -> Notice:
    """Put a notice into the inbox of `person` and queue its mail, in the transaction that is under way.

    Its words are a `letter`, of which text and HTML are made, or plain `text`. The kind and the person's choices say
    how it travels; `urgent` speaks for this one where the person chose nothing. `about` is the id of an agreement,
    `link` the page to open, and `reply` names what a mailed answer becomes a comment on, such as `thread:` and its
    id; it comes back in `ReplyCame`. A key that is known already changes nothing.
    """
    said = letter or letter_of_text(text)
    subject = " ".join(subject.split())[:250]
    answer = bool(reply and settings.REPLY_DOMAIN)
    way = _way(kind, person, email, urgent)
    states = {"once": Notice.State.WAITING, "daily": Notice.State.DAILY, "inbox": Notice.State.INBOX}
    notice, _ = Notice.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "person": person,
            "email": email,
            "subject": subject,
            "letter": facts_of(said),
            "text": text_of(said, to=str(person or ""), answer=answer) if letter else text,
            "about": about,
            "link": link or said.link,
            "reply": reply,
            "gatherable": person is not None and not kind_named(kind).must,
            "made_at": now,
            "state": states[way],
            "due_at": now,
        },
    )
    return notice


def _way(kind: str, person: Person | None, email: str, urgent: bool | None) -> Way:
    known = kind_named(kind)
    if known.must or person is None:
        return "once"
    choices = dict(Choice.objects.filter(person=person, kind__in=(kind, DAILY)).values_list("kind", "way"))
    return way_of(
        must=False,
        urgent=known.urgent if urgent is None else urgent,
        chosen=cast("Way | None", choices.get(kind)),
        daily_off=choices.get(DAILY) == Choice.Way.INBOX,
        unreachable=Unreachable.objects.filter(email=email.lower()).exists(),
    )


def notice_lease(*, now: datetime) -> Notice | None:
    """Take the mail that has waited longest, for the time of a lease; None when nothing is due.

    A worker that dies leaves a lease that runs out; the fence number tells its late answer from the next one's.
    """
    with transaction.atomic():
        due = Notice.objects.select_for_update(skip_locked=True).filter(
            Q(lease_until=None) | Q(lease_until__lt=now), state=Notice.State.WAITING, due_at__lte=now
        )
        notice = due.order_by("due_at").first()
        if notice is not None:
            notice.lease_until, notice.fence = now + LEASE, notice.fence + 1
            notice.save(update_fields=["lease_until", "fence"])
    return notice


def notice_send(*, notice: Notice, now: datetime) -> None:
    """Send a mail that was leased, and write down what became of it; its Message-ID is always the same."""
    mail = EmailMultiAlternatives(
        notice.subject, notice.text, to=[notice.email], headers={"Message-ID": f"<{notice.pk}@evenhand>"}
    )
    mail.attach_alternative(html_of(letter_from(notice.letter), to=str(notice.person or "")), "text/html")
    mine = Notice.objects.filter(pk=notice.pk, fence=notice.fence)
    try:
        mail.send()
    except SMTPRecipientsRefused as error:
        answers = list(error.recipients.values())
        if all(400 <= code < 500 for code, _ in answers):
            _try_later(mine, notice, _words(answers), now)
        else:
            _bounce(mine, notice, _words(answers), now)
    except (OSError, SMTPException) as error:
        _try_later(mine, notice, str(error), now)
    else:
        mine.update(state=Notice.State.SENT, lease_until=None, sent_at=now, trouble="")


def _words(answers: list[tuple[int, bytes]]) -> str:
    return "; ".join(said.decode("utf-8", "replace") for _, said in answers)[:500]


@transaction.atomic
def _bounce(mine: QuerySet[Notice], notice: Notice, reason: str, now: datetime) -> None:
    if mine.update(state=Notice.State.BOUNCED, lease_until=None, trouble=reason):
        tell(NoticeBounced(notice, reason, now))


def _try_later(mine: QuerySet[Notice], notice: Notice, reason: str, now: datetime) -> None:
    """Wait four times as long after each attempt; a greylisting server answers so, too."""
    attempts = notice.attempts + 1
    mine.update(
        state=Notice.State.FAILED if attempts >= MOST_ATTEMPTS else Notice.State.WAITING,
        lease_until=None,
        due_at=now + timedelta(seconds=30 * 4**notice.attempts),
        attempts=attempts,
        trouble=reason[:500],
    )
