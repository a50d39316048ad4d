"""The password again: a token alone never signs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth import authenticate
from django.http import HttpRequest

from evenhand_portal.api.problems import Refused
from evenhand_portal.parties.models import Person


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
