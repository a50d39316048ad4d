"""Asking the other side to the table, and coming to it."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from evenhand_portal.access import everybody, scoped
from evenhand_portal.agreements.forms import JoinForm, OtherSideForm
from evenhand_portal.agreements.models import PartyInvitation
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.services.joining import other_side_invite, other_side_join, state_of
from evenhand_portal.parties.forms import first_error
from evenhand_portal.parties.models import Organisation, Person
from evenhand_portal.parties.selectors import seats_of
from evenhand_portal.parties.services import organisation_found, secret_hash


@scoped("agreement", desk_at, "manager")
@require_http_methods(["GET", "POST"])
def other_side_asked(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask the other side to the table, or correct and repeat the invitation."""
    form = OtherSideForm(request.POST or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            other_side_invite(desk=desk, now=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, first_error(error))
        else:
            return redirect("agreement", agreement_id=desk.agreement.pk)
    invited = [
        (one, state_of(one, timezone.now())) for one in desk.agreement.invitations.filter(withdrawn_at=None)
    ]
    facts = {"desk": desk, "form": form, "invited": invited}
    return render(request, "agreements/other_side_asked.html", facts, status=_status(form))


@everybody
@require_http_methods(["GET", "POST"])
def other_side(request: HttpRequest, secret: str) -> HttpResponse:
    """What the other side is invited to; it comes for one of its organisations, or founds one."""
    found = PartyInvitation.objects.filter(secret_hash=secret_hash(secret), withdrawn_at=None)
    invitation = found.select_related("agreement", "invited_by").first()
    if invitation is None:
        raise Http404
    person = request.user if isinstance(request.user, Person) else None
    houses = [seat.organisation for seat in seats_of(person) if seat.manages] if person else []
    form = JoinForm(houses, request.POST or None) if person else None
    facts = {"invitation": invitation, "state": state_of(invitation, timezone.now()), "form": form}
    if request.method == "POST" and person and form and form.is_valid():
        try:
            with transaction.atomic():
                joined = other_side_join(
                    invitation=invitation,
                    organisation=_organisation(form, person),
                    person=person,
                    now=timezone.now(),
                )
        except ValidationError as error:
            form.add_error(None, first_error(error))
        else:
            return redirect("agreement", agreement_id=joined.pk)
    status = _status(form) if form else 200
    return render(request, "agreements/other_side.html", facts, status=status)


def _organisation(form: JoinForm, person: Person) -> Organisation:
    chosen = form.cleaned_data["organisation"]
    if chosen == JoinForm.NEW:
        return organisation_found(name=form.cleaned_data["name"], by=person, now=timezone.now())
    return Organisation.objects.get(pk=chosen)


def _status(form: forms.Form) -> int:
    return 422 if form.errors else 200
