"""Addresses of the interface, and of the pages about it."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.csrf import csrf_exempt

from evenhand_portal.access import Access, View, marked
from evenhand_portal.api.interface import interface
from evenhand_portal.api.problems import Refused, problem
from evenhand_portal.api.views import documentation, hooks, tokens

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


of_webhook: list[URLPattern | URLResolver] = [
    path("", hooks.webhook, name="webhook"),
    path("secret/", hooks.webhook_secret, name="webhook-secret"),
    path("test/", hooks.webhook_test, name="webhook-test"),
    path("end/", hooks.webhook_end, name="webhook-end"),
    path("deliveries/<uuid:delivery_id>/again/", hooks.delivery_again, name="delivery-again"),
]
of_organisation: list[URLPattern | URLResolver] = [
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/new/", tokens.token_new, name="token-new"),
    path("tokens/<uuid:token_id>/end/", tokens.token_end, name="token-end"),
    path("webhooks/", hooks.webhooks, name="webhooks"),
    path("webhooks/new/", hooks.webhook_new, name="webhook-new"),
    path("webhooks/<uuid:endpoint_id>/", include(of_webhook)),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", documentation.documentation, name="interface"),
    path("organisations/<uuid:organisation_id>/", include(of_organisation)),
    path("api/v1/openapi.json", documentation.openapi, name="api-document"),
    *(
        path(f"api/v1/{one.pattern}", one.callback, name=one.name)
        for one in _operations()
        if isinstance(one, URLPattern)
    ),
    path("api/v1/", marked(not_there, TOKEN), name="api-root"),
    path("api/v1/<path:rest>", marked(not_there, TOKEN), name="api-nothing"),
]
