"""A date of an agreement, as it stands in a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

Kind = Literal["term", "notice", "review", "report", "duty", "closed", "open"]
"""What a date is about; also the category of its event."""


@dataclass(frozen=True)
class Entry:
    """A whole date, or a stretch of hours, `[start, end)`; instants are in UTC.

    `key` names it among all dates of the agreement and stays when the date moves. `clause` is the address of what
    was agreed. `alarms` are numbers of days before.
    """

    key: str
    kind: Kind
    clause: str
    start: date | datetime
    end: date | datetime
    summary: str
    description: str = ""
    alarms: tuple[int, ...] = ()

    @classmethod
    def on(
        cls,
        day: date,
        key: str,
        kind: Kind,
        clause: str,
        summary: str,
        description: str = "",
        alarms: tuple[int, ...] = (),
    ) -> Entry:
        """Return an entry for a whole date."""
        return cls(key, kind, clause, day, day + timedelta(days=1), summary, description, alarms)

    @property
    def begins(self) -> datetime:
        """Where it stands in the order of time."""
        return self.start if isinstance(self.start, datetime) else datetime.combine(self.start, time(), UTC)
