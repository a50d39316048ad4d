"""Links by which people who come twice a year sign in: good once, for a quarter of an hour."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.core import signing

from evenhand_portal.parties.models import Person

LASTS: Final = timedelta(minutes=15)
_SALT: Final = "evenhand.sign-in-link"


def token_for(person: Person, now: datetime) -> str:
    """Return a signed token; signing in, by whatever way, makes it void."""
    return signing.dumps([str(person.pk), _state(person), int(now.timestamp())], salt=_SALT)


def person_of(token: str, now: datetime) -> Person | None:
    """Return whose token it is, or None when it is forged, used or too old."""
    try:
        pk, state, made = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    person = Person.objects.filter(pk=UUID(pk), is_active=True).first()
    fresh = timedelta(0) <= now - datetime.fromtimestamp(made, now.tzinfo) <= LASTS
    return person if person and fresh and _state(person) == state else None


def _state(person: Person) -> str:
    return person.last_login.isoformat() if person.last_login else ""
