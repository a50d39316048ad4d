"""How answers are understood: people, hours, countries, charges, dates. Each returns the form that is kept."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from pydantic import ValidationError

from evenhand.calendars.dates import resolve_holidays
from evenhand.errors import EvenhandError, NotationError
from evenhand.terms.hours import read_week
from evenhand.terms.notations import CURRENCY, EMAIL, read_date, suggestion, zone_names
from evenhand.terms.services import Charge
from evenhand.trees.tree import UNWRITABLE
from evenhand.units import tidy

_LONGEST: Final = 200
_MONTHS: Final = re.compile(r"([0-9]{1,3}) (month|year)s?")
_FEWEST_MONTHS, _MOST_MONTHS = 6, 120
_YEARS: Final = range(2000, 2101)


def line(text: str) -> str:
    """Read words on one line: a name or a reference."""
    words = " ".join(text.split())
    if not words:
        raise NotationError("Nothing is written here.", "Write a name.")
    if found := UNWRITABLE.search(words):
        raise NotationError(f"The character U+{ord(found[0]):04X} cannot be written.", "Remove it.")
    if len(words) > _LONGEST:
        raise NotationError("This is too long.", f"Write at most {_LONGEST} characters.")
    return words


def person(text: str) -> str:
    """Read a name and an e-mail address, or the address alone.

    >>> person("Ann Day ann@day.example"), person("<ann@day.example>")
    ('Ann Day <ann@day.example>', 'ann@day.example')
    """
    name, email = name_and_email(line(text))
    EMAIL(email)
    return f"{name} <{email}>" if name else email


def name_and_email(text: str) -> tuple[str, str]:
    """Part a name from the e-mail address that stands behind it; the name may be empty."""
    name, _, email = text.rpartition(" ")
    return name.rstrip(" ,;"), email.removeprefix("<").removesuffix(">")


def hours(text: str) -> str:
    """Read hours of a week, such as `mon-fri 08:00-18:00, sat 09:00-12:00 and 13:00-15:00`."""
    week = week_of(text)
    try:
        read_week(week)
    except ValidationError as error:
        told = error.errors()[0].get("ctx", {})
        raise NotationError(told["message"], told["mend"]) from None
    return ", ".join(f"{days} {' and '.join(spans)}" for days, spans in week.items())


def week_of(text: str) -> dict[str, list[str]]:
    """The hours of a week as the document has them: a list of spans for each days."""
    week: dict[str, list[str]] = {}
    for part in tidy(text).split(","):
        days, _, spans = part.strip().partition(" ")
        if not spans or not days.replace("-", "").isalpha() or days in week:
            raise NotationError(
                f'"{text}" is neither one of the choices nor hours of a week.',
                "Write each days once, such as mon-fri 08:00-18:00, sat 09:00-13:00.",
            )
        week[days] = spans.split(" and ")
    return week


def country(text: str) -> str:
    """Read a country and perhaps a part of it, whose public holidays are known, such as `GB-ENG` or `DE`."""
    code, _, part = text.strip().upper().partition("-")
    try:
        resolve_holidays(code, part or None, [])
    except EvenhandError as error:
        raise NotationError(
            str(error), "Write it like GB, or GB-ENG for a part with holidays of its own."
        ) from None
    return f"{code}-{part}" if part else code


def zone(text: str) -> str:
    """Read a time zone by its name."""
    if (name := text.strip()) in zone_names():
        return name
    raise NotationError(
        f'"{text[:60]}" is not a known time zone.',
        suggestion(text, zone_names(), "Write it like Europe/London."),
    )


def currency(text: str) -> str:
    """Read a currency by its three letters."""
    return CURRENCY(text.upper())


def charge(text: str) -> str:
    """Read a charge, or `none` for a service that costs nothing by itself."""
    Charge.parse(line(text))
    return tidy(text)


def charge_for_credits(text: str) -> str:
    """Read a charge of which credits can be a share, so not nothing."""
    found = Charge.parse(line(text))
    if found is None or found.amount == 0:
        raise NotationError(
            "Credits are a share of this charge, and a share of nothing is nothing.",
            "Write the part of the whole charge that belongs to this service, such as 400.00 per month.",
        )
    return tidy(text)


def first_day(text: str) -> str:
    """Read the first day."""
    day = read_date(text)
    if day.year not in _YEARS:
        raise NotationError(f"{day} is not a day of this century.", "Correct the year.")
    return day.isoformat()


def length(text: str) -> str:
    """Read how long the agreement runs, in months; or `open`, without a last day.

    >>> length("2 years"), length("Open")
    ('24 months', 'open')
    """
    words = tidy(text)
    if words == "open":
        return words
    match = _MONTHS.fullmatch(words)
    months = int(match[1]) * (12 if match[2] == "year" else 1) if match else 0
    if not _FEWEST_MONTHS <= months <= _MOST_MONTHS:
        raise NotationError(
            f'"{text[:60]}" is not a length of {_FEWEST_MONTHS} to {_MOST_MONTHS} months.',
            "Write it like 12 months or 2 years, or open for an agreement without a last day.",
        )
    return f"{months} months"


def last_day(first: date, months: int) -> date:
    """The last day of an agreement that runs for so many months from its first day on.

    >>> last_day(date(2027, 1, 1), 12), last_day(date(2026, 8, 31), 6)
    (datetime.date(2027, 12, 31), datetime.date(2027, 2, 28))
    """
    index = first.year * 12 + first.month - 1 + months
    year, month = divmod(index, 12)
    next_month = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    longest = (next_month - date(year, month + 1, 1)).days
    after = date(year, month + 1, min(first.day, longest))
    return date.fromordinal(after.toordinal() - (first.day <= longest))
