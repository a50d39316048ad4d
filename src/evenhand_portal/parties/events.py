"""What happens among people and organisations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evenhand_portal.parties.models import Invitation, Membership, Person


@dataclass(frozen=True, slots=True)
class PersonInvited:
    """Somebody was invited; `secret` belongs in the link and is kept nowhere else."""

    invitation: Invitation
    secret: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MembershipBegan:
    """Somebody joined an organisation."""

    membership: Membership
    at: datetime


@dataclass(frozen=True, slots=True)
class MembershipEnded:
    """Somebody gave a role up, or lost it."""

    membership: Membership
    by: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class LinkAsked:
    """Somebody asked to be let in by mail; `token` belongs in the link."""

    person: Person
    token: str
    at: datetime
