"""Calendars that repeat without measure are refused before anything is repeated."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evenhand.errors import RecordError
from evenhand.sources.trouble import trouble

MOST_TIMES = 20_000
"""How often all events of a calendar together may take place."""

MOST_DAYS = 2_000_000
"""How many days all its rules together may go through."""

_EVERY_DAYS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}
_MOST_IN_PERIOD = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}
_RARE = ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "BYEASTER")
_SEARCH = {"DAILY": 1_000_000, "WEEKLY": 1_000_000, "MONTHLY": 50_000, "YEARLY": 50_000}
_WITHIN_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_IN_PERIOD = ("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "BYEASTER")
_MOST_ZONE_RULES = 500
_FOLDED = re.compile(r"\r?\n[ \t]")
_RULE = re.compile(r"(?mi)^(BEGIN|END|RRULE|EXRULE)[;:][^\r\n]*")


def check_text(path: str | Path, text: str) -> None:
    """Refuse rules finer than daily, and zones with rules that no clocks follow, before a parser sees them."""
    inside = 0
    for match in _RULE.finditer(_FOLDED.sub("", text)):
        words = match[0].upper().replace(" ", "")
        if words == "BEGIN:VTIMEZONE":
            inside = 1
        elif words == "END:VTIMEZONE":
            inside = 0
        elif words.startswith(("BEGIN", "END")):
            continue
        else:
            frequency = re.search(r"FREQ=(\w*)", words)
            finest = frequency[1] if frequency else ""
            if finest not in _EVERY_DAYS:
                raise _refusal(path, f"A rule repeats {finest.lower() or 'in no known way'}.")
            if re.search(r"INTERVAL=(?!0*[1-9]\d{0,8}(;|$))", words):
                raise _refusal(path, "A rule has no usable interval.")
            inside += bool(inside)
            odd = finest != "YEARLY" or any(name in words for name in _WITHIN_DAY)
            if inside and (odd or inside > _MOST_ZONE_RULES):
                raise _refusal(path, "A zone has rules that no clocks follow.")


def check_work(path: str | Path, events: Sequence[Any], last: dt.datetime) -> None:
    """Refuse a calendar whose series come to too much by `last`; give rules without an end that one.

    Counted is what a series can come to at most, without repeating it. Raises RecordError.
    """
    times = days = 0
    for event in events:
        times += 1 + len(extra_times(event))
        for rule in _rules(event):
            begun = event["DTSTART"].dt
            lasts = _days(rule, begun, last)
            times += most_times(rule, lasts)
            days += lasts
            _bound(rule, begun, last)
        if times > MOST_TIMES or days > MOST_DAYS:
            name = str(event.get("SUMMARY", event.get("UID", "")))[:60]
            raise _refusal(
                path, f'With the event "{name}" the calendar comes to more than {MOST_TIMES:,} times.'
            )


def most_times(rule: Any, days: int) -> int:
    """How often a rule can come to pass at most in that many days."""
    frequency = str(_one(rule, "FREQ")).upper()
    periods = days // (_EVERY_DAYS[frequency] * int(_one(rule, "INTERVAL") or 1)) + 1
    times = periods * (_MOST_IN_PERIOD[frequency] if any(name in rule for name in _IN_PERIOD) else 1)
    for name in _WITHIN_DAY:
        times *= max(len(rule.get(name, ())), 1)
    count = _one(rule, "COUNT")
    return times if count is None else min(times, int(count))


def _days(rule: Any, begun: dt.date, last: dt.datetime) -> int:
    """The days that have to be gone through from the start of a series to its end, or to `last`.

    A rule that asks for certain days of a month or year may never find one, and looks to the end of all years.
    """
    if any(name in rule for name in _RARE):
        return _SEARCH[str(_one(rule, "FREQ")).upper()]
    until = _one(rule, "UNTIL")
    end = min(last.date(), _date(until)) if until is not None else last.date()
    return max((end - _date(begun)).days + 1, 0)


def _date(moment: dt.date) -> dt.date:
    return dt.date(moment.year, moment.month, moment.day)


def _rules(event: Any) -> list[Any]:
    found = event.get("RRULE", [])
    return found if isinstance(found, list) else [found]


def extra_times(event: Any) -> list[Any]:
    """The further times that an event states one by one."""
    found = event.get("RDATE", [])
    return [each for dates in (found if isinstance(found, list) else [found]) for each in dates.dts]


def _one(rule: Any, key: str) -> Any:
    values = rule.get(key) or [None]
    return values[0] if isinstance(values, list) else values


def _bound(rule: Any, begun: dt.date, last: dt.datetime) -> None:
    """End a rule at `last` where it has no end before that; one that counts its times is cut when it is used."""
    until = _one(rule, "UNTIL")
    if "COUNT" in rule or (until is not None and _date(until) <= last.date()):
        return
    if not isinstance(begun, dt.datetime):
        rule["UNTIL"] = [last.date()]
    else:
        rule["UNTIL"] = [last.replace(tzinfo=dt.UTC) if begun.tzinfo else last]


def _refusal(path: str | Path, message: str) -> RecordError:
    mend = "Planned maintenance repeats at most daily; give each series an end (UNTIL)."
    return trouble(path, "too-many-times", message, mend)
