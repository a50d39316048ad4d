"""How many days or months on the wall a length of time needs (the calendar on the wall, rule 6)."""

import numpy as np
from numpy.typing import NDArray

from evenhand.calendars.zones import Zone
from evenhand.clocks.spans import WallSpan

_LONGEST_MONTH, _DAY = 31, 86_400


def least(span: WallSpan, began: NDArray[np.int64], seconds: NDArray[np.int64]) -> NDArray[np.int64]:
    """The least number of days, or of months where the span is of months, that is not shorter than `seconds`.

    `began` and `seconds` (n,): a span that begins then. The answer is in the unit of `span`, 0 for nothing.
    """
    apart = _days(span.zone, began + seconds) - _days(span.zone, began)
    guess = np.maximum(apart // _LONGEST_MONTH if span.months else apart - 1, 0)
    while True:
        short = _after(span, began, guess) - began < seconds
        if not short.any():
            return np.asarray(guess, np.int64)
        guess = guess + short


def _days(zone: Zone, at: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.asarray(zone.local_seconds(at) // _DAY, dtype=np.int64)


def _after(span: WallSpan, began: NDArray[np.int64], count: NDArray[np.int64]) -> NDArray[np.int64]:
    """The instants that many days or months later, number by number."""
    result = np.empty_like(began)
    for number in np.unique(count).tolist():
        these = count == number
        unit = {"months": number} if span.months else {"days": number}
        result[these] = WallSpan(span.zone, **unit).after(began[these])
    return result
