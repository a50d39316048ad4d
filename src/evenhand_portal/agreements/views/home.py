"""All agreements of a person, and the overview of one: what holds, until when, and whose move it is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from evenhand_portal.access import people, scoped
from evenhand_portal.agreements.overview import overview_of, turns_of
from evenhand_portal.agreements.selectors import Desk, agreements_of, desk_at
from evenhand_portal.parties.models import Role
from evenhand_portal.parties.selectors import seats_of
from evenhand_portal.parties.views import person_signed_in

EVERY_ROLE = tuple(role.value for role in Role)


@people
@require_http_methods(["GET"])
def home(request: HttpRequest) -> HttpResponse:
    """Every agreement of the person, and whose move each is."""
    desks = agreements_of(person_signed_in(request))
    facts = {"overviews": turns_of(desks), "seats": seats_of(request.user)}
    return render(request, "agreements/home.html", facts)


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def agreement(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One agreement: in force until, last day to give notice, whose move it is; its drafts and versions."""
    facts = {"desk": desk, "overview": overview_of(desk, timezone.now()), "here": "overview"}
    return render(request, "agreements/agreement.html", facts)
