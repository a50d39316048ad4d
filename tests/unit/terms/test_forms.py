"""Every form of the document format, read into the value it means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from evenhand.terms.availability import Allowance, Availability, Window
from evenhand.terms.base import FrozenMap
from evenhand.terms.credits import Cap, ClauseCredits, Rounding
from evenhand.terms.deadlines import (
    Deadline,
    DisagreementReaches,
    PlanOverdue,
    PointsReached,
    ServicesChange,
    TargetMissed,
)
from evenhand.terms.hours import CalendarTerms
from evenhand.terms.management import StepTime
from evenhand.terms.measures import Measure
from evenhand.terms.services import Charge
from evenhand.terms.standards import AsAgreed, Pause, Standard
from evenhand.units import Duration, Period, Target
from tests.unit.terms.helping import agreed, found, mistake

NINE = 9 * 3600
CLOCK = "clock: {starts: opened, stops: resolved}, within: 2 days"


def calendar(text: str) -> CalendarTerms:
    return agreed(f"calendars:\n  c: {text}\n").calendars["c"]


def standard(text: str, rest: str = "") -> Standard:
    return agreed(f"standards:\n  s: {{{text}}}\n{rest}").standards["s"]


def availability(text: str) -> dict[str, Availability]:
    return dict(agreed(f"services:\n  s: {{availability: {text}}}\n").services["s"].availability)


def clause_credits(text: str) -> ClauseCredits:
    credits = standard(f"measure: count, credits: {text}").credits
    assert credits is not None
    return credits


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("{mon: 09:00-17:00}", {0: ((NINE, 61_200),)}),
        ("{Mon-Wed: 9:00-17:00}", dict.fromkeys((0, 1, 2), ((NINE, 61_200),))),
        ("{sat-mon: 09:00-17:00}", dict.fromkeys((5, 6, 0), ((NINE, 61_200),))),
        ("{mon-sun: 00:00-24:00}", dict.fromkeys(range(7), ((0, 86_400),))),
        ("{fri: [13:30-17:00, 08:00-12:30]}", {4: ((28_800, 45_000), (48_600, 61_200))}),
        ("{tue: 22:00-06:00}", {1: ((79_200, 108_000),)}),
        ("{wed: 08:00:30-18:00:15}", {2: ((28_830, 64_815),)}),
        ("{wed: 18:00-24:00}", {2: ((64_800, 86_400),)}),
        ("{wed: 18:00-00:00}", {2: ((64_800, 86_400),)}),
    ],
)
def test_hours(text: str, days: dict[int, Any]) -> None:
    hours = calendar(f"{{hours: {text}}}").hours
    assert not hours.always
    assert {day: spans for day, spans in enumerate(hours.weekly) if spans} == days


@pytest.mark.parametrize(
    ("text", "below", "column", "mend"),
    [
        ("weekdays", "", 14, "Write always, or {mon-fri: 08:00-18:00}."),
        ("08:00-18:00", "", 14, "Write always, or {mon-fri: 08:00-18:00}."),
        ("{}", "", 14, "Write always, or {mon-fri: 08:00-18:00}."),
        ("[]", "", 14, "Write always, or {mon-fri: 08:00-18:00}."),
        ("{monday: 08:00-18:00}", ".monday", 15, "Write mon."),
        ("{mon-: 08:00-18:00}", ".mon-", 15, "Write days as mon, mon-fri or sat-sun."),
        ("{Mo-Do: 08:00-18:00}", ".Mo-Do", 15, "Write mon-thu."),
        ("{mon: 8-18}", ".mon", 20, "Write 08:00-18:00."),
        ("{mon: 1pm-3pm}", ".mon", 20, "Write 13:00-15:00."),
        ("{mon: 08:00-24:30}", ".mon", 20, "Write opening and closing, such as 08:00-18:00."),
        ("{mon: 24:00-25:00}", ".mon", 20, "Write opening and closing, such as 08:00-18:00."),
        ("{mon: 24:00-08:00}", ".mon", 20, "Write opening and closing, such as 08:00-18:00."),
        ("{mon: 08:00-08:00}", ".mon", 20, "Write opening and closing, such as 08:00-18:00."),
        ("{mon: 08:60-09:00}", ".mon", 20, "Write opening and closing, such as 08:00-18:00."),
        ("{mon: morning}", ".mon", 20, "Write opening and closing, such as 08:00-18:00."),
        ("{mon: []}", ".mon", 20, "Write 08:00-18:00, or a list such as [08:00-12:00, 13:00-17:00]."),
        (
            "{mon: [[08:00-09:00]]}",
            ".mon.1",
            21,
            "Write 08:00-18:00, or a list such as [08:00-12:00, 13:00-17:00].",
        ),
        ("{mon: {a: b}}", ".mon", 20, "Write 08:00-18:00, or a list such as [08:00-12:00, 13:00-17:00]."),
        ("{mon: [08:00-12:00, 11:00-13:00]}", ".mon.2", 34, "Write each hour once."),
        ("{mon: [11:00-13:00, 14:00-15:00, 08:00-12:00]}", ".mon.3", 47, "Write each hour once."),
        ("{mon: 08:00-18:00, mon-fri: 08:00-18:00}", ".mon-fri", 33, "Name each day once."),
    ],
)
def test_what_are_no_hours(text: str, below: str, column: int, mend: str) -> None:
    problem = mistake(f"calendars:\n  c: {{hours: {text}}}\n")
    assert (problem.clause, problem.line, problem.column) == (f"calendars.c.hours{below}", 4, column)
    assert problem.mend == mend


def test_every_mistake_in_hours_at_its_own_line() -> None:
    problems = found("""\
calendars:
  office:
    hours:
      mon-wed: 08:00-18:00
      Mo-Do: 08:00-17:00
      wed-fri: 1pm-3pm
      fri:
        - 08:00-12:00
        - 25:00-26:00
        - 11:00-13:00
        - 11:30-11:45
    open: [{date: 2026-05-02, hours: [09:00-13:00, noon-15:00]}]
""")
    assert [(each.code, each.line, each.column, each.message) for each in problems] == [
        ("unknown-day", 7, 7, '"Mo-Do" is not a day.'),
        ("unreadable-value", 8, 7, "The hours of wed are written twice."),
        ("unreadable-value", 8, 16, '"1pm-3pm" is not a stretch of hours.'),
        ("unreadable-value", 9, 7, "The hours of fri are written twice."),
        ("unreadable-value", 11, 11, '"25:00-26:00" is not a stretch of hours.'),
        ("unreadable-value", 12, 11, '"11:00-13:00" overlaps "08:00-12:00".'),
        ("unreadable-value", 13, 11, '"11:30-11:45" overlaps "11:00-13:00".'),
        ("unreadable-value", 14, 52, '"noon-15:00" is not a stretch of hours.'),
    ]
    assert problems[-1].clause == "calendars.office.open.1.hours.2"


def test_holidays_and_closures_listed() -> None:
    terms = calendar(
        "{hours: {mon-fri: 08:00-18:00}, holidays: [2026-01-01, {date: 2026-05-01, name: Labour Day}],"
        " closed: [{date: 2026-12-24, hours: 12:00-18:00}, {date: 2026-12-24, hours: 06:00-07:00}, 2026-12-31],"
        " open: [{date: 2026-05-02, hours: 09:00-13:00}, {date: 2026-05-02, hours: [14:00-15:00]}]}"
    )
    compiled = terms.calendar([2026], "Europe/Paris")
    assert compiled.zone == "Europe/Paris"
    assert dict(compiled.closed) == {
        date(2026, 1, 1): "holiday",
        date(2026, 5, 1): "Labour Day",
        date(2026, 12, 31): "closed",
    }
    assert dict(compiled.closed_parts) == {date(2026, 12, 24): ((21_600, 25_200), (43_200, 64_800))}
    assert dict(compiled.open) == {date(2026, 5, 2): ((32_400, 46_800), (50_400, 54_000))}


def test_holidays_by_country() -> None:
    terms = calendar(
        "{hours: {mon-fri: 08:00-18:00}, holidays: {country: DE, subdivision: BY, language: de}}"
    )
    assert terms.calendar([2026], "UTC").closed[date(2026, 1, 6)] == "Heilige Drei Könige"
    both = calendar(
        "{hours: {mon: 08:00-18:00}, holidays: {country: GB, dates: [{date: 2026-07-01, name: Founders}]}}"
    )
    closed = both.calendar([2026], "UTC").closed
    assert closed[date(2026, 7, 1)] == "Founders"
    assert closed[date(2026, 4, 3)] == "Good Friday"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{hours: always, closed: [2026-01-01]}", "never-closed"),
        ("{hours: {mon: 08:00-18:00}, holidays: {}}", "missing-key"),
        ("{hours: {mon: 08:00-18:00}, holidays: {subdivision: ENG}}", "missing-key"),
        ("{hours: {mon: 08:00-18:00}, holidays: {country: XX}}", "unknown-holidays"),
        ("{hours: {mon: 08:00-18:00}, holidays: {country: GB, subdivision: BY}}", "unknown-holidays"),
        ("{hours: {mon: 08:00-18:00}, holidays: {country: GB, language: Elvish}}", "unknown-holidays"),
        ("{hours: {mon: 08:00-18:00}, holidays: {country: Great Britain}}", "unreadable-value"),
        ("{hours: {mon: 08:00-18:00}, timezone: Europe/Lodnon}", "unknown-timezone"),
        ("{hours: {mon: 08:00-18:00}, timezone: ../../etc/passwd}", "unknown-timezone"),
        ("{hours: {mon: 08:00-18:00}, open: [2026-01-01]}", "wrong-shape"),
    ],
)
def test_calendars_with_mistakes(text: str, code: str) -> None:
    assert mistake(f"calendars:\n  c: {text}\n").code == code


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


def test_credits_of_a_clause() -> None:
    assert clause_credits("none").tiers == ()
    listed = clause_credits(
        "[{below: 99.9%, credit: 5%}, {at or below: 99%, points: 2}, {above: 3, credit: 1%}]"
    )
    assert [tier.below for tier in listed.tiers] == [Fraction(999, 1000), None, None]
    assert (listed.tiers[1].at_or_below, listed.tiers[1].points) == (Fraction(99, 100), 2)
    assert listed.tiers[2].above == 3
    full = clause_credits(
        "{base: total charge, figure cut to: 0.01%, conditions: [invoices paid], tiers: [{in proportion: 1},"
        " {each ticket over: {P1: 30 minutes}, credit: 5%}]}"
    )
    assert (full.base, full.figure_cut_to, full.conditions) == (
        "total charge",
        Fraction(1, 10_000),
        ("invoices paid",),
    )
    assert full.tiers[0].in_proportion == 1
    assert full.tiers[1].each_ticket_over == FrozenMap({"P1": Duration.parse("30 minutes")})
    assert clause_credits("{tiers: {below: 90%, credit: 5%}}").tiers[0].credit == Fraction(1, 20)


@pytest.mark.parametrize(
    ("tier", "code"),
    [
        ("{credit: 5%}", "tier-condition"),
        ("{below: 90%, above: 80%, credit: 5%}", "tier-condition"),
        ("{below: 90%}", "tier-consequence"),
        ("{below: 90%, credit: 5%, points: 1}", "tier-consequence"),
        ("{in proportion: 1, credit: 5%}", "tier-consequence"),
        ("{beneath: 90%, credit: 5%}", "unknown-key"),
        ("{below: 90 percent, credit: 5%}", "unreadable-value"),
    ],
)
def test_tiers_with_mistakes(tier: str, code: str) -> None:
    problem = mistake(f"standards: {{s: {{measure: count, credits: [{tier}]}}}}\n")
    assert problem.code == code
    assert str(problem.clause).startswith("standards.s.credits.1")


def test_credits_of_the_agreement() -> None:
    rules = agreed(
        "credits: {at most: 1 month's charge per 12 months, claimed: by the end of the 2nd month after the incident,"
        " rounding: down to 1 per clause, conditions: invoices paid, repeated: {consecutive: 2, times: 1.5}}\n"
    ).credits
    assert rules is not None
    assert rules.at_most == Cap(None, "total charge", 1, 12, True, "")
    assert rules.claimed == Deadline("end of month", "incident", None, 2, None, "")
    assert rules.rounding == Rounding("down", Decimal(1), "")
    assert rules.conditions == ("invoices paid",)
    assert rules.repeated is not None
    assert rules.repeated.times == Fraction(3, 2)


@pytest.mark.parametrize(
    ("text", "cap"),
    [
        ("30% of the total charge per month", Cap(Fraction(3, 10), "total charge", None, 1, False, "")),
        (
            "10% of the charge of the service per year",
            Cap(Fraction(1, 10), "charge of the service", None, 12, False, ""),
        ),
        ("2 months' charge per quarter", Cap(None, "total charge", 2, 3, False, "")),
        ("3 months charge per year", Cap(None, "total charge", 3, 12, False, "")),
        ("1 month's charge per 12 months", Cap(None, "total charge", 1, 12, True, "")),
    ],
)
def test_caps(text: str, cap: Cap) -> None:
    rules = agreed(f"credits: {{at most: {text}}}\n").credits
    assert rules is not None
    assert rules.at_most == cap


@pytest.mark.parametrize(
    "text",
    [
        "at most: everything",
        "at most: 1 month's charge per 0 months",
        "at most: a% of the total charge per month",
        "rounding: up",
        "rounding: up to 0 per clause",
        "rounding: up to 0.0.1 per clause",
        "claimed: soon",
        "base: charge",
    ],
)
def test_rules_of_credits_with_mistakes(text: str) -> None:
    assert mistake(f"credits: {{{text}}}\n").mend


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        (
            "5 business days after the period",
            Deadline("after", "period", Duration.parse("5 business days"), 0, None, ""),
        ),
        ("within 30 days of the report", Deadline("after", "report", Duration.parse("30 days"), 0, None, "")),
        (
            "2 weeks before the last day",
            Deadline("before", "last day", Duration.parse("14 days"), 0, None, ""),
        ),
        ("before the first day", Deadline("before", "first day", None, 0, None, "")),
        (
            "by the end of the 1st month after the report",
            Deadline("end of month", "report", None, 1, None, ""),
        ),
        ("2026-03-31", Deadline("date", None, None, 0, date(2026, 3, 31), "")),
    ],
)
def test_deadlines(text: str, deadline: Deadline) -> None:
    reporting = agreed(f"reporting: {{due: {text}}}\n").reporting
    assert reporting is not None
    assert reporting.due == deadline


@pytest.mark.parametrize(
    "text",
    ["soon", "5 days", "5 days after the flood", "many days after the period", "2026-02-30", "26-02-2030"],
)
def test_what_is_no_deadline(text: str) -> None:
    assert mistake(f"reporting: {{due: {text}}}\n").clause == "reporting.due"


def test_one_clause_of_availability_or_several() -> None:
    assert [*availability("{target: 99.9% per month}")] == [""]
    assert [*availability("{measured: {by: provider}}")] == [""]
    assert [
        *availability(
            "{region: {target: 99.99% per month}, instance: {target: 99.5% per month, for each: instance}}"
        )
    ] == [
        "region",
        "instance",
    ]
    assert mistake("services: {s: {availability: {region: {targt: 99% per month}}}}\n").code == "unknown-key"
    assert mistake("services: {s: {availability: {targt: 99% per month}}}\n").mend == 'Did you mean "target"?'
    assert mistake("services: {s: {availability: high}}\n").code == "wrong-shape"
    assert mistake("services: {s: {availability: {a.b: {target: none}}}}\n").code == "bad-name"


def test_forms_of_availability() -> None:
    [clause] = availability(
        "{target: 99.9% per month, minimum: 99.5%, down when: {reading: error rate, above: 10%, for: 10 minutes},"
        " degraded: as recorded, at least: 2000 requests, excluded time: counted as up, unknown: down,"
        " excludes: {cause: client cause, decided by: client, evidence: required},"
        " maintenance: [{windows: sat 22:00-02:00, at most: [1 window per month, 8 hours per month]},"
        " {kind: emergency, notice: 4 hours}]}"
    ).values()
    assert clause.degraded is None
    assert clause.down_when[0].above == Fraction(1, 10)
    assert clause.down_when[0].for_ == Duration.parse("10 minutes")
    assert clause.at_least == 2000
    assert (clause.excludes[0].decided_by, clause.excludes[0].evidence) == ("client", "required")
    assert clause.maintenance[0].windows == (Window(5, 79_200, 93_600),)
    assert clause.maintenance[0].at_most == (
        Allowance(1, None, Period("month")),
        Allowance(None, Duration.parse("8 hours"), Period("month")),
    )
    assert clause.maintenance[1].kind == "emergency"
    assert availability("{target: none}")[""].degraded == 1


@pytest.mark.parametrize(
    "text",
    [
        "down when: {reading: x}",
        "down when: {reading: x, above: 1, below: 2}",
        "maintenance: {windows: saturday night}",
        "maintenance: {windows: sat}",
        "maintenance: {at most: 4 hours}",
        "maintenance: {at most: 4 often per month}",
        "degraded: 150%",
        "excludes: [[a]]",
        "unknown: maybe",
    ],
)
def test_availability_with_mistakes(text: str) -> None:
    assert mistake(f"services: {{s: {{availability: {{{text}}}}}}}\n").mend


def test_promises_that_rest_on_others() -> None:
    service = agreed(
        "services: {s: {rests on: [{reference: UC-7, target: 99.95%}], includes: backups}}\n"
    ).services["s"]
    assert (service.rests_on[0].reference, service.rests_on[0].target) == ("UC-7", Fraction(1999, 2000))
    assert service.includes == ("backups",)


def test_priorities_listed_or_derived() -> None:
    assert agreed("priorities: [P1, P2]\n").priorities.names == ("P1", "P2")
    derived = agreed(
        "priorities:\n  from: [criticality, impact]\n"
        "  table: {high: {high: P1, low: P2}, low: {high: P2, low: P3}}\n"
    ).priorities
    assert derived.names == ("P1", "P2", "P3")
    assert derived.derived_from == ("criticality", "impact")
    assert derived.table["low", "high"] == "P2"
    named = agreed(
        "priorities:\n  from: impact\n  table: {low: P2, high: P1}\n  listed: {P1: {name: Critical}, P2: {}}\n"
    ).priorities
    assert named.names == ("P1", "P2")
    assert agreed("priorities: {listed: [P1, P2]}\n").priorities.names == ("P1", "P2")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[P1, P1]", "unreadable-value"),
        ("[[P1]]", "wrong-shape"),
        ("high", "wrong-shape"),
        ("{P1: Critical}", "wrong-shape"),
        ("{from: [a, b], table: {x: P1}}", "priority-table"),
        ("{from: [a]}", "priority-table"),
        ("{from: [a], table: [P1]}", "unreadable-value"),
        ("{from: [a], table: {x: [P1]}}", "unreadable-value"),
        ("{from: [a], table: {x: P1}, listed: [P2]}", "unknown-priority"),
    ],
)
def test_priorities_with_mistakes(text: str, code: str) -> None:
    assert mistake(f"priorities: {text}\n").code == code


def test_triggers() -> None:
    review = agreed(
        "review: {also when: [{target missed: 2, of the last: 3 periods}, {points: 5, in: 3 months},"
        " {disagreement reaches: directors}, {plan overdue: 10 business days}, service added or removed]}\n"
    ).review
    assert review is not None
    missed, points, stage, plan, service = review.also_when
    assert isinstance(missed, TargetMissed)
    assert (missed.target_missed, missed.of_the_last) == (2, 3)
    assert isinstance(points, PointsReached)
    assert points.in_ == Duration.parse("3 months")
    assert isinstance(stage, DisagreementReaches)
    assert isinstance(plan, PlanOverdue)
    assert isinstance(service, ServicesChange)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("whenever", "unknown-trigger"),
        ("{full moon: true}", "unknown-trigger"),
        ("{target missed: 2}", "missing-key"),
        ("{target missed: 2, of the last: 3}", "unreadable-value"),
        ("{points: 5, in: 3 months, whitin: 1}", "unknown-key"),
        ("{service: changed}", "unknown-value"),
    ],
)
def test_triggers_with_mistakes(text: str, code: str) -> None:
    assert mistake(f"review: {{also when: [{text}]}}\n").code == code


def test_steps_and_stages() -> None:
    agreement = agreed(
        "parties: {client: {name: A, contacts: {b: {}}}}\n"
        "escalations: {e: {steps: [{at: 2 hours after, notify: client.b}]}}\n"
        "disagreements: {stages: {one: {who: [client.b]}, two: {who: an independent mediator, final: yes}}}\n"
    )
    assert agreement.escalations["e"].steps[0].at == StepTime("after", None, Duration.parse("2 hours"), "")
    assert agreement.disagreements is not None
    assert agreement.disagreements.stages["one"].who == ("client.b",)
    assert agreement.disagreements.stages["two"].who == "an independent mediator"
    assert agreement.disagreements.stages["two"].final
    assert (
        mistake("escalations: {e: {steps: [{at: later, notify: x}]}}\n").clause == "escalations.e.steps.1.at"
    )
    assert mistake("disagreements: {stages: {a: {who: b, final: perhaps}}}\n").code == "unreadable-value"


def test_versions_and_terms() -> None:
    agreement = agreed("version: 2\nin force from: 2026-04-01\nterm: {from: 2026-01-01, to: 2026-12-31}\n")
    assert agreement.version == 2
    assert agreement.starts == date(2026, 4, 1)
    assert agreed("").starts is None
    assert mistake("term: {from: 2026-02-01, to: 2026-01-31}\n").code == "term-reversed"
    assert mistake("version: two\n").code == "unreadable-value"
    assert mistake("term: {from: 01/02/2026, to: 2026-12-31}\n").code == "unreadable-value"


@pytest.mark.parametrize(
    "text",
    ["currency: pounds", "language: English", "parties: {client: {name: A, contacts: {b: {email: x}}}}"],
)
def test_small_notations(text: str) -> None:
    assert mistake(f"{text}\n").code == "unreadable-value"


def test_lists_may_be_a_single_item() -> None:
    contacts = "parties: {client: {name: A, contacts: {b: {role: B}}}}\n"
    review = agreed(f"{contacts}review: {{attend: client.b}}\n").review
    assert review is not None
    assert review.attend == ("client.b",)
