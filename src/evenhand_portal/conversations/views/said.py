"""The conversation about an agreement: what is new, what is open, everything said and done, and search."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from evenhand_portal.access import scoped
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.views.home import EVERY_ROLE
from evenhand_portal.conversations.decisions import words_of
from evenhand_portal.conversations.search import found_page
from evenhand_portal.conversations.selectors import SPEAKING, threads_seen
from evenhand_portal.conversations.services import all_read
from evenhand_portal.conversations.stream import SHOWS, entries_of, stream_page

MOST_THREADS = 20


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def said(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Acts and comments in one stream, newest first; or those in which all words of a search stand."""
    asked = request.GET.get("show", "")
    show = asked if asked in SHOWS else SHOWS[0]
    query, number = request.GET.get("q", "")[:300], request.GET.get("page", 1)
    words = words_of(query)
    page = found_page(desk, words, show, number) if words else stream_page(desk, show, number)
    facts: dict[str, object] = {
        "desk": desk,
        "here": "said",
        "show": show,
        "query": query if words else "",
        "page": page,
        "entries": entries_of(page.object_list, words),
        "speaks": bool(desk.roles & set(SPEAKING)),
    }
    if not words and page.number == 1:
        facts["unread"] = threads_seen(desk).filter(latest__gt=F("read"))[:MOST_THREADS]
        facts["open"] = threads_seen(desk).filter(resolved_at=None, latest__lte=F("read"))[:MOST_THREADS]
    return render(request, "conversations/said.html", facts)


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_POST
def said_read(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Mark everything as read, for oneself."""
    all_read(desk=desk)
    messages.success(request, "Everything is marked as read.")
    return redirect("said", agreement_id=desk.agreement.pk)
