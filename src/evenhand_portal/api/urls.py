"""Addresses of the interface, and of the pages about it."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from evenhand_portal.access import Access, View, everybody, marked
from evenhand_portal.api.interface import interface
from evenhand_portal.api.problems import Refused, problem

TOKEN = Access("token")
"""The doors of the operations ask for a token, a scope and roles; a test of this app walks them."""


def _answering(view: View) -> View:
    """Say in a problem that a method is not taken."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **parts: Any) -> Any:
        answer = view(request, *args, **parts)
        if answer.status_code != 405:
            return answer
        allowed = answer.headers["Allow"]
        return Refused("method-not-allowed", f"Methods here: {allowed}.", headers={"Allow": allowed}).answer()

    return marked(answering, TOKEN)


def _operations() -> list[URLPattern | URLResolver]:
    patterns: list[URLPattern | URLResolver] = []
    for pattern in interface.urls[0]:
        assert isinstance(pattern, URLPattern)
        if pattern.name != "api-root":
            name = f"api-{pattern.name}".replace("_", "-")
            patterns.append(path(str(pattern.pattern), _answering(pattern.callback), name=name))
    return patterns


@csrf_exempt
def not_there(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer what is not there as everything else is answered here."""
    return problem(request, Http404())


@everybody
@require_http_methods(["GET"])
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return JsonResponse(interface.get_openapi_schema(path_prefix="/api/v1/"))


urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/openapi.json", openapi, name="api-document"),
    *(
        path(f"api/v1/{one.pattern}", one.callback, name=one.name)
        for one in _operations()
        if isinstance(one, URLPattern)
    ),
    path("api/v1/", marked(not_there, TOKEN), name="api-root"),
    path("api/v1/<path:rest>", marked(not_there, TOKEN), name="api-nothing"),
]
