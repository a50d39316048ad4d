"""What happens to transfers; told upward when it has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evenhand_portal.agreements.transfers.models import Transfer


@dataclass(frozen=True, slots=True)
class TransferProposed:
    """One side wants to hand its place to another of its organisations."""

    transfer: Transfer
    at: datetime


@dataclass(frozen=True, slots=True)
class TransferEnded:
    """It was agreed, declined or withdrawn, as `transfer.outcome` says."""

    transfer: Transfer
    at: datetime
