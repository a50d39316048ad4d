"""What a person may see of notices: their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from evenhand_portal.notices.kinds import DAILY, GATHERINGS, KINDS, Kind, kind_named
from evenhand_portal.notices.models import Choice, Habits, Notice, Unreachable
from evenhand_portal.parties.models import Person


@dataclass(frozen=True, slots=True)
class Chosen:
    """One kind of news and how it comes to a person now."""

    kind: Kind
    way: str


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as its inbox shows it; one whose text lets somebody in shows its subject alone."""

    notice: Notice
    secret: bool


def inbox_of(person: Person) -> QuerySet[Notice]:
    """Return a person's notices, newest first; mails that only gather them are none."""
    return Notice.objects.filter(person=person).exclude(kind__in=GATHERINGS).order_by("-made_at", "-pk")


def unread_of(person: Person) -> int:
    """Return how many notices a person has not read."""
    return inbox_of(person).filter(read_at=None).count()


def notice_seen(person: Person, notice_id: UUID) -> Told:
    """Return one of a person's notices; raise Http404."""
    notice = inbox_of(person).filter(pk=notice_id).first()
    if notice is None:
        raise Http404
    return Told(notice, kind_named(notice.kind).secret)


def choices_of(person: Person) -> list[tuple[str, list[Chosen]]]:
    """Return every kind of news that may be chosen, by theme, with how it comes to a person now."""
    made = dict(Choice.objects.filter(person=person).values_list("kind", "way"))
    open_ones = (one for one in KINDS.values() if not one.must and one.name not in GATHERINGS)
    kinds = sorted(open_ones, key=lambda one: one.theme)
    return [
        (theme, [Chosen(kind, made.get(kind.name) or _usual(kind)) for kind in group])
        for theme, group in groupby(kinds, key=lambda one: one.theme)
    ]


def daily_wanted(person: Person) -> bool:
    """Whether a person gets a daily mail at all."""
    return not Choice.objects.filter(person=person, kind=DAILY, way=Choice.Way.INBOX).exists()


def habits_of(person: Person) -> Habits:
    """Return when a person's daily mail goes out."""
    return Habits.objects.filter(person=person).first() or Habits(person=person)


def unreachable_among(people: Iterable[Person]) -> dict[str, Unreachable]:
    """Return those of people's addresses that take no mails."""
    found = Unreachable.objects.filter(email__in={one.email for one in people})
    return {one.email: one for one in found}


def _usual(kind: Kind) -> str:
    return Choice.Way.ONCE if kind.urgent else Choice.Way.DAILY
