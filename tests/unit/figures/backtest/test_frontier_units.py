"""A time frame that two versions state in different units has no answer; one stated in one unit has."""

import pytest

from evenhand.figures.backtest.frontier import needed_frames
from evenhand.figures.slots import Slot, groups
from evenhand.figures.versions import in_force
from evenhand.units import Target
from tests.logs import agreement

TEXT = """
agreement: Test
timezone: Europe/London
term: {from: 2026-01-01, to: 2026-12-31}
calendars: {office: {hours: {mon-fri: 09:00-17:00}}}
standards:
  fix: {clock: {starts: opened, stops: resolved}, calendar: office, within: 8 hours, target: 90% per month}
"""


@pytest.mark.parametrize(("later", "answers"), [("6 hours", 1), ("1 business day", 0)])
def test_units_of_two_versions(later: str, answers: int) -> None:
    second = TEXT.replace("8 hours", later) + "in force from: 2026-07-01\n"
    (group,) = groups(in_force([agreement(TEXT), agreement(second)]))
    slot = Slot(None, None, Target.parse("90% per month"), "month")
    assert len(needed_frames(group, slot, {}, {}, set())) == answers
