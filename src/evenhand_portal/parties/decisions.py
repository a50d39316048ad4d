"""What may be done with people and roles: facts in, the answer or the reason against it out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

INVITATION_LASTS: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Held:
    """A role that a person holds now."""

    person: str
    role: str


def reason_against_leaving(held: Collection[Held], leaving: Held) -> str | None:
    """Say why a role may not be given up, or None: an organisation keeps a manager and a signatory."""
    left = {one.role for one in held if one != leaving}
    for role in ("manager", "signatory"):
        if leaving.role == role and role not in left:
            return f"This is the last {role}. Make somebody else a {role} first."
    return None


def invitation_state(
    *,
    now: datetime,
    expires_at: datetime,
    bounced: bool,
    accepted: bool,
    withdrawn: bool,
) -> str:
    """Return accepted, withdrawn, bounced, expired or open: what people see beside an invitation."""
    if accepted:
        return "accepted"
    if withdrawn:
        return "withdrawn"
    if bounced:
        return "bounced"
    return "expired" if now >= expires_at else "open"
