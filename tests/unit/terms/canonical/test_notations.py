"""Every notation in its one form, which reads as the same value."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.terms.availability import Allowance, Window
from evenhand.terms.canonical.notations import spans_form, written
from evenhand.terms.credits import Cap, Rounding
from evenhand.terms.deadlines import Deadline
from evenhand.terms.hours import read_span, read_week
from evenhand.terms.management import StepTime
from evenhand.terms.measures import Measure
from evenhand.terms.services import Charge
from evenhand.terms.standards import AsAgreed, Pause
from evenhand.units import Duration, Period, Target

READERS: dict[str, Any] = {
    "duration": Duration.parse,
    "period": Period.parse,
    "target": Target.parse,
    "charge": Charge.parse,
    "deadline": Deadline.parse,
    "cap": Cap.parse,
    "rounding": Rounding.parse,
    "measure": Measure.parse,
    "window": Window.parse,
    "allowance": Allowance.parse,
    "step": StepTime.parse,
    "pause": Pause.read,
    "week": read_week,
}


@pytest.mark.parametrize(
    ("kind", "text", "form"),
    [
        ("duration", "3600 Seconds", "1 hour"),
        ("duration", "90  minutes", "90 minutes"),
        ("duration", "0 hours", "0 seconds"),
        ("duration", "1.5 business days", "1.5 business days"),
        ("duration", "1 business days", "1 business day"),
        ("duration", "2 years", "24 months"),
        ("duration", "1.0 week", "7 days"),
        ("period", "Trailing 1 days", "trailing 1 day"),
        ("target", "at least 99.90 % per month", "99.9% per month"),
        ("target", "at most 5% per month", "at most 5% per month"),
        ("target", "at least 4.20 per quarter", "at least 4.2 per quarter"),
        ("charge", "21 per  User per month", "21.00 per user per month"),
        ("charge", "metered per month", "metered per month"),
        ("deadline", "within 30 days of the report", "30 days after the report"),
        ("deadline", "5 business days before the first day", "5 business days before the first day"),
        ("deadline", "before the first day", "before the first day"),
        ("deadline", "by the end of the 2th month after the incident",
         "by the end of the 2nd month after the incident"),
        ("deadline", "2026-03-31", "2026-03-31"),
        ("cap", "30.0% of the total charge per month", "30% of the total charge per month"),
        ("cap", "1 month charge per 12 months", "1 month's charge per 12 months"),
        ("cap", "2 months charge per year", "2 months' charge per year"),
        ("cap", "10% of the charge of the service per quarter", "10% of the charge of the service per quarter"),
        ("rounding", "half up to 0.010 per clause", "half up to 0.01 per clause"),
        ("measure", "rating", "mean of rating"),
        ("measure", "count of  calls", "count of calls"),
        ("measure", "count", "count"),
        ("measure", "reopened share", "reopened share"),
        ("measure", "share of rating above 3.0", "share of rating above 3"),
        ("measure", "share of load below 50%", "share of load below 0.5"),
        ("measure", "95 percentile of waiting", "95th percentile of waiting"),
        ("window", "sat 12:00-14:00:00", "sat 12:00-14:00"),
        ("window", "sun 22:00:30-06:00", "sun 22:00:30-06:00"),
        ("allowance", "1 day per month", "24 hours per month"),
        ("allowance", "1 windows per month", "1 window per month"),
        ("step", "50.0%", "50%"),
        ("step", "Missed", "missed"),
        ("step", "120 minutes after", "2 hours after"),
        ("pause", "waiting on client", "waiting on client"),
        ("pause", {"waiting": "2 business days"}, {"waiting": "at most 2 business days"}),
        ("week", "Always", "always"),
        ("week", {"mon-tue": "8:00-12:00", "sun": ["13:00-24:00", "09:00-13:00"]},
         {"mon": ["08:00-12:00"], "tue": ["08:00-12:00"], "sun": ["09:00-24:00"]}),
        ("week", {"mon": ["22:00-06:00"]}, {"mon": ["22:00-06:00"]}),
        ("week", {"mon": ["06:00-22:00", "22:00-06:00"]}, {"mon": ["06:00-06:00:01", "06:00:01-06:00"]}),
    ],
)  # fmt: skip
def test_a_notation_has_one_form(kind: str, text: Any, form: Any) -> None:
    assert written(READERS[kind](text)) == form


def test_hours_all_round_the_clock_have_one_form_however_they_are_cut() -> None:
    forms = [written(read_week({"mon": ["06:00-" + cut, cut + "-06:00"]})) for cut in ("07:00", "22:00")]
    assert forms[0] == forms[1]
    assert written(read_week(forms[0])) == forms[0]


def test_what_is_agreed_on_the_ticket() -> None:
    assert written(AsAgreed()) == "as agreed on the ticket"


def test_a_value_without_a_form_is_a_mistake_of_the_programmer() -> None:
    with pytest.raises(TypeError, match="complex has no canonical form"):
        written(1j)


NUMBER = st.integers(0, 10**6).map(str) | st.tuples(st.integers(0, 999), st.integers(0, 999)).map(
    lambda pair: f"{pair[0]}.{pair[1]:03d}"
)


@given(
    NUMBER, st.sampled_from(["second", "minutes", "hours", "business days", "day", "weeks", "months", "year"])
)
def test_durations_are_read_again_as_the_same(number: str, unit: str) -> None:
    try:
        value = Duration.parse(f"{number} {unit}")
    except ValueError:
        return
    form = written(value)
    assert isinstance(form, str)
    assert Duration.parse(form) == value
    assert written(Duration.parse(form)) == form


@given(st.sampled_from(["", "at least ", "at most "]), NUMBER, st.sampled_from(["", "%", " %"]),
       st.sampled_from(["day", "month", "trailing 30 days"]))  # fmt: skip
def test_targets_are_read_again_as_the_same(words: str, number: str, percent: str, period: str) -> None:
    try:
        value = Target.parse(f"{words}{number}{percent} per {period}")
    except ValueError:
        return
    assert Target.parse(str(written(value))) == value


@given(st.lists(st.integers(0, 86_399), min_size=1, max_size=4, unique=True), st.integers(1, 86_399))
def test_hours_that_touch_are_read_again_as_the_same_time(cuts: list[int], lasting: int) -> None:
    """However a stretch is cut, it has one form, and that is the same stretch."""
    cuts.sort()
    ends = [*cuts[1:], cuts[-1] + lasting]
    whole = spans_form(tuple(zip(cuts, ends, strict=True)))
    assert whole == spans_form(((cuts[0], cuts[-1]), (cuts[-1], ends[-1]))[len(cuts) == 1 :])
    again = [read_span(text) for text in whole]
    assert (again[0][0], again[-1][1]) == (cuts[0], ends[-1])
    assert all(one[1] == other[0] for one, other in pairwise(again))
