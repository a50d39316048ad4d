"""Zone rules and wall-clock time to UTC, against announced changes and against stepping (rules 3, 7)."""

import random
from datetime import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.calendars.zones import Zone, _change, load_zone, zone_names
from evenhand.errors import EvenhandError, OutOfRange
from tests.answers.calendars.oracle import zone_rules
from tests.unit.calendars.written import answers, utc


def shown(zone: str, at: int) -> int:
    """What the clock shows, in local seconds, as zoneinfo has it."""
    local = datetime.fromtimestamp(at, zone_rules(zone)).replace(tzinfo=None)
    return int((local - datetime(1970, 1, 1)).total_seconds())


@pytest.mark.parametrize("case", answers("transitions.yaml"), ids=lambda case: case["zone"])
def test_announced_clock_changes(case: dict) -> None:
    zone = load_zone(case["zone"], *case["years"])
    assert zone.offsets[0] == case["offset"]
    found = list(zip(zone.transitions.tolist(), zone.offsets[1:].tolist(), strict=True))
    assert found == [(utc(at), offset) for at, offset in case["changes"]]


@pytest.mark.parametrize("name", sorted(zone_names())[::7])
def test_every_offset_at_every_change_and_between(name: str) -> None:
    zone = load_zone(name, 1995, 2045)
    chosen = random.Random(name).sample(range(zone.start, zone.end), 200)
    edges = [edge for at in zone.transitions.tolist() for edge in (at - 1, at)]
    instants = np.array([*chosen, *edges, zone.start, zone.end - 1])
    rules = zone_rules(name)
    wanted = [datetime.fromtimestamp(at, rules).utcoffset().total_seconds() for at in instants.tolist()]
    assert (zone.local_seconds(instants) - instants).tolist() == wanted


def test_zone_range_has_room_on_both_sides_and_ends_there() -> None:
    zone = load_zone("Europe/London", 2026, 2026)
    assert (zone.start, zone.end) == (utc("2025-12-29T00:00"), utc("2027-01-04T00:00"))
    assert zone.local_seconds(zone.start) == zone.start
    assert zone.local_seconds(zone.end - 1) == zone.end - 1
    for outside in (zone.start - 1, zone.end):
        for question in (zone.local_seconds, zone.opening_instant, zone.closing_instant):
            with pytest.raises(OutOfRange, match=r"Europe/London is known, 2025-12-29T00:00:00Z to 2027-01"):
                question(np.array([zone.start, outside]))


def test_a_change_at_the_very_edge_of_the_range() -> None:
    # London's first change after 2026 falls on 28 March 2027: outside, and not looked for.
    assert len(load_zone("Europe/London", 2026, 2026).transitions) == 2
    # Cairo, 2014 and 2015: what is listed ends, and no yearly rule follows until 2023.
    assert load_zone("Africa/Cairo", 2015, 2022).transitions.tolist() == []


@given(
    zone=st.sampled_from([case["zone"] for case in answers("transitions.yaml")]),
    pick=st.integers(0, 3),
    minutes=st.integers(-1600, 1600),
)
def test_opening_and_closing_by_stepping(zone: str, pick: int, minutes: int) -> None:
    case = next(case for case in answers("transitions.yaml") if case["zone"] == zone)
    rules = load_zone(zone, *case["years"])
    changes = rules.transitions.tolist() or [utc("2026-01-01T00:00")]
    middle = changes[pick % len(changes)]
    local = shown(zone, middle) + minutes * 60
    if not rules.start + 4 * 86_400 < middle < rules.end - 4 * 86_400:
        return
    instants = np.arange(middle - 200_040, middle + 200_040, 60)
    seen = list(zip(instants.tolist(), rules.local_seconds(instants).tolist(), strict=True))
    opening = next(at for at, clock in seen if clock >= local)
    at, clock = next((at, clock) for at, clock in reversed(seen) if clock <= local)
    assert rules.opening_instant(local) == opening
    assert rules.closing_instant(local) == (at if clock == local else at + 60)


@pytest.mark.parametrize(
    ("transitions", "offsets"),
    [
        ([100_000, 100_600, 101_200], [7200, 3600, 1800, 7200]),
        ([90_000, 100_000, 100_600], [3600, 7200, 3600, 1800]),
    ],
)
def test_changes_that_follow_at_once_upon_each_other(transitions: list[int], offsets: list[int]) -> None:
    # Made up: an hour back, and half an hour more ten minutes later.
    zone = Zone("Made/Up", np.array(transitions), np.array(offsets), start=0, end=200_000, rules="none")
    instants = np.arange(80_000, 120_000)
    seen = zone.local_seconds(instants)
    for local in range(98_000, 112_000, 50):
        assert zone.opening_instant(local) == instants[np.argmax(seen >= local)]
        last = len(seen) - 1 - int(np.argmax(seen[::-1] <= local))
        assert zone.closing_instant(local) == instants[last] + (seen[last] < local)


def test_a_yearly_rule_is_followed_to_the_second() -> None:
    rules, change = zone_rules("Europe/London"), utc("2026-03-29T01:00")
    for before in range(1, 40):
        for after in range(40):
            assert _change(rules, change - before, change + after) == change


def test_zones_are_carried_as_json_and_unchangeable() -> None:
    zone = load_zone("Europe/London", 2026, 2026)
    data = zone.to_json()
    assert data == {
        "name": "Europe/London",
        "rules": zone.rules,
        "start": utc("2025-12-29T00:00"),
        "end": utc("2027-01-04T00:00"),
        "offset": 0,
        "changes": [[utc("2026-03-29T01:00"), 3600], [utc("2026-10-25T01:00"), 0]],
    }
    assert zone.rules.startswith("tzdata 20")
    assert Zone.from_json(data).to_json() == data
    with pytest.raises(ValueError, match="read-only"):
        zone.offsets[0] = 1
    with pytest.raises(ValueError, match="read-only"):
        zone.transitions[0] = 1


def test_unknown_zones_are_refused_with_the_nearest() -> None:
    with pytest.raises(
        EvenhandError, match=r"no time zone named 'europe/london'\. Near to it: .*Europe/London"
    ):
        load_zone("europe/london", 2026, 2026)
    for name in ("../tzdata/zones", "", "%%%%"):
        with pytest.raises(EvenhandError, match="There is no time zone named"):
            load_zone(name, 2026, 2026)
