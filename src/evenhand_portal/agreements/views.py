"""Pages about agreements."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from evenhand_portal.access import people
from evenhand_portal.agreements.selectors import agreements_of
from evenhand_portal.parties.models import Person
from evenhand_portal.parties.selectors import seats_of


@people
@require_http_methods(["GET"])
def home(request: HttpRequest) -> HttpResponse:
    """Every agreement of the person, and whose move each is."""
    assert isinstance(request.user, Person)
    facts = {"desks": agreements_of(request.user), "seats": seats_of(request.user)}
    return render(request, "agreements/home.html", facts)
