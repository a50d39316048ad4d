"""Making tokens and revoking them."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from evenhand_portal.api.decisions import LASTS, scopes_open
from evenhand_portal.api.models import Token
from evenhand_portal.parties.selectors import Seat
from evenhand_portal.parties.services import secret_hash

PREFIX: Final = "evenhand_"
"""With this a token begins, so that it is recognised where it should not be."""
USED_EVERY: Final = timedelta(minutes=1)


@transaction.atomic
def token_make(
    *, seat: Seat, name: str, scopes: Collection[str], lasts: str, now: datetime
) -> tuple[Token, str]:
    """Make a token for a person at an organisation; return it with its secret, which is kept nowhere.

    Raises ValidationError for a scope that the person's roles do not open, or for none.
    """
    if not name.strip():
        raise ValidationError({"name": "Write what the token is for."})
    wanted = [scope for scope in scopes_open(seat.roles) if scope in scopes]
    if not wanted or len(wanted) < len(set(scopes)):
        raise ValidationError({"scopes": "Choose at least one, and only what your roles allow."})
    if lasts not in LASTS:
        raise ValidationError({"lasts": "Choose how long the token is good for."})
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        person=seat.person,
        organisation=seat.organisation,
        name=name.strip()[:100],
        scopes=wanted,
        secret_hash=secret_hash(secret),
        made_at=now,
        expires_at=now + LASTS[lasts],
    )
    return token, secret


@transaction.atomic
def token_revoke(*, token: Token, now: datetime) -> None:
    """Let a token no longer be good for anything."""
    Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)


def token_used(*, token: Token, now: datetime) -> None:
    """Write down that a token was used; at most once a minute."""
    if token.used_at is None or now - token.used_at >= USED_EVERY:
        long_ago = Q(used_at=None) | Q(used_at__lte=now - USED_EVERY)
        Token.objects.filter(long_ago, pk=token.pk).update(used_at=now)
