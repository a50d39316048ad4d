"""What concerns money, taken as files: figures as the command line makes them, and rows that are left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from evenhand.cli.credits import read_records
from evenhand.engines.beside import KINDS, Recorded
from evenhand.engines.local import measure_files
from evenhand.engines.recorded import measure_recorded, open_recorded
from evenhand.errors import RecordError
from evenhand.terms.agreement import Agreement
from tests.logs import agreement

TEXT = """
agreement: Test
currency: GBP
version: 1
timezone: Europe/London
term: {from: 2026-01-01, to: 2026-12-31}
calendars: {office: {hours: {mon-fri: 09:00-17:00}}}
services:
  desk: {hours: office, charge: 10.00 per user per month}
standards:
  fix:
    service: desk
    clock: {starts: opened, stops: resolved}
    within: 1 hour
    target: 90% per month
    credits: [{below: 90%, credit: 10%}]
credits:
  claimed: within 60 days of the period
  conditions: [invoices paid]
disagreements: {while open: credit is held}
"""
HEAD = "ticket,at,event,service"
EVENTS = ["T1,2026-03-09 09:00:00,opened,desk", "T1,2026-03-09 16:00:00,resolved,desk"]
LATER = ["T2,2026-05-04 09:00:00,opened,desk", "T2,2026-05-04 09:10:00,resolved,desk"]
LONDON = {"timezone": "Europe/London"}


@pytest.fixture
def terms() -> Agreement:
    return agreement(TEXT)


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def files(tmp_path: Path) -> list[Recorded]:
    """A month that was missed, a user count in foreign columns, the claim for it and its condition."""
    return [
        Recorded("tickets", written(tmp_path / "tickets.csv", HEAD, *EVENTS, *LATER), LONDON),
        Recorded(
            "charges", written(tmp_path / "charges.csv", "Dienst,from,users", "desk,2026-01-01,24"),
            {"mapping": "service: Dienst\ncount: users"},
        ),
        Recorded("claims", written(tmp_path / "claims.csv", "clause,period,at", "fix,2026-03,2026-04-02"), {}),
        Recorded(
            "conditions",
            written(tmp_path / "held.csv", "condition,from,holds", "invoices paid,2026-01-01,yes"), {},
        ),
    ]  # fmt: skip


def credited(recorded: list[Recorded], terms: Agreement) -> list[str]:
    statements = measure_recorded([terms], recorded).measurement.statements
    return [str(each.total) for each in statements if each.total.minor_units]


def test_credits_are_made_from_what_was_recorded_about_money(files: list[Recorded], terms: Agreement) -> None:
    assert credited(files, terms) == ["24.00 GBP"]
    for place in (1, 2, 3):
        assert credited([*files[:place], *files[place + 1 :]], terms) == []


def test_a_later_file_mends_an_earlier_one(files: list[Recorded], terms: Agreement, tmp_path: Path) -> None:
    more = written(tmp_path / "more.csv", "service,from,count", "desk,2026-01-01,30")
    assert credited([*files, Recorded("charges", more, {})], terms) == ["30.00 GBP"]


def test_a_disagreement_holds_the_credit(files: list[Recorded], terms: Agreement, tmp_path: Path) -> None:
    path = written(tmp_path / "open.csv", "clause,period,raised", "fix,2026-03,2026-04-03")
    assert credited([*files, Recorded("disagreements", path, {})], terms) == []


def test_tickets_in_two_files_give_the_same(files: list[Recorded], terms: Agreement, tmp_path: Path) -> None:
    parts = [
        Recorded("tickets", written(tmp_path / f"{name}.csv", HEAD, *rows), LONDON)
        for name, rows in (("one", EVENTS), ("two", LATER))
    ]
    assert credited([*parts, *files[1:]], terms) == ["24.00 GBP"]


def test_as_the_command_line_measures_them(files: list[Recorded], terms: Agreement, tmp_path: Path) -> None:
    plain = written(tmp_path / "plain.csv", "service,from,count", "desk,2026-01-01,24")
    tickets, _, claims, held = (each.path for each in files)
    records, _ = read_records(plain, claims, held, None, "Europe/London")
    alone = measure_files([terms], tickets, timezone="Europe/London", records=records)
    taken = [files[0], Recorded("charges", plain, {}), *files[2:]]
    assert measure_recorded([terms], taken).measurement.to_json() == alone.measurement.to_json()


def test_the_latest_instant_is_also_that_of_a_claim(files: list[Recorded], terms: Agreement) -> None:
    with open_recorded([terms], [files[2]]) as opened:
        assert (opened.latest, len(opened.credits.claims)) == (1_775_084_400, 1)
    with pytest.raises(RecordError, match="does not say its zone"), open_recorded([], [files[2]]):
        pass


def test_rows_that_cannot_be_used_are_told_by_the_name_of_their_file(
    files: list[Recorded], terms: Agreement, tmp_path: Path
) -> None:
    bad = written(tmp_path / "bad.csv", HEAD, *EVENTS, "T3,soon,opened,", "T3,2026-03-01 09:00,odd,", ",,,")
    claims = written(tmp_path / "no.csv", "clause,period,at", "fix,2026-03,soon", ",2026-03,2026-04-01")
    taken = [Recorded("tickets", bad, LONDON, "what-was-sent"), *files[1:], Recorded("claims", claims, {})]
    measurement = measure_recorded([terms], taken).measurement
    assert measurement.to_json()["left_out"] == [
        {
            "file": "what-was-sent",
            "rows": 3,
            "reasons": {"no-ticket": 1, "unknown-event": 1, "unreadable-time": 1},
        },
        {"file": str(claims), "rows": 2, "reasons": {"no-clause": 1, "no-time": 1}},
    ]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("tickets", "outages")])
def test_a_mapping_that_makes_no_sense(files: list[Recorded], terms: Agreement, kind: str) -> None:
    with pytest.raises(RecordError):
        measure_recorded([terms], [Recorded(kind, files[0].path, {"mapping": "kind: nonsense"})])
