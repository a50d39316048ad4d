"""What happens to agreements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evenhand_portal.agreements.models import (
    Agreement,
    Delegation,
    PartyInvitation,
    Refusal,
    Signature,
    Version,
)
from evenhand_portal.ledger.models import Leaf
from evenhand_portal.parties.models import Person


@dataclass(frozen=True, slots=True)
class OtherSideInvited:
    """The other side was asked to the table; `secret` belongs in the link and is kept nowhere else."""

    invitation: PartyInvitation
    secret: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OtherSideCame:
    """The other side took its place."""

    agreement: Agreement
    person: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class VersionOffered:
    """A text waits for both signatures."""

    version: Version
    person: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class VersionSigned:
    """One side signed."""

    signature: Signature
    at: datetime


@dataclass(frozen=True, slots=True)
class AgreementSigned:
    """Both sides signed: the version will be in force from its day. `note` is the signed head of the ledger."""

    version: Version
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class VersionDeclined:
    """A side declined to sign, and said why."""

    refusal: Refusal
    at: datetime


@dataclass(frozen=True, slots=True)
class VersionWithdrawn:
    """The side that offered a version took it back."""

    version: Version
    person: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class SigningDelegated:
    """A signatory asked a colleague to sign."""

    delegation: Delegation
    at: datetime


@dataclass(frozen=True, slots=True)
class VersionRecorded:
    """A contract signed elsewhere was recorded; the other side has not confirmed it yet."""

    version: Version
    person: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class VersionConfirmed:
    """The other side confirmed that a recorded contract says what was signed."""

    version: Version
    person: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class ChangeNotified:
    """One side changed something by telling the other, as `before`, the version until then, lets it."""

    version: Version
    before: Version
    person: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class ChangeObjected:
    """The other side objected to a change that was told; it does not come into force."""

    refusal: Refusal
    at: datetime


@dataclass(frozen=True, slots=True)
class ActTold:
    """An act was told to the ledger of an agreement: both sides may know of it."""

    agreement: Agreement
    leaf: Leaf
    side: str
    at: datetime
