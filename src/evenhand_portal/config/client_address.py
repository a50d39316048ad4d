"""Where a request comes from, when a web server stands in front.

Limits and locks are counted for each address. Behind a web server everybody would have that server's: whoever tries
too often would use up what all others may try.
"""

from __future__ import annotations

from collections.abc import Callable

from allauth.core.internal.httpkit import clean_client_ip
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class ClientAddress:
    """Takes the last address of X-Forwarded-For, which the web server wrote; those before it are the visitor's words.

    Raises MiddlewareNotUsed without BEHIND_PROXY: then nobody but the visitor could have written the header.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Stand in front of everything else."""
        if not settings.BEHIND_PROXY:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Put the visitor's address in place of the web server's; what is no address is left aside."""
        last = request.headers.get("X-Forwarded-For", "").rpartition(",")[2]
        if address := clean_client_ip(last):
            request.META["REMOTE_ADDR"] = address
        return self.get_response(request)
