"""Links for guests who have no account, and one's own notices."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema
from pydantic import Field

from evenhand.client import values
from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.agreements.selectors import draft_seen, version_seen
from evenhand_portal.api.doors import acts, reads
from evenhand_portal.api.finding import Called
from evenhand_portal.api.paging import Paged, page_of
from evenhand_portal.guests.decisions import link_state
from evenhand_portal.guests.models import Link
from evenhand_portal.guests.selectors import link_seen, links_seen
from evenhand_portal.guests.services.links import Wish, link_end, link_make
from evenhand_portal.negotiation.models import Negotiation
from evenhand_portal.negotiation.selectors import under_way
from evenhand_portal.notices.models import Notice
from evenhand_portal.notices.selectors import inbox_of, notice_seen
from evenhand_portal.notices.services import notice_read

router = Router(tags=["Guests and notices"])
GUESTS = "/agreements/{agreement_id}/guests"


class NewLink(Schema, extra="forbid"):
    """For whom a link is; its paper is a version, a draft of one's own, or the table where neither is named."""

    name: str = Field(max_length=200)
    email: str = Field(max_length=254)
    audience: Literal["both", "client", "provider"]
    speaks: bool = False
    days: int = Field(30, ge=1, le=3_650)
    version: UUID | None = None
    draft: UUID | None = None


@reads(router, GUESTS, values.Page[values.GuestLink], summary="Links for guests")
def guest_links(request: Called, agreement_id: UUID, asked: Paged) -> values.Page[values.GuestLink]:
    """Those for both sides and those of one's own, newest first."""
    return page_of(links_seen(request.desk), ("-made_at", "id"), asked, lambda one: _link(one, request))


@acts(router, GUESTS, values.GuestLink, scope="admin", status=201, summary="Invite a guest")
def guest_invite(request: Called, agreement_id: UUID, body: NewLink) -> values.GuestLink:
    """Mail somebody without an account a link to read one paper, or to comment on it."""
    wish = Wish(body.name, body.email, body.audience, body.speaks, body.days)
    link, _ = link_make(desk=request.desk, paper=_paper(request, body), wish=wish, now=request.now)
    return _link(link, request)


@acts(router, f"{GUESTS}/{{link_id}}/end", values.Done, scope="admin", summary="End a guest's link")
def guest_link_end(request: Called, agreement_id: UUID, link_id: UUID) -> values.Done:
    """It opens nothing any more; what was said stays."""
    link_end(link=link_seen(request.desk, link_id), desk=request.desk, now=request.now)
    return values.Done(sentence="The link opens nothing any more. What was said stays.")


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


def _paper(request: Called, body: NewLink) -> Version | Draft | Negotiation:
    if body.version is not None:
        return version_seen(request.desk, body.version)
    if body.draft is not None:
        return draft_seen(request.desk, body.draft)
    negotiation = under_way(request.desk.agreement)
    if negotiation is None:
        raise Http404
    return negotiation


def _link(one: Link, request: Called) -> values.GuestLink:
    return values.GuestLink(
        id=one.pk,
        name=one.name,
        email=one.email,
        audience=one.audience,
        speaks=one.speaks,
        state=link_state(now=request.now, expires_at=one.expires_at, ended=one.ended_at is not None),
        made_at=one.made_at,
        expires_at=one.expires_at,
        opened_at=one.opened_at,
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
