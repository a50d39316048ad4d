"""The year of records is plausible, always the same, and holds the tickets it promises."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from evenhand.demo.files import write
from evenhand.demo.history import READING_COLUMNS, TICKET_COLUMNS, history
from evenhand.demo.stories import EASTER, STORIES

EVENTS = {
    "opened", "responded", "waiting", "resumed", "resolved",
    "reopened", "closed", "cancelled", "merged", "changed",
}  # fmt: skip


@pytest.fixture(scope="module")
def year():
    return history()


@pytest.fixture(scope="module")
def by_ticket(year):
    found = defaultdict(list)
    for row in year.tickets:
        found[row["ticket"]].append(row)
    return found


def test_the_same_seed_gives_the_same_year_and_another_seed_another(year):
    assert history(2026) == year
    assert history(7).tickets != year.tickets


def test_the_year_is_about_1200_tickets_in_order_of_time(year, by_ticket):
    assert 1100 <= len(by_ticket) <= 1350
    assert [row["at"] for row in year.tickets] == sorted(row["at"] for row in year.tickets)
    assert year.tickets[0]["at"] >= "2026-01-01"
    assert year.tickets[-1]["at"] <= "2026-12-31T18:00:00Z"


def test_it_has_the_rhythm_of_a_practice(year):
    opened = [row for row in year.tickets if row["event"] == "opened"]
    months = Counter(row["at"][:7] for row in opened)
    assert len(months) == 12
    assert months["2026-08"] < months["2026-10"]
    assert {row["event"] for row in year.tickets} == EVENTS
    assert {row["priority"] for row in opened} == {"P1", "P2", "P3", "P4"}
    assert {row["service"] for row in opened} == {"practice-system", "service-desk"}
    assert not [row for row in opened if row["at"].startswith("2026-04-03T1")]  # Good Friday


def test_every_ticket_opens_once_and_has_no_events_before_it_but_one(year, by_ticket):
    wrong = [
        ticket for ticket, rows in by_ticket.items()
        if rows[0]["event"] != "opened" or len({row["at"] for row in rows if row["event"] == "opened"}) > 1
    ]  # fmt: skip
    assert len(wrong) == 1
    assert by_ticket[wrong[0]][0]["event"] == "resolved"


def test_three_rows_were_exported_twice(year):
    doubled = [
        row for row, count in Counter(tuple(sorted(row.items())) for row in year.tickets).items() if count > 1
    ]
    assert len(doubled) == 3


def test_the_told_ticket_is_the_one_before_easter(year, by_ticket):
    told = by_ticket[year.told]
    assert told[0]["subject"] == EASTER.subject
    assert [row["at"] for row in told][:2] == ["2026-04-02T15:40:00Z", "2026-04-02T16:05:00Z"]  # summer time
    for story in STORIES:
        assert [
            rows for rows in by_ticket.values() if any(row.get("subject") == story.subject for row in rows)
        ]


def test_october_is_a_bad_month_for_those_who_answer_the_questionnaire(year):
    quarters = defaultdict(list)
    for row in year.readings:
        quarters[(int(row["at"][5:7]) - 1) // 3].append(Decimal(row["value"]))
    means = [sum(values) / len(values) for _, values in sorted(quarters.items())]
    assert all(len(values) >= 10 for values in quarters.values())
    assert all(mean >= Decimal("4.2") for mean in means[:3])
    assert means[3] < Decimal("4.2")


def test_the_year_is_written_beside_its_agreement(year, tmp_path):
    written = write(year, tmp_path / "new" / "folder")
    example = Path(__file__).parents[3] / "examples" / "harbour-dental.yaml"
    assert written.agreement.read_bytes() == example.read_bytes(), "copy the example to src/evenhand/demo"
    for path, columns, rows in (
        (written.tickets, TICKET_COLUMNS, year.tickets),
        (written.readings, READING_COLUMNS, year.readings),
    ):
        with path.open(encoding="utf-8", newline="") as file:
            read = list(csv.DictReader(file))
        assert tuple(read[0]) == columns
        assert read == [{column: row.get(column, "") for column in columns} for row in rows]
