"""Which tickets a standard counts, under which version, in which period (rules 8, 13, 15, 18, 26)."""

from datetime import date

import pytest

from evenhand.figures.explanation.events import TicketEvent
from evenhand.figures.explanation.governing import Governing, calendar_period
from evenhand.figures.explanation.walk import Walker
from evenhand.units import Period
from tests.unit.figures.explanation.helpers import SIMPLE, agreement, at, rows, shown, walk

FOUR = ("within: 4 hours", "target: 90% per month")
DONE = ("02-02 10:00 opened", "02-02 12:00 resolved")


@pytest.mark.parametrize(
    ("extra", "service", "row", "listed", "named", "reason"),
    [
        # The default calendar is the hours of the ticket's service.
        ("", "all", "service=desk", True, "desk", ""),
        ("", "desk", "service=lab", False, "lab", "its service is lab, and the clause is for desk"),
        ("", "[desk, lab]", "", False, "", "its service is not known, and the clause is for desk or lab"),
        # No service, or an unknown one: for all services only, and only with hours they share.
        ("", "all", "", False, "", "the hours of the ticket's service are not known"),
        ("", "all", "service=moon", False, "", "the hours of the ticket's service are not known"),
        ("tracking: {sources: {tickets: {from: x, service: desk}}}", "all", "service=moon", True, "desk", ""),
        ("tracking: {sources: {helpdesk: {from: x, service: lab}}}", "all", "", True, "lab", ""),
        (
            "tracking: {sources: {a: {from: x, service: lab}, b: {from: y, service: lab}}}",
            "all",
            "",
            False,
            "",
            "hours",
        ),
        ("tracking: {sources: {tickets: {from: x}}}", "all", "", False, "", "hours"),
    ],
)
def test_the_service_of_a_ticket(
    extra: str, service: str, row: str, listed: bool, named: str, reason: str
) -> None:
    terms = agreement(f"service: {service}", SIMPLE, *FOUR, extra=extra)
    found = walk(terms, f"02-02 10:00 opened {row}", "02-02 12:00 resolved")
    assert (found.listed, found.service) == (listed, named)
    assert reason in found.reason


def test_the_only_service_there_is() -> None:
    terms = agreement(SIMPLE, *FOUR, lab="")
    assert walk(terms, *DONE).service == "desk"
    assert walk(terms, *DONE).calendar == "office"


def test_services_that_share_their_hours() -> None:
    terms = agreement(SIMPLE, *FOUR, lab="  lab: {hours: office}\n")
    assert (walk(terms, *DONE).service, walk(terms, *DONE).calendar) == ("", "office")


def test_the_service_is_the_last_named_before_the_stop() -> None:
    terms = agreement("service: desk", SIMPLE, *FOUR)
    lines = ["02-02 10:00 opened service=lab", "02-02 11:00 changed service=desk", "02-02 12:00 resolved"]
    assert walk(terms, *lines).listed
    assert walk(terms, *lines, "02-03 12:00 changed service=lab").service == "desk"


@pytest.mark.parametrize(
    ("applies", "lines", "verdict"),
    [
        ("{kind: incident}", ["02-02 10:00 opened kind=incident", "02-02 12:00 resolved"], "met"),
        ("{kind: [incident, fault]}", ["02-02 10:00 opened kind=fault", "02-02 12:00 resolved"], "met"),
        ("{kind: incident}", ["02-02 10:00 opened", "02-02 12:00 resolved"], "not listed"),
        (
            "{kind: incident, priority: P1}",
            ["02-02 10:00 opened kind=incident", "02-02 12:00 resolved"],
            "not listed",
        ),
        # Covered at the stop counts; covered before only when it was missed then.
        ("{kind: incident}", ["02-02 10:00 opened", "02-02 12:00 resolved kind=incident"], "met"),
        (
            "{kind: incident}",
            ["02-02 10:00 opened kind=incident", "02-02 13:00 changed kind=wish", "02-02 13:30 resolved"],
            "not listed",
        ),
        (
            "{kind: incident}",
            ["02-02 10:00 opened kind=incident", "02-02 15:00 changed kind=wish", "02-02 15:30 resolved"],
            "missed",
        ),
        # Covered later, and beyond already: missed by that change.
        (
            "{kind: incident}",
            ["02-02 10:00 opened kind=wish", "02-02 15:00 changed kind=incident", "02-02 15:30 resolved"],
            "missed by change",
        ),
        ("{kind: incident}", ["02-02 10:00 resolved kind=wish"], "not listed"),
    ],
)
def test_coverage(applies: str, lines: list[str], verdict: str) -> None:
    found = walk(agreement(f"applies to: {applies}", SIMPLE, "calendar: office", *FOUR), *lines)
    shown_verdict = found.verdict if found.listed else "not listed"
    assert (shown_verdict + " by change" if found.by_change else shown_verdict) == verdict


def test_calendars_by_priority() -> None:
    terms = agreement(SIMPLE, "applies to: {priority: [P1, P2]}", "calendar: {P1: always, P2: office}", *FOUR)
    for priority, due in (("P1", "02-02 22:00"), ("P2", "02-03 13:00")):
        found = walk(terms, f"02-02 18:00 opened priority={priority}", as_of="02-02 18:00")
        assert shown(found.due) == due


def versions() -> list[object]:
    first = agreement(SIMPLE, "calendar: office", *FOUR)
    second = agreement(
        SIMPLE, "calendar: office", "within: 2 hours", "target: 90% per month",
        name="agreement: Test\nin force from: 2026-02-03\nversion: 7",
    )  # fmt: skip
    return [second, first]


def test_the_version_in_force_at_opening_governs_to_the_end() -> None:
    both = versions()
    solved = ["02-03 12:30 resolved"]
    assert walk(both, "02-02 17:00 opened", *solved).verdict == "met"  # type: ignore[arg-type]  # agreements
    later = walk(both, "02-03 10:00 opened", *solved)  # type: ignore[arg-type]  # agreements
    assert (later.verdict, later.version) == ("missed", 7)
    assert walk(both, "02-02 17:00 opened", *solved).version == 1  # type: ignore[arg-type]  # agreements


def test_a_clause_that_the_version_does_not_have() -> None:
    terms = agreement(SIMPLE, *FOUR)
    assert walk(terms, *DONE, standard="t").reason == "the version that governs it has no such clause"
    counting = agreement("measure: count", "target: at most 3 per month")
    assert "has no clock" in walk(counting, *DONE).reason


def test_a_version_without_a_term_is_always_in_force() -> None:
    terms = agreement(SIMPLE, "calendar: office", *FOUR, term="")
    assert walk(terms, "2019-02-04 10:00 opened", "2019-02-04 12:00 resolved").period_start == date(
        2019, 2, 1
    )


@pytest.mark.parametrize(
    ("unit", "start", "end"),
    [
        ("day", date(2026, 5, 17), date(2026, 5, 18)),
        ("week", date(2026, 5, 11), date(2026, 5, 18)),
        ("month", date(2026, 5, 1), date(2026, 6, 1)),
        ("quarter", date(2026, 4, 1), date(2026, 7, 1)),
        ("year", date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_calendar_periods(unit: str, start: date, end: date) -> None:
    assert calendar_period(Period.parse(unit), date(2026, 5, 17)) == (start, end)


def test_december_ends_with_the_year() -> None:
    assert calendar_period(Period.parse("month"), date(2026, 12, 31)) == (date(2026, 12, 1), date(2027, 1, 1))


def test_periods_are_cut_by_the_term() -> None:
    terms = agreement(SIMPLE, *FOUR, term="term: {from: 2026-01-15, to: 2026-02-20}")
    governing = Governing([terms])
    version = governing.versions[0]
    month = Period.parse("month")
    assert governing.period(version, month, at("01-20 10:00")) == (date(2026, 1, 15), date(2026, 2, 1))
    assert governing.period(version, month, at("04-20 10:00")) == (date(2026, 2, 1), date(2026, 2, 21))
    ninety, ten = Period("trailing days", 90), Period("trailing days", 10)
    assert governing.period(version, ninety, at("01-20 10:00")) == (date(2026, 1, 15), date(2026, 2, 1))
    assert governing.period(version, ten, at("01-20 10:00")) == (date(2026, 1, 22), date(2026, 2, 1))
    assert governing.period(version, ten, at("04-20 10:00")) == (date(2026, 2, 11), date(2026, 2, 21))
    assert governing.stood_for(version, ten, at("01-20 10:00")) == (date(2026, 1, 15), date(2026, 2, 1))
    assert governing.day(version, at("04-20 10:00")) == date(2026, 2, 20)
    edges = ("01-14 23:59:59", "01-15 00:00", "02-20 23:59:59", "02-21 00:00")
    assert [governing.at(at(edge)) is None for edge in edges] == [True, False, False, True]


@pytest.mark.parametrize(
    ("counted", "lines", "period"),
    [
        ("period decided", ["01-30 12:00 opened", "02-02 09:30 resolved"], "2026-02-01"),
        ("opened", ["01-30 12:00 opened", "02-02 09:30 resolved"], "2026-01-01"),
        ("stopped", ["01-29 12:00 opened", "02-02 09:30 resolved"], "2026-02-01"),
        ("period decided", ["01-29 12:00 opened", "02-02 09:30 resolved"], "2026-01-01"),
        ("stopped", ["01-29 12:00 opened"], ""),
        ("opened", ["02-27 12:00 opened"], ""),
        ("opened", ["01-30 12:00 opened", "02-02 09:30 cancelled"], "2026-01-01"),
        ("stopped", ["01-30 12:00 opened", "02-02 09:30 cancelled"], "2026-02-01"),
    ],
)
def test_the_period_a_ticket_counts_in(counted: str, lines: list[str], period: str) -> None:
    terms = agreement(SIMPLE, "calendar: office", *FOUR, f"counted in: {counted}")
    found = walk(terms, *lines).period_start
    assert ("" if found is None else found.isoformat()) == period


@pytest.mark.parametrize(
    ("target", "extra", "period"),
    [
        ("90% per quarter", "", "2026-01-01"),
        ("90% per trailing 30 days", "", "2026-02-02"),
        ("none", "", "2026-02-01"),
        ("none", "reporting: {every: quarter}", "2026-01-01"),
        ("{P2: 90% per year, P1: 90% per week}", "", "2026-02-02"),
        ("{P1: 90% per week, P2: 90% per year}", "", ""),  # a ticket without a priority
    ],
)
def test_the_length_of_the_period(target: str, extra: str, period: str) -> None:
    terms = agreement(
        SIMPLE, "within: 4 hours", "calendar: office", f"target: {target}", extra=extra, priorities="{P1: {}, P2: {}}"
    )  # fmt: skip
    priority = "" if target.startswith("{P1") else "priority=P1"
    found = walk(terms, f"02-02 10:00 opened {priority}", "02-02 12:00 resolved").period_start
    assert ("" if found is None else found.isoformat()) == period


@pytest.mark.parametrize(
    ("limit", "hours", "counts"),
    [
        # Resolved on Wednesday 4 February at 12:00; the record arrives so many hours later.
        ("1 day", 36, True),  # the end of Thursday
        ("1 day", 37, False),
        ("5 hours", 5, True),
        ("5 hours", 6, False),
        ("1 business day", 49, True),  # the short Friday's close, 13:00, as Thursday is a holiday
        ("1 business day", 50, False),
        ("1 month", 24 * 28 + 12, True),
        ("1 month", 24 * 28 + 13, False),
    ],
)
def test_late_records(limit: str, hours: int, counts: bool) -> None:
    tracking = f"tracking: {{sources: {{tickets: {{from: x, late records accepted for: {limit}}}}}}}"
    business = "business days: {calendar: office}"
    terms = agreement(SIMPLE, "calendar: office", *FOUR, extra=f"{business}\n{tracking}")
    lines = ["02-04 10:00 opened", f"02-04 12:00 resolved received={hours}"]
    found = walk(terms, *lines, as_of="02-04 12:00")
    assert found.verdict == ("met" if counts else "open")
    assert (26 in found.rules) != counts
    assert walk(terms, lines[0], f"{lines[1]} accepted=both", as_of="02-04 12:00").verdict == "met"
    assert (
        walk(terms, f"{lines[0]} received=2000", as_of="02-04 12:00").reason
        == "all its records arrived too late to count"
    )


def test_late_records_without_business_days_count_every_date() -> None:
    tracking = "tracking: {sources: {tickets: {from: x, late records accepted for: 1 business day}}}"
    terms = agreement(SIMPLE, "calendar: office", *FOUR, extra=tracking)
    for hours, verdict in ((36, "met"), (37, "open")):
        found = walk(
            terms, "02-04 10:00 opened", f"02-04 12:00 resolved received={hours}", as_of="02-04 12:00"
        )
        assert found.verdict == verdict


def test_the_version_of_a_ticket() -> None:
    walker = Walker([agreement(SIMPLE, *FOUR)], at("02-02 12:00"))
    assert walker.version([]) is None
    found = walker.version([TicketEvent(at("02-02 10:00"), "opened")])
    assert found is not None
    assert found.number == 1
    assert walker.version(rows("02-03 10:00 opened")) is None
