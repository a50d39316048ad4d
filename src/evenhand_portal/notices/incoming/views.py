"""The door for mail services: they post each mail that comes in, with the secret that both know."""

from __future__ import annotations

import base64
import binascii
import hmac
import json

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from evenhand_portal.access import everybody
from evenhand_portal.notices.incoming.services import LARGEST, mail_take

FIELDS = ("email", "body-mime", "RawEmail")
"""Where services put the mail as it came: SendGrid, Mailgun, Postmark."""


@csrf_exempt
@everybody
@require_http_methods(["POST"])
def mail_in(request: HttpRequest) -> HttpResponse:
    """Take one mail. 401 without the secret, 400 without a mail, 200 whatever became of it."""
    if not _knows(request.headers.get("Authorization", "")):
        return HttpResponse("Send the secret.", status=401, headers={"WWW-Authenticate": "Basic"})
    try:
        raw = _raw(request)
    except RequestDataTooBig:
        return HttpResponse("This mail is too large.", status=413)
    if not raw:
        return HttpResponse("Send a mail as message/rfc822.", status=400)
    return JsonResponse({"outcome": mail_take(raw=raw, now=timezone.now())})


def _knows(authorization: str) -> bool:
    """Whether the secret was given, as a bearer's or as the password of a user of any name."""
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() == "basic":
        try:
            given = base64.b64decode(given, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return False
    secret = settings.MAIL_IN_SECRET
    return bool(secret) and hmac.compare_digest(given.encode(), secret.encode())


def _raw(request: HttpRequest) -> bytes:
    if request.content_type in ("multipart/form-data", "application/x-www-form-urlencoded"):
        return next((request.POST[name].encode() for name in FIELDS if request.POST.get(name)), b"")
    if request.content_type == "application/json":
        try:
            found = json.loads(request.read(LARGEST + 1))
        except (ValueError, RecursionError):
            return b""
        mail = found.get("RawEmail") if isinstance(found, dict) else None
        return mail.encode(errors="replace") if isinstance(mail, str) else b""
    return request.read(LARGEST + 1)
