"""The compiled table: its edges, its numbers too great for int64, and what it refuses (rules 5 to 7)."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from evenhand.calendars import dates, lookup, zones
from evenhand.calendars.hours import Calendar
from evenhand.calendars.table import Table, compile_table
from evenhand.calendars.zones import Zone, load_zone
from evenhand.errors import OutOfRange
from tests.unit.calendars.written import calendar_of, utc

DAY = 86_400
LONDON = load_zone("Europe/London", 2026, 2026)
MARCH = date(2026, 3, 1), date(2026, 3, 31)
OFFICE = calendar_of({"mon-fri": "08:00-18:00"}, "Europe/London")
OPENING, CLOSING = utc("2026-03-02T08:00"), utc("2026-03-02T18:00")


def office(**options: object) -> Table:
    return compile_table(OFFICE, LONDON, *MARCH, **options)


def test_range_unit_and_total() -> None:
    table = office()
    assert (table.start, table.end) == (utc("2026-03-01T00:00"), utc("2026-03-31T23:00"))
    assert (table.unit, table.per_day, table.dtype, table.total) == ("seconds", 0, np.int64, 22 * 36_000)
    days = office(unit="business days", denominators=[7])
    assert (days.unit, days.per_day, days.total) == ("business days", 7 * 36_000, 22 * 7 * 36_000)
    assert compile_table(OFFICE, LONDON, *MARCH, unit="business days").per_day == 36_000


def test_the_second_of_opening_and_of_closing() -> None:
    table = office()
    instants = [OPENING - 1, OPENING, OPENING + 1, CLOSING - 1, CLOSING, CLOSING + 1]
    wanted = [0, 0, 1, 35_999, 36_000, 36_000]
    assert table.before(instants).tolist() == [table.before_one(at) for at in instants] == wanted
    assert table.before([table.start, table.end]).tolist() == [0, table.total]


def test_due_at_the_closing_that_uses_it_up_and_exceeded_after_the_next_opening() -> None:
    table = office()
    tuesday = utc("2026-03-03T08:00")
    for work, reached, exceeded in (
        (0, table.start, OPENING + 1),
        (1, OPENING + 1, OPENING + 2),
        (35_999, CLOSING - 1, CLOSING),
        (36_000, CLOSING, tuesday + 1),
        (36_001, tuesday + 1, tuesday + 2),
    ):
        assert table.reaching_one(work) == reached
        assert table.exceeding_one(work) == exceeded
        assert table.reaching([work]).tolist() == [reached]
        assert table.exceeding([work]).tolist() == [exceeded]


def test_due_never_lies_before_the_start() -> None:
    table = office()
    night = utc("2026-03-02T23:00")
    assert table.due_one(night, 0) == night
    assert table.due([night], 0).tolist() == [night]
    assert table.due_one(night, 60) == utc("2026-03-03T08:01")


def test_elapsed_backwards_is_negative() -> None:
    table = office()
    assert table.elapsed_one(CLOSING, OPENING) == -36_000
    assert table.elapsed([CLOSING], [OPENING]).tolist() == [-36_000]


def test_shapes_are_kept_and_broadcast() -> None:
    table = office()
    assert table.before(CLOSING).shape == ()
    assert int(table.before(CLOSING)) == 36_000
    assert table.before(np.empty((0, 3), np.int64)).shape == (0, 3)
    grid = table.elapsed(np.array([[OPENING], [OPENING + 60]]), np.array([CLOSING, CLOSING - 60, OPENING]))
    assert grid.tolist() == [[36_000, 35_940, 0], [35_940, 35_880, -60]]
    assert int(table.due(OPENING, 60)) == OPENING + 60
    assert int(table.reaching(60)) == OPENING + 60
    assert int(table.exceeding(60)) == OPENING + 61
    assert table.due([OPENING, CLOSING], 60).tolist() == [OPENING + 60, utc("2026-03-03T08:01")]
    assert table.reaching([]).tolist() == []


def test_more_instants_than_one_block() -> None:
    table = office()
    instants = np.arange(table.start, table.end, 97)
    assert len(instants) > 3 * (1 << 13)
    work = table.before(instants)
    assert work.tolist() == [table.before_one(at) for at in instants.tolist()]
    assert table.elapsed(instants, instants[::-1]).tolist() == (work[::-1] - work).tolist()


@pytest.mark.parametrize("unit", ["seconds", "business days"])
def test_instants_outside_the_range_are_refused(unit: str) -> None:
    table = office(unit=unit)
    far = np.iinfo(np.int64)
    for outside in (table.start - 1, table.end + 1, far.min, far.max):
        with pytest.raises(OutOfRange):
            table.before([OPENING, outside])
        with pytest.raises(OutOfRange):
            table.elapsed([outside], [OPENING])
        with pytest.raises(OutOfRange):
            table.due([outside], [1])
        with pytest.raises(OutOfRange):
            table.before_one(outside)
        with pytest.raises(OutOfRange):
            table.due_one(outside, 1)
    message = (
        r"^2026-04-01T00:00:00Z lies outside the compiled range, 2026-03-01T00:00:00Z to "
        r"2026-03-31T23:00:00Z \(hours in Europe/London\)\.$"
    )
    with pytest.raises(OutOfRange, match=message):
        table.before([OPENING, utc("2026-04-01T00:00")])
    with pytest.raises(OutOfRange, match=message):
        table.before_one(utc("2026-04-01T00:00"))


def test_work_beyond_the_range_is_refused() -> None:
    table = office()
    assert table.reaching_one(table.total) == utc("2026-03-31T17:00")
    assert table.reaching([table.total]).tolist() == [utc("2026-03-31T17:00")]
    for work in (-1, table.total + 1, np.iinfo(np.int64).max):
        for question in (table.reaching_one, table.exceeding_one, table.reaching, table.exceeding):
            with pytest.raises(OutOfRange, match=f"^{work:,} open seconds after the start lie outside"):
                question(work)
    for question in (table.exceeding_one, table.exceeding):
        with pytest.raises(OutOfRange, match=r"^792,000 open seconds .*, which holds 792,000"):
            question(table.total)
    with pytest.raises(OutOfRange):
        table.due([OPENING], [np.iinfo(np.int64).max])
    with pytest.raises(OutOfRange):
        table.due_one(CLOSING, table.total)
    with pytest.raises(OutOfRange, match=r"ticks after the start .* \(36,000 to a business day\)\.$"):
        office(unit="business days").reaching_one(10**9)


def test_a_calendar_that_never_opens() -> None:
    for unit in ("seconds", "business days"):
        table = compile_table(Calendar("Europe/London"), LONDON, *MARCH, unit=unit, denominators=[2])
        assert table.total == 0
        assert table.per_day == (2 if unit == "business days" else 0)
        assert table.before([table.start, OPENING, table.end]).tolist() == [0, 0, 0]
        assert table.before_one(OPENING) == 0
        assert table.due([OPENING], [0]).tolist() == [table.due_one(OPENING, 0)] == [OPENING]
        with pytest.raises(OutOfRange):
            table.due_one(OPENING, 1)
        with pytest.raises(OutOfRange):
            table.exceeding([0])


def test_always_is_the_wall_clock_to_the_second() -> None:
    table = compile_table(Calendar("Europe/London", always=True), LONDON, *MARCH)
    instants = np.linspace(table.start, table.end, 1001).astype(np.int64)
    assert table.before(instants).tolist() == (instants - table.start).tolist()
    assert table.elapsed_one(utc("2026-03-29T00:59:59"), utc("2026-03-29T01:00:01")) == 2
    assert table.due(instants[:-1], 1).tolist() == (instants[:-1] + 1).tolist()


def test_every_open_date_is_one_business_day() -> None:
    calendar = Calendar(
        "Europe/London",
        weekly=(((0, DAY),),) * 4 + (((28_800, 43_200), (46_800, 61_207)),) + ((), ((0, DAY),)),
        closed={date(2026, 3, 5): "closed"},
    )
    table = compile_table(calendar, LONDON, *MARCH, unit="business days", denominators=[10, 4])
    # Lengths: 24 hours, 23 hours on 29 March, and 8 h 0 min 7 s on Fridays.
    assert table.per_day == 86_400 * 23 * 28_807
    for day in range(1, 32):
        start = utc(f"2026-03-{day:02}T00:00", "Europe/London")
        end = utc(f"2026-03-{day + 1:02}T00:00", "Europe/London") if day < 31 else table.end
        is_open = date(2026, 3, day).weekday() != 5 and day != 5
        assert table.elapsed_one(start, end) == (table.per_day if is_open else 0)


def test_ticks_that_do_not_fit_are_python_integers() -> None:
    # Five primes for lengths: their common multiple is beyond int64.
    lengths = (35_993, 35_983, 35_977, 35_969, 35_963)
    weekly = (*(((28_800, 28_800 + length),) for length in lengths), (), ())
    calendar = Calendar("Europe/London", weekly=weekly)
    table = compile_table(calendar, LONDON, *MARCH, unit="business days", denominators=[10])
    assert table.dtype == object
    assert table.per_day == 10 * 35_993 * 35_983 * 35_977 * 35_969 * 35_963 > 2**63
    start = OPENING + 10_000
    # 10,000 of 35,993 seconds of Monday are gone; 2.5 days on is Thursday, rounded down to a whole second.
    exact = (Fraction(10_000, lengths[0]) + Fraction(1, 2)) * lengths[2]
    due = utc("2026-03-04T08:00") + int(exact)
    within = table.per_day * 5 // 2
    assert table.due_one(start, within) == due
    assert table.due([start], [within]).tolist() == [due]
    work = table.before([start, CLOSING, table.end])
    assert work.dtype == object
    assert work.tolist() == [table.per_day // 35_993 * 10_000, table.per_day, 22 * table.per_day]
    assert table.elapsed([start], [CLOSING]).tolist() == [table.elapsed_one(start, CLOSING)]
    assert table.exceeding([within]).tolist() == [table.exceeding_one(within)]
    assert table.exceeding(within).tolist() == table.exceeding_one(within)
    assert table.before(start).tolist() == table.before_one(start)
    with pytest.raises(OutOfRange):
        table.reaching([-1])
    with pytest.raises(OutOfRange):
        table.reaching(22 * table.per_day + 1)


@pytest.mark.parametrize("lengths", [(35_993, 35_983, 35_977), (35_993, 35_983, 35_977, 35_969)])
def test_ticks_on_both_sides_of_what_fits(lengths: tuple[int, ...]) -> None:
    weekly = (*(((28_800, 28_800 + length),) for length in lengths), *((),) * (7 - len(lengths)))
    table = compile_table(Calendar("Europe/London", weekly=weekly), LONDON, *MARCH, unit="business days")
    assert (table.dtype == object) == (len(lengths) == 4)
    instants = range(table.start, table.end, 1_777)
    assert table.before(instants).tolist() == [table.before_one(at) for at in instants]


def test_ticks_fall_due_in_the_second_that_does_not_go_beyond() -> None:
    # Monday has 3 seconds, Tuesday 7: a third of Monday is 2 1/3 seconds of Tuesday.
    calendar = Calendar("UTC", weekly=(((0, 3),), ((0, 7),)) + ((),) * 5)
    table = compile_table(calendar, load_zone("UTC", 2026, 2026), *MARCH, unit="business days")
    monday, tuesday = utc("2026-03-02T00:00"), utc("2026-03-03T00:00")
    assert table.per_day == 21
    assert table.due_one(monday + 1, 21) == tuesday + 2
    assert table.exceeding_one(table.before_one(monday + 1) + 21) == tuesday + 3
    # 22 ticks are less than Tuesday's first second: due when Monday closed.
    assert table.reaching_one(22) == monday + 3
    assert table.reaching([20, 21, 22, 23, 24]).tolist() == [
        monday + 2, monday + 3, monday + 3, monday + 3, tuesday + 1
    ]  # fmt: skip
    assert table.exceeding([20, 21, 23, 24]).tolist() == [monday + 3, tuesday + 1, tuesday + 1, tuesday + 2]


def test_hostile_calendars_are_searched_and_answer_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    # A break of a second in every minute: a bucket would have to be that short.
    every_minute = tuple((start, start + 59) for start in range(0, DAY, 60))
    calendar = Calendar("Europe/London", weekly=(every_minute,) * 7)
    for unit in ("seconds", "business days"):
        table = compile_table(calendar, LONDON, *MARCH, unit=unit)
        monkeypatch.setattr(lookup, "MOST_BUCKETS", 1 << 12)
        searched = compile_table(calendar, LONDON, *MARCH, unit=unit)
        monkeypatch.undo()
        instants = np.arange(table.start, table.end, 13)
        assert np.array_equal(table.before(instants), searched.before(instants))
        work = np.arange(0, table.total, table.total // 9_999)
        assert np.array_equal(table.reaching(work), searched.reaching(work))
        assert np.array_equal(table.exceeding(work), searched.exceeding(work))


def test_the_calendar_and_the_zone_must_be_of_one_place() -> None:
    with pytest.raises(ValueError, match="the calendar is in Europe/London, the zone given is UTC"):
        compile_table(OFFICE, load_zone("UTC", 2026, 2026), *MARCH)


def test_dates_the_zone_is_not_known_for_are_refused() -> None:
    for first, last in ((date(2025, 12, 1), date(2026, 1, 31)), (date(2026, 12, 1), date(2027, 2, 1))):
        with pytest.raises(OutOfRange, match="Europe/London is known"):
            compile_table(OFFICE, LONDON, first, last)


def test_a_signed_version_keeps_its_holidays_and_zones_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = dates.resolve_holidays("GB", "ENG", [2026])
    calendar = Calendar("Europe/London", weekly=OFFICE.weekly, closed=closed)
    signed = calendar.to_json(), LONDON.to_json()
    whole = date(2026, 1, 1), date(2026, 12, 31)
    before = compile_table(calendar, LONDON, *whole)

    def gone(*_: object, **__: object) -> None:
        raise AssertionError("a signed version asks no package")

    monkeypatch.setattr(dates.holidays, "country_holidays", gone)
    monkeypatch.setattr(zones.importlib.resources, "files", gone)
    monkeypatch.setattr(zones, "ZoneInfo", None)
    after = compile_table(Calendar.from_json(signed[0]), Zone.from_json(signed[1]), *whole)
    instants = np.arange(before.start, before.end, 1009)
    assert np.array_equal(before.before(instants), after.before(instants))
    work = np.arange(0, before.total, 1009)
    assert np.array_equal(before.reaching(work), after.reaching(work))
