"""The clock on the wall, one date at a time, from the zone rules of the `tzdata` package (SEMANTICS rule 3)."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

DAY_SECONDS = 86_400


@lru_cache(maxsize=64)
def zone_rules(name: str) -> ZoneInfo:
    """The rules of a zone from the `tzdata` package, never from the system (rule 7)."""
    *folders, leaf = name.split("/")
    with files("tzdata.zoneinfo").joinpath(*folders, leaf).open("rb") as data:
        return ZoneInfo.from_file(data, key=name)


def readings(zone: ZoneInfo, day: date, seconds: int) -> tuple[int, int]:
    """The two instants that a wall-clock time can mean; equal where there is no doubt.

    In an overlap (clocks back) the first and the second occurrence. In a gap (clocks forward) both are the
    instant at which the gap ends. `seconds` counts from midnight and may reach into the next date.

    >>> readings(zone_rules("Europe/London"), date(2026, 10, 25), 5400)
    (1792888200, 1792891800)
    >>> readings(zone_rules("Europe/London"), date(2026, 3, 29), 5400)
    (1774746000, 1774746000)
    """
    days, rest = divmod(seconds, DAY_SECONDS)
    wall = datetime.combine(day + timedelta(days=days), time()) + timedelta(seconds=rest)
    shown = int(wall.replace(tzinfo=UTC).timestamp())
    first = shown - _offset(wall.replace(tzinfo=zone))
    second = shown - _offset(wall.replace(tzinfo=zone, fold=1))
    if first <= second:
        return first, second
    low, high = second, first  # clocks went forward after `low` and not after `high`
    while high - low > 1:
        middle = (low + high) // 2
        if shown - _offset(datetime.fromtimestamp(middle, zone)) == second:
            high = middle
        else:
            low = middle
    return high, high


def opening(zone: ZoneInfo, day: date, seconds: int) -> int:
    """When hours that open at this wall-clock time open: the first occurrence, or the end of a gap."""
    return readings(zone, day, seconds)[0]


def closing(zone: ZoneInfo, day: date, seconds: int) -> int:
    """When hours that close at this wall-clock time close: the last occurrence; 24:00 ends the local date."""
    if seconds == DAY_SECONDS:
        return opening(zone, day + timedelta(days=1), 0)
    return readings(zone, day, seconds)[1]


def local_date(zone: ZoneInfo, at: int) -> date:
    """The local date an instant belongs to; a date begins at the first occurrence of its midnight."""
    day = datetime.fromtimestamp(at, zone).date()
    tomorrow = day + timedelta(days=1)
    return tomorrow if at >= opening(zone, tomorrow, 0) else day


def later_on_the_wall(zone: ZoneInfo, at: int, *, days: int = 0, months: int = 0) -> int:
    """The same wall-clock time some dates or months later; the 31st becomes a shorter month's last day.

    >>> start = readings(zone_rules("Europe/London"), date(2026, 3, 28), 36000)[0]
    >>> later_on_the_wall(zone_rules("Europe/London"), start, days=1) - start
    82800
    """
    wall = datetime.fromtimestamp(at, zone)
    years, month = divmod(wall.year * 12 + wall.month - 1 + months, 12)
    day = date(years, month + 1, min(wall.day, monthrange(years, month + 1)[1])) + timedelta(days=days)
    return opening(zone, day, wall.hour * 3600 + wall.minute * 60 + wall.second)


def _offset(moment: datetime) -> int:
    shift = moment.utcoffset()
    assert shift is not None
    return shift.days * DAY_SECONDS + shift.seconds
