"""Instants of a file as whole seconds in UTC, and what to say about those that are not clear (rule 1)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from evenhand.calendars.zones import DAY_SECONDS, Zone, load_zone
from evenhand.sources.cells import as_text
from evenhand.sources.layouts import PLAIN, read_written
from evenhand.units import iso_utc

NEVER = -(2**62)
FIRST_YEAR, LAST_YEAR = 1960, 2199
EARLIEST = int(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC).timestamp())
LATEST = int(datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC).timestamp())
KnownZone = str | Zone
"""The zone of clocks: by name, as the package `tzdata` has it now, or as a signed version carries it (rule 7)."""
_PER_SECOND = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}


@dataclass(frozen=True, slots=True)
class Instants:
    """n cells read as instants. `at` (n,) is NEVER where there is none; each mask (n,) says why or what of it.

    empty    nothing written           unreadable  no form of date fits, or no such date
    absurd   a year nobody means       no_zone     a wall-clock time, and no zone is known
    skipped  a wall-clock time that the clocks jumped over: the instant of the jump is used
    double   a wall-clock time that came twice: the first occurrence is used
    local    a wall-clock time, read in the zone that is known
    order    whether day and month could be exchanged, as in `Written`
    """

    at: NDArray[np.int64]
    empty: NDArray[np.bool_]
    unreadable: NDArray[np.bool_]
    absurd: NDArray[np.bool_]
    no_zone: NDArray[np.bool_]
    skipped: NDArray[np.bool_]
    double: NDArray[np.bool_]
    local: NDArray[np.bool_]
    order: NDArray[np.int8]


def read_instants(
    column: pa.Array,
    patterns: Sequence[re.Pattern[str]],
    zone: KnownZone | None,
    nothing: Sequence[str] = (),
) -> Instants:
    """Read a text or timestamp column; `nothing` lists texts, or their beginnings, that mean an empty cell.

    Finer times are cut down to whole seconds, also before 1970. A time without a zone is taken in `zone`.
    Raises EvenhandError when there is no such zone.
    """
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_timestamp(column.type) and not nothing:
        local, zoned, empty = _of_timestamps(column)
        unreadable = np.zeros(len(column), np.bool_)
        offset, order = np.zeros(len(column), np.int64), np.zeros(len(column), np.int8)
    else:
        texts = pc.utf8_trim_whitespace(as_text(column))
        empty = pc.equal(texts, "").to_numpy(zero_copy_only=False)
        for text in nothing:
            empty |= pc.starts_with(texts, text).to_numpy(zero_copy_only=False)
        written = read_written(texts, patterns)
        local, offset, zoned = written.local, written.offset, written.zoned
        unreadable, order = ~written.good & ~empty, np.where(empty, np.int8(PLAIN), written.order)
    plain = ~(empty | unreadable)
    absurd = plain & ((local < EARLIEST) | (local >= LATEST))
    usable = plain & ~absurd
    at = np.where(usable, local - offset, NEVER)
    skipped, double = np.zeros(len(at), np.bool_), np.zeros(len(at), np.bool_)
    naive = usable & ~zoned
    in_zone = naive if zone is not None else np.zeros(len(at), np.bool_)
    if zone is not None and naive.any():
        at[naive], skipped[naive], double[naive] = _from_wall_clock(local[naive], zone)
        naive = np.zeros(len(at), np.bool_)
    at[naive] = NEVER
    return Instants(at, empty, unreadable, absurd, naive, skipped, double, in_zone, order)


def _of_timestamps(column: pa.Array) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]:
    empty = column.is_null().to_numpy(zero_copy_only=False)
    ticks = column.fill_null(0).cast(pa.int64()).to_numpy(zero_copy_only=False)
    per_second = _PER_SECOND[column.type.unit]
    local = ticks if per_second == 1 else ticks // per_second
    return local, np.full(len(column), column.type.tz is not None), empty


def _from_wall_clock(
    local: NDArray[np.int64], known: KnownZone
) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]:
    """UTC of wall-clock seconds; which were jumped over, which came twice.

    Times that a carried zone does not reach are read as the package has them: they lie outside the term.
    """
    if isinstance(known, Zone):
        reached = (local >= known.start + DAY_SECONDS) & (local < known.end - DAY_SECONDS)
        if reached.all():
            return _by_rules(local, known)
        inside, beyond = _by_rules(local[reached], known), _from_wall_clock(local[~reached], known.name)
        at, skipped, double = (
            np.zeros_like(local),
            np.zeros(len(local), np.bool_),
            np.zeros(len(local), np.bool_),
        )
        for whole, near, far in zip((at, skipped, double), inside, beyond, strict=True):
            whole[reached], whole[~reached] = near, far
        return at, skipped, double
    years = local[[int(local.argmin()), int(local.argmax())]].astype("M8[s]").astype("M8[Y]").astype(np.int64)
    decades = years // 10 * 10 + 1970
    return _by_rules(local, load_zone(known, int(decades[0]), int(decades[1]) + 9))


def _by_rules(
    local: NDArray[np.int64], zone: Zone
) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]:
    at = zone.opening_instant(local)
    return at, zone.local_seconds(at) != local, zone.closing_instant(local) != at


def utc_text(at: int) -> str:
    """An instant as ISO 8601 text in UTC, "" for NEVER.

    >>> utc_text(1772467800)
    '2026-03-02T16:10:00Z'
    """
    return "" if at == NEVER else iso_utc(at)
