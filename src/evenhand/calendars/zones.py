"""Zone rules from the `tzdata` package, and wall-clock time to UTC (SEMANTICS rules 3 and 7).

Wall-clock time is written as *local seconds*: the seconds from 1970-01-01 00:00 to what the clock on the
wall shows, counted as if no clock had ever been changed. A local date is its number of days since 1970-01-01.
"""

import bisect
import difflib
import functools
import importlib.metadata
import importlib.resources
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evenhand.errors import EvenhandError, OutOfRange
from evenhand.units import iso_utc

DAY_SECONDS = 86_400
_MARGIN_SECONDS = 3 * DAY_SECONDS
_TZIF_HEADER = struct.Struct(">4sc15x6l")


@dataclass(frozen=True, slots=True, eq=False)
class Zone:
    """The offsets of one zone from UTC for a stretch of time, as a signed version carries them (rule 7).

    `transitions` are the instants at which the offset changes, `offsets` the seconds to add to UTC to get
    local seconds: `offsets[0]` before the first transition, `offsets[i]` from `transitions[i - 1]` on.
    Valid for instants in `[start, end)`. `rules` names where they come from.
    """

    name: str
    transitions: NDArray[np.int64]
    offsets: NDArray[np.int64]
    start: int
    end: int
    rules: str

    def __post_init__(self) -> None:
        """Make the arrays unchangeable."""
        self.transitions.setflags(write=False)
        self.offsets.setflags(write=False)

    def __str__(self) -> str:
        """Its name."""
        return self.name

    def local_seconds(self, at: ArrayLike) -> NDArray[np.int64]:
        """What the wall clock shows at these instants.

        Raises OutOfRange for an instant outside `[start, end)`.
        """
        at = self._within(np.asarray(at, dtype=np.int64))
        return at + self.offsets[np.searchsorted(self.transitions, at, side="right")]

    def opening_instant(self, local: ArrayLike) -> NDArray[np.int64]:
        """The first instant at which the wall clock shows this local time or a later one (rule 3).

        In a gap that is the end of the gap, in an overlap the first occurrence.
        """
        local = np.asarray(local, dtype=np.int64)
        shown_until = np.maximum.accumulate(self.transitions + self.offsets[:-1])
        stretch = np.searchsorted(shown_until, local, side="right")
        since = np.append(np.iinfo(np.int64).min, self.transitions)
        return self._within(np.maximum(local - self.offsets[stretch], since[stretch]))

    def closing_instant(self, local: ArrayLike) -> NDArray[np.int64]:
        """The last instant before which the wall clock shows this local time or an earlier one (rule 3).

        In a gap that is the transition, in an overlap the last occurrence.
        """
        local = np.asarray(local, dtype=np.int64)
        shown_from = np.minimum.accumulate((self.transitions + self.offsets[1:])[::-1])[::-1]
        stretch = np.searchsorted(shown_from, local, side="right")
        until = np.append(self.transitions, np.iinfo(np.int64).max)
        return self._within(np.minimum(local - self.offsets[stretch], until[stretch]))

    def _within(self, at: NDArray[np.int64]) -> NDArray[np.int64]:
        outside = (at < self.start) | (at >= self.end)
        if outside.any():
            raise OutOfRange(
                f"{iso_utc(int(at[outside].flat[0]))} lies outside the time for which the zone {self.name} "
                f"is known, {iso_utc(self.start)} to {iso_utc(self.end)}."
            )
        return at

    def to_json(self) -> dict[str, Any]:
        """The zone as JSON values, for a signed version to carry."""
        changes = zip(self.transitions.tolist(), self.offsets[1:].tolist(), strict=True)
        return {
            "name": self.name,
            "rules": self.rules,
            "start": self.start,
            "end": self.end,
            "offset": int(self.offsets[0]),
            "changes": [[at, offset] for at, offset in changes],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Zone":
        """The zone that `to_json` wrote; no zone data of this machine is looked at."""
        changes = data["changes"]
        return cls(
            name=data["name"],
            transitions=np.array([at for at, _ in changes], dtype=np.int64),
            offsets=np.array([data["offset"], *(offset for _, offset in changes)], dtype=np.int64),
            start=data["start"],
            end=data["end"],
            rules=data["rules"],
        )


@functools.lru_cache(maxsize=256)
def load_zone(name: str, first_year: int, last_year: int) -> Zone:
    """The rules of an IANA zone for whole years, with three days to spare on both sides.

    Raises EvenhandError, with the nearest names, when the `tzdata` package has no such zone.

    >>> load_zone("Australia/Lord_Howe", 2026, 2026).offsets.tolist()
    [39600, 37800, 39600]
    """
    if name not in zone_names():
        near = difflib.get_close_matches(name, zone_names(), n=3, cutoff=0.5)
        hint = f" Near to it: {', '.join(near)}." if near else ""
        raise EvenhandError(f"There is no time zone named {name!r}.{hint}")
    start = int(datetime(first_year, 1, 1, tzinfo=UTC).timestamp()) - _MARGIN_SECONDS
    end = int(datetime(last_year + 1, 1, 1, tzinfo=UTC).timestamp()) + _MARGIN_SECONDS
    *folder, leaf = name.split("/")
    resource = importlib.resources.files("tzdata.zoneinfo").joinpath(*folder, leaf)
    with resource.open("rb") as file:
        rules = ZoneInfo.from_file(file, key=name)
    listed = _listed_transitions(resource.read_bytes())
    instants = [start, *listed[bisect.bisect(listed, start) : bisect.bisect_left(listed, end)]]
    offsets = [_offset(rules, at) for at in instants]
    # After the last change in the list the zone follows a yearly rule: look once a day, then close in.
    for day in range(max([start, *listed[-1:]]), end - 1, DAY_SECONDS):
        until = min(day + DAY_SECONDS, end - 1)
        if _offset(rules, until) != offsets[-1]:
            instants.append(_change(rules, day, until))
            offsets.append(_offset(rules, until))
    changed = [i for i in range(1, len(instants)) if offsets[i] != offsets[i - 1]]
    return Zone(
        name=name,
        transitions=np.array([instants[i] for i in changed], dtype=np.int64),
        offsets=np.array([offsets[i] for i in [0, *changed]], dtype=np.int64),
        start=start,
        end=end,
        rules=f"tzdata {importlib.metadata.version('tzdata')}",
    )


@functools.lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """The names of all zones the `tzdata` package knows."""
    return frozenset(importlib.resources.files("tzdata").joinpath("zones").read_text("ascii").split())


def _offset(rules: ZoneInfo, at: int) -> int:
    shift = datetime.fromtimestamp(at, tz=rules).utcoffset()
    assert shift is not None
    return shift.days * DAY_SECONDS + shift.seconds


def _change(rules: ZoneInfo, same: int, different: int) -> int:
    """The one change of offset between two instants."""
    before = _offset(rules, same)
    while different - same > 1:
        middle = (same + different) // 2
        if _offset(rules, middle) == before:
            same = middle
        else:
            different = middle
    return different


def _listed_transitions(tzif: bytes) -> list[int]:
    """The instants listed in a TZif file of version 2 or later (RFC 8536, section 3), sorted."""
    *_, isut, isstd, leap, times, types, chars = _TZIF_HEADER.unpack_from(tzif)
    # The first block holds the same in 32 bits and is passed over.
    second = _TZIF_HEADER.size + times * 5 + types * 6 + chars + leap * 8 + isstd + isut
    times = _TZIF_HEADER.unpack_from(tzif, second)[-3]
    return list(struct.unpack_from(f">{times}q", tzif, second + _TZIF_HEADER.size))
