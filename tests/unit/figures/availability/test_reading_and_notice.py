"""Readings that say a service is down, and notice of maintenance."""

from __future__ import annotations

import pytest

from tests.unit.figures.availability.helping import (
    both,
    measured,
    promised,
    read,
    recorded,
)

DOWN = ("2026-03-10 10:00", "2026-03-10 11:00", "down")


END = "2026-04-01 00:00"


def test_without_outages_there_is_no_figure_but_a_note() -> None:
    text = promised("target: 99% per month")
    measurement = measured(text, None, readings=read(("rating", "2026-03-02 00:00", "4")))
    assert measurement.figures == ()
    assert measurement.notes == ("services.web.availability was not measured: no outages were given.",)


def test_readings_alone_can_say_that_a_service_was_down() -> None:
    text = promised("target: 50% per day, down when: {reading: load, below: 1}")
    readings = read(("load", "2026-03-01 00:00", "0.5"), ("load", "2026-03-01 06:00", "2"))
    [figure] = measured(text, None, readings=readings, as_of="2026-03-02 00:00").figures
    assert (figure.denominator, figure.numerator) == (64_800, 43_200)
    agreed, down, _ = both(text, recorded(), "2026-03-01", readings=readings, as_of="2026-03-02 00:00")
    assert (agreed, down) == (64_800, 21_600)


def test_no_reading_of_the_name_is_no_data() -> None:
    text = promised("target: 50% per day, down when: {reading: load, below: 1}")
    readings = read(("rating", "2026-03-01 00:00", "0.5"))
    agreed, _, told = both(text, recorded(), "2026-03-01", readings=readings, as_of="2026-03-02 00:00")
    assert agreed == 0
    assert [line.record.cause for line in told.outages] == ["no reading of load"]


def test_without_readings_the_outages_alone_count() -> None:
    text = promised("target: 50% per day, down when: {reading: load, below: 1}, at least: 5 requests")
    [figure] = measured(text, recorded(DOWN), as_of="2026-03-02 00:00").figures
    assert figure.notes == ("no readings were given",)
    assert figure.because == "fewer than 5 requests in the period"
    _, _, told = both(text, recorded(DOWN), "2026-03-10", as_of="2026-03-11 00:00")
    assert told.notes == (
        "There are fewer than 5 requests in the period, 0.",
        "No readings were given, so only the records of outages count.",
    )


@pytest.mark.parametrize(
    ("more", "clause", "held"),
    [
        ("tracking: {sources: {m: {from: x, service: web, silent after: 1 day}}}\n", "", 86_400),
        ("tracking: {sources: {m: {from: x, service: web}}}\n", ", measured: {every: 2 hours}", 14_400),
        (
            "tracking: {sources: {m: {from: x, service: mail, silent after: 1 day}}}\n",
            ", measured: {by: us}",
            7200,
        ),
        ("", ", measured: {every: 1 business day}", 7200),
    ],
)
def test_how_long_a_reading_holds(more: str, clause: str, held: int) -> None:
    text = promised("target: 50% per month, down when: {reading: load, below: 1}" + clause, more=more)
    text = text.replace("services:\n", "services:\n  mail: {}\n")
    readings = read(*(("load", f"2026-03-05 {at}", "2") for at in ("00:00", "01:00", "02:00")))
    agreed, _, _ = both(text, recorded(), "2026-03-01", readings=readings, as_of=END)
    assert agreed == 7200 + held


@pytest.mark.parametrize(
    ("notice", "announced", "kept"),
    [
        ("3 business days", "2026-03-03 23:00", True),  # Wed, Thu, Fri; closes Fri 17:00
        ("3 business days", "2026-03-04 00:00", False),
        ("3 business days", "2027-12-04 00:00", False),
        ("1 month", "2026-02-07 12:00", True),
        ("1 month", "2026-02-07 12:01", False),
        ("5 days", "1999-01-01 00:00", True),
    ],
)
def test_notice_in_days_on_the_wall_and_in_business_days(notice: str, announced: str, kept: bool) -> None:
    more = "calendars: {office: {hours: {mon-fri: 09:00-17:00}}}\nbusiness days: {calendar: office}\n"
    text = promised(f"target: 99% per month, maintenance: {{notice: {notice}}}", more=more)
    outages = recorded(("2026-03-07 12:00", "2026-03-07 13:00", "maintenance", {"announced": announced}))
    _, down, _ = both(text, outages, "2026-03-01", as_of=END)
    assert down == (0 if kept else 3600)


def test_business_days_of_the_service_hours_where_the_agreement_names_none() -> None:
    text = promised("target: 99% per month, maintenance: {notice: 1 business day}")
    outages = recorded(
        ("2026-03-07 12:00", "2026-03-07 13:00", "maintenance", {"announced": "2026-03-05 23:00"}),
        ("2026-03-08 12:00", "2026-03-08 13:00", "maintenance", {"announced": "2026-03-07 23:00"}),
    )
    assert both(text, outages, "2026-03-01", as_of=END)[1] == 3600


def test_windows_that_fill_the_week_are_no_windows() -> None:
    days = ", ".join(f'"{day} 00:00-24:00"' for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    text = promised(f"target: 99% per month, maintenance: {{windows: [{days}], at most: 1 window per month}}")
    outages = recorded(
        ("2026-03-07 12:00", "2026-03-07 13:00", "maintenance"),
        ("2026-03-08 12:00", "2026-03-08 13:00", "maintenance"),
    )
    assert both(text, outages, "2026-03-01", as_of=END)[1] == 3600
