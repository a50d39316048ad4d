"""What pages of other apps show of conversations: the threads about a subject, and how many have something new."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from evenhand.render.markup import html
from evenhand_portal.agreements.overview import Overview
from evenhand_portal.agreements.selectors import Desk
from evenhand_portal.conversations.models import Thread
from evenhand_portal.conversations.selectors import SPEAKING, threads_about, unread_of
from evenhand_portal.conversations.subjects import figure_key, subject_words

register = template.Library()
KEPT, PLACES = "conversations_threads", "conversations_places"


@register.inclusion_tag("conversations/talk.html", takes_context=True)
def thread_for(
    context: RequestContext, desk: Desk, kind: str, key: str = "", own: object = False
) -> dict[str, Any]:
    """Show the threads about a subject, with a link to say something; `own` offers one's own side alone.

    However many subjects of a kind a page has, their threads are read at once.
    """
    anchor = f"said-{sha256(f'{kind} {key}'.encode()).hexdigest()[:10]}"
    return {
        "desk": desk,
        "own": bool(own),
        "words": subject_words(kind, key),
        "threads": _threads(context, desk, kind, key),
        "speaks": bool(desk.roles & set(SPEAKING)),
        "begin": _begin(context, desk, {"about": kind, "key": key, "own": "1" if own else ""}, anchor),
        "anchor": anchor,
    }


@register.inclusion_tag("conversations/talk.html", takes_context=True)
def thread_for_figure(
    context: RequestContext, desk: Desk, about: dict[str, str], own: object = False
) -> dict[str, Any]:
    """Show the threads about a figure, of which `about` says which one it is."""
    return thread_for(context, desk, "figure", figure_key(about), own)


def _begin(context: RequestContext, desk: Desk, asked: dict[str, str], anchor: str) -> str:
    """The address where one says something and comes back to `anchor`; what all subjects share is made once."""
    request = context["request"]
    kept = request.__dict__.setdefault(PLACES, {})
    if desk.agreement.pk not in kept:
        new = reverse("thread-new", args=(desk.agreement.pk,))
        kept[desk.agreement.pk] = new, quote(request.get_full_path(), safe="")
    new, back = kept[desk.agreement.pk]
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in asked.items() if value)
    return f"{new}?{query}&back={back}%23{anchor}"


def _threads(context: RequestContext, desk: Desk, kind: str, key: str) -> list[Thread]:
    """Clauses stand many on a page, and all their threads are read with the first; of the others there is one."""
    if kind != "clause":
        return list(threads_about(desk, kind, key))
    kept = context["request"].__dict__.setdefault(KEPT, {})
    if desk.agreement.pk not in kept:
        found: dict[str, list[Thread]] = {}
        for thread in threads_about(desk, kind):
            found.setdefault(thread.key, []).append(thread)
        kept[desk.agreement.pk] = found
    listed: list[Thread] = kept[desk.agreement.pk].get(key, [])
    return listed


@register.simple_tag
def unread_here(desk: Desk) -> int:
    """In how many threads of an agreement there is something new."""
    return unread_of([desk])[desk.agreement.pk, desk.side]


@register.simple_tag
def unread_in(overviews: Iterable[Overview]) -> dict[tuple[UUID, str], int]:
    """The same for every agreement of a list, in one query."""
    return unread_of([one.desk for one in overviews])


@register.filter
def of_desk(counts: dict[tuple[UUID, str], int], desk: Desk) -> int:
    """The count of one desk."""
    return counts.get((desk.agreement.pk, desk.side), 0)


@register.filter
def markdown(text: str) -> SafeString:
    """The parties' Markdown as sanitised HTML."""
    return mark_safe(html.to_html(text))
