"""Whether a person has just proved again who they are: by password, passkey or authenticator app."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

ACCEPTED: Final = {"password": "password", "mfa": "second factor"}
_KINDS: Final = {"webauthn": "passkey", "totp": "authenticator app", "recovery_codes": "recovery code"}


def proof_of_identity(request: HttpRequest, lasts: timedelta, now: datetime) -> str | None:
    """Return how the person proved who they are within `lasts`, or None; a mailed link is no such proof."""
    for proof in reversed(list(get_authentication_records(request))):
        fresh = timedelta(0) <= now - datetime.fromtimestamp(proof.get("at", 0), now.tzinfo) <= lasts
        if fresh and proof.get("method") in ACCEPTED:
            return _KINDS.get(str(proof.get("type")), ACCEPTED[proof["method"]])
    return None
