"""Notices: queued in the transaction of what they tell; read, chosen and mailed again by whom they are for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, cast
from uuid import UUID
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from evenhand_portal.notices.decisions import Way, way_of
from evenhand_portal.notices.kinds import DAILY, GATHERINGS, KINDS, kind_named
from evenhand_portal.notices.letter import Around, Letter, facts_of, letter_from, text_of
from evenhand_portal.notices.models import Choice, Habits, Notice, Unreachable
from evenhand_portal.parties.models import Person

LONGEST_SUBJECT: Final = 250
STATES = {"once": Notice.State.WAITING, "daily": Notice.State.DAILY, "inbox": Notice.State.INBOX}


def notice_queue(
    *,
    key: str,
    kind: str,
    email: str,
    subject: str,
    letter: Letter,
    now: datetime,
    person: Person | None = None,
    urgent: bool | None = None,
    about: UUID | None = None,
    link: str = "",
    reply: str = "",
) -> Notice:
    """Put a notice into the inbox of `person` and queue its mail, in the transaction that is under way.

    Text and HTML are made from the `letter`. The kind and the person's choices say how it travels; `urgent` speaks
    for this one where the person chose nothing. `about` is the id of an agreement, `link` the page to open, and
    `reply` names what a mailed answer becomes a comment on, such as `thread:` and its id; it comes back in
    `ReplyCame`. A key that is known already changes nothing.
    """
    email = email.lower()
    notice = Notice(
        key=key,
        kind=kind,
        person=person,
        email=email,
        subject=" ".join(subject.split())[:LONGEST_SUBJECT],
        letter=facts_of(letter),
        about=about,
        link=link or letter.link,
        reply=reply,
        gatherable=person is not None and not kind_named(kind).must and kind not in GATHERINGS,
        made_at=now,
        state=STATES[_way(kind, person, email, urgent)],
        due_at=now,
    )
    notice.text = text_of(letter, around(notice))
    made, _ = Notice.objects.get_or_create(
        key=key,
        defaults={one.attname: getattr(notice, one.attname) for one in Notice._meta.concrete_fields},
    )
    return made


def around(notice: Notice) -> Around:
    """Return what stands around the letter of a notice."""
    return Around(
        to=str(notice.person or ""),
        answer=bool(notice.reply and notice.person and settings.REPLY_DOMAIN),
        choose=notice.person is not None,
    )


def letter_of(notice: Notice) -> Letter:
    """Return the letter of a notice."""
    return letter_from(notice.letter)


def _way(kind: str, person: Person | None, email: str, urgent: bool | None) -> Way:
    known = kind_named(kind)
    if known.must or person is None:
        return "once"
    choices = dict(Choice.objects.filter(person=person, kind__in=(kind, DAILY)).values_list("kind", "way"))
    return way_of(
        urgent=known.urgent if urgent is None else urgent,
        chosen=cast("Way | None", choices.get(kind)),
        daily_off=choices.get(DAILY) == Choice.Way.INBOX,
        unreachable=Unreachable.objects.filter(email=email).exists(),
    )


def notice_read(*, notice: Notice, now: datetime) -> None:
    """Note that a person opened a notice; opening it again changes nothing."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=now)


def notices_read(*, person: Person, until: datetime, now: datetime) -> int:
    """Note that a person has read everything that was there at `until`, and return how many that were."""
    unread = Notice.objects.filter(person=person, read_at=None, made_at__lte=until)
    return unread.exclude(kind__in=GATHERINGS).update(read_at=now)


@transaction.atomic
def choices_save(*, person: Person, ways: Mapping[str, str], hour: int, zone: str) -> None:
    """Keep how a person wants their news. Raises ValidationError for what cannot be chosen."""
    if zone not in available_timezones():
        raise ValidationError({"zone": f"“{zone}” is no zone. Write one such as Europe/London."})
    if not 0 <= hour <= 23:
        raise ValidationError({"hour": "Choose an hour from 0 to 23."})
    Habits.objects.update_or_create(person=person, defaults={"hour": hour, "zone": zone})
    for name, way in ways.items():
        choice_make(person=person, kind=name, way=way)


@transaction.atomic
def choice_make(*, person: Person, kind: str, way: str) -> None:
    """Keep how a person wants one kind of news. Raises ValidationError for what must be mailed."""
    known = KINDS.get(kind)
    if known is None or known.must or way not in Choice.Way.values:
        raise ValidationError("This cannot be chosen.")
    Choice.objects.update_or_create(person=person, kind=kind, defaults={"way": way})
    if kind == DAILY and way == Choice.Way.INBOX:
        Notice.objects.filter(person=person, state=Notice.State.DAILY).update(state=Notice.State.INBOX)


def address_try_again(*, email: str) -> None:
    """Mail an address again that refused mails."""
    Unreachable.objects.filter(email=email.lower()).delete()
