"""Requests with an Idempotency-Key: done once, and answered the same for a day.

The key, the act and the answer are committed together. A request that comes at the same moment with the same key
waits for the first and gets its answer; one that was not committed, because the server died, is done when it is
repeated.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from evenhand_portal.api.models import Answer, Token
from evenhand_portal.api.problems import Refused

KEPT: Final = timedelta(hours=24)
LONGEST: Final = 255
HEADER: Final = "Idempotency-Key"


def key_of(request: HttpRequest) -> str:
    """Return the key of a request; raise Refused without one that can be used."""
    key = request.headers.get(HEADER, "").strip()
    if not key or len(key) > LONGEST or not key.isascii() or not key.isprintable():
        raise Refused(
            "idempotency-key-missing",
            f"Every POST carries an {HEADER} of 1 to {LONGEST} printable characters.",
            "Make a random one, such as a UUID, for each thing to be done; repeat it only with the same request.",
        )
    return key


def fingerprint(request: HttpRequest) -> str:
    """Return what tells this request from others: method, address and body, under the portal's own secret."""
    whole = salted_hmac(
        "evenhand.api.once", f"{request.method} {request.get_full_path()}", algorithm="sha256"
    )
    if request.content_type == "multipart/form-data":
        for name, values in sorted(request.POST.lists()):
            whole.update(repr((name, values)).encode("utf-8", "surrogatepass"))
        for name, files in sorted(request.FILES.lists()):
            for file in files:
                whole.update(repr((name, getattr(file, "name", ""), getattr(file, "size", 0))).encode())
                for piece in file.chunks():
                    whole.update(piece)
                file.seek(0)
    else:
        whole.update(request.body)
    return whole.hexdigest()


def answered(request: HttpRequest, token: Token, now: datetime) -> bool:
    """Whether this same request has its answer already; raise Refused without a key that can be used."""
    kept = Answer.objects.filter(token=token, key=key_of(request), at__gte=now - KEPT).first()
    return kept is not None and constant_time_compare(kept.fingerprint, fingerprint(request))


def once(request: HttpRequest, token: Token, now: datetime, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Act and keep the answer, or return the one that was kept; raise Refused where the key was used otherwise.

    What an act that was refused had begun is taken back. Answers that ask for the same request again are not kept.
    """
    key, mine = key_of(request), fingerprint(request)
    with transaction.atomic():
        Answer.objects.filter(token=token, key=key, at__lt=now - KEPT).delete()
        kept, new = Answer.objects.get_or_create(
            token=token, key=key, defaults={"fingerprint": mine, "at": now}
        )
        if not new:
            return _again(kept, mine)
        with transaction.atomic():
            answer = act()
            if answer.status_code >= 400:
                transaction.set_rollback(True)
        if answer.status_code >= 500:
            transaction.set_rollback(True)
            return answer
        kept.status, kept.body = answer.status_code, answer.content
        kept.media_type = answer.headers.get("Content-Type", "")
        kept.save(update_fields=["status", "body", "media_type"])
    return answer


def _again(kept: Answer, mine: str) -> HttpResponse:
    if not constant_time_compare(kept.fingerprint, mine):
        raise Refused(
            "idempotency-key-reused",
            "This key came with another request before.",
            "Make a new key for each thing to be done.",
        )
    answer = HttpResponse(bytes(kept.body), status=kept.status, content_type=kept.media_type)
    answer["Idempotency-Replayed"] = "true"
    return answer


def forget_once(now: datetime) -> bool:
    """Forget the answers that are older than a day; whether there were any."""
    old = Answer.objects.filter(at__lt=now - KEPT)
    return old.exists() and old.delete()[0] > 0
