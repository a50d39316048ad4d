"""From which day to which day versions hold: each until the day before the next one begins (rule 13)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from evenhand_portal.agreements.models import Version

ONE_DAY = timedelta(days=1)


def last_days(versions: Iterable[Version]) -> dict[UUID, date | None]:
    """Return the last day on which each agreed version is in force, included; None where it has no last day."""
    agreed = sorted((one for one in versions if one.agreed_at), key=lambda one: one.in_force_from)
    ends: dict[UUID, date | None] = {}
    for place, version in enumerate(agreed):
        following = [one.in_force_from - ONE_DAY for one in agreed[place + 1 : place + 2]]
        ends[version.pk] = min((*following, *filter(None, [version.last_day])), default=None)
    return ends
