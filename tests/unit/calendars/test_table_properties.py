"""What must hold for every calendar, and equality with stepping through time (rules 3 to 6)."""

from datetime import date, datetime, timedelta
from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.calendars.hours import Calendar
from evenhand.calendars.table import Table, compile_table
from evenhand.calendars.zones import load_zone
from tests.answers.calendars.oracle import Walk

DAY = 86_400
# A zone, and a date at or beside which its clocks change.
PLACES = [
    ("Europe/London", date(2026, 3, 29)),
    ("Europe/London", date(2026, 10, 25)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("America/Havana", date(2024, 3, 10)),
    ("America/Havana", date(2024, 11, 3)),
    ("Asia/Beirut", date(2024, 3, 31)),
    ("Asia/Beirut", date(2024, 10, 26)),
    ("America/Sao_Paulo", date(2018, 2, 17)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Africa/Casablanca", date(2024, 3, 10)),
    ("Europe/Dublin", date(2024, 10, 27)),
    ("Antarctica/Troll", date(2024, 3, 31)),
    ("Asia/Pyongyang", date(2018, 5, 4)),
    ("America/St_Johns", date(2010, 11, 7)),
]

quarters = st.integers(0, 95).map(lambda quarter: quarter * 900)
spans = st.tuples(quarters, st.integers(1, 96)).map(lambda span: (span[0], span[0] + span[1] * 900))
some_spans = st.lists(spans, max_size=2).map(tuple)


@st.composite
def rules(draw: st.DrawFn) -> tuple[dict, date, date]:
    """Plain rules as the oracle takes them, with the first and last date around a clock change."""
    zone, change = draw(st.sampled_from(PLACES))
    first = change - timedelta(days=draw(st.integers(0, 2)))
    last = change + timedelta(days=draw(st.integers(0, 2)))
    days = st.sampled_from([first + timedelta(days=n) for n in range(-1, (last - first).days + 2)])
    weekly = st.one_of(st.just("always"), st.lists(some_spans, min_size=7, max_size=7))
    plain = {
        "zone": zone,
        "weekly": draw(weekly),
        "closed": draw(st.sets(days, max_size=2)),
        "closed_parts": draw(st.dictionaries(days, some_spans, max_size=2)),
        "open": draw(st.dictionaries(days, some_spans, max_size=2)),
    }
    return plain, first, last


def compiled(plain: dict, first: date, last: date, unit: str = "seconds") -> Table:
    always = plain["weekly"] == "always"
    calendar = Calendar(
        plain["zone"],
        always=always,
        weekly=((),) * 7 if always else tuple(plain["weekly"]),
        closed=dict.fromkeys(plain["closed"], "closed"),
        closed_parts=plain["closed_parts"],
        open=plain["open"],
    )
    zone = load_zone(plain["zone"], first.year, last.year)
    return compile_table(calendar, zone, first, last, unit=unit)


@settings(max_examples=60)
@given(rules())
def test_stepping_through_time_gives_the_same(case: tuple[dict, date, date]) -> None:
    walk = Walk(*case, step=300)
    seconds, days = compiled(*case), compiled(*case, unit="business days")
    assert (seconds.start, seconds.end) == (walk.start, walk.end)
    instants = list(range(walk.start, walk.end + 1, 300))
    assert seconds.before(instants).tolist() == walk.seconds_before(instants)
    some = instants[:: max(1, len(instants) // 20)]
    assert [Fraction(ticks, days.per_day) for ticks in days.before(some).tolist()] == walk.days_before(some)


@settings(max_examples=60)
@given(rules(), st.sampled_from(["seconds", "business days"]), st.data())
def test_due_and_exceeding_by_trying_every_second(case: tuple, unit: str, data: st.DataObject) -> None:
    table = compiled(*case, unit=unit)
    seconds = np.arange(table.start, table.end + 1)
    before = table.before(seconds)
    starts = data.draw(st.lists(st.sampled_from(range(table.start, table.end + 1)), min_size=1, max_size=5))
    for start in starts:
        done = table.before_one(start)
        within = data.draw(st.integers(0, table.total - done))
        best = before[before <= done + within].max()
        first = int(seconds[np.argmax(before == best)])
        assert table.reaching_one(done + within) == first
        assert table.due_one(start, within) == max(start, first)
        if done + within < table.total:
            late = table.exceeding_one(done + within)
            assert late == int(seconds[np.argmax(before > done + within)])
            assert table.elapsed_one(start, late) > within
            assert table.elapsed_one(start, late - 1) <= within


@settings(max_examples=60)
@given(rules(), st.sampled_from(["seconds", "business days"]), st.data())
def test_arrays_and_single_instants_agree(case: tuple, unit: str, data: st.DataObject) -> None:
    table = compiled(*case, unit=unit)
    instants = st.lists(st.integers(table.start, table.end), min_size=3, max_size=3)
    a, b, c = sorted(data.draw(instants))
    # Additive and monotone.
    assert table.elapsed_one(a, b) + table.elapsed_one(b, c) == table.elapsed_one(a, c)
    assert 0 <= table.before_one(a) <= table.before_one(b) <= table.before_one(c) <= table.total
    assert table.before([a, b, c]).tolist() == [table.before_one(at) for at in (a, b, c)]
    assert table.elapsed([a, b], [b, c]).tolist() == [table.elapsed_one(a, b), table.elapsed_one(b, c)]
    work = sorted(data.draw(st.lists(st.integers(0, table.total), min_size=3, max_size=3)))
    assert table.reaching(work).tolist() == [table.reaching_one(one) for one in work]
    less = [one for one in work if one < table.total]
    assert table.exceeding(less).tolist() == [table.exceeding_one(one) for one in less]
    within = work[0] if table.before_one(a) + work[0] <= table.total else 0
    assert table.due([a], [within]).tolist() == [table.due_one(a, within)]


@given(rules(), st.lists(some_spans, min_size=7, max_size=7), st.integers(1, 95))
def test_splitting_spans_changes_nothing(case: tuple, weekly: list, quarters_to_cut: int) -> None:
    plain, first, last = case
    cut = quarters_to_cut * 900

    def split(start: int, end: int) -> list[tuple[int, int]]:
        inside = start < cut < end
        return [(start, cut), (cut, end)] if inside else [(start, end)]

    parts = [tuple(part for span in one for part in split(*span)) for one in weekly]
    one, other = (compiled({**plain, "weekly": hours}, first, last) for hours in (weekly, parts))
    instants = np.arange(one.start, one.end, 450)
    assert np.array_equal(one.before(instants), other.before(instants))


@given(st.sampled_from(PLACES), st.data())
def test_always_is_elapsed_time(place: tuple[str, date], data: st.DataObject) -> None:
    zone, day = place
    plain = {"zone": zone, "weekly": "always", "closed": (), "closed_parts": {}, "open": {}}
    table = compiled(plain, day - timedelta(days=3), day + timedelta(days=3))
    a, b = (data.draw(st.integers(table.start, table.end)) for _ in range(2))
    assert table.elapsed_one(a, b) == b - a
    within = data.draw(st.integers(0, table.end - a))
    assert table.due_one(a, within) == a + within


@settings(max_examples=60)
@given(rules())
def test_every_date_is_a_whole_business_day_or_none(case: tuple[dict, date, date]) -> None:
    plain, first, last = case
    table = compiled(*case, unit="business days")
    zone = load_zone(plain["zone"], first.year, last.year)
    day = first
    while day <= last:
        midnights = [datetime.combine(day + timedelta(days=n), datetime.min.time()) for n in (0, 1)]
        start, end = (
            int(zone.opening_instant(int((at - datetime(1970, 1, 1)).total_seconds()))) for at in midnights
        )
        assert table.elapsed_one(start, end) in (0, table.per_day)
        day += timedelta(days=1)
