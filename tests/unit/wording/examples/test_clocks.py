"""Due moments in examples are those of the slow walk, which shares neither table nor clock with them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from evenhand.cli.due import reckon_due
from evenhand.figures.frames import serves
from evenhand.wording.blocks import text_of
from evenhand.wording.examples.clocks import clock_examples, timed_of
from evenhand.wording.examples.escalation import escalation_examples
from evenhand.wording.names import Names
from tests.unit.wording.documents import DOCUMENTS, EXAMPLE, agreement_in, small

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_time_frame_falls_due_as_in_the_slow_walk(path):
    agreement = agreement_in(path)
    ground = Names(agreement).ground
    for name, standard in agreement.standards.items():
        for timed in timed_of(standard, ground) if standard.clock else []:
            at, _ = ground.late(timed.calendar, timed.spare)
            service = next((each for each in agreement.services if serves(standard, each)), None)
            for priority in timed.priorities:
                walk = reckon_due(agreement, name, at, priority, service)
                assert walk.due == timed.due(at), (name, priority)


def examples(standard: str) -> list[str]:
    agreement = agreement_in(EXAMPLE)
    found = clock_examples(agreement.standards[standard], Names(agreement))
    return [text_of(each.words) for each in found]


def test_what_a_practice_owner_reads():
    assert examples("resolve-critical") == [
        "A ticket of priority Critical (P1) opened on Friday 2 January 2026 at 17:40 must be resolved by 21:40 "
        "the same day, if nothing pauses its clock."
    ]
    # Thursday 2 April 17:30 with half an hour left of ten: 3 business days end 30 minutes before Thursday's close.
    [sentence] = examples("resolve-other")
    assert "by 15:30 on Tuesday 7 April if it is High (P2), by 17:30 on Thursday 9 April" in sentence
    assert "There are no office hours () from Friday 3 April to Monday 6 April 2026." in sentence


def test_moments_lie_late_on_the_last_open_day_before_the_longest_closure():
    ground = Names(agreement_in(EXAMPLE)).ground
    at, closed = ground.late("office", 600)
    assert datetime.fromtimestamp(at, LONDON) == datetime(2026, 4, 2, 17, 50, tzinfo=LONDON)
    assert [day.isoformat() for day in closed] == ["2026-04-03", "2026-04-06"]


def test_a_single_day_between_is_named_alone():
    agreement = small(
        "calendars: {six: {hours: {mon-sat: 09:00-17:00}}}\nservices: {s: {hours: six}}\n"
        "standards: {r: {clock: {starts: opened, stops: resolved}, within: 4 hours, target: 90% per month}}"
    )
    [example] = clock_examples(agreement.standards["r"], Names(agreement))
    assert text_of(example.words).endswith("There are no six hours () on Sunday 4 January 2026.")


def test_hours_that_pause_for_no_whole_day_have_no_closure_to_tell():
    agreement = small(
        "calendars: {daily: {hours: {mon-sun: 09:00-17:00}}}\nservices: {s: {hours: daily}}\n"
        "standards: {r: {clock: {starts: opened, stops: resolved}, within: 4 hours, target: 90% per month}}"
    )
    [example] = clock_examples(agreement.standards["r"], Names(agreement))
    assert text_of(example.words) == (
        "A ticket opened on Thursday 1 January 2026 at 16:30 must be resolved by 12:30 on Friday 2 January."
    )


@pytest.mark.parametrize(
    ("term", "calendar"),
    [
        ("from: 2026-01-01", "{hours: {mon: 09:00-09:01}}"),
        ("from: 1800-01-01", "{hours: {mon: 09:00-17:00}}"),
        ("from: 2185-01-01", "{hours: {mon: 09:00-17:00}, holidays: {country: GB}}"),
    ],
)
def test_what_lies_beyond_the_calendars_has_no_example(term, calendar):
    agreement = small(
        f"calendars: {{rare: {calendar}}}\nservices: {{s: {{hours: rare}}}}\n"
        "standards: {r: {clock: {starts: opened, stops: resolved}, within: 5000 hours, target: 90% per month}}\n"
        "escalations: {e: {steps: [{at: 50%, notify: x}]}}",
        term,
    )
    names = Names(agreement)
    assert not [*clock_examples(agreement.standards["r"], names)]
    assert not [*escalation_examples(agreement.escalations["e"], names)]


def test_an_agreement_without_a_beginning_has_no_examples():
    names = Names(agreement_in(EXAMPLE).model_copy(update={"term": None}))
    assert names.ground is None
    assert not [*clock_examples(names.agreement.standards["resolve-other"], names)]
