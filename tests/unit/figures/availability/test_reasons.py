"""Why each part of a record counts or does not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from evenhand.figures.availability.book import Book
from evenhand.figures.measure import measure_log
from tests.unit.figures.availability.helping import (
    agreement,
    both,
    instant,
    measured,
    promised,
    recorded,
)

DOWN = ("2026-03-10 10:00", "2026-03-10 11:00", "down")


END = "2026-04-01 00:00"


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
