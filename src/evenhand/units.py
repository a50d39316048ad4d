"""Durations, periods, targets and ratios: exact values and the forms in which they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final, Literal, Self, get_args

from evenhand.errors import NotationError, OutOfRange

DAY_SECONDS: Final = 86_400
MOST_DIGITS: Final = 30

_NUMBER: Final = r"[0-9]{1,12}(?:\.[0-9]{1,12})?"
_RATIO: Final = re.compile(rf"({_NUMBER}) ?%")
_DURATION: Final = re.compile(rf"({_NUMBER}) ([a-z]+(?: [a-z]+)?)")
_TARGET: Final = re.compile(rf"(?:(at least|at most) )?({_NUMBER})( ?%)? per (.+)")
_TRAILING: Final = re.compile(r"trailing ([0-9]{1,4}) days?")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

PeriodUnit = Literal["day", "week", "month", "quarter", "year", "trailing days"]
Comparison = Literal["at least", "at most"]


class Unit(StrEnum):
    """What a duration is counted in; hours and minutes are seconds of open time, weeks are days."""

    SECONDS = "seconds"
    BUSINESS_DAYS = "business days"
    DAYS = "days"
    MONTHS = "months"


_UNITS: Final[dict[str, tuple[int, Unit]]] = {
    "second": (1, Unit.SECONDS),
    "minute": (60, Unit.SECONDS),
    "hour": (3600, Unit.SECONDS),
    "business day": (1, Unit.BUSINESS_DAYS),
    "day": (1, Unit.DAYS),
    "week": (7, Unit.DAYS),
    "month": (1, Unit.MONTHS),
    "year": (12, Unit.MONTHS),
}
_PERIODS: Final[dict[str, PeriodUnit]] = {unit: unit for unit in get_args(PeriodUnit)[:-1]}


def tidy(text: str) -> str:
    """Return the words of `text` in lower case with single spaces: the form in which notations are compared.

    >>> tidy("  At  least 1 Ticket ")
    'at least 1 ticket'
    """
    return " ".join(text.split()).lower()


@dataclass(frozen=True)
class Duration:
    """A length of time as an agreement writes it: an exact amount and what it is counted in.

    Seconds and business days run on a calendar (rules 5 and 6); days and months are dates on the wall.

    >>> Duration.parse("68.5 hours")
    Duration(amount=Fraction(246600, 1), unit=<Unit.SECONDS: 'seconds'>, text='68.5 hours')
    >>> Duration.parse("1 week") == Duration.parse("7 days")
    True
    """

    amount: Fraction
    unit: Unit
    text: str = field(compare=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `15 minutes`, `68.5 hours`, `3 business days`, `1 week`, `2 months`; raise NotationError."""
        match = _DURATION.fullmatch(tidy(text))
        known = _UNITS.get(match[2].removesuffix("s")) if match else None
        if match is None or known is None:
            raise NotationError(
                f'"{text}" is not a length of time.',
                "Write a number and one unit, such as 15 minutes, 4 hours, 3 business days or 1 month.",
            )
        factor, unit = known
        amount = Fraction(match[1]) * factor
        if amount.denominator != 1 and unit is not Unit.BUSINESS_DAYS:
            raise NotationError(
                f'"{text}" is not a whole number of {unit}.', "Write it in a smaller unit, or round it."
            )
        return cls(amount, unit, " ".join(text.split()))

    @property
    def seconds(self) -> int:
        """The whole seconds of a duration counted in seconds; raises ValueError for any other unit."""
        if self.unit is not Unit.SECONDS:
            raise ValueError(f"{self.text} is counted in {self.unit}, not in seconds")
        return int(self.amount)

    def __str__(self) -> str:
        """The words of the document."""
        return self.text


@dataclass(frozen=True)
class Period:
    """A period that figures are cut into: a calendar period, or a number of trailing days (rule 18).

    >>> Period.parse("trailing 365 days")
    Period(unit='trailing days', count=365)
    """

    unit: PeriodUnit
    count: int = 1

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `day`, `week`, `month`, `quarter`, `year` or `trailing N days`; raise NotationError."""
        words = tidy(text)
        if words in _PERIODS:
            return cls(_PERIODS[words])
        trailing = _TRAILING.fullmatch(words)
        if trailing is None or int(trailing[1]) == 0:
            raise NotationError(
                f'"{text}" is not a period.', "Write day, week, month, quarter, year, or trailing 365 days."
            )
        return cls("trailing days", int(trailing[1]))

    def __str__(self) -> str:
        """The period as the document writes it."""
        return f"trailing {self.count} days" if self.unit == "trailing days" else self.unit


@dataclass(frozen=True)
class Target:
    """What a figure is compared with, and over which period; 99.9% is kept as 999/1000.

    >>> Target.parse("99.9% per month").value
    Fraction(999, 1000)
    >>> Target.parse("at most 3 per month").comparison
    'at most'
    """

    comparison: Comparison
    value: Fraction
    percentage: bool
    period: Period
    text: str = field(compare=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `99.9% per month`, `at least 4.2 per quarter`, `at most 3 per month`; raise NotationError.

        A percentage without words before it is a least value; a plain number needs `at least` or `at most`.
        """
        match = _TARGET.fullmatch(tidy(text))
        if match is None:
            raise NotationError(
                f'"{text}" is not a target.',
                "Write it like 95% per month, at least 4.2 per quarter, at most 3 per month, or none.",
            )
        words, number, percent, period = match.groups()
        if words is None and percent is None:
            raise NotationError(
                f'"{text}" does not say on which side of {number} is good.',
                f"Write at least {number} per {period}, or at most {number} per {period}.",
            )
        comparison: Comparison = "at most" if words == "at most" else "at least"
        value = Fraction(number) / (100 if percent else 1)
        return cls(comparison, value, percent is not None, Period.parse(period), " ".join(text.split()))

    def met_by(self, value: Fraction) -> bool:
        """Whether `value` meets the target, compared exactly (rule 16)."""
        return value >= self.value if self.comparison == "at least" else value <= self.value

    def __str__(self) -> str:
        """The words of the document."""
        return self.text


def parse_ratio(text: str) -> Fraction:
    """Read a percentage exactly; raise NotationError.

    >>> parse_ratio("99.9%")
    Fraction(999, 1000)
    """
    match = _RATIO.fullmatch(text.strip())
    if match is None:
        raise NotationError(f'"{text}" is not a percentage.', "Write it like 95% or 99.9%.")
    return Fraction(match[1]) / 100


def parse_number(text: str) -> Fraction:
    """Read a plain number exactly; raise NotationError.

    >>> parse_number("4.2")
    Fraction(21, 5)
    """
    if re.fullmatch(_NUMBER, text.strip()) is None:
        raise NotationError(f'"{text}" is not a number.', "Write digits with a point, such as 10 or 4.2.")
    return Fraction(text.strip())


def ratio_text(
    numerator: int,
    denominator: int,
    *,
    favourable: Literal["up", "down"],
    target: Fraction | None = None,
    percentage: bool = True,
) -> str:
    """Write a ratio so that it never flatters (rule 17).

    It is cut toward the unfavourable side (down when `favourable` is up), to one decimal for a percentage
    and two for a number. Digits are added until the text stands on the same side of `target` as the ratio,
    and 100 % is written only for a ratio of exactly one.

    >>> ratio_text(2, 3, favourable="up")
    '66.6%'
    >>> ratio_text(99_999, 100_000, favourable="down", target=Fraction(1))
    '99.999%'
    >>> ratio_text(21, 5, favourable="up", percentage=False)
    '4.20'
    """
    exact = Fraction(numerator, denominator)
    shown = exact * 100 if percentage else exact
    mark = "%" if percentage else ""
    if shown.denominator == 1:
        return f"{shown.numerator}{mark}"
    digits = 1 if percentage else 2
    while True:
        cut = _cut(shown, digits, favourable)
        written = cut / 100 if percentage else cut
        honest = target is None or _good(written, target, favourable) == _good(exact, target, favourable)
        if digits == MOST_DIGITS or (honest and not (percentage and written == 1)):
            return _decimal_text(cut, digits) + mark
        digits += 1


def _good(value: Fraction, target: Fraction, favourable: Literal["up", "down"]) -> bool:
    return value >= target if favourable == "up" else value <= target


def _cut(value: Fraction, digits: int, favourable: Literal["up", "down"]) -> Fraction:
    scale: int = 10**digits
    scaled = value * scale
    return Fraction(scaled.__floor__() if favourable == "up" else scaled.__ceil__(), scale)


def _decimal_text(value: Fraction, digits: int) -> str:
    whole, part = divmod(abs(value) * 10**digits, 10**digits)
    return f"{'-' if value < 0 else ''}{whole}.{int(part):0{digits}d}"


def seconds_text(seconds: int) -> str:
    """Write a length of time for people.

    >>> seconds_text(31_200), seconds_text(45), seconds_text(180), seconds_text(7_510)
    ('8 h 40 min', '45 s', '3 min', '2 h 05 min 10 s')
    """
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = []
    if hours:
        parts = [f"{hours} h", f"{minutes:02d} min"]
    elif minutes:
        parts = [f"{minutes} min"]
    if rest or not parts:
        parts.append(f"{rest:02d} s" if parts else f"{rest} s")
    return ("-" if seconds < 0 else "") + " ".join(parts)


def iso_utc(seconds: int) -> str:
    """Write an instant, whole seconds since 1970 in UTC (rule 1), as ISO 8601; raise OutOfRange.

    >>> iso_utc(1_772_467_800)
    '2026-03-02T16:10:00Z'
    """
    try:
        moment = _EPOCH + timedelta(seconds=int(seconds))
    except OverflowError:
        raise OutOfRange(f"{seconds} seconds since 1970 is outside the years 1 to 9999.") from None
    return moment.replace(tzinfo=None).isoformat() + "Z"
