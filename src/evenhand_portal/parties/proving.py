"""Whether a person has just proved again who they are: by password, passkey or authenticator app."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from evenhand_portal.parties.models import Person

ACCEPTED: Final = {"password": "password", "mfa": "second factor"}
_KINDS: Final = {"webauthn": "passkey", "totp": "authenticator app", "recovery_codes": "recovery code"}


def proof_of_identity(request: HttpRequest, lasts: timedelta, now: datetime) -> str | None:
    """Return how the person who signed in proved again, within `lasts`, who they are; or None.

    Signing in is no such proof, a mailed link least of all.
    """
    if not isinstance(request.user, Person):
        return None
    for proof in reversed(list(get_authentication_records(request, request.user))):
        fresh = timedelta(0) <= now - datetime.fromtimestamp(proof.get("at", 0), now.tzinfo) <= lasts
        if fresh and proof.get("reauthenticated") and proof.get("method") in ACCEPTED:
            return _KINDS.get(str(proof.get("type")), ACCEPTED[proof["method"]])
    return None
