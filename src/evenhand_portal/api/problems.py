"""What the interface answers when it refuses: problem+json (RFC 9457) with a stable code, the place and the mend."""

from __future__ import annotations

import errno
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.db import IntegrityError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as ParameterError

from evenhand.errors import DocumentError, EvenhandError, RecordError

MEDIA_TYPE: Final = "application/problem+json"
BUSY_SECONDS: Final = "5"
log = logging.getLogger(__name__)

CODES: Final[Mapping[str, tuple[int, str]]] = {
    "idempotency-key-missing": (400, "The request has no Idempotency-Key"),
    "malformed": (400, "The request cannot be read"),
    "token-needed": (401, "No token, or one that is not good any more"),
    "scope-missing": (403, "The token does not allow this"),
    "password-wrong": (403, "The password is not right"),
    "code-wrong": (403, "The code of the second step is missing or not right"),
    "not-found": (404, "There is nothing here for you"),
    "method-not-allowed": (405, "This address does not take that method"),
    "at-the-same-time": (409, "Somebody did the same at this moment"),
    "stale": (409, "Somebody changed it in between"),
    "history-altered": (409, "The history does not fit the head that was signed last"),
    "too-large": (413, "The body is too large"),
    "media-type": (415, "The body is not of the type that is taken here"),
    "no-json": (422, "The body is no JSON with one meaning"),
    "invalid": (422, "Something in the request has to be mended"),
    "refused": (422, "This cannot be done as things stand"),
    "no-answer": (422, "There is no answer to this question"),
    "idempotency-key-reused": (422, "The Idempotency-Key was used for another request"),
    "too-many": (429, "Too many requests"),
    "failed": (500, "Something went wrong on our side"),
    "busy": (503, "The portal is busy; nothing was done"),
}
"""Every code with its status and title."""


@dataclass(eq=False)
class Refused(Exception):  # noqa: N818 - the name says what was done
    """A request that is refused: a code of CODES, what happened, what to do, and where."""

    code: str
    detail: str
    mend: str = ""
    places: Sequence[Mapping[str, Any]] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def answer(self) -> HttpResponse:
        """Return it as problem+json."""
        status, title = CODES[self.code]
        body = {
            "type": f"/api/#{self.code}",
            "title": title,
            "status": status,
            "code": self.code,
            "detail": self.detail,
            "mend": self.mend,
            "places": list(self.places),
            **self.more,
        }
        text = json.dumps(body, ensure_ascii=False, default=str).encode("utf-8", "replace")
        return HttpResponse(text, status=status, content_type=MEDIA_TYPE, headers=dict(self.headers))


def refusal_of(error: Exception) -> Refused:
    """Return what an error means to whoever called; one that nobody foresaw is written down and says nothing."""
    for kinds, make in _KNOWN:
        if isinstance(error, kinds):
            refused: Refused = make(error)
            return refused
    log.exception("The interface failed", exc_info=error)
    return Refused("failed", "It was written down.", "Try again later, or tell whoever runs this portal.")


def problem(request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer with what an error means."""
    return refusal_of(error).answer()


def _itself(error: Any) -> Refused:
    assert isinstance(error, Refused)
    return error


def _not_there(error: Any) -> Refused:
    return Refused("not-found", "It is not there, or not yours.", "Check the address and the token.")


def _no_token(error: Any) -> Refused:
    mend = "Send a token as “Authorization: Bearer …”; people make them on the page of their organisation."
    return Refused("token-needed", "Who calls is not known.", mend, headers={"WWW-Authenticate": "Bearer"})


def _parameters(error: Any) -> Refused:
    if any(each["loc"][0] == "path" for each in error.errors):
        return _not_there(error)
    places = [
        {"where": ".".join(map(str, each["loc"])), "message": str(each["msg"])} for each in error.errors
    ]
    first = places[0]
    return Refused("invalid", f"{first['where']}: {first['message']}.", "Mend it and send it again.", places)


def _not_done(error: Any) -> Refused:
    if hasattr(error, "error_dict"):
        places = [
            {"where": f"body.{name}", "message": message}
            for name, messages in error.message_dict.items()
            for message in messages
        ]
        return Refused("invalid", places[0]["message"], places=places)
    return Refused("refused", str(error.messages[0]))


def _library(error: Any) -> Refused:
    if not isinstance(error, DocumentError | RecordError):
        return Refused("refused", str(error)[:2_000])
    places = [
        {
            "where": each.clause or "",
            "line": each.line,
            "column": each.column,
            "code": each.code,
            "message": each.message,
            "mend": each.mend,
        }
        for each in error.problems
    ]
    first = error.problems[0]
    return Refused("refused", first.message, first.mend, places)


def _busy(error: Any) -> Refused:
    if isinstance(error, OSError) and error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EMFILE):
        log.exception("The interface failed", exc_info=error)
        return Refused("failed", "It was written down.", "Tell whoever runs this portal.")
    return Refused(
        "busy",
        "The database or the disk is busy or full.",
        "Send the same request again.",
        headers={"Retry-After": BUSY_SECONDS},
    )


def _twice(error: Any) -> Refused:
    return Refused(
        "at-the-same-time", "It was done by another request.", "Look at what is there, then try again."
    )


def _too_large(error: Any) -> Refused:
    return Refused("too-large", "The body is larger than is taken here.", "Send less, or a file in parts.")


def _malformed(error: Any) -> Refused:
    return Refused("malformed", "The request cannot be read.", "Check how it is built.")


_KNOWN: Final[tuple[tuple[tuple[type[Exception], ...], Any], ...]] = (
    ((Refused,), _itself),
    ((Http404, PermissionDenied), _not_there),
    ((AuthenticationError,), _no_token),
    ((ParameterError,), _parameters),
    ((ValidationError,), _not_done),
    ((EvenhandError,), _library),
    ((OperationalError, OSError), _busy),
    ((IntegrityError,), _twice),
    ((RequestDataTooBig,), _too_large),
    ((HttpError, BadRequest, SuspiciousOperation, MultiPartParserError), _malformed),
)
