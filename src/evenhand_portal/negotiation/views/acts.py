"""What a side does at the table: accept, take back, end, offer for signature."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from evenhand_portal.access import scoped
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.views.revisions import changes_between
from evenhand_portal.negotiation.clauses import digest_of_all
from evenhand_portal.negotiation.forms import ReasonForm
from evenhand_portal.negotiation.models import Negotiation
from evenhand_portal.negotiation.page import page_of
from evenhand_portal.negotiation.selectors import table_of, under_way
from evenhand_portal.negotiation.services.accepting import clause_accept, clauses_accept
from evenhand_portal.negotiation.services.common import TableMoved
from evenhand_portal.negotiation.services.ending import negotiation_end
from evenhand_portal.negotiation.services.offering import negotiation_offer
from evenhand_portal.negotiation.services.sending import sending_take_back
from evenhand_portal.parties.forms import first_error

NONE = "No negotiation is under way."
Act = Callable[[HttpRequest, Desk, Negotiation], HttpResponse]


def at_table(act: Act) -> Callable[..., HttpResponseBase]:
    """Give an act the negotiation under way; say what stands against it, and show what moved in between."""

    @wraps(act)
    def acted(request: HttpRequest, desk: Desk, **more: Any) -> HttpResponseBase:
        negotiation = under_way(desk.agreement)
        if negotiation is None:
            messages.error(request, NONE)
            return redirect("table", agreement_id=desk.agreement.pk)
        try:
            return act(request, desk, negotiation, **more)
        except TableMoved:
            return moved(request, desk, negotiation)
        except ValidationError as error:
            messages.error(request, first_error(error))
            return redirect("table", agreement_id=desk.agreement.pk)

    return acted


def moved(request: HttpRequest, desk: Desk, negotiation: Negotiation) -> HttpResponse:
    """Another text lies on the table than the one that was shown: what changed since."""
    found = table_of(negotiation)
    shown = number_of(request)
    facts: dict[str, object] = {"desk": desk, "here": "table", "latest": found.latest}
    if shown in found.rows:
        facts |= {"shown": shown, **changes_between(found.text_of(shown), found.latest.text)}
    return render(request, "negotiation/moved.html", facts, status=409)


def number_of(request: HttpRequest) -> int:
    """The number of the text that the person saw; 0, which none has, where none was sent."""
    sent = request.POST.get("number", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


@scoped("agreement", desk_at, "manager")
@require_POST
@at_table
def accept(request: HttpRequest, desk: Desk, negotiation: Negotiation) -> HttpResponse:
    """Accept one clause as it was shown."""
    clause = request.POST.get("clause", "")[:400]
    done = clause_accept(
        negotiation=negotiation,
        clause=clause,
        digest=request.POST.get("digest", ""),
        desk=desk,
        now=timezone.now(),
    )
    messages.success(request, "Accepted." if done else "Your side stands by this clause already.")
    return redirect("table", agreement_id=desk.agreement.pk)


@scoped("agreement", desk_at, "manager")
@require_http_methods(["GET", "POST"])
@at_table
def accept_all(request: HttpRequest, desk: Desk, negotiation: Negotiation) -> HttpResponse:
    """Accept every clause that waits for one's side, after they were listed once more."""
    if request.method == "POST":
        accepted = clauses_accept(
            negotiation=negotiation,
            number=number_of(request),
            digest=request.POST.get("digest", ""),
            desk=desk,
            now=timezone.now(),
        )
        count = len(accepted)
        messages.success(request, f"{count} clause{'' if count == 1 else 's'} accepted.")
        return redirect("table", agreement_id=desk.agreement.pk)
    found = table_of(negotiation)
    facts = {
        "desk": desk,
        "here": "table",
        "page": page_of(found, desk.side),
        "latest": found.latest,
        "shown": digest_of_all(found.talks.table),
    }
    return render(request, "negotiation/accept_all.html", facts)


@scoped("agreement", desk_at, "manager")
@require_POST
@at_table
def take_back(request: HttpRequest, desk: Desk, negotiation: Negotiation) -> HttpResponse:
    """Take one's latest sending back."""
    after = sending_take_back(
        negotiation=negotiation, number=number_of(request), desk=desk, now=timezone.now()
    )
    messages.success(
        request,
        "Taken back. The text before lies on the table again; your draft keeps your changes."
        if after.state == Negotiation.State.OPEN
        else "Taken back. Nothing lies on the table any more; your draft keeps your changes.",
    )
    return redirect("table", agreement_id=desk.agreement.pk)


@scoped("agreement", desk_at, "manager")
@require_http_methods(["GET", "POST"])
@at_table
def end(request: HttpRequest, desk: Desk, negotiation: Negotiation) -> HttpResponse:
    """End the negotiation, with a reason."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        negotiation_end(
            negotiation=negotiation, desk=desk, reason=form.cleaned_data["reason"], now=timezone.now()
        )
        messages.success(request, "The negotiation is ended. The other side has been told.")
        return redirect("table", agreement_id=desk.agreement.pk)
    facts = {"desk": desk, "here": "table", "form": form}
    return render(request, "negotiation/end.html", facts, status=422 if form.errors else 200)


@scoped("agreement", desk_at, "manager")
@require_POST
@at_table
def offer(request: HttpRequest, desk: Desk, negotiation: Negotiation) -> HttpResponse:
    """Offer the text on the table for signature by both."""
    version = negotiation_offer(
        negotiation=negotiation, number=number_of(request), desk=desk, now=timezone.now()
    )
    messages.success(
        request, f"Version {version.number} is offered for signature. Both sides have been told."
    )
    return redirect("version", agreement_id=desk.agreement.pk, version_id=version.pk)
