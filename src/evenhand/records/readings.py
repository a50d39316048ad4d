"""Readings: named values at instants, such as ratings or response times (rule 25)."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from evenhand.records.tickets import Labels


@dataclass(frozen=True, slots=True)
class Readings:
    """k readings by name and time, exact duplicates removed.

    `at` (k,) int64 whole seconds since 1970 UTC, `value` k exact decimals; `service` and `ticket` may be empty.
    """

    name: Labels
    at: NDArray[np.int64]
    value: tuple[Decimal, ...]
    service: Labels
    ticket: Labels
