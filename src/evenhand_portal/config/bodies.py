"""Bodies of requests: one larger than the largest upload is refused before anything of it is read."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from evenhand_portal.api.problems import Refused

Answering = Callable[[HttpRequest], HttpResponseBase]


def limited(get_response: Answering) -> Answering:
    """Answer 413 to a body that says it is larger than LARGEST_BODY. One that says no length is not read at all."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if _length(request) > settings.LARGEST_BODY:
            return _too_large(request)
        return get_response(request)

    return answer


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:  # read as empty
        return 0


def _too_large(request: HttpRequest) -> HttpResponse:
    most = settings.LARGEST_BODY // 1_000_000
    if request.path_info.startswith("/api/v1/"):
        what = f"The body is larger than {most:,} MB."
        return Refused("too-large", what, "Send less, or a file in parts.").answer()
    return render(request, "413.html", {"most": most}, status=413)
