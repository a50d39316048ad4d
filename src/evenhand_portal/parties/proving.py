"""Whether a person has just proved again who they are: by password, passkey or authenticator app.

A password can be set anew by mail. So whoever turned a second step on proves with it: a mailbox alone is not enough.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

from evenhand_portal.parties.account import ReauthenticateCodeForm
from evenhand_portal.parties.models import Person

ACCEPTED: Final = {"password": "password", "mfa": "second factor"}
_KINDS: Final = {"webauthn": "passkey", "totp": "authenticator app", "recovery_codes": "recovery code"}
_SECOND_STEPS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def proof_of_identity(request: HttpRequest, lasts: timedelta, now: datetime) -> str | None:
    """Return how the person who signed in proved again, within `lasts`, who they are; or None.

    Signing in is no such proof, a mailed link least of all; nor is a password alone where a second step is on.
    """
    if not isinstance(request.user, Person):
        return None
    accepted = {"mfa", "password"} if password_suffices(request, request.user) else {"mfa"}
    for proof in reversed(list(get_authentication_records(request, request.user))):
        fresh = timedelta(0) <= now - datetime.fromtimestamp(proof.get("at", 0), now.tzinfo) <= lasts
        if fresh and proof.get("reauthenticated") and proof.get("method") in accepted:
            return _KINDS.get(str(proof.get("type")), ACCEPTED[proof["method"]])
    return None


def has_second_step(person: Person) -> bool:
    """Whether the person has a passkey, or turned the authenticator app on."""
    return bool(is_mfa_enabled(person, _SECOND_STEPS))


def password_suffices(request: HttpRequest, person: Person) -> bool:
    """Whether the password proves who somebody is: no second step is on, or it was done in this session."""
    if not has_second_step(person):
        return True
    return any(one.get("method") == "mfa" for one in get_authentication_records(request, person))


def refusal_of_code(person: Person, code: str) -> str | None:
    """Spend a code of the authenticator app or a recovery code; return None, or in words why it is refused.

    Wrong ones are counted as at signing in.
    """
    form = ReauthenticateCodeForm({"code": code}, user=person)
    return None if form.is_valid() else str(form.errors["code"][0])
