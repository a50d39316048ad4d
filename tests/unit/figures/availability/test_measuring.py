"""What the figures of availability are: instances, versions, periods, notes, and what is not measured."""

from __future__ import annotations

from fractions import Fraction

import pytest

from evenhand.figures.availability.book import Book
from evenhand.figures.measure import measure_log
from tests.unit.figures.availability.helping import (
    agreement,
    both,
    explained,
    instant,
    measured,
    promised,
    read,
    recorded,
)

DOWN = ("2026-03-10 10:00", "2026-03-10 11:00", "down")
END = "2026-04-01 00:00"


def test_a_figure_of_availability_as_json() -> None:
    text = promised("target: 99.9% per month, minimum: 99.95%, maintenance: {}")
    outages = recorded(DOWN, ("2026-03-20 00:00", "2026-03-25 00:00", "maintenance"))
    [figure] = measured(text, outages, as_of=END).to_json()["figures"]
    assert (figure["clause"], figure["title"]) == ("services.web.availability", "Availability of Web site")
    assert (figure["service"], figure["instance"], figure["priority"]) == ("web", None, None)
    assert (figure["numerator"], figure["denominator"]) == (2_242_800, 2_246_400)
    assert (figure["value"], figure["target"], figure["result"]) == ("0.998397", "0.999", "missed")
    assert figure["notes"] == [
        "below the minimum of 99.95%",
        "with excluded time counted as up: 99.865591%",
    ]


def test_one_figure_for_each_instance_that_any_record_names() -> None:
    text = promised("target: 99.5% per month, for each: instance")
    outages = recorded(
        (*DOWN, {"instance": "i-2"}),
        ("2026-03-12 10:00", "2026-03-12 10:00", "unknown", {"instance": "i-1"}),
        ("2026-03-11 10:00", "2026-03-11 10:30", "down"),
    )
    figures = measured(text, outages, as_of=END).figures
    assert [(each.instance, each.denominator, each.numerator) for each in figures] == [
        ("i-1", 2_678_400, 2_676_600),
        ("i-2", 2_678_400, 2_673_000),
    ]
    told = explained(text, outages, "2026-03-01", as_of=END)
    assert [each.instance for each in told] == ["i-1", "i-2"]
    both(text, outages, "2026-03-01", as_of=END, instance="i-2")


def test_where_no_instance_is_named_the_service_is_one() -> None:
    text = promised("target: 99.5% per month, for each: instance")
    [figure] = measured(text, recorded(DOWN), as_of=END).figures
    assert figure.instance is None
    both(text, recorded(DOWN), "2026-03-01", as_of=END)


def test_instances_may_be_components_or_causes() -> None:
    for attribute in ("component", "cause"):
        text = promised(f"target: 99.5% per month, for each: {attribute}")
        outages = recorded((*DOWN, {attribute: "a; b"}))
        assert [each.instance for each in measured(text, outages, as_of=END).figures] == ["a", "b"]
        both(text, outages, "2026-03-01", as_of=END, instance="b")


def version(number: int, first: str, target: str, more: str = "") -> str:
    return (
        promised(f"target: {target}{more}", term=f"{{from: {first}, to: 2026-04-30}}")
        + f"version: {number}\nreference: W\n"
    )


def test_versions_of_one_target_share_a_figure_each_with_its_own_terms() -> None:
    texts = [
        version(1, "2026-03-01", "99% per month", ", degraded: 50%"),
        version(2, "2026-03-11", "99% per month", ", degraded: 25%"),
    ]
    outages = recorded(("2026-03-10 23:00", "2026-03-11 01:00", "degraded"))
    agreed, down, told = both(texts, outages, "2026-03-01", as_of=END)
    assert (agreed, down) == (2_678_400, 1800 + 900)
    assert told.versions == (1, 2)


def test_versions_of_two_targets_have_two_figures() -> None:
    texts = [version(1, "2026-03-01", "99% per month"), version(2, "2026-03-11", "98% per month")]
    outages = recorded(("2026-03-10 23:00", "2026-03-11 01:00", "down"))
    figures = measured(texts, outages, as_of="2026-04-02 00:00").figures
    assert [(each.versions, each.start.month, each.denominator, each.result) for each in figures] == [
        ((1,), 3, 864_000, "met"),
        ((2,), 3, 1_814_400, "met"),
        ((2,), 4, 86_400, "met"),
    ]
    told = explained(texts, outages, "2026-03-15", as_of=END)
    assert [(each.versions, each.agreed_seconds) for each in told] == [((1,), 864_000), ((2,), 1_814_400)]
    assert [each.versions for each in explained(texts, outages, "2026-04-02", as_of="2026-04-02 00:00")] == [
        (2,)
    ]


def test_a_service_that_came_later_and_one_that_went() -> None:
    services = "services: {a: {availability: {target: 99% per month}}}\n"
    old = f"agreement: W\nreference: W\nterm: {{from: 2026-03-01}}\n{services}"
    new = old.replace("2026-03-01", "2026-04-01").replace("{a:", "{b:")
    measurement = measured([old, new], recorded(DOWN), as_of="2026-04-10 00:00")
    assert [(each.service, each.start.month) for each in measurement.figures] == [("b", 4), ("a", 3)]
    assert measurement.notes == ("1 outage names a service the agreement does not have: 'web'.",)
    assert explained([old, new], recorded(DOWN), "2026-04-02", as_of="2026-04-10 00:00", service="a") == ()


def test_several_clauses_and_periods_of_their_own() -> None:
    text = promised(
        "daily: {target: 99% per day}, ever: {target: none}, year: {target: 99% per trailing 365 days}"
    )
    figures = measured(text, recorded(DOWN), as_of="2026-03-12 00:00").figures
    assert [each.clause.rpartition(".")[2] for each in figures] == ["daily"] * 11 + ["ever", "year"]
    assert figures[-2].result == "not scored"
    assert figures[-2].because == "the agreement sets no target"
    assert [each.result for each in figures[8:11]] == ["met", "missed", "met"]
    [told] = explained(text, recorded(DOWN), "2026-03-10", as_of="2026-03-12 00:00", clause="ever")
    assert (told.result, told.title) == ("not scored", "Availability of Web site, ever")
    assert told.notes == ("The agreement sets no target.", "The period is not over.")
    [told] = explained(text, recorded(DOWN), "2026-03-10", as_of="2026-03-12 00:00", clause="year")
    # One hour of eleven days; the month that the figure stands for has three times as many.
    assert (told.down_seconds, told.agreed_seconds) == (3600, 11 * 86400)
    assert told.notes == ("Of the 365 days only 31 are within these terms.", "The period is not over.")
    assert figures[-1].notes == ("31 of the 365 days are within these terms", "the period is not over")


def test_without_a_target_the_period_is_that_of_the_reports() -> None:
    for every, number in (("week", 5), ("trailing 30 days", 1)):
        text = promised("target: none", more=f"reporting: {{every: {every}}}\n")
        assert len(measured(text, recorded(DOWN), as_of="2026-03-30 00:00").figures) == number
        [told] = explained(text, recorded(DOWN), "2026-03-10", as_of="2026-03-30 00:00")
        assert told.down_seconds == 3600


def test_nothing_agreed_is_nothing_to_measure() -> None:
    text = promised("target: 99% per day, minimum: 90%")
    outages = recorded(("2026-03-10 00:00", "2026-03-11 00:00", "unknown"))
    _, _, told = both(text, outages, "2026-03-10", as_of="2026-03-12 00:00")
    assert (told.value, told.result, told.value_text) == (None, "nothing to measure", "–")
    assert told.otherwise == 1


def test_a_period_that_has_not_begun_has_no_figure() -> None:
    text = promised("target: 99% per month")
    assert len(measured(text, recorded(DOWN), as_of=END).figures) == 1
    assert explained(text, recorded(DOWN), "2026-04-15", as_of=END) == ()
    [april] = explained(text, recorded(DOWN), "2026-04-15", as_of="2026-04-02 00:00")
    assert (april.agreed_seconds, april.notes) == (86_400, ("The period is not over.",))
    assert april.last


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


def test_a_reason_for_every_part_of_a_record() -> None:
    text = promised(
        "target: 99% per month, shortest outage: 2 minutes, degraded: 50%, components: {any of: [a, b]},"
        " excludes: [{cause: storm, decided by: client}, {cause: planned maintenance, decided by: provider}],"
        ' maintenance: [{kind: regular, windows: ["sat 12:00-13:00"]},'
        " {kind: fast, notice: 1 hour, at most: 0 minutes per day}]"
    )
    both_parts, out = {"component": "a;b"}, {"component": "c"}
    outages = recorded(
        ("2026-03-02 10:00", "2026-03-02 11:00", "down", {"component": "a", "id": "one"}),
        (
            "2026-03-03 10:00",
            "2026-03-03 11:00",
            "down",
            {"cause": "storm", "decided": "client", "id": "storm"},
        ),
        ("2026-03-03 10:30", "2026-03-03 11:30", "unknown", {"id": "gap"}),
        ("2026-03-04 10:00", "2026-03-04 11:00", "down", {"cause": "storm", "id": "refused"}),
        ("2026-03-05 10:00", "2026-03-05 11:00", "down", {**out, "id": "stranger"}),
        ("2026-03-06 10:00", "2026-03-06 10:01", "down", {**both_parts, "id": "short"}),
        ("2026-03-07 12:30", "2026-03-07 13:30", "maintenance", {"decided": "provider", "id": "window"}),
        ("2026-03-07 12:45", "2026-03-07 12:50", "down", {"id": "inside"}),
        ("2026-03-09 12:30", "2026-03-09 13:30", "maintenance", {"id": "unsaid"}),
        (
            "2026-03-10 12:30",
            "2026-03-10 13:30",
            "maintenance",
            {"decided": "both", "cause": "odd", "id": "odd"},
        ),
        (
            "2026-03-11 12:30",
            "2026-03-11 13:30",
            "maintenance",
            {"decided": "both", "cause": "fast", "announced": "2026-03-11 11:30", "id": "beyond"},
        ),
        (
            "2026-03-12 12:30",
            "2026-03-12 13:30",
            "maintenance",
            {"decided": "both", "cause": "fast", "announced": "2026-03-12 12:00", "id": "late"},
        ),
        ("2026-03-13 12:30", "2026-03-13 13:30", "degraded", {"id": "half"}),
        ("2026-03-13 13:00", "2026-03-13 13:10", "degraded", {"id": "again"}),
        ("2026-03-03 10:10", "2026-03-03 10:20", "degraded", {"id": "while"}),
        (
            "2026-03-14 10:10",
            "2026-03-14 10:20",
            "maintenance",
            {"cause": "fast", "decided": "both", "id": "silent"},
        ),
        ("2026-03-15 10:10", "2026-03-15 10:20", "degraded", {"cause": "Planned maintenance", "id": "same"}),
        (
            "2026-03-16 10:10",
            "2026-03-16 10:20",
            "down",
            {"cause": "storm", "decided": "provider", "id": "wrong"},
        ),
    )
    _, _, told = both(text, outages, "2026-03-01", as_of=END)
    assert {line.record.id: [part.why for part in line.parts] for line in told.outages} == {
        "one": ["another component kept the service up"],
        "storm": ["excluded: storm, said by the client"],
        "gap": ["at a time that is excluded anyway", "no data, which is excluded"],
        "refused": ["counts: storm is excluded, but the client has not said so"],
        "stranger": ["no component of the clause"],
        "short": ["shorter than 2 minutes"],
        "window": ["maintenance within what is allowed", "counts: outside the windows of maintenance"],
        "inside": ["during maintenance that is allowed"],
        "unsaid": ["counts: maintenance is excluded, but the provider has not said so"],
        "odd": ["counts: “odd” is no kind of maintenance that was agreed"],
        "beyond": ["counts: beyond 0 minutes per day"],
        "late": ["counts: it was announced 30 min before, where 1 hour are agreed"],
        "half": ["counts at 50%"],
        "again": ["counted once, with half"],
        "while": ["at a time that is excluded anyway"],
        "silent": ["counts: it was not announced, where 1 hour of notice are agreed"],
        "same": ["counts at 50%: maintenance is excluded, but the provider has not said so"],
        "wrong": ["counts: storm is excluded, but the client has not said so"],
    }


@pytest.mark.parametrize(
    ("unknown", "whys"),
    [
        ("up", ["no data, which counts as up", "no data, which counts as up"]),
        ("down", ["no data, which counts as down", "no data, counted once"]),
        ("excluded", ["no data, which is excluded", "no data, which is excluded"]),
    ],
)
def test_two_gaps_at_once(unknown: str, whys: list[str]) -> None:
    text = promised(f"target: 99% per month, unknown: {unknown}")
    gap = ("2026-03-15 10:10", "2026-03-15 10:20", "unknown")
    _, down, told = both(text, recorded((*gap, {"id": "1"}), (*gap, {"id": "2"})), "2026-03-01", as_of=END)
    assert [line.parts[0].why for line in told.outages] == whys
    assert down == (600 if unknown == "down" else 0)


def test_a_clause_that_allows_no_maintenance_and_one_that_allows_any() -> None:
    outages = recorded(("2026-03-10 10:00", "2026-03-10 11:00", "maintenance"))
    _, down, told = both(promised("target: 99% per month"), outages, "2026-03-01", as_of=END)
    assert (down, told.outages[0].parts[0].why) == (3600, "counts: the clause allows no maintenance")
    _, down, told = both(
        promised("target: 99% per month, excludes: planned maintenance"), outages, "2026-03-01", as_of=END
    )
    assert (down, told.outages[0].parts[0].why) == (0, "maintenance within what is allowed")
    limited = promised("target: 99% per month, maintenance: {kind: x, at most: 0 windows per week}")
    assert both(limited, outages, "2026-03-01", as_of=END)[2].outages[0].parts[0].why == (
        "counts: beyond 0 windows per week"
    )


def test_the_share_of_other_components_is_told() -> None:
    text = promised("target: 99% per month, components: {weights: {a: 60%, b: 40%}}")
    _, down, told = both(text, recorded((*DOWN, {"component": "a"})), "2026-03-01", as_of=END)
    assert down == 2160
    assert [(part.seconds, part.why) for part in told.outages[0].parts] == [
        (Fraction(2160), "counts"),
        (Fraction(1440), "the share of the other components"),
    ]


def test_agreements_without_a_term_begin_with_the_first_record() -> None:
    text = promised("target: 99% per month").replace("term: {from: 2026-03-01, to: 2026-04-30}\n", "")
    agreed, down, _ = both(text, recorded(DOWN), "2026-03-01", as_of=END)
    assert (agreed, down) == (2_678_400, 3600)
    assert measured(text, recorded()).figures == ()


def test_tickets_and_outages_together() -> None:
    from tests.product import log_of

    log = log_of([("T", {"at": instant("2026-03-20 00:00"), "event": "opened"})])
    measurement = measure_log([agreement(promised("target: 99% per month"))], log, outages=recorded(DOWN))
    assert measurement.as_of == instant("2026-03-20 00:00")
    assert measurement.figures[0].denominator == 19 * 86_400


def test_a_book_without_the_service_is_empty() -> None:
    assert len(Book(recorded(DOWN), instant(END)).of_service("mail").place) == 0
