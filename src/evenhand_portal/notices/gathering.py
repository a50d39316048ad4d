"""Several pieces of news in one mail: the daily mail of a person, and what was late after a standstill."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from textwrap import shorten
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Min

from evenhand_portal.notices.decisions import Gathered, daily_due
from evenhand_portal.notices.kinds import DAILY, LATE
from evenhand_portal.notices.letter import Item, Letter
from evenhand_portal.notices.models import Notice, Unreachable
from evenhand_portal.notices.selectors import habits_of
from evenhand_portal.notices.sending import stale
from evenhand_portal.notices.services import letter_of, notice_queue
from evenhand_portal.parties.models import Person

QUOTED: Final = 300
MOST: Final = 100
"""So many pieces of news stand in one mail; the inbox has the others."""
WHY_DAILY: Final = "You get this once a day at most, when there is news that need not reach you at once."


def gather_once(now: datetime) -> bool:
    """Gather the news of one person, if some is due; whether there was."""
    return _late_once(now) or _daily_once(now)


def _late_once(now: datetime) -> bool:
    waiting = Notice.objects.filter(stale(now)).order_by("made_at").select_related("person").first()
    if waiting is None or waiting.person is None:
        return False
    with transaction.atomic():
        person = _held(waiting.person)
        notices = list(Notice.objects.select_for_update().filter(stale(now), person=person))
        if not notices:
            return False
        count = "1 mail" if len(notices) == 1 else f"{len(notices)} mails"
        letter = Letter(
            headline=f"Late: {count} that should have reached you earlier.",
            sentences=("Mail stood still for a while. This is what was held up, the oldest first.",),
            items=_items(notices, ZoneInfo(habits_of(person).zone)),
            why="You get this because mails to you could not be sent in time.",
        )
        key = f"late-{notices[0].pk}"
        _gather(person, LATE, key, f"Late: {count} from Evenhand", letter, notices, now)
    return True


def _daily_once(now: datetime) -> bool:
    waiting = Notice.objects.filter(state=Notice.State.DAILY).values("person").annotate(first=Min("made_at"))
    for person in Person.objects.filter(pk__in=[row["person"] for row in waiting.order_by("first")]):
        with transaction.atomic():
            if _daily(_held(person), now):
                return True
    return False


def _daily(person: Person, now: datetime) -> bool:
    habits = habits_of(person)
    if not daily_due(now=now, hour=habits.hour, zone=habits.zone, latest=_latest(person)):
        return False
    notices = list(Notice.objects.select_for_update().filter(person=person, state=Notice.State.DAILY))
    if not notices:
        return False
    if Unreachable.objects.filter(email=person.email).exists():
        _state(notices, Notice.State.INBOX)
        return True
    count = "One thing" if len(notices) == 1 else f"{len(notices)} things"
    letter = Letter(
        headline=f"{count} to know.",
        items=_items(notices, ZoneInfo(habits.zone)),
        why=WHY_DAILY,
    )
    key = f"daily-{uuid4()}"
    _gather(person, DAILY, key, f"Your day on Evenhand: {count.lower()} to know", letter, notices, now)
    return True


def _gather(
    person: Person,
    kind: str,
    key: str,
    subject: str,
    letter: Letter,
    notices: Sequence[Notice],
    now: datetime,
) -> None:
    """Queue a mail that says these notices, under a key that no mail had before: an old one would not say them.

    That each is said once is kept by its state, which changes in the same transaction.
    """
    mail = notice_queue(
        key=key,
        kind=kind,
        person=person,
        email=person.email,
        subject=subject,
        letter=letter,
        urgent=True,
        now=now,
    )
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(
        state=Notice.State.GATHERED, gathered_in=mail
    )


def _state(notices: Sequence[Notice], state: str) -> None:
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(state=state)


def _items(notices: Sequence[Notice], zone: ZoneInfo) -> tuple[Item, ...]:
    """Return the news, what is about one agreement together, in the order in which each of them began."""
    began = {one.about: one.made_at for one in sorted(notices, key=lambda one: one.made_at, reverse=True)}
    ordered = sorted(notices, key=lambda one: (began[one.about], str(one.about), one.made_at))
    items = [_item(one, zone) for one in ordered[:MOST]]
    if len(ordered) > MOST:
        items.append(Item("And more", f"{len(ordered) - MOST} further notices stand in your inbox."))
    return tuple(items)


def _item(notice: Notice, zone: ZoneInfo) -> Item:
    letter = letter_of(notice)
    said = " ".join([letter.headline, *letter.sentences])
    if letter.quote:
        said = f"{said} {letter.quoted or 'Their words'}: “{shorten(letter.quote, QUOTED, placeholder='…')}”"
    on = notice.made_at.astimezone(zone)
    return Item(notice.subject, said, letter.by, notice.link, f"{on:%a} {on.day} {on:%b} {on:%H:%M}")


def _held(person: Person) -> Person:
    """Hold a person's row, so that two workers do not gather for the same person at once."""
    return Person.objects.select_for_update().get(pk=person.pk)


def _latest(person: Person) -> Gathered | None:
    found = Notice.objects.filter(person=person, kind=DAILY).order_by("-made_at").first()
    if found is None:
        return None
    return Gathered(found.made_at, found.sent_at, found.state == Notice.State.WAITING)
