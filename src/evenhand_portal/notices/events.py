"""What happens to mails."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evenhand_portal.notices.models import Notice


@dataclass(frozen=True, slots=True)
class NoticeBounced:
    """A mail was refused for its address; `reason` is what the other server said."""

    notice: Notice
    reason: str
    at: datetime
