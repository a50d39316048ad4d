"""Closures out of a calendar file into an agreement: only what is new, and no other byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from evenhand.errors import RecordError
from evenhand.exchange.adopting import adopted
from evenhand.exchange.dates import dates_of
from evenhand.exchange.icalendar import calendar_bytes
from evenhand.terms.agreement import Agreement
from evenhand.terms.document import read_agreement
from evenhand.terms.editing import removed
from tests.unit.terms.helping import EXAMPLE

TEXT = EXAMPLE.read_text("utf-8")
SMALL = """agreement: A
timezone: America/New_York
term: {from: 2026-01-01, to: 2026-12-31}
calendars:
  office: {hours: {mon-fri: 09:00-17:00}}  # everybody
"""


def read(text: str) -> Agreement:
    found, problems = read_agreement(text, file="a.yaml")
    assert found is not None, problems
    return found


def adopt(tmp_path: Path, text: str, events: str, calendar: str = "office") -> tuple[str, list[str]]:
    path = tmp_path / "x.ics"
    path.write_bytes(
        f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{events}END:VCALENDAR\n".replace("\n", "\r\n").encode()
    )
    new, problems = adopted(text, read(text), calendar, path, file="a.yaml")
    return new, [problem.message for problem in problems]


def event(start: str, end: str = "", more: str = "") -> str:
    ends = f"DTEND{end}\n" if end else ""
    head = f"BEGIN:VEVENT\nUID:{start}{hash(more)}\nDTSTAMP:20260101T000000Z\n"
    return f"{head}DTSTART{start}\n{ends}{more}END:VEVENT\n"


def test_what_was_exported_comes_back(tmp_path: Path) -> None:
    """Of an agreement without its closures, the same dates are closed again."""
    bare = TEXT
    for key in ("closed", "open", "holidays"):
        bare = removed(bare, f"calendars.office.{key}")
    path = tmp_path / "x.ics"
    path.write_bytes(calendar_bytes(read(TEXT), dates_of(read(TEXT))[0]))
    text, problems = adopted(bare, read(bare), "office", path, file="a.yaml")
    assert problems == ()
    before, after = (read(each).calendar("office", [2026]) for each in (TEXT, text))
    worked = {
        day: name for day, name in before.closed.items() if before.weekly[day.weekday()] and day.year == 2026
    }
    assert after.closed == worked
    assert after.open == before.open
    again, [note] = adopted(text, read(text), "office", path, file="a.yaml")
    assert again == text
    assert note.message == "10 dates are in the agreement already, and left out."
    surgery, _ = adopted(text, read(text), "surgery", path, file="a.yaml")
    assert surgery == text


def test_whole_dates_and_hours(tmp_path: Path) -> None:
    text, problems = adopt(
        tmp_path,
        SMALL,
        event(";VALUE=DATE:20260703", more="SUMMARY:Independence Day\n")
        + event(";VALUE=DATE:20261224", ";VALUE=DATE:20261226")
        + event(":20260701T160000Z", ":20260701T210000Z", "SUMMARY:Stocktaking\n"),
    )
    assert problems == []
    assert text == SMALL.replace(
        "17:00}}",
        "17:00}, closed: [{date: 2026-07-01, hours: 12:00-17:00, name: Stocktaking}, "
        "{date: 2026-07-03, name: Independence Day}, 2026-12-24, 2026-12-25]}",
    )


def test_what_is_there_stays_and_the_rest_is_added(tmp_path: Path) -> None:
    text = SMALL.replace("17:00}}", "17:00}, closed: [2026-07-03]}")
    new, problems = adopt(
        tmp_path,
        text,
        event(";VALUE=DATE:20260703") + event(";VALUE=DATE:20260706") + event(";VALUE=DATE:20270101"),
    )
    assert "closed: [2026-07-03, 2026-07-06]" in new
    assert problems == [
        "1 date is outside the term, and left out.",
        "1 date is in the agreement already, and left out.",
    ]


def test_a_series_is_repeated_within_the_term(tmp_path: Path) -> None:
    new, problems = adopt(
        tmp_path, SMALL, event(";VALUE=DATE:20250101", more="RRULE:FREQ=YEARLY\nSUMMARY:New Year\n")
    )
    assert "closed: [{date: 2026-01-01, name: New Year}]" in new
    assert len(problems) == 1


def test_our_own_openings_stay_openings(tmp_path: Path) -> None:
    own = "CATEGORIES:open\nX-EVENHAND-CLAUSE:calendars.office\n"
    new, _ = adopt(tmp_path, SMALL, event(":20260502T130000Z", ":20260502T170000Z", own))
    assert "open: [{date: 2026-05-02, hours: 09:00-13:00}]" in new
    again, problems = adopt(tmp_path, new, event(":20260502T130000Z", ":20260502T170000Z", own))
    assert again == new
    assert problems == ["1 date is in the agreement already, and left out."]
    report = "CATEGORIES:report\nX-EVENHAND-CLAUSE:reporting.due\n"
    assert adopt(tmp_path, SMALL, event(";VALUE=DATE:20260502", more=report)) == (SMALL, [])


def test_a_name_with_signs_of_the_format_is_found_again(tmp_path: Path) -> None:
    text = SMALL.replace("office:", '"a, b; c":').replace("17:00}}", "17:00}, closed: [2026-07-03]}")
    path = tmp_path / "x.ics"
    path.write_bytes(calendar_bytes(read(text), dates_of(read(text))[0]))
    bare = removed(text, "calendars.a, b; c.closed")
    assert "closed: [2026-07-03]" in adopted(bare, read(bare), "a, b; c", path, file="a.yaml")[0]


def test_an_agreement_without_a_term_takes_every_date(tmp_path: Path) -> None:
    text = SMALL.replace("term: {from: 2026-01-01, to: 2026-12-31}\n", "")
    assert "2031-07-03" in adopt(tmp_path, text, event(";VALUE=DATE:20310703"))[0]


def test_a_file_that_is_no_calendar_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    path.write_text("hello", "utf-8")
    with pytest.raises(RecordError):
        adopted(SMALL, read(SMALL), "office", path, file="a.yaml")
