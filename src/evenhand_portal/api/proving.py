"""The password again, and the code of a second step that is on: a token alone never signs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth import authenticate
from django.http import HttpRequest

from evenhand_portal.api.problems import Refused
from evenhand_portal.parties.models import Person
from evenhand_portal.parties.proving import has_second_step, refusal_of_code


def check_password_again(request: HttpRequest, person: Person, sent: Any) -> None:
    """Raise Refused unless `password` in what was sent is the person's; wrong ones are counted as at signing in."""
    password = sent.get("password") if isinstance(sent, Mapping) else None
    if not isinstance(password, str) or not password:
        place = {"where": "body.password", "message": "The password is asked for again."}
        raise Refused("invalid", "The password is missing.", "Send it with the request.", [place])
    if not person.has_usable_password():
        raise Refused(
            "password-wrong", "You have no password.", "Set one on your page, or sign in the portal itself."
        )
    found = authenticate(request, email=person.email, login=person.email, password=password)
    if found is None or found.pk != person.pk:
        raise Refused(
            "password-wrong",
            "The password is not right.",
            "After ten wrong ones in an hour it is asked no more.",
        )


def check_code(person: Person, sent: Any) -> None:
    """Raise Refused unless `code` in what was sent is one of the person's, who turned a second step on; it is spent.

    Whoever turned none on need not send one.
    """
    if not has_second_step(person):
        return
    code = sent.get("code") if isinstance(sent, Mapping) else None
    if not isinstance(code, str) or not code:
        raise Refused(
            "code-wrong",
            "The code is missing: you have turned a second step on, so the password alone proves nothing.",
            "Send as “code” what your authenticator app shows now, or a recovery code; with a passkey, sign in the "
            "portal itself.",
        )
    if why := refusal_of_code(person, code):
        raise Refused(
            "code-wrong",
            why,
            "Send what your authenticator app shows now, or a recovery code; each is good once.",
        )
