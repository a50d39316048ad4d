"""Signing a version after reading it in full, and what one may do instead."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from evenhand_portal.access import scoped
from evenhand_portal.agreements.amendments.selectors import change_of
from evenhand_portal.agreements.document import reading_of_version
from evenhand_portal.agreements.forms import DeclineForm, SignForm
from evenhand_portal.agreements.models import Version
from evenhand_portal.agreements.selectors import Desk, desk_at, signatories_of, version_seen
from evenhand_portal.agreements.services.signing import (
    signing_delegate,
    statement_of,
    version_decline,
    version_sign,
)
from evenhand_portal.agreements.services.versions import version_confirm, version_withdraw
from evenhand_portal.parties.forms import first_error
from evenhand_portal.parties.proving import proof_of_identity

PROOF_LASTS: Final = timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


@scoped("agreement", desk_at, "signatory")
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, desk: Desk, version_id: UUID) -> HttpResponse:
    """Read the full text, prove who one is, and sign."""
    found = version_seen(desk, version_id)
    method = proof_of_identity(request, PROOF_LASTS, timezone.now())
    form = SignForm(request.POST or None, initial={"shown": found.identity})
    if request.method == "POST" and method and form.is_valid():
        try:
            version_sign(version=found, desk=desk, method=method, now=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, first_error(error))
        else:
            messages.success(request, f"You have signed version {found.number}.")
            return redirect("version", agreement_id=desk.agreement.pk, version_id=found.pk)
    here = request.path
    facts = {
        "desk": desk,
        "version": found,
        "reading": reading_of_version(found),
        "form": form,
        "decline": DeclineForm(),
        "change": change_of(found),
        "statement": statement_of(found, desk),
        "proven": method,
        "prove": f"{reverse('account_reauthenticate')}?{urlencode({'next': here})}",
        "colleagues": [one for one in signatories_of(desk.organisation) if one != desk.person],
        "mine": next((one for one in found.signatures.all() if one.side == desk.side), None),
        "here": "agreement",
    }
    status = 422 if form.errors else 403 if request.method == "POST" else 200
    return render(request, "agreements/sign.html", facts, status=status)


@scoped("agreement", desk_at, "signatory")
@require_POST
def decline(request: HttpRequest, desk: Desk, version_id: UUID) -> HttpResponse:
    """Say no, and why."""
    form = DeclineForm(request.POST)
    form.is_valid()
    found = version_seen(desk, version_id)
    try:
        version_decline(
            version=found,
            side=desk.side,
            person=desk.person,
            reason=form.cleaned_data.get("reason", ""),
            now=timezone.now(),
        )
    except ValidationError as error:
        messages.error(request, first_error(error))
        return redirect("version-sign", agreement_id=desk.agreement.pk, version_id=version_id)
    messages.success(request, f"You have declined version {found.number}; both sides have been told why.")
    return redirect("agreement", agreement_id=desk.agreement.pk)


@scoped("agreement", desk_at, "signatory")
@require_POST
def delegate(request: HttpRequest, desk: Desk, version_id: UUID) -> HttpResponse:
    """Ask a colleague who may sign to do it."""
    found = version_seen(desk, version_id)
    wanted = request.POST.get("to", "")
    to = next((one for one in signatories_of(desk.organisation) if str(one.pk) == wanted), desk.person)
    note = request.POST.get("note", "")[:500].replace("\0", "")  # not every database keeps that character
    try:
        signing_delegate(version=found, desk=desk, to=to, note=note, now=timezone.now())
    except ValidationError as error:
        messages.error(request, first_error(error))
    else:
        messages.success(request, f"{to} has been asked to sign.")
    return redirect("version-sign", agreement_id=desk.agreement.pk, version_id=version_id)


@scoped("agreement", desk_at, "manager")
@require_POST
def withdraw(request: HttpRequest, desk: Desk, version_id: UUID) -> HttpResponse:
    """Take a version back that one's own side offered."""
    return _done(
        request, desk, version_seen(desk, version_id), version_withdraw, "The version is taken back."
    )


@scoped("agreement", desk_at, "signatory")
@require_POST
def confirm(request: HttpRequest, desk: Desk, version_id: UUID) -> HttpResponse:
    """Confirm that a recorded contract says what was signed."""
    if not proof_of_identity(request, PROOF_LASTS, timezone.now()):
        back = reverse("version", kwargs={"agreement_id": desk.agreement.pk, "version_id": version_id})
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}")
    return _done(request, desk, version_seen(desk, version_id), version_confirm, "You have confirmed it.")


def _done(request: HttpRequest, desk: Desk, found: Version, act: object, said: str) -> HttpResponse:
    assert callable(act)
    try:
        act(version=found, side=desk.side, person=desk.person, now=timezone.now())
    except ValidationError as error:
        messages.error(request, first_error(error))
    else:
        messages.success(request, said)
    return redirect("version", agreement_id=desk.agreement.pk, version_id=found.pk)
