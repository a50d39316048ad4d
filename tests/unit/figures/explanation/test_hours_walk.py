"""The independent calendar, date by date (rules 3 to 7)."""

from datetime import date
from fractions import Fraction

import pytest

from evenhand.calendars.hours import Calendar, open_pieces
from evenhand.calendars.zones import load_zone
from evenhand.errors import OutOfRange
from evenhand.figures.explanation.hours_walk import OpenHours, Piece
from evenhand.figures.explanation.wall import zone_rules
from tests.unit.figures.explanation.helpers import at

DAY = 86_400
OFFICE = ((32_400, 61_200),)


def hours(zone: str = "Europe/London", **terms: object) -> OpenHours:
    calendar = Calendar(zone, **terms)  # type: ignore[arg-type]  # pieces of a calendar by name
    return OpenHours(zone_rules(zone), lambda _: calendar)


def weekdays() -> OpenHours:
    return hours(
        weekly=(OFFICE,) * 5 + ((),) * 2, closed={date(2026, 1, 6): "Epiphany", date(2026, 1, 10): "Fair"}
    )


def test_pieces_are_cut_at_midnight_and_at_both_ends() -> None:
    found = list(weekdays().pieces(at("01-05 16:00"), at("01-07 10:00")))
    assert found == [
        Piece(at("01-05 16:00"), at("01-05 17:00"), 28_800),
        Piece(at("01-07 09:00"), at("01-07 10:00"), 28_800),
    ]
    assert found[0].days == Fraction(1, 8)


def test_a_start_after_closing_begins_the_next_day() -> None:
    assert next(weekdays().pieces(at("01-09 17:00"))).start == at("01-12 09:00")


def test_a_closure_has_a_name_only_where_there_would_be_hours() -> None:
    assert weekdays().closure(date(2026, 1, 6)) == "Epiphany"
    assert weekdays().closure(date(2026, 1, 10)) == ""  # a Saturday
    assert weekdays().closure(date(2026, 1, 7)) == ""


def test_a_closed_date_also_ends_the_shift_of_the_evening_before() -> None:
    night = hours(weekly=(((79_200, 108_000),),) * 7, closed={date(2026, 1, 7): "closed"})
    found = [(piece.start, piece.end) for piece in night.pieces(at("01-06 12:00"), at("01-08 12:00"))]
    assert found == [(at("01-06 22:00"), at("01-07 00:00")), (at("01-08 00:00"), at("01-08 06:00"))]
    assert night.on_date(date(2026, 1, 9)) == (
        [(at("01-09 00:00"), at("01-09 06:00")), (at("01-09 22:00"), at("01-10 00:00"))],
        8 * 3600,
    )


def test_part_closures_and_openings() -> None:
    shop = hours(
        weekly=(OFFICE,) * 7,
        closed={date(2026, 1, 6): "closed"},
        closed_parts={date(2026, 1, 5): ((43_200, 46_800),)},
        open={date(2026, 1, 6): ((36_000, 39_600),), date(2026, 1, 5): ((82_800, 90_000),)},
    )
    assert shop.on_date(date(2026, 1, 5)) == (
        [
            (at("01-05 09:00"), at("01-05 12:00")),
            (at("01-05 13:00"), at("01-05 17:00")),
            (at("01-05 23:00"), at("01-06 00:00")),
        ],
        8 * 3600,
    )
    # An opening wins over the closure, also the part of it that runs past midnight.
    assert shop.on_date(date(2026, 1, 6)) == (
        [(at("01-06 00:00"), at("01-06 01:00")), (at("01-06 10:00"), at("01-06 11:00"))],
        2 * 3600,
    )


@pytest.mark.parametrize(("day", "length"), [((3, 28), 6), ((3, 29), 5), ((10, 25), 7)])
def test_midnight_to_six_lasts_five_six_or_seven_hours(day: tuple[int, int], length: int) -> None:
    assert hours(weekly=(((0, 21_600),),) * 7).on_date(date(2026, *day))[1] == length * 3600


def test_always_is_elapsed_time() -> None:
    always = hours(always=True)
    start, end = at("03-28 12:00"), at("03-30 12:00")
    assert sum(piece.seconds for piece in always.pieces(start, end)) == end - start


def test_a_calendar_that_never_opens_says_so() -> None:
    with pytest.raises(OutOfRange, match="Nothing opens in the three years before 2029"):
        next(hours().pieces(at("01-05 00:00")))


def test_holidays_are_asked_for_year_by_year() -> None:
    asked = []

    def calendar_of(year: int) -> Calendar:
        asked.append(year)
        return Calendar("UTC", weekly=(OFFICE,) * 7, closed={date(year, 1, 1): "New Year"})

    new_year = OpenHours(zone_rules("UTC"), calendar_of)
    assert [new_year.closure(date(year, 1, 1)) for year in (2026, 2027, 2026)] == ["New Year"] * 3
    assert sorted(asked) == [2025, 2026, 2027]


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/London",
        "America/Havana",
        "Australia/Lord_Howe",
        "Asia/Beirut",
        "America/St_Johns",
        "Pacific/Apia",
    ],
)
def test_it_finds_the_same_pieces_as_the_fast_calendar(zone: str) -> None:
    calendar = Calendar(
        zone,
        weekly=(((0, 5_400), (5_400, 7_200), (79_200, 108_000)),) * 4 + (((3_000, DAY),),) * 3,
        closed={date(2011, 10, 30): "a", date(2011, 3, 13): "b"},
        closed_parts={date(2011, 4, 3): ((3_600, 7_200),)},
        open={date(2011, 10, 30): ((82_800, 100_000),)},
    )
    fast = open_pieces(calendar, load_zone(zone, 2009, 2013), date(2010, 1, 1), date(2012, 1, 31))
    slow = OpenHours(zone_rules(zone), lambda _: calendar)
    spans = [
        span
        for day in range(date(2010, 1, 1).toordinal(), date(2012, 2, 1).toordinal())
        for span in slow.on_date(date.fromordinal(day))[0]
    ]
    assert spans == list(zip(fast.start.tolist(), fast.end.tolist(), strict=True))
