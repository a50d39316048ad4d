"""Business seconds between two instants: our table beside the numpy idiom and three packages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from bench.peers import ALWAYS, NIGHT, OFFICE, PACKAGES, Hours, numpy_idiom, table
from bench.report import Promise, Section, Speed, best
from evenhand.units import iso_utc

MANY, FEW = 2_000_000, 2_000
YEAR = 1_767_225_600  # 2026-01-01T00:00:00Z
DAY = 86_400


def pairs(count: int, seed: int = 1) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Starts anywhere in 2026 and ends some hours to some weeks later, as tickets have them."""
    chance = np.random.default_rng(seed)
    start = YEAR + chance.integers(0, 365 * DAY, count)
    lasting = chance.lognormal(np.log(1.2 * DAY), 1.1, count).astype(np.int64)
    return start, start + np.minimum(lasting, 40 * DAY)


def run() -> Iterator[Section]:
    """Speed on an office calendar, then answers on the calendars people get wrong."""
    yield _speed()
    yield _faults()


def _speed() -> Section:
    start, end = pairs(MANY)
    ours, idiom = table(OFFICE), numpy_idiom(OFFICE)
    answer, seconds = best(lambda: ours.elapsed(start, end))
    other, idiom_seconds = best(lambda: idiom(start, end), runs=3)
    mine = Speed("evenhand, arrays", MANY, seconds)
    speeds = [mine, Speed("numpy busday_count idiom", MANY, idiom_seconds, _compared(answer, other))]
    promises = [_faster(mine, speeds[1], 3)]
    a, b = start[:FEW].tolist(), end[:FEW].tolist()
    for name, peer in PACKAGES.items():
        theirs, peer_seconds = best(peer(OFFICE, a, b), runs=1)
        speeds.append(Speed(name, FEW, peer_seconds, _compared(answer[:FEW], np.asarray(theirs))))
        promises.append(_faster(mine, speeds[-1], 1000))
    return Section(f"Elapsed between two instants ({OFFICE.name}, {zone_name()})", "pairs", speeds, promises)


def _faults() -> Section:
    """Answers on hours that cross a change of the clock; nothing here is about speed."""
    start, end = pairs(FEW, seed=2)
    speeds, notes = [], []
    for hours in (NIGHT, ALWAYS):
        ours = table(hours)
        right, seconds = best(lambda ours=ours: ours.elapsed(start, end), runs=1)  # type: ignore[misc]  # bound now
        speeds.append(Speed(f"evenhand, {hours.name}", FEW, seconds))
        for name, peer in PACKAGES.items():
            theirs, peer_seconds = best(peer(hours, start.tolist(), end.tolist()), runs=1)
            compared = _compared(right, np.asarray(theirs))
            speeds.append(Speed(f"{name}, {hours.name}", FEW, peer_seconds, compared))
            notes += _example(name, hours, right, theirs, start, end)
    return Section("Hours that cross a change of the clock", "pairs", speeds, notes=notes)


def zone_name() -> str:
    """The zone all of them work in."""
    return "Europe/London"


def _faster(mine: Speed, other: Speed, times: int) -> Promise:
    ratio = mine.per_second / other.per_second
    return Promise(f"at least {times:,} times {other.who}", f"{ratio:,.1f} times", ratio >= times)


def _compared(right: NDArray[np.int64], other: NDArray[np.int64]) -> str:
    """How many answers differ by a minute or more (some peers know no 24:00 and lose a moment a day)."""
    wrong = int((np.abs(right - other) >= 60).sum())
    return f"{wrong:,} of {len(right):,} answers differ" if wrong else "same answers"


def _example(
    name: str, hours: Hours, right: NDArray[np.int64], theirs: Sequence[int],
    start: NDArray[np.int64], end: NDArray[np.int64],
) -> list[str]:  # fmt: skip
    wrong = np.flatnonzero(np.abs(right - np.asarray(theirs)) >= 60)
    if not wrong.size:
        return []
    one = int(wrong[np.argmin((end - start)[wrong])])
    return [
        f"{name}, {hours.name}: {iso_utc(int(start[one]))} to {iso_utc(int(end[one]))} is "
        f"{int(right[one]):,} s; it says {theirs[one]:,} s."
    ]
