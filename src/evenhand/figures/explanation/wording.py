"""How instants, durations and business days are written in an explanation (look/LOOK.md)."""

from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from evenhand.figures.dates import day_words
from evenhand.units import seconds_text

_READABLE_PARTS = 20
_DIGITS = 4


def date_text(day: date, *, year: bool = False) -> str:
    """A date as people write it.

    >>> date_text(date(2026, 3, 16)), date_text(date(2026, 3, 16), year=True)
    ('Mon 16 Mar', 'Mon 16 Mar 2026')
    """
    return day_words(day, short=True, weekday=True, year=year)


def clock_text(at: int, zone: ZoneInfo) -> str:
    """What the clock on the wall shows, with seconds only where there are some."""
    wall = datetime.fromtimestamp(at, zone)
    return f"{wall:%H:%M:%S}" if wall.second else f"{wall:%H:%M}"


def moment_text(at: int, zone: ZoneInfo, *, year: bool = False) -> str:
    """An instant as people write it: `Mon 16 Mar 08:00`."""
    return f"{date_text(datetime.fromtimestamp(at, zone).date(), year=year)} {clock_text(at, zone)}"


def long_text(seconds: int) -> str:
    """A length of time within a sentence: one unit in full words where one is enough.

    >>> long_text(2400), long_text(3600), long_text(31_200), long_text(0)
    ('40 minutes', '1 hour', '8 h 40 min', '0 seconds')
    """
    for size, word in ((3600, "hour"), (60, "minute")):
        if seconds and seconds % size == 0 and (size == 3600 or seconds < 3600):
            return _number(seconds // size, word)
    return _number(seconds, "second") if seconds < 60 else seconds_text(seconds)


def days_text(days: Fraction) -> str:
    """Business days: a readable fraction, else cut decimals with a mark that there are more.

    >>> days_text(Fraction(3)), days_text(Fraction(23, 10)), days_text(Fraction(1, 7000))
    ('3', '2 3/10', '0.0001…')
    """
    whole, rest = divmod(days, 1)
    if not rest:
        return str(whole)
    if rest.denominator <= _READABLE_PARTS:
        return f"{whole} {rest}" if whole else str(rest)
    return f"{whole}.{int(rest * 10**_DIGITS):0{_DIGITS}d}…"


def business_days_text(days: Fraction) -> str:
    """Business days with their unit, up to one in the singular."""
    return f"{days_text(days)} business day" + ("" if 0 < days <= 1 else "s")


def _number(count: int, word: str) -> str:
    return f"{count} {word}" + ("" if count == 1 else "s")
