"""Outages as columns: when a service was down, degraded, unknown or under maintenance (rules 19 to 22)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from evenhand.records.tickets import Labels

STATES = ("down", "degraded", "unknown", "maintenance")
DOWN, DEGRADED, UNKNOWN, MAINTENANCE = range(4)
NO_END = np.iinfo(np.int64).max
NOT_ANNOUNCED = np.iinfo(np.int64).min


def _nothing() -> Mapping[str, Labels]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Outages:
    """k outages by service and start, exact duplicates removed.

    start, end  (k,) int64 whole seconds since 1970 UTC, half open; NO_END while it lasts (rule 22)
    state       (k,) int8: place in STATES
    announced   (k,) int64: when it was announced, NOT_ANNOUNCED where nothing is said (rule 19)
    share       k exact weights from 0 to 1 of degraded time, None where not recorded (rule 20)
    attributes  any further column by name: `component`, `decided`, `evidence`, what `for each` names
    seen_until  the last instant that the source speaks of, None where its records tell it
    """

    service: Labels
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    state: NDArray[np.int8]
    announced: NDArray[np.int64]
    share: tuple[Decimal | None, ...]
    cause: Labels
    id: Labels
    attributes: Mapping[str, Labels] = field(default_factory=_nothing)
    seen_until: int | None = None

    def __len__(self) -> int:
        """Number of outages."""
        return len(self.start)

    def attribute(self, name: str) -> Labels:
        """A further column, all empty when there is none of that name."""
        empty = Labels(np.full(len(self), -1, np.int32), ())
        return self.attributes.get(name, empty)

    @property
    def latest(self) -> int | None:
        """The last instant their source speaks of, else the latest start or end; None without any (rule 14).

        Maintenance that was announced beforehand may be still to come: what it shows is when it was announced.
        """
        if self.seen_until is not None:
            return self.seen_until
        planned = (
            (self.state == MAINTENANCE) & (self.announced != NOT_ANNOUNCED) & (self.announced < self.start)
        )
        begun = np.where(planned, self.announced, self.start)
        instants = np.append(begun, self.end[~planned & (self.end != NO_END)])
        return int(instants.max()) if len(instants) else None


def no_outages() -> Outages:
    """An empty record of outages."""
    nothing, blank = np.empty(0, np.int64), Labels.of([])
    return Outages(
        service=blank,
        start=nothing,
        end=nothing,
        state=nothing.astype(np.int8),
        announced=nothing,
        share=(),
        cause=blank,
        id=blank,
    )


def all_outages(parts: Sequence[Outages]) -> Outages:
    """The outages of several sources as one; there is at least one."""
    if len(parts) == 1:
        return parts[0]
    names = dict.fromkeys(name for part in parts for name in part.attributes)
    return Outages(
        service=_all_labels([part.service for part in parts]),
        start=np.concatenate([part.start for part in parts]),
        end=np.concatenate([part.end for part in parts]),
        state=np.concatenate([part.state for part in parts]),
        announced=np.concatenate([part.announced for part in parts]),
        share=tuple(share for part in parts for share in part.share),
        cause=_all_labels([part.cause for part in parts]),
        id=_all_labels([part.id for part in parts]),
        attributes={name: _all_labels([part.attribute(name) for part in parts]) for name in names},
        seen_until=max((part.latest for part in parts if part.latest is not None), default=None),
    )


def _all_labels(columns: Sequence[Labels]) -> Labels:
    """Columns under each other, each distinct name numbered once."""
    numbers: dict[str, int] = {}
    codes = []
    for column in columns:
        known = [numbers.setdefault(name, len(numbers)) for name in column.names]
        codes.append(np.array([*known, -1], np.int32)[column.codes])
    return Labels(np.concatenate(codes), tuple(numbers))
