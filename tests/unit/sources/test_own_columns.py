"""What a file calls its columns, where it calls them otherwise than Evenhand does."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from evenhand.errors import RecordError
from evenhand.sources.charges import read_charges, read_claims, read_conditions, read_disagreements
from evenhand.sources.own_columns import OWN, guessed, read_own_columns
from evenhand.sources.readings import read_readings


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_no_text_says_nothing() -> None:
    assert read_own_columns("", "claims") == {}


def test_several_names_of_one_column() -> None:
    assert read_own_columns("at: [Zeit, Time]\nvalue: Note", "readings") == {
        "at": ("Zeit", "Time"),
        "value": ("Note",),
    }


@pytest.mark.parametrize("text", ["- a list", "from: {a: b}", "colour: red", "&a [*a]", "from: 1\nfrom: 2"])
def test_a_mapping_that_cannot_be_used_is_refused(text: str) -> None:
    with pytest.raises(RecordError):
        read_own_columns(text, "charges")


def test_every_kind_is_read_by_its_mapping(tmp_path: Path) -> None:
    file = written(
        tmp_path / "a", "Dienst;Seit;Nutzer;Ort", "desk;2026-03-01;24;Leith", "desk;2026-04-01;;Leith"
    )
    found, problems = read_charges(
        file, read_own_columns("service: Dienst\nfrom: Seit\ncount: Nutzer", "charges")
    )
    assert [(each.service, each.from_, each.count, each.said) for each in found] == [
        ("desk", date(2026, 3, 1), Decimal(24), (("ort", "Leith"),))
    ]
    assert [(each.code, each.rows) for each in problems if each.rows] == [("count-or-amount", 1)]
    file = written(tmp_path / "b", "Promise,Month,Asked", "fix,2026-03,2026-04-02", "fix,2026-03,soon")
    named = read_own_columns("clause: Promise\nperiod: Month\nat: Asked", "claims")
    claims, problems = read_claims(file, "Europe/London", named)
    assert [(each.clause, each.at) for each in claims] == [("fix", 1_775_084_400)]
    assert sum(each.rows for each in problems) == 1
    file = written(tmp_path / "c", "What,Since,Yes", "paid,2026-03-01,yes")
    held, _ = read_conditions(
        file, read_own_columns("condition: What\nfrom: Since\nholds: Yes", "conditions")
    )
    assert [each.holds for each in held] == [True]
    file = written(tmp_path / "d", "Promise,Month,Begun", "fix,2026-03,2026-04-02")
    named = read_own_columns("clause: Promise\nperiod: Month\nraised: Begun", "disagreements")
    (raised,), _ = read_disagreements(file, "UTC", named)
    assert raised.raised == 1_775_088_000
    file = written(tmp_path / "e", "Metric,When,Value", "rating,2026-03-01T00:00:00Z,5")
    readings, _ = read_readings(file, None, read_own_columns("name: Metric\nat: When", "readings"))
    assert readings.value == (Decimal(5),)


def test_a_guess_takes_each_column_once_and_our_own_names_first() -> None:
    assert guessed("charges", ["date", "users", "service"]) == {
        "service": "service",
        "from": "date",
        "count": "users",
    }
    assert guessed("readings", ["Metric", "number", "date"]) == {
        "name": "Metric",
        "at": "date",
        "value": "number",
    }
    assert guessed("conditions", ["nothing", "of it"]) == {}


def test_a_guess_names_only_columns_that_there_are() -> None:
    for kind, own in OWN.items():
        assert guessed(kind, own.all) == {name: name for name in own.all}
