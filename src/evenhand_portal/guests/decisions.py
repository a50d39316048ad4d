"""When a link is good, and which replies look like spam: facts in, the answer out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

LONGEST_DAYS: Final = 90
FASTEST: Final = timedelta(seconds=3)
MOST_LINKS: Final = 2
MOST_AN_HOUR: Final = 20
_ADDRESS: Final = re.compile(r"https?://|www\.", re.IGNORECASE)
_TAG: Final = re.compile(r"\[(?:url|link)\b|<a\s", re.IGNORECASE)


def link_state(*, now: datetime, expires_at: datetime, ended: bool) -> str:
    """Return open, ended or expired.

    >>> link_state(now=datetime(2026, 1, 2), expires_at=datetime(2026, 1, 2), ended=False)
    'expired'
    """
    if ended:
        return "ended"
    return "expired" if now >= expires_at else "open"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a guest sent: `trap` is a field that people do not see, `took` how long the form was open, if known."""

    name: str
    text: str
    website: str = ""
    trap: str = ""
    took: timedelta | None = None


def suspicion(reply: Reply, within_the_hour: Sequence[str]) -> str:
    """Say why a reply looks like spam; empty when it does not. `within_the_hour` are earlier texts by the same link.

    >>> suspicion(Reply("Ada", "Is a bank holiday a business day?", took=timedelta(minutes=2)), ())
    ''
    """
    if reply.trap:
        return "A field was filled in that people do not see."
    if reply.took is None:
        return "It was sent without the form."
    if reply.took < FASTEST:
        return "It was sent faster than anybody types."
    if _TAG.search(reply.text):
        return "It holds links as programs write them."
    if len(_ADDRESS.findall(reply.text)) > MOST_LINKS:
        return f"It holds more than {MOST_LINKS} links."
    if _ADDRESS.search(reply.name):
        return "The name is an address."
    if len(within_the_hour) >= MOST_AN_HOUR:
        return f"More than {MOST_AN_HOUR} came within the hour."
    return ""
