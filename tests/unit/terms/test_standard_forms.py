"""The forms of charges, targets, time frames, pauses and measures."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from evenhand.terms.base import FrozenMap
from evenhand.terms.measures import Measure
from evenhand.terms.services import Charge
from evenhand.terms.standards import AsAgreed, Pause
from evenhand.units import Duration, Period, Target
from tests.unit.terms.forms import CLOCK, standard
from tests.unit.terms.helping import agreed, mistake


@pytest.mark.parametrize(
    ("text", "amount", "unit", "period"),
    [
        ("2400.00 per month", Decimal("2400.00"), None, Period("month")),
        ("21.00 per user per month", Decimal("21.00"), "user", Period("month")),
        ("metered per month", None, None, Period("month")),
        ("99 per managed device per quarter", Decimal(99), "managed device", Period("quarter")),
    ],
)
def test_charges(text: str, amount: Decimal | None, unit: str | None, period: Period) -> None:
    assert agreed(f"services: {{s: {{charge: {text}}}}}\n").services["s"].charge == Charge(
        amount, unit, period, ""
    )


def test_a_charge_may_be_none() -> None:
    assert agreed("services: {s: {charge: none}}\n").services["s"].charge is None


@pytest.mark.parametrize(
    "text",
    [
        "2400.00",
        "per month",
        "2 per a per b per month",
        '"2,400.00 per month"',
        "1e3 per month",
        "5 per moon",
    ],
)
def test_what_is_no_charge(text: str) -> None:
    assert mistake(f"services: {{s: {{charge: {text}}}}}\n").clause == "services.s.charge"


def test_targets_of_standards() -> None:
    assert standard(f"{CLOCK}, target: none").target is None
    assert standard(f"{CLOCK}, target: 90% per trailing 365 days").target == Target.parse(
        "90% per trailing 365 days"
    )
    by_priority = standard(
        f"{CLOCK}, applies to: {{priority: [P1, P2]}}, target: {{P1: 90% per month, P2: 80% per month}}"
    )
    assert isinstance(by_priority.target, FrozenMap)
    assert by_priority.target["P2"].value == Fraction(4, 5)
    assert by_priority.scored == "each priority"
    assert standard(f"{CLOCK}, target: 99.9% per month, minimum: 99.5%").minimum == Fraction(199, 200)
    assert standard("measure: mean rating, target: at least 4 per month, minimum: 3.5").minimum == Fraction(
        7, 2
    )


def test_time_frames() -> None:
    assert (
        standard("clock: {starts: opened, stops: resolved}, within: as agreed on the ticket").within
        == AsAgreed()
    )
    assert standard(CLOCK).within == Duration.parse("2 days")
    many = standard("clock: {starts: opened, stops: resolved}, within: {P2: 1 week, P3: 1 month}")
    assert many.within == FrozenMap({"P2": Duration.parse("7 days"), "P3": Duration.parse("1 month")})
    for text, clause in (
        ("0 hours", "within"),
        ("{P1: soon}", "within.P1"),
        ("[4 hours]", "within"),
        ("{P1: [4 hours]}", "within.P1"),
    ):
        problem = mistake(
            f"standards: {{s: {{clock: {{starts: opened, stops: resolved}}, within: {text}}}}}\n"
        )
        assert problem.clause == f"standards.s.{clause}"


def test_calendars_of_standards() -> None:
    text = "calendars: {a: {hours: always}, b: {hours: always}}\n"
    frame = "clock: {starts: opened, stops: resolved}, within: 1 hour"
    assert standard(f"{frame}, calendar: a", text).calendar == "a"
    assert standard(f"{frame}, calendar: {{P1: a, P2: b}}", text).calendar == FrozenMap(
        {"P1": "a", "P2": "b"}
    )


def test_small_numbers() -> None:
    clause = standard(f"{CLOCK}, at least: 10 tickets, or at most: 1 missed")
    assert (clause.at_least, clause.or_at_most) == (10, 1)
    assert standard(f"{CLOCK}, at least: 2000").at_least == 2000
    assert (standard(CLOCK).at_least, standard(CLOCK).or_at_most) == (0, None)
    for text in ("ten tickets", "1.5", "-1", "1 of 2"):
        assert mistake(f"standards: {{s: {{{CLOCK}, at least: {text}}}}}\n").code == "unreadable-value"


def test_pauses() -> None:
    clause = standard(
        "within: 1 day, clock: {starts: opened, stops: resolved,"
        " pauses: [on client, {a part: at most 2 days}, {b: 1 hour}]}"
    )
    assert clause.clock is not None
    assert clause.clock.pauses == (
        Pause("on client", None),
        Pause("a part", Duration.parse("2 days")),
        Pause("b", Duration.parse("1 hour")),
    )
    single = standard("within: 1 day, clock: {starts: opened, stops: resolved, pauses: on client}")
    assert single.clock is not None
    assert single.clock.pauses == (Pause("on client", None),)


@pytest.mark.parametrize(
    ("pauses", "code"),
    [
        ("[{a: 1 day, b: 1 day}]", "unreadable-value"),
        ("[{a: [1 day]}]", "unreadable-value"),
        ("[[a]]", "unreadable-value"),
        ("[{a: at most never}]", "unreadable-value"),
        ("[Waiting on  client, waiting on client]", "pause-twice"),
    ],
)
def test_what_is_no_pause(pauses: str, code: str) -> None:
    text = (
        f"standards: {{s: {{within: 1 day, clock: {{starts: opened, stops: resolved, pauses: {pauses}}}}}}}\n"
    )
    assert mistake(text).code == code


def test_choices_of_standards() -> None:
    clause = standard(
        f"{CLOCK}, when reopened: restarts, when reprioritised: from change, counted in: period stopped"
    )
    assert (clause.when_reopened, clause.when_reprioritised, clause.counted_in) == (
        "restarts",
        "from change",
        "stopped",
    )
    assert standard(f"{CLOCK}, counted in: opened").counted_in == "opened"
    respond = "clock: {starts: opened, stops: responded}, within: 1 day"
    assert standard(respond).when_reprioritised == "from change"
    assert standard(f"{respond}, when reprioritised: from opening").when_reprioritised == "from opening"
    assert mistake(f"standards: {{s: {{{CLOCK}, counted in: period closed}}}}\n").code == "unknown-value"
    same = "standards: {s: {clock: {starts: resolved, stops: resolved}, within: 1 day}}\n"
    assert mistake(same).code == "clock-without-length"


def test_services_of_standards() -> None:
    services = "services: {a: {name: A}, b: {name: B}}\n"
    assert standard(f"{CLOCK}, service: a", services).service == ("a",)
    assert standard(f"{CLOCK}, service: [a, b]", services).service == ("a", "b")
    assert standard(f"{CLOCK}, service: all", services).service == "all"
    assert standard(CLOCK).service == "all"


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("mean rating", Measure("mean", "rating")),
        ("mean of rating", Measure("mean", "rating")),
        ("rating", Measure("mean", "rating")),
        ("error rate", Measure("mean", "error rate")),
        ("sum of calls", Measure("sum", "calls")),
        ("count of complaints", Measure("count", "complaints")),
        ("count", Measure("count", None)),
        ("reopened share", Measure("reopened share", None)),
        ("first-contact share", Measure("first-contact share", None)),
        ("share of rating above 3", Measure("share above", "rating", bound=Fraction(3))),
        ("share of error rate below 10%", Measure("share below", "error rate", bound=Fraction(1, 10))),
        (
            "95th percentile of waiting time",
            Measure("percentile", "waiting time", percentile=Fraction(95, 100)),
        ),
        ("99.9 percentile of delay", Measure("percentile", "delay", percentile=Fraction(999, 1000))),
    ],
)
def test_measures(text: str, measure: Measure) -> None:
    assert standard(f"measure: {text}").measure == measure


@pytest.mark.parametrize(
    "text",
    [
        "mean",
        "sum",
        "share",
        "share of rating",
        "share of x above y",
        "0th percentile of x",
        "101st percentile of x",
        "percentile of x",
    ],
)
def test_what_is_no_measure(text: str) -> None:
    assert mistake(f"standards: {{s: {{measure: {text}}}}}\n").clause == "standards.s.measure"
