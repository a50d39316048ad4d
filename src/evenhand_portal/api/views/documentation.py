"""The page on which the interface is documented, made from its OpenAPI document."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from evenhand_portal.access import everybody
from evenhand_portal.api.decisions import ROLES, SCOPES
from evenhand_portal.api.documentation import groups_of
from evenhand_portal.api.examples import EXAMPLES, shown
from evenhand_portal.api.hooks.services import kinds_known
from evenhand_portal.api.interface import interface
from evenhand_portal.api.problems import CODES
from evenhand_portal.parties.selectors import seats_of

ROOT = "/api/v1/"


@everybody
@require_http_methods(["GET"])
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return JsonResponse(interface.get_openapi_schema(path_prefix=ROOT))


@everybody
@require_http_methods(["GET"])
def documentation(request: HttpRequest) -> HttpResponse:
    """What programs can ask for and do, with examples that run."""
    facts = {
        "origin": settings.ORIGIN,
        "groups": groups_of(interface.get_openapi_schema(path_prefix=ROOT)),
        "examples": [shown(one, settings.ORIGIN) for one in EXAMPLES],
        "scopes": [(name, about, sorted(ROLES[name])) for name, about in SCOPES.items()],
        "codes": [(code, *known) for code, known in CODES.items()],
        "kinds": kinds_known(),
        "calls": settings.API_CALLS_A_MINUTE,
        "seats": seats_of(request.user),
    }
    return render(request, "api/documentation.html", facts)
