"""The page on which an agreement is handed over: what it needs, what is proposed, what became of it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from evenhand_portal.access import scoped
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.transfers.selectors import taker, takers, transfer_at, transfers_of
from evenhand_portal.agreements.transfers.services import (
    transfer_agree,
    transfer_decline,
    transfer_propose,
    transfer_withdraw,
)
from evenhand_portal.agreements.views.home import EVERY_ROLE
from evenhand_portal.agreements.views.signing import PROOF_LASTS
from evenhand_portal.parties.forms import first_error
from evenhand_portal.parties.proving import proof_of_identity


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def transfer(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What a transfer is and needs, the one that is open, and those that were."""
    every = transfers_of(desk)
    facts = {
        "desk": desk,
        "here": "overview",
        "open": next((one for one in every if one.outcome == "open"), None),
        "past": [one for one in every if one.outcome != "open"],
        "takers": takers(desk),
    }
    return render(request, "agreements/transfers/transfer.html", facts)


@scoped("agreement", desk_at, "manager")
@require_POST
def propose(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Propose that another organisation of one's own takes this side's place."""
    to = taker(desk, request.POST.get("to", ""))
    if to is None:
        messages.error(request, "Choose an organisation that you manage.")
        return _back(desk)
    reason = request.POST.get("reason", "").replace("\0", "")  # not every database keeps that character

    def act() -> None:
        transfer_propose(desk=desk, to=to, reason=reason, now=timezone.now())

    return _done(request, desk, act, "It is proposed. Where nobody else has to agree, it is done.")


@scoped("agreement", desk_at, "signatory")
@require_POST
def answer(request: HttpRequest, desk: Desk, transfer: int) -> HttpResponse:
    """Agree or decline, as the other side; agreeing proves identity again, as signing does."""
    found = transfer_at(desk, transfer)
    agrees = request.POST.get("do") == "agree"
    if agrees and not proof_of_identity(request, PROOF_LASTS, timezone.now()):
        here = reverse("transfer", kwargs={"agreement_id": desk.agreement.pk})
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': here})}")
    act = transfer_agree if agrees else transfer_decline
    said = (
        f"{found.to} takes the place of {found.of}." if agrees else "You have declined; both sides are told."
    )
    return _done(request, desk, lambda: act(transfer=found, desk=desk, now=timezone.now()), said)


@scoped("agreement", desk_at, "manager")
@require_POST
def withdraw(request: HttpRequest, desk: Desk, transfer: int) -> HttpResponse:
    """Take a proposal back."""
    found = transfer_at(desk, transfer)

    def act() -> None:
        transfer_withdraw(transfer=found, desk=desk, now=timezone.now())

    return _done(request, desk, act, "The transfer is taken back.")


def _done(request: HttpRequest, desk: Desk, act: Callable[[], None], said: str) -> HttpResponse:
    try:
        act()
    except ValidationError as error:
        messages.error(request, first_error(error))
    else:
        messages.success(request, said)
    return _back(desk)


def _back(desk: Desk) -> HttpResponse:
    """Back to the page, or home for whoever no longer belongs to the agreement."""
    try:
        desk_at(desk.person, desk.agreement.pk, frozenset(EVERY_ROLE))
    except Http404:
        return redirect("home")
    return redirect("transfer", agreement_id=desk.agreement.pk)
