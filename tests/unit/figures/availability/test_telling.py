"""The words around a figure of availability."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from rich.console import Console

from evenhand.figures.availability.telling import availability_sentence, length, other_way, sums, why
from evenhand.render.availability import availability_page
from tests.unit.figures.availability.helping import explained, promised, recorded

END = "2026-04-01 00:00"


def told(clause: str, *rows: object):
    [figure] = explained(promised(clause), recorded(*rows), "2026-03-01", as_of=END)
    return figure


def test_nothing_was_down() -> None:
    figure = told("target: none")
    assert availability_sentence(figure) == (
        "In March 2026, “Availability of Web site” was 100%: nothing of the agreed 744 hours was down, "
        "and no target was agreed."
    )
    assert list(sums(figure)) == [
        "The service hours come to 744 hours, all of them agreed.",
        "Nothing was down.",
    ]
    console = Console(width=200, record=True, file=open("/dev/null", "w"))  # noqa: SIM115 - closed with the test
    console.print(availability_page(figure))
    text = console.export_text()
    assert "Record" not in text
    assert "(2678400 - 0) / 2678400 = 100%." in text


def test_nothing_is_cut_on_eighty_columns() -> None:
    figure = told(
        "target: 99% per month, degraded: 50%, maintenance: {}",
        (
            "2026-03-12 10:00:01",
            "2026-03-13 12:00",
            "degraded",
            {"id": "INC-2026-00001", "cause": "power supply"},
        ),
        ("2026-03-14 10:00", "2026-03-14 12:00", "maintenance", {"id": "CHG-2026-00001"}),
    )
    console = Console(width=80, record=True, file=open("/dev/null", "w"))  # noqa: SIM115 - closed with the test
    console.print(availability_page(figure))
    text = console.export_text()
    assert "…" not in text
    assert "    Degraded, power supply: counts at 50%." in text
    assert "INC-2026-00001  Thu 12 Mar 10:00:01  Fri 13 Mar 12:00  25 h 59 min 59 s" in text
    assert "CHG-2026-00001  Sat 14 Mar 10:00     12:00 " in text


def test_excluded_time_counted_as_up() -> None:
    plain = told("target: none, excluded time: counted as up")
    assert next(sums(plain)) == "The service hours come to 744 hours."
    gap = ("2026-03-10 10:00", "2026-03-10 11:00", "unknown")
    down = ("2026-03-11 10:00", "2026-03-11 11:00", "down")
    figure = told("target: none, excluded time: counted as up", gap, down)
    assert next(sums(figure)) == "The service hours come to 744 hours; 1 hour without data counts as up."
    assert other_way(figure) == "With excluded time removed from both sides it would be 99.865410%."
    both = told(
        "target: none, excluded time: counted as up, maintenance: {}",
        gap,
        ("2026-03-12 10:00", "2026-03-12 11:00", "maintenance"),
    )
    assert next(sums(both)).endswith("1 hour of maintenance and 1 hour without data count as up.")


def test_many_records_of_one_outage() -> None:
    rows = [(f"2026-03-10 10:0{minute}", f"2026-03-10 10:0{minute + 1}", "down") for minute in range(7)]
    figure = told("target: none", *rows)
    assert why(figure.outages[0]) == (
        "counts; one outage with record 2, record 3, record 4, record 5 and 2 more"
    )
    assert why(replace(figure.outages[0], parts=(), joined=())) == "no length within the period"


def test_every_part_of_a_record_is_told_with_its_length() -> None:
    figure = told(
        "target: 99.99% per month, minimum: 99.95%, maintenance: {at most: 1 hour per month}",
        ("2026-03-12 10:00", "2026-03-12 12:00", "maintenance"),
    )
    assert why(figure.outages[0]) == (
        "1 hour maintenance within what is allowed, 1 hour counts: beyond 1 hour per month"
    )
    assert figure.notes == ("It is below the minimum of 99.95%.",)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(Fraction(60), "1 minute"), (Fraction(121, 2), "1 min 1/2 s"), (Fraction(1, 2), "1/2 s")],
)
def test_lengths(seconds: Fraction, words: str) -> None:
    assert length(seconds) == words
