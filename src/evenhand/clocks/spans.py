"""Spans of the calendar on the wall: the same wall time so many dates or months later."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenhand.calendars.zones import Zone

_DAY = 86_400


@dataclass(frozen=True, slots=True)
class WallSpan:
    """`days` and `months` on the wall clock of a zone; the 31st becomes the last day of a shorter month."""

    zone: Zone
    days: int = 0
    months: int = 0

    def after(self, at: NDArray[np.int64]) -> NDArray[np.int64]:
        """The instant with the same wall time that much later; gaps and overlaps by rule 3 (opening)."""
        local = np.asarray(self.zone.local_seconds(at), dtype=np.int64)
        date, clock = np.divmod(local, _DAY)
        if self.months:
            dates = date.astype("datetime64[D]")
            month = dates.astype("datetime64[M]")
            day_of_month = date - month.astype("datetime64[D]").astype(np.int64)
            goal = (month + self.months).astype("datetime64[D]").astype(np.int64)
            length = (month + self.months + 1).astype("datetime64[D]").astype(np.int64) - goal
            date = goal + np.minimum(day_of_month, length - 1)
        return np.asarray(self.zone.opening_instant((date + self.days) * _DAY + clock), dtype=np.int64)
