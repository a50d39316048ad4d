"""What people may see of conversations, always scoped to the desk: what is the other side's own is not there."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from evenhand_portal.agreements.models import Agreement, Sides
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.conversations.decisions import BOTH
from evenhand_portal.conversations.models import Attachment, Comment, Read, Thread
from evenhand_portal.parties.models import Person, Role

SPEAKING = tuple(role.value for role in Role if role != Role.AUDITOR)
"""Who may say something; auditors read."""


def threads_seen(desk: Desk) -> QuerySet[Thread]:
    """Return the threads of both and of one's own side, newest first; `read` is how far this person has read."""
    marks = Read.objects.filter(thread=OuterRef("pk"), person=desk.person).values("number")
    seen = Thread.objects.filter(agreement=desk.agreement, audience__in=(BOTH, desk.side))
    return seen.annotate(read=Coalesce(Subquery(marks), 0))


def threads_about(desk: Desk, kind: str, key: str | None = None) -> QuerySet[Thread]:
    """Return the threads about one kind of subject, or about the one that `key` names, those still open first."""
    about = threads_seen(desk).filter(kind=kind)
    found = about if key is None else about.filter(key=key)
    return found.order_by(F("resolved_at").asc(nulls_first=True), "-latest_at")


def thread_seen(desk: Desk, thread_id: UUID) -> Thread:
    """Return one of them; raise Http404."""
    thread = threads_seen(desk).select_related("agreement__ledger").filter(pk=thread_id).first()
    if thread is None:
        raise Http404
    return thread


def comments_of(thread: Thread) -> QuerySet[Comment]:
    """Return what was said in a thread, oldest first, with whom it names and what is attached."""
    return thread.comments.select_related("person").prefetch_related("mentions__person", "attachments")


def attachment_seen(desk: Desk, attachment_id: UUID) -> Attachment:
    """Return a file beside a comment that this desk may see; raise Http404."""
    seen = Attachment.objects.filter(
        pk=attachment_id,
        comment__erased_at=None,
        comment__thread__agreement=desk.agreement,
        comment__thread__audience__in=(BOTH, desk.side),
    )
    found = seen.first()
    if found is None:
        raise Http404
    return found


def unread_of(desks: Iterable[Desk]) -> dict[tuple[UUID, str], int]:
    """Return for each desk, by agreement and side, in how many threads there is something this person has not read.

    One query, however many desks. All desks are of one person.
    """
    listed = list(desks)
    if not listed:
        return {}
    person = listed[0].person
    marks = Read.objects.filter(thread=OuterRef("pk"), person=person).values("number")
    counted = (
        Thread.objects.order_by()
        .filter(agreement__in={desk.agreement.pk for desk in listed})
        .annotate(read=Coalesce(Subquery(marks), 0))
        .filter(latest__gt=F("read"))
        .values_list("agreement_id", "audience")
        .annotate(threads=Count("pk"))
    )
    found = {(agreement, audience): threads for agreement, audience, threads in counted}
    return {
        (desk.agreement.pk, desk.side): sum(
            found.get((desk.agreement.pk, audience), 0) for audience in (BOTH, desk.side)
        )
        for desk in listed
    }


def people_seeing(agreement: Agreement, audience: str) -> list[Person]:
    """Return the people with any role who may see what is said to that audience, each once, by name."""
    sides = Sides.values if audience == BOTH else [audience]
    shown = [side for side in sides if agreement.shared_at or side == agreement.begun_by]
    houses = [house for side in shown if (house := getattr(agreement, f"{side}_id")) is not None]
    held = Q(memberships__organisation__in=houses, memberships__until=None)
    return list(Person.objects.filter(held, is_active=True).distinct().order_by("name", "pk"))
