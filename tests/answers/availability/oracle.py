"""Availability counted second by second: every second of a few days has its state, then they are counted.

Imports nothing from evenhand. Terms and records are plain values:

terms   hours: [(weekdays, from, to)] in local seconds, or None for always; target: a ratio; degraded: a ratio or
        None (as recorded); shortest, unknown ("excluded", "up", "down"), removed (bool); excludes: [(cause, by,
        evidence)]; kinds: [(name or None, windows or None, notice seconds or None, [("seconds" | "windows", number,
        period)])]; components: ("all" | "any" | "weights", names or {name: ratio}) or None; for_each: bool;
        down_when: (above, seconds) or None; vouches: seconds
records (start, end or None, state, cause, announced or None, share or None, decided, evidence, component, instance)
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from tests.answers.availability.runs import about, first_runs, holds, short_runs

Terms = dict[str, Any]
PLANNED = "planned maintenance"


@lru_cache(maxsize=8)
def clock(zone: str, base: int, length: int) -> tuple[np.ndarray, np.ndarray]:
    """For each second from `base` on its local date as a number, and the seconds since that date's midnight."""
    days, seconds = np.empty(length, np.int64), np.empty(length, np.int64)
    rules = ZoneInfo(zone)
    for first in range(0, length, 900):  # no offset changes but at a quarter of an hour
        local = datetime.fromtimestamp(base + first, rules)
        stretch = np.arange(min(900, length - first))
        days[first : first + 900] = local.toordinal()
        seconds[first : first + 900] = local.hour * 3600 + local.minute * 60 + local.second + stretch
    return days, seconds


class Counting:
    """The seconds from `base` to `as_of`, `length` of them, under the terms of one version."""

    def __init__(self, zone: str, base: int, as_of: int, terms: Terms, begins: int) -> None:
        self.base, self.length, self.terms, self.begins = base, as_of - base, terms, begins
        self.days, self.seconds = clock(zone, base, self.length)
        self.at = base + np.arange(self.length)
        self.weekday = (self.days - 1) % 7

    def none(self) -> np.ndarray:
        return np.zeros(self.length, np.bool_)

    def between(self, start: int, end: int | None) -> np.ndarray:
        mask = self.none()
        mask[
            max(start - self.base, 0) : max((self.length + self.base if end is None else end) - self.base, 0)
        ] = True
        return mask

    def weekly(self, spans: Sequence[tuple[Sequence[int], int, int]] | None) -> np.ndarray:
        mask = self.none()
        if spans is None:
            return ~mask
        for weekdays, start, end in spans:
            mask |= np.isin(self.weekday, list(weekdays)) & (self.seconds >= start) & (self.seconds < end)
        return mask

    def period(self, unit: str) -> np.ndarray:
        """A number for each second, the same for all seconds of one day, week or month."""
        if unit == "day":
            return self.days
        if unit == "week":
            return (self.days - 1) // 7
        months = {day: date.fromordinal(day) for day in np.unique(self.days).tolist()}
        lookup = {day: each.year * 12 + each.month for day, each in months.items()}
        return np.array([lookup[day] for day in np.unique(self.days).tolist()])[
            np.unique(self.days, return_inverse=True)[1]
        ]

    # ── maintenance ────────────────────────────────────────────────────────────────────────────

    def kind(self, record: tuple) -> int | None:
        """The kind of maintenance a record was announced as in time."""
        start, _, state, cause, announced, _, decided, evidence, _, _ = record
        if not (state == "maintenance" or (state in ("down", "degraded") and cause == PLANNED)):
            return None
        named = [each for each in self.terms["excludes"] if each[0] == PLANNED]
        if not all(holds(each, decided, evidence) for each in named):
            return None
        kinds = self.terms["kinds"]
        if not kinds:
            return 0 if named else None
        names = [each[0] for each in kinds]
        word = "" if cause == PLANNED else cause
        place = names.index(word) if word in names else names.index(None) if None in names else None
        if place is None and not word:
            place = 0
        if place is None:
            return None
        notice = kinds[place][2]
        if notice is not None and (announced is None or announced + notice > start):
            return None
        return place

    def allowed(self, place: int, used: np.ndarray) -> np.ndarray:
        """Of all maintenance announced in time as a kind, the seconds that are allowed."""
        if not self.terms["kinds"]:
            return used
        _, windows, _, limits = self.terms["kinds"][place]
        used = used & (self.at >= self.begins)
        inside = ~self.none()
        if windows is not None:
            inside = self.weekly(windows)
            used = used & inside
        mask = used.copy()
        for what, number, unit in limits:
            period = self.period(unit)
            if what == "seconds":
                sofar = np.cumsum(used)
                before = np.zeros(self.length, np.int64)
                for each in np.unique(period):
                    here = period == each
                    before[here] = sofar[np.flatnonzero(here)[0]] - used[np.flatnonzero(here)[0]]
                mask &= sofar - before <= number
            else:
                mask &= first_runs(inside if windows is not None else used, used, period, number)
        return mask

    # ── states ─────────────────────────────────────────────────────────────────────────────────

    def count(
        self, records: Sequence[tuple], readings: Sequence[tuple[int, Fraction]] | None
    ) -> Callable[..., Any]:
        """Mark every second, and return a function from a mask of seconds to (agreed, down, otherwise's two)."""
        terms = self.terms
        mode, parts = terms["components"] or ("all", [None])
        names = list(parts)
        mine = [each for each in records if any(about(each, name) for name in names)]
        kinds = [self.kind(each) for each in mine]
        granted = {}
        for place in {kind for kind in kinds if kind is not None}:
            used = self.none()
            for record, kind in zip(mine, kinds, strict=True):
                if kind == place:
                    used |= self.between(record[0], record[1])
            granted[place] = self.allowed(place, used)
        bad, gap = self.signal(readings)
        marks = [self.component(name, mine, kinds, granted, bad, gap) for name in names]
        trouble = [each["trouble"] for each in marks]
        joined = np.logical_and.reduce(trouble) if mode == "any" else np.logical_or.reduce(trouble)
        short = short_runs(joined, terms["shortest"])
        ranks = [self.ranks(each, short) for each in marks]
        hours = self.weekly(terms["hours"])
        if mode == "weights":
            shares = list(parts.values())
        elif mode == "any":
            shares, ranks = [Fraction(1)], [np.max(ranks, axis=0)]
        else:
            shares, ranks = [Fraction(1)], [np.min(ranks, axis=0)]
        return lambda mask: self.sums(mask & hours, shares, ranks)

    def component(
        self, name: Any, records: Sequence[tuple], kinds: Sequence[Any], granted: dict, bad: Any, gap: Any
    ) -> dict[str, Any]:
        found: dict[str, Any] = {
            key: self.none() for key in ("maintenance", "excluded", "aside", "unknown", "trouble")
        }
        found["unknown"] |= gap
        pairs = [pair for pair in zip(records, kinds, strict=True) if about(pair[0], name)]
        for record, kind in pairs:
            if kind is not None:
                found["maintenance"] |= self.between(record[0], record[1]) & granted[kind]
        weights: dict[Fraction, np.ndarray] = {Fraction(1): bad.copy()}
        found["trouble"] |= bad
        for record, _ in pairs:
            start, end, state, cause, _, share, decided, evidence, _, _ = record
            mask = self.between(start, end)
            out = any(
                each[0] == cause and each[0] != PLANNED and holds(each, decided, evidence)
                for each in self.terms["excludes"]
            )
            if state == "unknown":
                found["aside" if out else "unknown"] |= mask
                continue
            if state == "maintenance" or cause == PLANNED:
                mask = mask & ~found["maintenance"]
            found["trouble"] |= mask
            if out:
                found["excluded"] |= mask
                continue
            weight = Fraction(1)
            if state == "degraded":
                weight = self.terms["degraded"]
                if weight is None:
                    weight = Fraction(1) if share is None else share
            weights[weight] = weights.get(weight, self.none()) | mask
        found["weights"] = weights
        return found

    def ranks(self, found: dict[str, Any], short: np.ndarray) -> np.ndarray:
        """A number for each second: 0 maintenance, 1 excluded, 2 to 3 down to hardly degraded, 4 unknown, 5 up."""
        rank = np.full(self.length, 5.0)
        rank[found["unknown"]] = 4
        for weight, mask in sorted(found["weights"].items()):
            rank[mask & ~short] = 3 - weight.numerator / weight.denominator
        rank[(found["excluded"] & ~short) | found["aside"]] = 1
        rank[found["maintenance"]] = 0
        return rank

    def sums(self, mask: np.ndarray, shares: Sequence[Fraction], ranks: Sequence[np.ndarray]) -> tuple:
        agreed = down = whole = Fraction(0)
        for share, rank in zip(shares, ranks, strict=True):
            values, counts = np.unique(rank[mask], return_counts=True)
            for value, number in zip(values.tolist(), counts.tolist(), strict=True):
                seconds = share * number
                whole += seconds
                if value in (0, 1) or (value == 4 and self.terms["unknown"] == "excluded"):
                    continue
                agreed += seconds
                if 2 <= value <= 3:
                    down += seconds * Fraction(str(round(3 - value, 9))).limit_denominator(1000)
                elif value == 4 and self.terms["unknown"] == "down":
                    down += seconds
        return (agreed, down, whole, down) if self.terms["removed"] else (whole, down, agreed, down)

    def signal(self, readings: Sequence[tuple[int, Fraction]] | None) -> tuple[np.ndarray, np.ndarray]:
        """When a reading was above its bound for long enough, and when there was none."""
        if self.terms["down_when"] is None or readings is None:
            return self.none(), self.none()
        above, lasting = self.terms["down_when"]
        bad, known = self.none(), self.none()
        for at, value in sorted(readings):
            held = self.between(at, min(at + self.terms["vouches"], self.base + self.length))
            bad[held] = value > above
            known |= held
            later = [each for each, _ in readings if each > at]
            if later:
                bad[max(min(later) - self.base, 0) :] = False
        return bad & ~short_runs(bad, lasting), ~known


def midnight(zone: str, day: date) -> int:
    """The instant at which a date begins."""
    return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC).timestamp())


def figures(
    zone: str,
    base: int,
    as_of: int,
    versions: Sequence[tuple[date, Terms]],
    last: date,
    records: Sequence[tuple],
    readings: Sequence[tuple[int, Fraction]] | None,
) -> dict[tuple[str, str | None], tuple[Any, ...]]:
    """For every day of the agreement and each instance: (agreed, down, agreed the other way, down)."""
    known = [each for each in records if each[0] <= as_of]
    for_each = versions[-1][1]["for_each"]
    instances = sorted({each[9] for each in known if each[9]}) if for_each else []
    begins = midnight(zone, versions[0][0])
    found: dict[tuple[str, str | None], tuple[Any, ...]] = {}
    for instance in instances or [None]:
        mine = [each for each in known if instance is None or each[9] in ("", instance)]
        for place, (first, terms) in enumerate(versions):
            counting = Counting(zone, base, as_of, terms, begins)
            count = counting.count(mine, readings)
            end = versions[place + 1][0] if place + 1 < len(versions) else last + timedelta(days=1)
            day = first
            while day < end and midnight(zone, day) < as_of:
                found[day.isoformat(), instance] = count(counting.days == day.toordinal())
                day += timedelta(days=1)
    return found
