"""What somebody probably meant by a notation that cannot be read: offered as a mend, never taken for granted."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeVar

from evenhand.errors import NotationError
from evenhand.units import tidy

Item = TypeVar("Item")

_CORRECTIONS: Final = (
    (re.compile(r"(\d),(\d{1,2}(?!\d)|\d+(?= ?%))"), r"\1.\2"),
    (re.compile(r"(?<=\d) ?(?:h|hrs?)\b"), " hours"),
    (re.compile(r"(?<=\d) ?(?:min|mins)\b"), " minutes"),
    (re.compile(r"\b(?:work|working|workdays?) ?(?=days?\b)"), "business "),
    (re.compile(r"\b(?:monthly|a month|/ ?month)"), "per month"),
    (re.compile(r"^(?:>=|≥|>) ?"), "at least "),
    (re.compile(r"^(?:<=|≤|<) ?"), "at most "),
)
# The days in English and in German; a beginning of two letters is enough.
_DAYS: Final = (
    *(
        "monday mon",
        "tuesday tue",
        "wednesday wed",
        "thursday thu",
        "friday fri",
        "saturday sat",
        "sunday sun",
    ),
    *(
        "montag mon",
        "dienstag tue",
        "mittwoch wed",
        "donnerstag thu",
        "freitag fri",
        "samstag sat",
        "sonntag sun",
    ),
)
_TO: Final = re.compile(r" ?(?:-|–|—|\bto\b|\bbis\b) ?")
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.](\d\d))? ?(am|pm)?(?: ?h| ?uhr)?")


def meant(read: Callable[[str], Item]) -> Callable[[str], Item]:
    """Wrap a reader, so that its error offers the form that was probably meant, if that can be read.

    >>> from evenhand.units import parse_ratio
    >>> meant(parse_ratio)("95,5%")
    Traceback (most recent call last):
        ...
    evenhand.errors.NotationError: "95,5%" is not a percentage. Write 95.5%.
    """

    def reader(text: str) -> Item:
        try:
            return read(text)
        except NotationError as error:
            better = _corrected(text, read)
            mend = f"Write {better}." if better else error.mend
            raise NotationError(error.message, mend, code=error.code) from None

    return reader


def _corrected(text: str, read: Callable[[str], object]) -> str:
    better = " ".join(text.split())
    for wrong, right in _CORRECTIONS:
        better = wrong.sub(right, better)
        try:
            read(better)
        except NotationError:
            continue
        return better
    return ""


def meant_days(text: str) -> str:
    """Return days in the form of the document, "" when they are not known.

    >>> meant_days("Monday to Friday"), meant_days("Mo-Do"), meant_days("weekdays")
    ('mon-fri', 'mon-thu', '')
    """
    parts = [_day(part) for part in _TO.split(tidy(text))]
    return "-".join(parts) if all(parts) and len(parts) < 3 else ""


def _day(text: str) -> str:
    found = (each[-3:] for each in _DAYS if len(text) > 1 and each[:-4].startswith(text))
    return next(found, "")


def meant_hours(text: str) -> str:
    """Return a stretch of hours in the form of the document, "" when it is not known.

    >>> meant_hours("1pm-3pm"), meant_hours("8.30 – 18"), meant_hours("mornings")
    ('13:00-15:00', '08:30-18:00', '')
    """
    times = [_TIME.fullmatch(part) for part in _TO.split(tidy(text))]
    if len(times) != 2:
        return ""
    found = [_clock(time) for time in times if time]
    return "-".join(found) if len(found) == 2 and all(found) and found[0] != found[1] else ""


def _clock(time: re.Match[str]) -> str:
    hour, minute, half = int(time[1]), int(time[2] or 0), time[3]
    if hour > (12 if half else 23) or minute > 59:
        return ""
    return f"{hour % 12 + 12 * (half == 'pm') if half else hour:02d}:{minute:02d}"
