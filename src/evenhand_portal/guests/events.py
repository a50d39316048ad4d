"""What happens with guests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evenhand_portal.guests.models import Held, Link


@dataclass(frozen=True, slots=True)
class LinkMade:
    """A link was made; `secret` is what the address ends with, and is kept nowhere."""

    link: Link
    secret: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReplyHeld:
    """A reply waits, because it looks like spam."""

    held: Held
    at: datetime
