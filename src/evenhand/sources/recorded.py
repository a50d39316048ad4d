"""Outages that a reader made from the records of a monitor, in the order and form in which they count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenhand.errors import Problem
from evenhand.records.outages import NOT_ANNOUNCED, STATES, Outages
from evenhand.records.tickets import Labels, in_order
from evenhand.sources.instants import NEVER

BEGINNING = -315_619_200
"""The first second of 1960, before every record: since then a service is unknown that nobody watched yet."""


@dataclass(frozen=True, slots=True)
class RecordedOutages:
    """The outages of a file: what was noticed on the way, which reader took them, and how far the file knows.

    `reader` is a phrase such as "checks of a monitor"; `latest` the last instant the file speaks of in UTC
    seconds, NEVER for none: figures reckoned as of then assume nothing.
    """

    outages: Outages
    problems: tuple[Problem, ...]
    reader: str
    latest: int


@dataclass(slots=True)
class Outage:
    """One outage on its way; texts are "" and instants as in `Outages` where nothing is said."""

    service: str
    start: int
    end: int
    state: str
    announced: int = NOT_ANNOUNCED
    cause: str = ""
    id: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


def of_rows(rows: Sequence[Outage]) -> tuple[Outages, int]:
    """Outages by service and start, exact duplicates removed, and the number of those."""
    names = dict.fromkeys(name for row in rows for name in row.attributes)
    return of_columns(
        service=Labels.of([row.service for row in rows]),
        start=np.array([row.start for row in rows], np.int64),
        end=np.array([row.end for row in rows], np.int64),
        state=np.array([STATES.index(row.state) for row in rows], np.int8),
        announced=np.array([row.announced for row in rows], np.int64),
        cause=Labels.of([row.cause for row in rows]),
        id=Labels.of([row.id for row in rows]),
        attributes={name: Labels.of([row.attributes.get(name, "") for row in rows]) for name in names},
    )


def of_columns(
    *,
    service: Labels,
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    state: NDArray[np.int8],
    announced: NDArray[np.int64],
    cause: Labels,
    id: Labels,
    attributes: Mapping[str, Labels],
) -> tuple[Outages, int]:
    """The same from columns of equal length."""
    columns: list[NDArray[Any]] = [end, state, announced, cause.codes, id.codes]
    columns += [labels.codes for labels in attributes.values()]
    order, duplicates = in_order(service.codes, start, columns)
    rows = np.arange(len(start)) if order is None else order
    share: tuple[Decimal | None, ...] = (None,) * len(rows)
    outages = Outages(
        service=service.at(rows),
        start=start[rows],
        end=end[rows],
        state=state[rows],
        announced=announced[rows],
        share=share,
        cause=cause.at(rows),
        id=id.at(rows),
        attributes={name: labels.at(rows) for name, labels in attributes.items()},
    )
    return outages, duplicates


def latest_instant(outages: Outages) -> int:
    """The last instant that outages speak of as past, NEVER for none."""
    return NEVER if outages.latest is None else outages.latest
