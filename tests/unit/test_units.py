from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.errors import NotationError, OutOfRange
from evenhand.units import (
    Duration,
    Period,
    Target,
    Unit,
    iso_utc,
    parse_number,
    parse_ratio,
    ratio_text,
    seconds_text,
)


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("90 seconds", 90, Unit.SECONDS),
        ("1 second", 1, Unit.SECONDS),
        ("15 minutes", 900, Unit.SECONDS),
        ("68.5 hours", 246_600, Unit.SECONDS),
        ("  4   Hours ", 14_400, Unit.SECONDS),
        ("3 business days", 3, Unit.BUSINESS_DAYS),
        ("1 business day", 1, Unit.BUSINESS_DAYS),
        ("2 days", 2, Unit.DAYS),
        ("1 week", 7, Unit.DAYS),
        ("2 months", 2, Unit.MONTHS),
        ("1 year", 12, Unit.MONTHS),
    ],
)
def test_durations(text: str, amount: int, unit: Unit) -> None:
    duration = Duration.parse(text)
    assert (duration.amount, duration.unit) == (amount, unit)
    assert str(duration) == " ".join(text.split())


def test_parts_of_business_days_are_exact() -> None:
    assert Duration.parse("0.1 business days").amount == Fraction(1, 10)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4",
        "4hrs",
        "4 hrs",
        "-1 hours",
        "1 hour 30 minutes",
        "1,5 hours",
        "0.1 seconds",
        "1.5 days",
        "1e3 hours",
        "soon",
        "9999999999999 hours",
        "1/3 hours",
        "4 hours after",
    ],
)
def test_what_is_not_a_duration(text: str) -> None:
    with pytest.raises(NotationError) as caught:
        Duration.parse(text)
    assert caught.value.mend


def test_durations_are_compared_by_what_they_mean() -> None:
    assert Duration.parse("60 minutes") == Duration.parse("1 hour")
    assert hash(Duration.parse("1 week")) == hash(Duration.parse("7 days"))
    assert Duration.parse("1 day") != Duration.parse("24 hours")


def test_only_seconds_have_seconds() -> None:
    assert Duration.parse("2 minutes").seconds == 120
    with pytest.raises(ValueError, match="business days"):
        _ = Duration.parse("1 business day").seconds


@pytest.mark.parametrize("text", ["day", "week", "month", "quarter", "year", "trailing 365 days"])
def test_periods_are_written_as_they_are_read(text: str) -> None:
    assert str(Period.parse(text)) == text


def test_periods_with_numbers() -> None:
    assert Period.parse("Trailing 1 day") == Period("trailing days", 1)
    for text in ("months", "trailing 0 days", "2 months", "trailing days", ""):
        with pytest.raises(NotationError):
            Period.parse(text)


@pytest.mark.parametrize(
    ("text", "comparison", "value", "percentage"),
    [
        ("99.9% per month", "at least", Fraction(999, 1000), True),
        ("at least 95% per month", "at least", Fraction(19, 20), True),
        ("at most 5 % per month", "at most", Fraction(1, 20), True),
        ("at least 4.2 per month", "at least", Fraction(21, 5), False),
        ("at most 3 per month", "at most", Fraction(3), False),
    ],
)
def test_targets(text: str, comparison: str, value: Fraction, percentage: bool) -> None:
    target = Target.parse(text)
    assert (target.comparison, target.value, target.percentage) == (comparison, value, percentage)
    assert target.period == Period("month")
    assert str(target) == text


@pytest.mark.parametrize(
    "text", ["99.9%", "4.2 per month", "99.9% per fortnight", "at best 3 per month", "", "1,5% per day"]
)
def test_what_is_not_a_target(text: str) -> None:
    with pytest.raises(NotationError) as caught:
        Target.parse(text)
    assert caught.value.mend


def test_a_target_is_met_exactly() -> None:
    least, most = Target.parse("90% per month"), Target.parse("at most 3 per month")
    assert least.met_by(Fraction(9, 10))
    assert not least.met_by(Fraction(9, 10) - Fraction(1, 10**20))
    assert most.met_by(Fraction(3))
    assert not most.met_by(Fraction(3) + Fraction(1, 10**20))


def test_ratios_and_numbers_are_exact() -> None:
    assert parse_ratio(" 99.95 %") == Fraction(1999, 2000)
    assert parse_number(" 4.20 ") == Fraction(21, 5)
    for read, text in (
        (parse_ratio, "99.9"),
        (parse_ratio, "-1%"),
        (parse_number, "1e3"),
        (parse_number, "4,2"),
    ):
        with pytest.raises(NotationError):
            read(text)


@pytest.mark.parametrize(
    ("numerator", "denominator", "favourable", "target", "text"),
    [
        (1, 1, "up", None, "100%"),
        (0, 7, "up", None, "0%"),
        (9, 10, "up", Fraction(9, 10), "90%"),
        (2, 3, "up", None, "66.6%"),
        (2, 3, "down", None, "66.7%"),
        (9_999_999, 10_000_000, "up", None, "99.9%"),
        (9_999_999, 10_000_000, "down", None, "99.99999%"),
        (89_999, 100_000, "up", Fraction(9, 10), "89.9%"),
        (99_951, 100_000, "up", Fraction(9_995, 10_000), "99.95%"),  # met, and must not look missed
        (50_001, 1_000_000, "down", Fraction(1, 20), "5.1%"),  # missed by a hair: never looks like 5.0 %
        (49_999, 1_000_000, "down", Fraction(1, 20), "5.0%"),
        (
            1,
            3,
            "up",
            Fraction(1, 3),
            "33.333333333333333333333333333333%",
        ),  # no text could show it: still cut
    ],
)
def test_a_percentage_never_flatters(
    numerator: int, denominator: int, favourable: str, target: Fraction | None, text: str
) -> None:
    assert ratio_text(numerator, denominator, favourable=favourable, target=target) == text


def test_numbers_are_cut_to_two_decimals() -> None:
    assert ratio_text(13, 3, favourable="up", percentage=False) == "4.33"
    assert ratio_text(13, 3, favourable="down", percentage=False) == "4.34"
    assert ratio_text(-13, 3, favourable="up", percentage=False) == "-4.34"
    assert ratio_text(12, 3, favourable="up", percentage=False) == "4"
    assert ratio_text(41_999, 10_000, favourable="up", target=Fraction(21, 5), percentage=False) == "4.19"


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.fractions(0, 1, max_denominator=10**6), st.booleans())
def test_the_text_stands_on_the_unfavourable_side(n: int, d: int, target: Fraction, up: bool) -> None:
    exact = Fraction(n, n + d)
    text = ratio_text(n, n + d, favourable="up" if up else "down", target=target)
    shown = Fraction(text.removesuffix("%")) / 100
    assert shown <= exact if up else shown >= exact
    missed = exact < target if up else exact > target
    looks_missed = shown < target if up else shown > target
    assert looks_missed if missed else True
    assert shown != 1


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (45, "45 s"),
        (60, "1 min"),
        (65, "1 min 05 s"),
        (3600, "1 h 00 min"),
        (3601, "1 h 00 min 01 s"),
        (31_200, "8 h 40 min"),
        (360_000, "100 h 00 min"),
        (-90, "-1 min 30 s"),
    ],
)
def test_seconds_for_people(seconds: int, text: str) -> None:
    assert seconds_text(seconds) == text


def test_instants_in_utc() -> None:
    assert iso_utc(0) == "1970-01-01T00:00:00Z"
    assert iso_utc(-62_135_596_800) == "0001-01-01T00:00:00Z"
    assert iso_utc(253_402_300_799) == "9999-12-31T23:59:59Z"
    for seconds in (-62_135_596_801, 253_402_300_800, 10**30):
        with pytest.raises(OutOfRange):
            iso_utc(seconds)
