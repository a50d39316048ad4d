"""One's own notices, and how they come."""

from __future__ import annotations

from typing import Annotated, Literal, cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404
from ninja import Router, Schema
from pydantic import Field

from evenhand.client import values
from evenhand_portal.api.doors import acts, reads
from evenhand_portal.api.finding import Called
from evenhand_portal.api.paging import Paged, page_of
from evenhand_portal.notices.kinds import DAILY
from evenhand_portal.notices.models import Notice
from evenhand_portal.notices.selectors import choices_of, daily_wanted, habits_of, inbox_of, notice_seen
from evenhand_portal.notices.services import choices_save, notice_read
from evenhand_portal.parties.models import Person

router = Router(tags=["Notices"])
CHOICES = "/notices/choices"
Way = Literal["once", "daily", "inbox"]


class Choose(Schema, extra="forbid"):
    """How kinds of news shall come, by their names, and when the daily mail goes out; what is left out stays."""

    ways: Annotated[dict[str, Way], Field(max_length=200)] = Field(default_factory=dict)
    daily: bool | None = None
    hour: Annotated[int, Field(ge=0, le=23)] | None = None
    zone: Annotated[str, Field(max_length=60)] | None = None


@reads(router, "/notices", values.Page[values.Notice], summary="One's inbox")
def notices(request: Called, asked: Paged) -> values.Page[values.Notice]:
    """Notices of the token's person about agreements of its organisation, newest first."""
    mine = [desk.agreement.pk for desk in request.caller.desks()]
    rows = inbox_of(request.caller.person).filter(about__in=mine)
    return page_of(rows, ("-made_at", "id"), asked, _notice)


@acts(router, "/notices/{notice_id}/read", values.Done, scope="read", summary="Mark a notice as read")
def notice_marked(request: Called, notice_id: UUID) -> values.Done:
    """One's own."""
    told = notice_seen(request.caller.person, notice_id)
    if told.notice.about not in {desk.agreement.pk for desk in request.caller.desks()}:
        raise Http404
    notice_read(notice=told.notice, now=request.now)
    return values.Done(sentence="Marked as read.")


@reads(router, CHOICES, values.NoticeChoices, summary="How one's news comes")
def notice_choices(request: Called) -> values.NoticeChoices:
    """Each kind of news that may be chosen, and the daily mail; what has to be mailed at once is not among them."""
    return _choices(request.caller.person)


@acts(router, CHOICES, values.NoticeChoices, scope="comment", summary="Choose how one's news comes")
def notice_chosen(request: Called, body: Choose) -> values.NoticeChoices:
    """For the token's person, whatever organisation the news is about."""
    person = request.caller.person
    known = {one.kind.name for _, group in choices_of(person) for one in group}
    if strange := sorted(set(body.ways) - known):
        raise ValidationError(
            {"ways": f"“{strange[0][:60]}” cannot be chosen. Read the choices for what can."}
        )
    ways: dict[str, str] = dict(body.ways)
    if body.daily is not None:
        ways[DAILY] = "once" if body.daily else "inbox"
    habits = habits_of(person)
    choices_save(
        person=person,
        ways=ways,
        hour=habits.hour if body.hour is None else body.hour,
        zone=habits.zone if body.zone is None else body.zone,
    )
    return _choices(person)


def _choices(person: Person) -> values.NoticeChoices:
    habits = habits_of(person)
    return values.NoticeChoices(
        daily=daily_wanted(person),
        hour=habits.hour,
        zone=habits.zone,
        kinds=[
            values.NoticeChoice(
                kind=one.kind.name, title=one.kind.title, theme=theme, way=cast(Way, str(one.way))
            )
            for theme, group in choices_of(person)
            for one in group
        ],
    )


def _notice(one: Notice) -> values.Notice:
    return values.Notice(
        id=one.pk,
        kind=one.kind,
        subject=one.subject,
        text=one.text,
        made_at=one.made_at,
        read_at=one.read_at,
        agreement=one.about,
    )
