"""Guests who have no account: their links, replies held as spam, and what their Word files propose."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from ninja import Router, Schema
from pydantic import Field

from evenhand.client import values
from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.agreements.selectors import draft_seen, version_seen
from evenhand_portal.api.doors import acts, reads
from evenhand_portal.api.finding import Called
from evenhand_portal.api.operations.talks import comment_shown
from evenhand_portal.api.paging import AnyModel, Paged, page_of
from evenhand_portal.api.showing import draft_shown
from evenhand_portal.guests.decisions import link_state
from evenhand_portal.guests.models import Held, Link, Proposed
from evenhand_portal.guests.selectors import (
    dropped_seen,
    held_seen,
    link_seen,
    links_seen,
    proposed_seen,
    unsaid_seen,
)
from evenhand_portal.guests.services.links import Wish, link_end, link_make
from evenhand_portal.guests.services.replies import held_drop, held_release
from evenhand_portal.guests.services.words import proposed_set_aside, proposed_take
from evenhand_portal.negotiation.models import Negotiation
from evenhand_portal.negotiation.selectors import under_way

router = Router(tags=["Guests"])
GUESTS = "/agreements/{agreement_id}/guests"


class NewLink(Schema, extra="forbid"):
    """For whom a link is; its paper is a version, a draft of one's own, or the table where neither is named."""

    name: str = Field(max_length=200)
    email: str = Field(min_length=1, max_length=254)
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


@reads(router, f"{GUESTS}/held", values.Page[values.HeldReply], summary="Replies held as spam")
def guests_held(request: Called, agreement_id: UUID, asked: Paged) -> values.Page[values.HeldReply]:
    """Those that nobody has decided about, oldest first."""
    return page_of(held_seen(request.desk), ("at", "id"), asked, _held)


@reads(router, f"{GUESTS}/dropped", values.Page[values.HeldReply], summary="Replies dropped as spam")
def guests_dropped(request: Called, agreement_id: UUID, asked: Paged) -> values.Page[values.HeldReply]:
    """Those that somebody dropped and nobody let through since, oldest first."""
    return page_of(dropped_seen(request.desk), ("at", "id"), asked, _held)


@acts(
    router,
    f"{GUESTS}/held/{{held_id}}/release",
    values.Comment,
    scope="comment",
    roles="manager",
    summary="Let a held reply through",
)
def guest_released(request: Called, agreement_id: UUID, held_id: int) -> values.Comment:
    """It is said now, as if it had come now; also one that was dropped."""
    found = _waiting(unsaid_seen(request.desk), held_id)
    return comment_shown(held_release(held=found, desk=request.desk, now=request.now))


@acts(
    router,
    f"{GUESTS}/held/{{held_id}}/drop",
    values.Done,
    scope="comment",
    roles="manager",
    summary="Drop a held reply",
)
def guest_dropped(request: Called, agreement_id: UUID, held_id: int) -> values.Done:
    """As spam: it is not said, and can still be let through."""
    held_drop(held=_waiting(held_seen(request.desk), held_id), desk=request.desk, now=request.now)
    return values.Done(sentence="It is dropped. It can still be let through.")


@reads(router, f"{GUESTS}/proposed", values.Page[values.Proposal], summary="What Word files propose")
def guests_proposed(request: Called, agreement_id: UUID, asked: Paged) -> values.Page[values.Proposal]:
    """Proposals by clause that nobody has decided about, in the order in which they came."""
    return page_of(proposed_seen(request.desk), ("id",), asked, _proposal)


@acts(
    router,
    f"{GUESTS}/proposed/{{proposed_id}}/take",
    values.Draft,
    scope="draft",
    summary="Take proposed words over",
)
def guest_words_taken(request: Called, agreement_id: UUID, proposed_id: int) -> values.Draft:
    """Into a draft of one's own side: the one the guest read, the one that goes on from the table, or a new one."""
    found = _waiting(proposed_seen(request.desk), proposed_id)
    draft = proposed_take(proposed=found, desk=request.desk, now=request.now)
    draft.refresh_from_db(fields=["latest"])
    return draft_shown(draft)


@acts(
    router,
    f"{GUESTS}/proposed/{{proposed_id}}/set-aside",
    values.Done,
    scope="draft",
    summary="Set proposed words aside",
)
def guest_words_aside(request: Called, agreement_id: UUID, proposed_id: int) -> values.Done:
    """What was said about them stays."""
    found = _waiting(proposed_seen(request.desk), proposed_id)
    proposed_set_aside(proposed=found, desk=request.desk, now=request.now)
    return values.Done(sentence="Set aside. What was said about it stays.")


def _waiting(rows: QuerySet[AnyModel], number: int) -> AnyModel:
    """One that nobody has decided about yet; raise Http404."""
    found = rows.filter(pk=number if 0 < number < 1 << 62 else 0).first()
    if found is None:
        raise Http404
    return found


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


def _held(one: Held) -> values.HeldReply:
    return values.HeldReply(
        id=one.pk,
        link=one.link_id,
        clause=one.about,
        thread=one.thread_id,
        name=one.name,
        email=one.email,
        website=one.website,
        text=one.text,
        reason=one.reason,
        at=one.at,
    )


def _proposal(one: Proposed) -> values.Proposal:
    return values.Proposal(
        id=one.pk,
        link=one.link_id,
        thread=one.comment.thread_id,
        comment=one.comment.number,
        author=one.comment.author,
        clause=one.clause,
        before=one.before,
        after=one.after,
        fits=one.value is not None,
    )
