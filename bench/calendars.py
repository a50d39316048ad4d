"""Five years of random instants, hours with a lunch break, business days; and questions peers get wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.peers import LONDON, PACKAGES, ZONE, Answers, Hours, aware, zone
from bench.report import Promise, Section, Speed, best
from evenhand.calendars.dates import resolve_holidays
from evenhand.calendars.hours import Calendar, Spans
from evenhand.calendars.table import Table, Unit, compile_table

FIRST, LAST = dt.date(2024, 1, 1), dt.date(2028, 12, 31)
MANY, FEW = 4_000_000, 100
DAY = 86_400
MORNING_AND_AFTERNOON: Spans = ((8 * 3600, 12 * 3600), (13 * 3600, 18 * 3600))

Instants = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FiveYears(Hours):
    """Hours without the holidays of England in the five years and the one after."""

    @property
    def closed(self) -> dict[dt.date, str]:
        """Holidays by date."""
        return resolve_holidays("GB", "ENG", range(FIRST.year, LAST.year + 2)) if self.holidays else {}


OFFICE = FiveYears("Monday to Friday 08:00-18:00", 8, 18, (0, 1, 2, 3, 4))
NIGHTS = FiveYears("every night 22:00-06:00", 22, 30, tuple(range(7)), holidays=False)
EVENINGS = FiveYears("every day 14:00-24:00", 14, 24, tuple(range(7)), holidays=False)
ALWAYS = FiveYears("24 hours, 7 days", 0, 24, tuple(range(7)), holidays=False)
BANK_NIGHTS = FiveYears("every night 22:00-06:00 but holidays", 22, 30, tuple(range(7)))

QUESTIONS = [
    (NIGHTS, "2026-10-24T20:00", "2026-10-25T10:00", "the night the clocks go back"),
    (NIGHTS, "2026-03-28T20:00", "2026-03-29T10:00", "the night the clocks go forward"),
    (NIGHTS, "2026-06-02T01:00", "2026-06-03T12:00", "opened in the small hours"),
    (ALWAYS, "2026-10-24T12:00", "2026-10-25T12:00", "round the clock while the clocks go back"),
    (ALWAYS, "2026-03-28T12:00", "2026-03-29T12:00", "round the clock while the clocks go forward"),
    (EVENINGS, "2026-06-01T10:00", "2026-06-05T10:00", "hours up to midnight"),
    (BANK_NIGHTS, "2026-04-03T12:00", "2026-04-04T12:00", "the night of Good Friday; rule 4 closes that date"),
    (OFFICE, "2026-06-01T19:00", "2026-06-02T20:00", "from after closing to after closing"),
    (OFFICE, "2026-06-05T19:00", "2026-06-07T20:00", "a weekend, from after closing"),
    (OFFICE, "2026-06-01T17:59:31", "2026-06-02T08:00:31", "single seconds"),
]  # fmt: skip


def run() -> Iterator[Section]:
    """Speed with and without a lunch break, our other questions, and single answers compared."""
    start, end = _pairs(MANY)
    a, b = start[:FEW].tolist(), end[:FEW].tolist()
    ten_hours: Spans = ((8 * 3600, 18 * 3600),)
    peers = {name: peer(OFFICE, a, b) for name, peer in PACKAGES.items()}
    yield _elapsed(OFFICE.name, ten_hours, start, end, peers)
    lunch = {"businesstimedelta": _businesstimedelta(a, b), "django-bizcal": _django_bizcal(a, b)}
    yield _elapsed(f"{OFFICE.name} with an hour's lunch", MORNING_AND_AFTERNOON, start, end, lunch)
    yield _other_questions(start, end)
    yield _single_answers()


def _pairs(count: int) -> tuple[Instants, Instants]:
    chance = np.random.default_rng(5)
    low, high = _table(((0, DAY),)).start, _table(((0, DAY),)).end
    pair = np.sort(chance.integers(low, high, (2, count)), axis=0)
    return pair[0], pair[1]


def _calendar(spans: Spans, hours: Hours = OFFICE) -> Calendar:
    weekly = tuple(spans if day in hours.days else () for day in range(7))
    return Calendar(ZONE, weekly=weekly, closed=hours.closed)


def _table(spans: Spans, unit: Unit = "seconds", hours: Hours = OFFICE) -> Table:
    return compile_table(_calendar(spans, hours), zone(), FIRST, LAST, unit=unit)


def _elapsed(
    title: str, spans: Spans, start: Instants, end: Instants, peers: dict[str, Callable[[], Answers]]
) -> Section:
    table, idiom = _table(spans), _numpy_idiom(spans)
    right, seconds = best(lambda: table.elapsed(start, end))
    theirs, their_seconds = best(lambda: idiom(start, end), runs=2)
    mine = Speed("evenhand, arrays", len(start), seconds)
    speeds = [mine, Speed("numpy busday_count idiom", len(start), their_seconds, _compared(right, theirs))]
    for name, peer in peers.items():
        answers, peer_seconds = best(peer, runs=1)
        speeds.append(Speed(name, FEW, peer_seconds, _compared(right[:FEW], np.asarray(answers))))
    promises = [_faster(mine, other, 1000 if other.count == FEW else 3) for other in speeds[1:]]
    return Section(
        f"Elapsed between random instants of five years ({title}, {ZONE})", "pairs", speeds, promises
    )


def _numpy_idiom(spans: Spans) -> Callable[[Instants, Instants], Instants]:
    """Local time, whole business days by `busday_count`, and what is gone of the two edge days."""
    transitions, offsets = np.array(zone().transitions), np.array(zone().offsets)
    working = np.busdaycalendar("1111100", holidays=[np.datetime64(day) for day in OFFICE.closed])
    length = sum(closes - opens for opens, closes in spans)

    def edge(at: Instants) -> tuple[NDArray[np.datetime64], Instants]:
        local = at + offsets[np.searchsorted(transitions, at, side="right")]
        number, second = np.divmod(local, DAY)
        days = number.astype("datetime64[D]")
        inside = sum(np.clip(second, opens, closes) - opens for opens, closes in spans)
        return days, np.where(np.is_busday(days, busdaycal=working), inside, 0)

    def elapsed(start: Instants, end: Instants) -> Instants:
        (first, before), (last, until) = edge(start), edge(end)
        whole = np.busday_count(first, last, busdaycal=working)
        return np.asarray(whole * length - before + until, dtype=np.int64)

    return elapsed


def _businesstimedelta(start: Sequence[int], end: Sequence[int]) -> Callable[[], Answers]:
    import businesstimedelta as package
    import pytz

    london, days = pytz.timezone(ZONE), list(OFFICE.days)
    rules = package.Rules([
        package.WorkDayRule(start_time=dt.time(8), end_time=dt.time(18), working_days=days, tz=london),
        package.LunchTimeRule(start_time=dt.time(12), end_time=dt.time(13), working_days=days, tz=london),
        package.HolidayRule(OFFICE.closed, tz=london),
    ])  # fmt: skip
    pairs = [
        tuple(dt.datetime.fromtimestamp(at, london) for at in pair) for pair in zip(start, end, strict=True)
    ]
    return lambda: [round(rules.difference(a, b).timedelta.total_seconds()) for a, b in pairs]


def _django_bizcal(start: Sequence[int], end: Sequence[int]) -> Callable[[], Answers]:
    from django_bizcal import WorkingCalendar
    from django_bizcal.providers import SetHolidayProvider

    schedule: dict[Any, Any] = {day: [("08:00", "12:00"), ("13:00", "18:00")] for day in OFFICE.days}
    closed = SetHolidayProvider(frozenset(OFFICE.closed))
    calendar = WorkingCalendar(tz=ZONE, weekly_schedule=schedule, holiday_provider=closed)
    pairs = list(zip(aware(start), aware(end), strict=True))
    return lambda: [round(calendar.business_time_between(a, b).total_seconds()) for a, b in pairs]


def _other_questions(start: Instants, end: Instants) -> Section:
    """What peers do not answer for arrays: due instants, and business days of unequal length."""
    hours, days = _table(MORNING_AND_AFTERNOON), _table(MORNING_AND_AFTERNOON, "business days")
    early = np.minimum(start, hours.end - 60 * DAY)
    asked: dict[str, Callable[[], object]] = {
        "due in 8 open hours": lambda: hours.due(early, 8 * 3600),
        "first second over 8 open hours": lambda: hours.exceeding(hours.before(early) + 8 * 3600),
        "elapsed in business days": lambda: days.elapsed(start, end),
        "due in 3 business days": lambda: days.due(early, 3 * days.per_day),
    }
    speeds = [Speed(question, len(start), best(work, runs=3)[1]) for question, work in asked.items()]
    compiling = best(lambda: _table(MORNING_AND_AFTERNOON), runs=3)[1]
    return Section("Other questions on arrays (the calendar with a lunch break)", "instants", speeds, notes=[
        f"Compiling the five years takes {compiling * 1000:.1f} ms."
    ])  # fmt: skip


def _single_answers() -> Section:
    """Answers side by side; what is wrong is marked."""
    speeds, notes = [], []
    for hours, opened, closed, what in QUESTIONS:
        start, end = (
            int(dt.datetime.fromisoformat(at).replace(tzinfo=LONDON).timestamp()) for at in (opened, closed)
        )
        table = _table(((hours.opens * 3600, hours.closes * 3600),), hours=hours)
        right, seconds = best(lambda t=table, a=start, b=end: t.elapsed_one(a, b), runs=1)  # type: ignore[misc]  # bound now
        speeds.append(Speed(f"{hours.name}: {what}", 1, seconds, f"{right:,} s"))
        for name, peer in PACKAGES.items():
            said = peer(hours, [start], [end])()[0]
            if said != right:
                notes.append(
                    f"{name}, {hours.name}, {what} ({opened} to {closed}): {said:,} s instead of {right:,} s."
                )
    return Section("Questions peers get wrong", "answers", speeds, notes=notes)


def _compared(right: Instants, other: Instants) -> str:
    wrong = int((right != other).sum())
    return f"{wrong:,} of {len(right):,} answers differ" if wrong else "same answers"


def _faster(mine: Speed, other: Speed, times: int) -> Promise:
    ratio = mine.per_second / other.per_second
    return Promise(f"at least {times:,} times {other.who}", f"{ratio:,.1f} times", ratio >= times)
