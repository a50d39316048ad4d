"""What people may see of guests: links for both and for one's own side; the other side's guests are not there."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.conversations.models import Comment, Thread
from evenhand_portal.guests.decisions import link_state
from evenhand_portal.guests.models import Held, Link, Proposed
from evenhand_portal.parties.services import secret_hash

PAPERS = ("version__draft__based_on", "draft__based_on", "negotiation__base")


def links_seen(desk: Desk) -> QuerySet[Link]:
    """Return the links for both sides and for one's own, newest first."""
    found = Link.objects.filter(agreement=desk.agreement, audience__in=("both", desk.side))
    return found.select_related("made_by", "version", "negotiation", "draft")


def link_seen(desk: Desk, link_id: UUID) -> Link:
    """Return one of them; raise Http404."""
    found = links_seen(desk).filter(pk=link_id).first()
    if found is None:
        raise Http404
    return found


def link_opened(secret: str, now: datetime) -> tuple[Link, str]:
    """Return the link of a secret and whether it is open, ended or expired; raise Http404 for one never made."""
    found = Link.objects.select_related("agreement__ledger", "made_by", *PAPERS)
    link = found.filter(secret_hash=secret_hash(secret)).first()
    if link is None:
        raise Http404
    return link, link_state(now=now, expires_at=link.expires_at, ended=link.ended_at is not None)


def unsaid_seen(desk: Desk) -> QuerySet[Held]:
    """Return the replies that looked like spam and were not let through."""
    unsaid = Held.objects.filter(link__in=links_seen(desk), comment=None)
    return unsaid.select_related("link", "decided_by")


def held_seen(desk: Desk) -> QuerySet[Held]:
    """Return those that wait for somebody to look at them."""
    return unsaid_seen(desk).filter(decided_at=None)


def dropped_seen(desk: Desk) -> QuerySet[Held]:
    """Return those that somebody dropped, newest first: whoever they were for may still let them through."""
    return unsaid_seen(desk).filter(decided_at__isnull=False).order_by("-decided_at", "-pk")


def proposed_seen(desk: Desk) -> QuerySet[Proposed]:
    """Return what edited Word files propose and nobody has decided yet."""
    found = Proposed.objects.filter(link__in=links_seen(desk), state=Proposed.State.OPEN)
    return found.select_related("link", "comment__thread")


def threads_by(link: Link) -> list[tuple[Thread, list[Comment]]]:
    """Return the threads in which a guest takes part, with what was said in each; two queries."""
    found = link.threads.order_by("begun_at").prefetch_related("comments__person")
    return [(thread, list(thread.comments.all())) for thread in found]


def waiting_count(desk: Desk) -> int:
    """Return how many replies and proposals wait for somebody of this side; one query."""
    counted = links_seen(desk).aggregate(
        held=Count("held", filter=Q(held__decided_at=None), distinct=True),
        proposed=Count("proposed", filter=Q(proposed__state="open"), distinct=True),
    )
    return int(counted["held"] + counted["proposed"])
