"""Tokens of an organisation: seen, made, revoked."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from evenhand_portal.access import scoped
from evenhand_portal.agreements.views.signing import PROOF_LASTS
from evenhand_portal.api.forms import TokenForm
from evenhand_portal.api.selectors import state_of, token_seen, tokens_seen
from evenhand_portal.api.services.tokens import token_make, token_revoke
from evenhand_portal.parties.models import Role
from evenhand_portal.parties.proving import proof_of_identity
from evenhand_portal.parties.selectors import Seat, seat_at

EVERY_ROLE = tuple(role.value for role in Role)


@scoped("organisation", seat_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def tokens(request: HttpRequest, seat: Seat) -> HttpResponse:
    """One's own tokens for the organisation; a manager sees everybody's."""
    now = timezone.now()
    rows = [(one, state_of(one, now)) for one in tokens_seen(seat)]
    return render(request, "api/tokens.html", {"seat": seat, "rows": rows})


@scoped("organisation", seat_at, *EVERY_ROLE)
@never_cache
@require_http_methods(["GET", "POST"])
def token_new(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Make a token, after proving again who one is; it is shown once."""
    now = timezone.now()
    if proof_of_identity(request, PROOF_LASTS, now) is None:
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}")
    form = TokenForm(seat.roles, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token, secret = token_make(seat=seat, now=now, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return render(request, "api/token_made.html", {"seat": seat, "token": token, "secret": secret})
    facts = {"seat": seat, "form": form}
    return render(request, "api/token_new.html", facts, status=422 if form.errors else 200)


@scoped("organisation", seat_at, *EVERY_ROLE)
@require_POST
def token_end(request: HttpRequest, seat: Seat, token_id: UUID) -> HttpResponse:
    """Revoke a token: one's own, or as a manager anybody's."""
    token = token_seen(seat, token_id)
    token_revoke(token=token, now=timezone.now())
    messages.success(request, f"“{token.name}” is revoked. Whatever uses it gets no answer any more.")
    return redirect("tokens", organisation_id=seat.organisation.pk)
