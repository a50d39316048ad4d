"""Open hours from weekly hours and their exceptions, against hand and against stepping (rules 3 and 4)."""

from datetime import date, timedelta

import numpy as np
import pytest

from evenhand.calendars.hours import Calendar, OpenPieces, open_intervals, open_pieces
from evenhand.calendars.zones import load_zone
from tests.unit.calendars.written import answers, calendar_of, spans_of, utc

DAY = 86_400
MONDAY = date(2026, 3, 2)
LONDON = load_zone("Europe/London", 2026, 2026)
UTC = load_zone("UTC", 2026, 2026)


def opened(calendar: Calendar, first: date, last: date) -> list[tuple[int, int]]:
    return open_intervals(calendar, UTC, first, last).pairs()


@pytest.mark.parametrize(
    "case", answers("clock_changes.yaml"), ids=lambda case: f"{case['zone']} {case['date']} {case['hours']}"
)
def test_hours_across_clock_changes(case: dict) -> None:
    zone = load_zone(case["zone"], case["date"].year, case["date"].year)
    calendar = calendar_of({"mon-sun": case["hours"]}, case["zone"])
    found = open_intervals(calendar, zone, case["date"], case["date"])
    wanted = []
    for text in case["open"]:
        *shift, clock = text.removesuffix("Z").split()
        day = case["date"] + timedelta(days=int(shift[0]) if shift else 0)
        wanted.append(utc(f"{day}T{clock}"))
    assert [edge for pair in found.pairs() for edge in pair] == wanted
    assert found.seconds == case["seconds"]


def test_a_date_ends_at_the_first_midnight_where_midnight_comes_twice() -> None:
    # Otherwise an hour of Sunday would be open, and Sunday would be a business day.
    zone = load_zone("America/Havana", 2024, 2024)
    calendar = calendar_of({"sat": "18:00-24:00"}, zone.name)
    pieces = open_pieces(calendar, zone, date(2024, 11, 1), date(2024, 11, 4))
    assert (pieces.end - pieces.start).tolist() == [6 * 3600]
    assert pieces.end.tolist() == [utc("2024-11-03T04:00")]


def test_spans_of_a_date_that_overlap_or_touch_are_one() -> None:
    calendar = calendar_of({"mon": ["08:00-12:00", "11:00-14:00", "14:00-15:00", "16:00-17:00"]})
    assert opened(calendar, MONDAY, MONDAY) == [
        (utc("2026-03-02T08:00"), utc("2026-03-02T15:00")),
        (utc("2026-03-02T16:00"), utc("2026-03-02T17:00")),
    ]


def test_a_span_past_midnight_belongs_to_both_dates() -> None:
    calendar = calendar_of({"mon": "22:00-06:00"})
    tuesday = MONDAY + timedelta(days=1)
    assert opened(calendar, MONDAY, MONDAY) == [(utc("2026-03-02T22:00"), utc("2026-03-03T00:00"))]
    assert opened(calendar, tuesday, tuesday) == [(utc("2026-03-03T00:00"), utc("2026-03-03T06:00"))]
    assert opened(calendar, MONDAY, tuesday) == [(utc("2026-03-02T22:00"), utc("2026-03-03T06:00"))]


def test_a_closed_date_is_closed_from_midnight_to_midnight() -> None:
    # The evening shift of Monday loses its morning; that of Tuesday keeps the morning after.
    tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
    calendar = calendar_of({"mon-tue": "22:00-06:00"}, closed=[tuesday])
    assert opened(calendar, MONDAY, wednesday) == [
        (utc("2026-03-02T22:00"), utc("2026-03-03T00:00")),
        (utc("2026-03-04T00:00"), utc("2026-03-04T06:00")),
    ]


def test_a_closed_date_at_the_edge_of_the_range() -> None:
    # The date before the first is closed: its shift still reaches into the first.
    sunday = MONDAY - timedelta(days=1)
    calendar = calendar_of({"sun": "22:00-06:00"}, closed=[sunday, date(1999, 1, 1), date(2050, 1, 1)])
    assert opened(calendar, MONDAY, MONDAY) == [(utc("2026-03-02T00:00"), utc("2026-03-02T06:00"))]


def test_part_of_a_date_closed_and_an_opening_that_wins() -> None:
    week = ((spans_of("08:00-18:00"),) * 5) + ((),) * 2
    calendar = Calendar(
        "UTC",
        weekly=week,
        closed={MONDAY: "Moved holiday"},
        closed_parts={MONDAY + timedelta(days=1): spans_of(["13:00-15:00", "17:00-24:00"])},
        open={MONDAY: spans_of("09:00-10:00"), MONDAY + timedelta(days=1): spans_of("14:00-14:30")},
    )
    assert opened(calendar, MONDAY, MONDAY + timedelta(days=1)) == [
        (utc("2026-03-02T09:00"), utc("2026-03-02T10:00")),
        (utc("2026-03-03T08:00"), utc("2026-03-03T13:00")),
        (utc("2026-03-03T14:00"), utc("2026-03-03T14:30")),
        (utc("2026-03-03T15:00"), utc("2026-03-03T17:00")),
    ]


def test_an_opening_or_closure_of_the_evening_before_reaches_over_midnight() -> None:
    sunday = MONDAY - timedelta(days=1)
    extra = Calendar("UTC", open={sunday: spans_of("22:00-02:00")})
    assert opened(extra, MONDAY, MONDAY) == [(utc("2026-03-02T00:00"), utc("2026-03-02T02:00"))]
    shut = Calendar("UTC", always=True, closed_parts={sunday: spans_of("22:00-02:00")})
    assert opened(shut, MONDAY, MONDAY) == [(utc("2026-03-02T02:00"), utc("2026-03-03T00:00"))]


def test_always_is_one_interval_less_what_is_closed() -> None:
    calendar = Calendar("Europe/London", always=True)
    assert open_intervals(calendar, LONDON, date(2026, 1, 1), date(2026, 12, 31)).pairs() == [
        (utc("2026-01-01T00:00"), utc("2027-01-01T00:00"))
    ]
    closed = Calendar("UTC", always=True, closed={MONDAY: "closed"})
    assert opened(closed, MONDAY - timedelta(days=1), MONDAY + timedelta(days=1)) == [
        (utc("2026-03-01T00:00"), utc("2026-03-02T00:00")),
        (utc("2026-03-03T00:00"), utc("2026-03-04T00:00")),
    ]


def test_pieces_are_cut_at_local_midnight() -> None:
    zone = load_zone("Australia/Lord_Howe", 2026, 2026)
    calendar = Calendar(zone.name, always=True)
    pieces = open_pieces(calendar, zone, date(2026, 4, 4), date(2026, 4, 6))
    assert (pieces.end - pieces.start).tolist() == [DAY, DAY + 1800, DAY]
    assert pieces.start[1:].tolist() == pieces.end[:-1].tolist()
    assert [date(1970, 1, 1) + timedelta(days=day) for day in pieces.day.tolist()] == [
        date(2026, 4, 4), date(2026, 4, 5), date(2026, 4, 6)
    ]  # fmt: skip


def test_pieces_of_a_date_that_never_was() -> None:
    zone = load_zone("Pacific/Apia", 2011, 2011)
    pieces = open_pieces(Calendar(zone.name, always=True), zone, date(2011, 12, 29), date(2011, 12, 31))
    assert [str(date(1970, 1, 1) + timedelta(days=day)) for day in pieces.day.tolist()] == [
        "2011-12-29", "2011-12-31"
    ]  # fmt: skip


def test_pieces_before_1970() -> None:
    zone = load_zone("UTC", 1969, 1969)
    pieces = open_pieces(
        Calendar("UTC", open={date(1969, 6, 2): ((0, 60),)}), zone, date(1969, 6, 1), date(1969, 6, 3)
    )
    assert pieces.start.tolist() == [utc("1969-06-02T00:00")]
    assert pieces.day.tolist() == [utc("1969-06-02T00:00") // DAY]


def test_pieces_of_nothing() -> None:
    pieces = open_pieces(Calendar("UTC"), UTC, MONDAY, MONDAY)
    assert isinstance(pieces, OpenPieces)
    assert pieces.start.tolist() == pieces.end.tolist() == pieces.day.tolist() == []


def test_calendars_are_carried_as_json() -> None:
    calendar = Calendar(
        "Europe/London",
        weekly=((spans_of("08:00-18:00"),) * 5) + ((), spans_of("22:00-06:00")),
        closed={date(2026, 12, 25): "Christmas Day", date(2026, 1, 1): "New Year's Day"},
        closed_parts={MONDAY: spans_of("13:00-15:00")},
        open={MONDAY: spans_of(["14:00-14:30", "20:00-21:00"])},
    )
    data = calendar.to_json()
    assert data == {
        "zone": "Europe/London",
        "always": False,
        "weekly": [[[28800, 64800]]] * 5 + [[], [[79200, 108000]]],
        "closed": {"2026-01-01": "New Year's Day", "2026-12-25": "Christmas Day"},
        "closed_parts": {"2026-03-02": [[46800, 54000]]},
        "open": {"2026-03-02": [[50400, 52200], [72000, 75600]]},
    }
    assert list(data["closed"]) == ["2026-01-01", "2026-12-25"]
    assert Calendar.from_json(data) == calendar
    always = Calendar("UTC", always=True)
    assert Calendar.from_json(always.to_json()) == always


def test_calendars_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        Calendar("UTC", closed={MONDAY: "closed"}).closed[MONDAY] = "open"  # type: ignore[index]  # the point


@pytest.mark.parametrize("span", [(-1, 10), (86400, 86401), (10, 10), (10, 5), (10, 86411)])
def test_spans_that_mean_nothing_are_refused(span: tuple[int, int]) -> None:
    for make in (
        lambda: Calendar("UTC", weekly=(((span,),) + ((),) * 6)),
        lambda: Calendar("UTC", closed_parts={MONDAY: (span,)}),
        lambda: Calendar("UTC", open={MONDAY: (span,)}),
    ):
        with pytest.raises(ValueError, match="is not a span of at most 24 hours"):
            make()


def test_weekly_hours_that_mean_nothing_are_refused() -> None:
    for options in ({"weekly": ((),) * 6}, {"always": True, "weekly": (((0, 60),),) + ((),) * 6}):
        with pytest.raises(ValueError, match="seven tuples of spans"):
            Calendar("UTC", **options)


def test_a_span_may_last_24_hours() -> None:
    calendar = Calendar("UTC", weekly=(((3600, 3600 + DAY),),) + ((),) * 6)
    found = open_intervals(calendar, UTC, MONDAY, MONDAY + timedelta(days=1))
    assert found.seconds == DAY
    assert np.array_equal(found.start, [utc("2026-03-02T01:00")])
