"""What a party sees of guests: the links, what waits to be looked at, and what Word files propose."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from evenhand_portal.access import scoped
from evenhand_portal.agreements.models import Draft, Version
from evenhand_portal.agreements.selectors import Desk, desk_at, drafts_seen, versions_seen
from evenhand_portal.agreements.views.home import EVERY_ROLE
from evenhand_portal.guests.decisions import link_state
from evenhand_portal.guests.forms import LinkForm
from evenhand_portal.guests.selectors import (
    dropped_seen,
    held_seen,
    link_seen,
    links_seen,
    proposed_seen,
    unsaid_seen,
)
from evenhand_portal.guests.services.links import link_end, link_make
from evenhand_portal.guests.services.replies import held_drop, held_release
from evenhand_portal.guests.services.words import proposed_set_aside, proposed_take
from evenhand_portal.negotiation.models import Negotiation
from evenhand_portal.negotiation.selectors import under_way
from evenhand_portal.notices.letters import address
from evenhand_portal.parties.forms import first_error

TABLE = "table"
DROPPED_SHOWN = 50


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def guests(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every link for both sides and for one's own, with what waits for somebody."""
    now = timezone.now()
    rows = [
        (one, link_state(now=now, expires_at=one.expires_at, ended=one.ended_at is not None))
        for one in links_seen(desk)
    ]
    facts = {
        "desk": desk,
        "here": "said",
        "rows": rows,
        "held": held_seen(desk),
        "dropped": dropped_seen(desk)[:DROPPED_SHOWN],
        "proposed": proposed_seen(desk),
    }
    return render(request, "guests/guests.html", facts)


@scoped("agreement", desk_at, "manager")
@require_http_methods(["GET", "POST"])
def guest_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Make a link; its address is shown once."""
    papers = _papers(desk)
    form = LinkForm(
        [(key, words) for key, (words, _) in papers.items()], _audiences(desk), request.POST or None
    )
    if request.method == "POST" and form.is_valid():
        paper = papers[form.cleaned_data["paper"]][1]
        try:
            link, secret = link_make(desk=desk, paper=paper, wish=form.wish(), now=timezone.now())
        except ValidationError as error:
            form.add_error(None, first_error(error))
        else:
            facts = {"desk": desk, "here": "said", "link": link, "address": address("guest", secret)}
            return render(request, "guests/made.html", facts)
    facts = {"desk": desk, "here": "said", "form": form, "papers": papers}
    return render(request, "guests/new.html", facts, status=422 if form.errors else 200)


@scoped("agreement", desk_at, "manager")
@require_POST
def guest_end(request: HttpRequest, desk: Desk, link_id: UUID) -> HttpResponse:
    """End a link."""
    link = link_seen(desk, link_id)
    link_end(link=link, desk=desk, now=timezone.now())
    messages.success(request, f"The link for {link.name} opens nothing any more. What was said stays.")
    return redirect("guests", agreement_id=desk.agreement.pk)


@scoped("agreement", desk_at, "manager")
@require_POST
def held_decide(request: HttpRequest, desk: Desk, held_id: int) -> HttpResponse:
    """Let a reply through, or drop it; what was dropped can still be let through."""
    through = request.POST.get("act") == "release"
    held = (unsaid_seen if through else held_seen)(desk).filter(pk=held_id).first()
    if held is None:
        return _gone(request, desk, "Somebody decided about this reply already.")
    try:
        (held_release if through else held_drop)(held=held, desk=desk, now=timezone.now())
    except ValidationError as error:
        return _gone(request, desk, first_error(error))
    said = (
        "It is said now, as if it had come now."
        if through
        else "It is dropped, and can still be let through."
    )
    messages.success(request, said)
    return redirect("guests", agreement_id=desk.agreement.pk)


@scoped("agreement", desk_at, "manager")
@require_POST
def proposed_decide(request: HttpRequest, desk: Desk, proposed_id: int) -> HttpResponse:
    """Take proposed words over into one's draft, or set them aside."""
    proposed = proposed_seen(desk).filter(pk=proposed_id).first()
    if proposed is None:
        return _gone(request, desk, "Somebody decided about this proposal already.")
    try:
        if request.POST.get("act") != "take":
            proposed_set_aside(proposed=proposed, desk=desk, now=timezone.now())
            messages.success(request, "Set aside. What was said about it stays.")
            return redirect("guests", agreement_id=desk.agreement.pk)
        draft = proposed_take(proposed=proposed, desk=desk, now=timezone.now())
    except ValidationError as error:
        return _gone(request, desk, first_error(error))
    messages.success(request, f"Taken over into your draft, as revision {draft.latest}.")
    at = reverse("clause", kwargs={"agreement_id": desk.agreement.pk, "draft_id": draft.pk})
    return redirect(f"{at}?{urlencode({'at': proposed.clause})}")


def _gone(request: HttpRequest, desk: Desk, why: str) -> HttpResponse:
    messages.error(request, why)
    return redirect("guests", agreement_id=desk.agreement.pk)


def _papers(desk: Desk) -> dict[str, tuple[str, Version | Draft | Negotiation]]:
    """What a guest may be given to read, newest last: versions, one's own open drafts, the table."""
    found: dict[str, tuple[str, Version | Draft | Negotiation]] = {}
    for version in versions_seen(desk).order_by("offered_at"):
        found[f"version-{version.pk}"] = (f"Version {version.number}", version)
    for draft in drafts_seen(desk).filter(state=Draft.State.OPEN).order_by("begun_at"):
        found[f"draft-{draft.pk}"] = (f"Your draft of {draft.begun_at:%-d %B %Y}, for your side alone", draft)
    table = under_way(desk.agreement)
    if table is not None:
        found[TABLE] = ("What lies on the table, as it changes", table)
    return found


def _audiences(desk: Desk) -> list[tuple[str, str]]:
    own = (desk.side, f"{desk.organisation} alone, such as your lawyer")
    return [("both", "Both sides, such as a mediator"), own] if desk.agreement.shared_at else [own]
