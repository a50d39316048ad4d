"""Mails leave: leased by the worker, sent at least once, always under the same name."""

from __future__ import annotations

from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Final

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q, QuerySet

from evenhand_portal.notices.addresses import headers_of
from evenhand_portal.notices.bouncing import notice_bounce
from evenhand_portal.notices.forgetting import forgotten
from evenhand_portal.notices.letter import html_of
from evenhand_portal.notices.models import Notice
from evenhand_portal.notices.services import around, letter_of

LEASE: Final = timedelta(minutes=5)
STALE: Final = timedelta(hours=3)
MOST_ATTEMPTS: Final = 8
GIVEN_UP: Final = timedelta(days=5)
LONGEST_WAIT: Final = timedelta(hours=2)


def stale(now: datetime) -> Q:
    """What waited so long that it is gathered into one mail, unless a worker may have sent it already.

    A worker that dies while it sends has taken a lease and written no attempt: such a mail goes out as it is, so that
    its reader gets it twice under one name and never under two.
    """
    return Q(state=Notice.State.WAITING, gatherable=True, made_at__lt=now - STALE, fence=F("attempts"))


def notice_lease(*, now: datetime) -> Notice | None:
    """Take the mail that has waited longest, for the time of a lease; None when nothing is due.

    A worker that dies leaves a lease that runs out; the fence number tells its late answer from the next one's.
    """
    with transaction.atomic():
        due = Notice.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            Q(lease_until=None) | Q(lease_until__lt=now), state=Notice.State.WAITING, due_at__lte=now
        )
        notice = due.exclude(stale(now)).order_by("due_at").select_related("person").first()
        if notice is not None:
            notice.lease_until, notice.fence = now + LEASE, notice.fence + 1
            notice.save(update_fields=["lease_until", "fence"])
    return notice


def notice_send(*, notice: Notice, now: datetime) -> None:
    """Send a mail that was leased, and write down what became of it; its Message-ID is always the same."""
    mail = EmailMultiAlternatives(notice.subject, notice.text, to=[notice.email], headers=headers_of(notice))
    mail.attach_alternative(html_of(letter_of(notice), around(notice)), "text/html")
    mine = Notice.objects.filter(pk=notice.pk, fence=notice.fence)
    try:
        mail.send()
    except SMTPRecipientsRefused as error:
        answers = list(error.recipients.values())
        if all(400 <= code < 500 for code, _ in answers):
            _try_later(mine, notice, _words(answers), now)
        else:
            notice_bounce(mine=mine, notice=notice, reason=_words(answers), now=now)
    except (OSError, SMTPException) as error:
        _try_later(mine, notice, str(error), now)
    else:
        mine.update(state=Notice.State.SENT, lease_until=None, sent_at=now, trouble="", **forgotten(notice))


def _words(answers: list[tuple[int, bytes]]) -> str:
    return "; ".join(said.decode("utf-8", "replace") for _, said in answers)[:500]


@transaction.atomic
def _try_later(mine: QuerySet[Notice], notice: Notice, reason: str, now: datetime) -> None:
    """Wait four times as long after each attempt, two hours at most; a greylisting server answers so, too.

    After five days it is given up. What such a mail gathered waits for the next daily mail.
    """
    attempts = notice.attempts + 1
    given_up = attempts >= MOST_ATTEMPTS and now - notice.made_at > GIVEN_UP
    changed = mine.update(
        state=Notice.State.FAILED if given_up else Notice.State.WAITING,
        lease_until=None,
        due_at=now + min(timedelta(seconds=30 * 4 ** min(notice.attempts, MOST_ATTEMPTS)), LONGEST_WAIT),
        attempts=attempts,
        trouble=reason[:500],
        **(forgotten(notice, given_up=True) if given_up else {}),
    )
    if changed and given_up:
        notice.gathered.update(state=Notice.State.DAILY, gathered_in=None)
