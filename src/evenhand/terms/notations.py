"""The small written forms of values, each with the type it becomes and the pattern JSON Schema shows."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Final

from pydantic import PlainValidator, WithJsonSchema

from evenhand.errors import NotationError
from evenhand.terms.base import refusal, text_reader
from evenhand.terms.guesses import meant
from evenhand.units import Duration, Period, Target, parse_number, parse_ratio, tidy

_NUMBER: Final = r"[0-9]{1,12}(\.[0-9]{1,12})?"
_UNIT: Final = r"(seconds?|minutes?|hours?|business days?|days?|weeks?|months?|years?)"
_PERIOD: Final = r"(day|week|month|quarter|year|trailing [0-9]{1,4} days?)"
LONGEST_TEXT: Final = 20_000
LAST_YEAR: Final = 2190
"""No deadline, holiday or change of clocks is reckoned beyond it."""
DURATION_PATTERN: Final = f"{_NUMBER} {_UNIT}"
PERIOD_PATTERN: Final = _PERIOD
TARGET_PATTERN: Final = rf"(at (least|most) {_NUMBER}( ?%)?|{_NUMBER} ?%) per {_PERIOD}"


def read_text(text: str) -> str:
    """Read words; blanks alone are not words."""
    if not text.strip():
        raise NotationError("Nothing is written here.", "Write a value, or remove the key.")
    return text.strip()


def read_name(text: str) -> str:
    """Read the name of a clause; it is part of addresses, so it has no points."""
    if re.fullmatch(r"[^\s.](?:[^\n\r.]{0,98}[^\s.])?", text) is None:
        raise NotationError(
            f'"{text[:40]}" cannot name a clause.',
            "Use a short name without points, such as resolve-critical.",
            code="bad-name",
        )
    return text


def read_date(text: str) -> date:
    """Read a date as `2026-03-31`; one that no calendar reaches is refused."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = None
    if day is None or re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text.strip()) is None:
        raise NotationError(f'"{text}" is not a date.', "Write year, month and day, such as 2026-03-31.")
    if day.year > LAST_YEAR:
        raise NotationError(
            f"{day} lies beyond {LAST_YEAR}, the last year that is reckoned with.",
            'Write an earlier date; a term without a last day has no "to".',
        )
    return day


def read_count(text: str) -> int:
    """Read a whole number, perhaps with what is counted after it: `1 ticket`, `10 ratings`, `2000`."""
    match = re.fullmatch(r"([0-9]{1,9})(?: [a-z][a-z -]*)?", tidy(text))
    if match is None:
        raise NotationError(f'"{text}" is not a whole number.', "Write it like 3, or 10 tickets.")
    return int(match[1])


def read_flag(text: str) -> bool:
    """Read `true` or `false` (`yes` and `no` mean the same)."""
    word = tidy(text)
    if word not in {"true", "false", "yes", "no"}:
        raise NotationError(f'"{text}" is neither true nor false.', "Write true or false.")
    return word in {"true", "yes"}


def read_level(text: str) -> Fraction:
    """Read a percentage or a number: what a value is held against."""
    return parse_ratio(text) if "%" in text else parse_number(text)


def read_share(text: str) -> Fraction:
    """Read a percentage from 0% to 100%."""
    share = parse_ratio(text)
    if share > 1:
        raise NotationError(f"{text} is more than everything.", "Write a percentage up to 100%.")
    return share


def read_target(text: str) -> Target | None:
    """Read a target; `none` means that there is a time frame but no percentage."""
    return None if tidy(text) == "none" else Target.parse(text)


def read_amount(text: str) -> Decimal:
    """Read an amount of money, such as `2400.00`."""
    if re.fullmatch(r"[0-9]{1,12}(?:\.[0-9]{1,4})?", text) is None:
        raise NotationError(
            f'"{text}" is not an amount.', "Write digits with a point and no commas, such as 2400.00."
        )
    return Decimal(text)


def suggestion(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return a question for the nearest known word, or else `otherwise`.

    >>> suggestion("whitin", ["within", "target"], "Known are within, target.")
    'Did you mean "within"?'
    """
    near = difflib.get_close_matches(word[:60], sorted(known), n=1)
    return f'Did you mean "{near[0]}"?' if near else otherwise


@cache
def zone_names() -> frozenset[str]:
    """Every time zone of the tzdata package."""
    return frozenset(files("tzdata").joinpath("zones").read_text("utf-8").split())


def read_zone(text: str) -> str:
    """Read the name of a time zone, such as `Europe/London`."""
    if text not in zone_names():
        raise refusal(
            "unknown-timezone",
            f'"{text}" is not a known time zone.',
            lambda: suggestion(text, zone_names(), "Write it like Europe/London."),
        )
    return text


def matching(pattern: str, what: str, mend: str) -> Callable[[str], str]:
    """Return a reader of texts that match `pattern` from end to end."""

    def read(text: str) -> str:
        if re.fullmatch(pattern, text.strip()) is None:
            raise NotationError(f'"{text}" is not {what}.', mend)
        return text.strip()

    return read


def shown(pattern: str, description: str, *examples: Any, types: Any = "string") -> WithJsonSchema:
    """Return the JSON Schema of a notation; the whole text matches `pattern`."""
    schema = {"type": types, "pattern": f"^({pattern})$", "description": description, "examples": [*examples]}
    return WithJsonSchema(schema)


CURRENCY: Final = matching("[A-Z]{3}", "a currency", "Write its three letters, such as GBP or EUR.")
LANGUAGE: Final = matching("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language", "Write its tag, such as en or de.")
EMAIL: Final = matching(
    r"[^@\s]+@[^@\s]+\.[^@\s]+", "an e-mail address", "Write it like name@company.example."
)

Text = Annotated[
    str,
    PlainValidator(text_reader(read_text, LONGEST_TEXT)),
    WithJsonSchema({"type": ["string", "number", "boolean"], "minLength": 1}),
]
Name = Annotated[str, PlainValidator(text_reader(read_name)), WithJsonSchema({"type": "string"})]
Day = Annotated[
    date,
    PlainValidator(text_reader(read_date)),
    shown("[0-9]{4}-[0-9]{2}-[0-9]{2}", "A date", "2026-03-31"),
]
Count = Annotated[
    int,
    PlainValidator(text_reader(read_count)),
    shown(
        "[0-9]{1,9}( [A-Za-z][A-Za-z -]*)?", "A whole number", 3, "10 tickets", types=["string", "integer"]
    ),
]
Flag = Annotated[
    bool,
    PlainValidator(text_reader(read_flag)),
    shown("true|false|yes|no", "True or false", True, types=["string", "boolean"]),
]
Length = Annotated[
    Duration,
    PlainValidator(text_reader(meant(Duration.parse))),
    shown(DURATION_PATTERN, "A length of time", "15 minutes", "3 business days", "1 month"),
]
Cut = Annotated[
    Period,
    PlainValidator(text_reader(Period.parse)),
    shown(_PERIOD, "A period", "month", "trailing 365 days"),
]
SureAim = Annotated[
    Target,
    PlainValidator(text_reader(meant(Target.parse))),
    shown(TARGET_PATTERN, "A target and its period", "99.9% per month", "at least 4.2 per quarter"),
]
Aim = Annotated[
    Target | None,
    PlainValidator(text_reader(meant(read_target))),
    shown(f"{TARGET_PATTERN}|none", "A target and its period, or none", "99.9% per month", "none"),
]
Ratio = Annotated[
    Fraction,
    PlainValidator(text_reader(meant(parse_ratio))),
    shown(f"{_NUMBER} ?%", "A percentage", "10%"),
]
Share = Annotated[
    Fraction,
    PlainValidator(text_reader(meant(read_share))),
    shown(f"{_NUMBER} ?%", "A percentage up to 100%", "50%"),
]
Level = Annotated[
    Fraction,
    PlainValidator(text_reader(meant(read_level))),
    shown(f"{_NUMBER}( ?%)?", "A percentage or a number", "99.5%", "3", types=["string", "number"]),
]
Number = Annotated[
    Fraction,
    PlainValidator(text_reader(meant(parse_number))),
    shown(_NUMBER, "A number", "1", "0.5", types=["string", "number"]),
]
ZoneName = Annotated[
    str, PlainValidator(text_reader(read_zone)), shown("[A-Za-z0-9_+/-]+", "A time zone", "Europe/London")
]
Currency = Annotated[str, PlainValidator(text_reader(CURRENCY)), shown("[A-Z]{3}", "A currency", "GBP")]
Language = Annotated[
    str,
    PlainValidator(text_reader(LANGUAGE)),
    shown("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "A language", "en"),
]
Email = Annotated[
    str, PlainValidator(text_reader(EMAIL)), WithJsonSchema({"type": "string", "format": "email"})
]
