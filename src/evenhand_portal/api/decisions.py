"""What a token may do: facts in, the answer out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

SCOPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "read": "Read everything you may see",
        "draft": "Begin agreements, write drafts, offer and withdraw versions",
        "records": "Upload records, take them over, publish figures",
        "comment": "Comment, resolve and reopen threads, decide about held replies, choose how your news comes",
        "sign": "Sign, decline, delegate and confirm; signing asks for the password each time",
        "admin": "Invite people and the other side, end roles, manage webhooks",
    }
)
"""Every scope and what it allows."""

ROLES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "read": frozenset({"manager", "signatory", "reader", "auditor"}),
        "draft": frozenset({"manager"}),
        "records": frozenset({"manager"}),
        "comment": frozenset({"manager", "signatory", "reader"}),
        "sign": frozenset({"signatory"}),
        "admin": frozenset({"manager"}),
    }
)
"""The roles of which one is needed for a scope to be of use."""

LASTS: Final[Mapping[str, timedelta]] = MappingProxyType(
    {"30": timedelta(days=30), "90": timedelta(days=90), "365": timedelta(days=365)}
)
"""For how long a token may be made."""


def scopes_open(roles: Collection[str]) -> tuple[str, ...]:
    """Return the scopes of use to somebody with these roles, in their order.

    >>> scopes_open({"auditor"})
    ('read',)
    """
    return tuple(scope for scope in SCOPES if ROLES[scope] & set(roles))


def token_state(*, now: datetime, expires_at: datetime, revoked: bool, seated: bool) -> str:
    """Return open, revoked, expired or, where the person no longer belongs to the organisation, unseated."""
    if revoked:
        return "revoked"
    if now >= expires_at:
        return "expired"
    return "open" if seated else "unseated"
