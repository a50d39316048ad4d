"""How news travels, and when a daily mail is due: facts in, the answer out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

Way = Literal["once", "daily", "inbox"]
APART: Final = timedelta(hours=12)
"""Two daily mails are at least that far apart, also when a person moves to another zone."""


def way_of(*, urgent: bool, chosen: Way | None, daily_off: bool, unreachable: bool) -> Way:
    """Return how one piece of news travels that need not be mailed; the inbox has it in any case."""
    way: Way = chosen or ("once" if urgent else "daily")
    if unreachable or (way == "daily" and daily_off):
        return "inbox"
    return way


@dataclass(frozen=True, slots=True)
class Gathered:
    """The latest daily mail of a person: when it was made, and when it was sent, if it was."""

    made_at: datetime
    sent_at: datetime | None
    waiting: bool


def daily_due(*, now: datetime, hour: int, zone: str, latest: Gathered | None) -> bool:
    """Whether a daily mail is due at `now`: past the hour, none yet that day, none still on its way."""
    there = ZoneInfo(zone)
    here = now.astimezone(there)
    if here.hour < hour:
        return False
    if latest is None:
        return True
    left = latest.sent_at or latest.made_at
    return not latest.waiting and left.astimezone(there).date() < here.date() and now - left >= APART
