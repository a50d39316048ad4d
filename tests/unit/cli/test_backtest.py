"""`evenhand backtest` from files to words, JSON and CSV."""

import csv
import io
import json
from datetime import date
from fractions import Fraction

import pytest

from evenhand.cli.backtested import _cell
from evenhand.cli.main import run
from evenhand.figures.figure import Figure
from evenhand.units import Target

CURRENT = """agreement: Test
reference: R
timezone: UTC
currency: GBP
term: {from: 2026-03-01, to: 2026-04-30}
calendars: {day: {hours: {mon-sun: 08:00-16:00}}, whole: {hours: always}}
priorities: {P1: {name: One}, P2: {name: Two}}
services:
  a:
    name: Shop
    hours: whole
    charge: 100.00 per month
    availability: {target: 99% per month, credits: [{below: 99%, credit: 10%}]}
standards:
  s:
    title: Resolution
    service: all
    clock: {starts: opened, stops: resolved}
    within: {P1: 2 hours, P2: 5 hours}
    calendar: whole
    target: 60% per month
    scored: each priority
    credits: [{below: 60%, credit: 5%}]
  old:
    service: all
    clock: {starts: opened, stops: responded}
    within: 3 hours
    calendar: whole
    target: 50% per month
  rating:
    service: a
    measure: mean rating
    target: at least 4 per month
credits: {base: charge of the service, rounding: half up to 0.01 per clause}
"""
DRAFT = (
    CURRENT.replace("P1: 2 hours", "P1: 4 hours")
    .replace("60% per month", "70% per month")
    .replace("  old:", "  new:")
)
TICKETS = "ticket,at,event,priority\n" + "".join(
    f"T{number},2026-0{3 + number % 2}-{1 + number:02d}T08:00Z,opened,P{1 + number % 2 * (number % 3 > 0)}\n"
    f"T{number},2026-0{3 + number % 2}-{1 + number:02d}T{9 + number % 5:02d}:30Z,resolved,\n"
    for number in range(14)
)
OUTAGES = "service,start,end,state\na,2026-03-05T00:00Z,2026-03-05T12:00Z,down\n"
READINGS = "name,at,value\nrating,2026-03-05T00:00Z,3\nrating,2026-04-05T00:00Z,5\n"


@pytest.fixture
def files(tmp_path):
    """A folder with everything."""
    texts = {
        "current.yaml": CURRENT, "draft.yaml": DRAFT, "tickets.csv": TICKETS, "outages.csv": OUTAGES,
        "readings.csv": READINGS,
    }  # fmt: skip
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def said(capsys, *words, code=0):
    """What a command writes."""
    with pytest.raises(SystemExit) as left:
        run(["backtest", *map(str, words)])
    written = capsys.readouterr()
    assert (left.value.code or 0) == code, written.err
    return written


def asked(files, *more):
    """The usual words of the command."""
    return (
        files / "current.yaml", files / "draft.yaml", "--tickets", files / "tickets.csv", "--outages",
        files / "outages.csv", "--readings", files / "readings.csv", "--timezone", "UTC", *more,
    )  # fmt: skip


def test_in_words(files, capsys):
    text = said(capsys, *asked(files)).out
    assert text.startswith("Test: had the draft been in force\n")
    assert all(len(line) == len(line.rstrip()) for line in text.splitlines())
    for words in (
        "in force  draft",
        "Resolution (s)",
        "P1, 2 hours, 60% per month in force, 4 hours, 70% per month in the draft",
        "missed in force, met under the draft: T",
        "nothing in force, 3 hours, 50% per month in the draft",
        "3 hours, 50% per month in force, nothing in the draft",
        "are the same under both",
        "What would have been enough, for the draft",
        "At least 98.3% was reached in every month; Mar 2026 is the lowest.",
        "a.availability",
    ):
        assert words in text, text


def test_rows_that_could_not_be_used_stand_beside_both(files, capsys):
    (files / "tickets.csv").write_text(TICKETS + "T99,soon,opened,P1\n")
    assert "1 row of" in said(capsys, *asked(files)).out.splitlines()[-1]
    whole = json.loads(said(capsys, *asked(files, "--format", "json")).out)
    (left,) = whole["current"]["left_out"]
    assert (left["rows"], left["reasons"], whole["draft"]["left_out"]) == (1, {"unreadable-time": 1}, [left])
    alone = said(capsys, files / "current.yaml", "--tickets", files / "tickets.csv", "--format", "json").out
    assert json.loads(alone)["current"]["left_out"][0]["rows"] == 1


def test_without_a_draft(files, capsys):
    text = said(capsys, files / "current.yaml", "--tickets", files / "tickets.csv").out
    assert text.startswith("\nWhat would have been enough\n")
    assert "P1, target 60% per month" in text
    assert "verdict" not in text


def test_with_an_earlier_version(files, capsys):
    later = CURRENT.replace("P2: 5 hours", "P2: 1 hour") + "in force from: 2026-04-01\n"
    (files / "later.yaml").write_text(later)
    words = (files / "later.yaml", files / "draft.yaml", "--earlier", files / "current.yaml")
    text = said(capsys, *words, "--tickets", files / "tickets.csv").out
    assert "Resolution (s)" in text


def test_a_credit_that_is_held_is_held_under_both(files, capsys):
    (files / "held.csv").write_text("clause,period\na.availability,2026-03\n")
    free = json.loads(said(capsys, *asked(files, "--format", "json")).out)
    words = asked(files, "--format", "json", "--disagreements", files / "held.csv")
    held = json.loads(said(capsys, *words).out)
    for side in ("current", "draft"):
        before, after = (each[side]["credits"][0] for each in (free, held))
        # The shop was down for twelve hours of March: 98.3 %, 10.00 of 100.00.
        assert Fraction(before["total"]) - Fraction(after["total"]) == 10


def test_as_json(files, capsys):
    told = json.loads(said(capsys, *asked(files, "--format", "json")).out)
    assert set(told) == {"current", "draft", "figures", "changed"}
    assert (
        told["draft"]["total"]["credits"] == [{"amount": "10.00", "currency": "GBP"}]
        or told["draft"]["total"]
    )
    one = next(each for each in told["draft"]["frontier"] if each["priority"] == "P1")
    assert one["time frames"][0]["present"] == "4 hours"
    assert one["time frames"][0]["unit"] == "open seconds"
    assert one["certainty"]["sure"] == "19 in 20"
    assert {each["turned"] for each in told["figures"]} <= {"better", "worse", None}
    assert any(each["current"] is None for each in told["figures"])
    rating = next(each for each in told["current"]["frontier"] if each["clause"] == "standards.rating")
    assert (rating["attained"]["value"], rating["time frames"], rating["certainty"]) == ("3", [], None)
    alone = json.loads(
        said(capsys, files / "current.yaml", "--tickets", files / "tickets.csv", "--format", "json").out
    )
    assert alone["draft"] is None


def test_as_csv(files, capsys):
    rows = list(csv.DictReader(io.StringIO(said(capsys, *asked(files, "--format", "csv")).out)))
    assert {row["clause"] for row in rows} == {
        "standards.s", "standards.old", "standards.new", "standards.rating", "services.a.availability",
    }  # fmt: skip
    row = next(row for row in rows if row["clause"] == "standards.s" and row["priority"] == "P1")
    assert (row["current_target"], row["draft_target"]) == ("0.6", "0.7")
    alone = said(capsys, files / "current.yaml", "--tickets", files / "tickets.csv", "--format", "csv").out
    assert "standards.s" in alone


def test_a_month_with_nothing_in_it(files, capsys):
    (files / "tickets.csv").write_text(
        "ticket,at,event,priority\nT1,2026-03-02T08:00Z,opened,P1\nT1,2026-04-05T08:00Z,resolved,\n"
    )
    (files / "draft.yaml").write_text(DRAFT.replace("P1: 4 hours", "P1: 2000 hours"))
    text = said(capsys, files / "current.yaml", files / "draft.yaml", "--tickets", files / "tickets.csv").out
    assert "0 of 1  0% ✕ missed             nothing" in text
    assert "Satisfaction" not in text
    assert "\nrating\n" not in text


def test_outages_alone(files, capsys):
    text = said(capsys, files / "current.yaml", files / "draft.yaml", "--outages", files / "outages.csv").out
    assert "a.availability" in text
    assert "standards" not in text


def test_nothing_with_a_target(files, capsys):
    bare = CURRENT.replace(
        "    target: 60% per month\n    scored: each priority\n    credits: [{below: 60%, credit: 5%}]\n",
        "    target: none\n",
    )
    bare = (
        bare[: bare.index("  old:")]
        + "credits: {base: charge of the service, rounding: half up to 0.01 per clause}\n"
    )
    bare = bare.replace(
        "    availability: {target: 99% per month, credits: [{below: 99%, credit: 10%}]}\n", ""
    )
    (files / "bare.yaml").write_text(bare)
    text = said(capsys, files / "bare.yaml", files / "draft.yaml", "--tickets", files / "tickets.csv").out
    assert "no target in force" in text
    text = said(capsys, files / "bare.yaml", "--tickets", files / "tickets.csv").out
    assert "No clause has a target that was measured." in text


def test_wrong_use(files, capsys):
    assert "Say what happened" in said(capsys, files / "current.yaml", code=2).err
    assert said(capsys, files / "current.yaml", "--tickets", files / "none.csv", code=2).err
    early = said(capsys, *asked(files, "--from", "2026-04", "--as-of", "2026-04-20T00:00")).out
    assert "Mar 2026" not in early.split("What would")[0]


def test_a_page_that_names_the_service_does_not_mean_it_by_other_names(files, capsys):
    head = "id,downtime_start,downtime_end,impact,components\n"
    other = "1,2026-03-02T00:00Z,2026-03-03T00:00Z,major,Elsewhere\n"
    named = "2,2026-03-04T00:00Z,2026-03-04T12:00Z,major,Shop\n"
    values = []
    for rows in (other, named + other):
        (files / "page.csv").write_text(head + rows)
        words = (files / "current.yaml", "--outages", files / "page.csv", "--as-of", "2026-04-01T00:00")
        rows = csv.DictReader(io.StringIO(said(capsys, *words, "--format", "csv").out))
        values.append(next(row["current_value"][:6] for row in rows if "availability" in row["clause"]))
    assert values == ["0.9677", "0.9838"]  # a day of 31, half a day of 31


@pytest.mark.parametrize(
    ("clause", "text"), [("standards.s", "9 of 10  90% ✓ met"), ("services.a.availability", "90% ✓ met")]
)
def test_tickets_are_counted_in_a_cell_and_seconds_are_not(clause: str, text: str) -> None:
    figure = Figure(
        clause=clause,
        title="",
        versions=(1,),
        service=None,
        priority=None,
        start=date(2026, 3, 1),
        end=date(2026, 4, 1),
        numerator=Fraction(9),
        denominator=10,
        value=Fraction(9, 10),
        target=Target.parse("60% per month"),
        result="met",
    )
    assert _cell(figure) == text
