"""The forms of hours, holidays and closures."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.unit.terms.forms import NINE, calendar
from tests.unit.terms.helping import found, mistake


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("{mon: 09:00-17:00}", {0: ((NINE, 61_200),)}),
        ("{Mon-Wed: 9:00-17:00}", dict.fromkeys((0, 1, 2), ((NINE, 61_200),))),
        ("{sat-mon: 09:00-17:00}", dict.fromkeys((5, 6, 0), ((NINE, 61_200),))),
        ("{mon-sun: 00:00-24:00}", dict.fromkeys(range(7), ((0, 86_400),))),
        ("{fri: [13:30-17:00, 08:00-12:30]}", {4: ((28_800, 45_000), (48_600, 61_200))}),
        ("{tue: 22:00-06:00}", {1: ((79_200, 108_000),)}),
        ("{wed: 08:00:30-18:00:15}", {2: ((28_830, 64_815),)}),
        ("{wed: 18:00-24:00}", {2: ((64_800, 86_400),)}),
        ("{wed: 18:00-00:00}", {2: ((64_800, 86_400),)}),
    ],
)
def test_hours(text: str, days: dict[int, Any]) -> None:
    hours = calendar(f"{{hours: {text}}}").hours
    assert not hours.always
    assert {day: spans for day, spans in enumerate(hours.weekly) if spans} == days


@pytest.mark.parametrize(
    ("text", "below", "column", "mend"),
    [
        ("weekdays", "", 14, "Write always, or {mon-fri: 08:00-18:00}."),
        ("08:00-18:00", "", 14, "Write always, or {mon-fri: 08:00-18:00}."),
        ("{}", "", 14, "Write always, or {mon-fri: 08:00-18:00}."),
        ("[]", "", 14, "Write always, or {mon-fri: 08:00-18:00}."),
        ("{monday: 08:00-18:00}", ".monday", 15, "Write mon."),
        ("{mon-: 08:00-18:00}", ".mon-", 15, "Write days as mon, mon-fri or sat-sun."),
        ("{Mo-Do: 08:00-18:00}", ".Mo-Do", 15, "Write mon-thu."),
        ("{mon: 8-18}", ".mon", 20, "Write 08:00-18:00."),
        ("{mon: 1pm-3pm}", ".mon", 20, "Write 13:00-15:00."),
        ("{mon: 08:00-24:30}", ".mon", 20, "Write opening and closing, such as 08:00-18:00."),
        ("{mon: 24:00-25:00}", ".mon", 20, "Write opening and closing, such as 08:00-18:00."),
        ("{mon: 24:00-08:00}", ".mon", 20, "Write opening and closing, such as 08:00-18:00."),
        ("{mon: 08:00-08:00}", ".mon", 20, "Write opening and closing, such as 08:00-18:00."),
        ("{mon: 08:60-09:00}", ".mon", 20, "Write opening and closing, such as 08:00-18:00."),
        ("{mon: morning}", ".mon", 20, "Write opening and closing, such as 08:00-18:00."),
        ("{mon: []}", ".mon", 20, "Write 08:00-18:00, or a list such as [08:00-12:00, 13:00-17:00]."),
        (
            "{mon: [[08:00-09:00]]}",
            ".mon.1",
            21,
            "Write 08:00-18:00, or a list such as [08:00-12:00, 13:00-17:00].",
        ),
        ("{mon: {a: b}}", ".mon", 20, "Write 08:00-18:00, or a list such as [08:00-12:00, 13:00-17:00]."),
        ("{mon: [08:00-12:00, 11:00-13:00]}", ".mon.2", 34, "Write each hour once."),
        ("{mon: [11:00-13:00, 14:00-15:00, 08:00-12:00]}", ".mon.3", 47, "Write each hour once."),
        ("{mon: 08:00-18:00, mon-fri: 08:00-18:00}", ".mon-fri", 33, "Name each day once."),
    ],
)
def test_what_are_no_hours(text: str, below: str, column: int, mend: str) -> None:
    problem = mistake(f"calendars:\n  c: {{hours: {text}}}\n")
    assert (problem.clause, problem.line, problem.column) == (f"calendars.c.hours{below}", 4, column)
    assert problem.mend == mend


def test_every_mistake_in_hours_at_its_own_line() -> None:
    problems = found("""\
calendars:
  office:
    hours:
      mon-wed: 08:00-18:00
      Mo-Do: 08:00-17:00
      wed-fri: 1pm-3pm
      fri:
        - 08:00-12:00
        - 25:00-26:00
        - 11:00-13:00
        - 11:30-11:45
    open: [{date: 2026-05-02, hours: [09:00-13:00, noon-15:00]}]
""")
    assert [(each.code, each.line, each.column, each.message) for each in problems] == [
        ("unknown-day", 7, 7, '"Mo-Do" is not a day.'),
        ("unreadable-value", 8, 7, "The hours of wed are written twice."),
        ("unreadable-value", 8, 16, '"1pm-3pm" is not a stretch of hours.'),
        ("unreadable-value", 9, 7, "The hours of fri are written twice."),
        ("unreadable-value", 11, 11, '"25:00-26:00" is not a stretch of hours.'),
        ("unreadable-value", 12, 11, '"11:00-13:00" overlaps "08:00-12:00".'),
        ("unreadable-value", 13, 11, '"11:30-11:45" overlaps "11:00-13:00".'),
        ("unreadable-value", 14, 52, '"noon-15:00" is not a stretch of hours.'),
    ]
    assert problems[-1].clause == "calendars.office.open.1.hours.2"


def test_holidays_and_closures_listed() -> None:
    terms = calendar(
        "{hours: {mon-fri: 08:00-18:00}, holidays: [2026-01-01, {date: 2026-05-01, name: Labour Day}],"
        " closed: [{date: 2026-12-24, hours: 12:00-18:00}, {date: 2026-12-24, hours: 06:00-07:00}, 2026-12-31],"
        " open: [{date: 2026-05-02, hours: 09:00-13:00}, {date: 2026-05-02, hours: [14:00-15:00]}]}"
    )
    compiled = terms.calendar([2026], "Europe/Paris")
    assert compiled.zone == "Europe/Paris"
    assert dict(compiled.closed) == {
        date(2026, 1, 1): "holiday",
        date(2026, 5, 1): "Labour Day",
        date(2026, 12, 31): "closed",
    }
    assert dict(compiled.closed_parts) == {date(2026, 12, 24): ((21_600, 25_200), (43_200, 64_800))}
    assert dict(compiled.open) == {date(2026, 5, 2): ((32_400, 46_800), (50_400, 54_000))}


def test_holidays_by_country() -> None:
    terms = calendar(
        "{hours: {mon-fri: 08:00-18:00}, holidays: {country: DE, subdivision: BY, language: de}}"
    )
    assert terms.calendar([2026], "UTC").closed[date(2026, 1, 6)] == "Heilige Drei Könige"
    both = calendar(
        "{hours: {mon: 08:00-18:00}, holidays: {country: GB, dates: [{date: 2026-07-01, name: Founders}]}}"
    )
    closed = both.calendar([2026], "UTC").closed
    assert closed[date(2026, 7, 1)] == "Founders"
    assert closed[date(2026, 4, 3)] == "Good Friday"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{hours: always, closed: [2026-01-01]}", "never-closed"),
        ("{hours: {mon: 08:00-18:00}, holidays: {}}", "missing-key"),
        ("{hours: {mon: 08:00-18:00}, holidays: {subdivision: ENG}}", "missing-key"),
        ("{hours: {mon: 08:00-18:00}, holidays: {country: XX}}", "unknown-holidays"),
        ("{hours: {mon: 08:00-18:00}, holidays: {country: GB, subdivision: BY}}", "unknown-holidays"),
        ("{hours: {mon: 08:00-18:00}, holidays: {country: GB, language: Elvish}}", "unknown-holidays"),
        ("{hours: {mon: 08:00-18:00}, holidays: {country: Great Britain}}", "unreadable-value"),
        ("{hours: {mon: 08:00-18:00}, timezone: Europe/Lodnon}", "unknown-timezone"),
        ("{hours: {mon: 08:00-18:00}, timezone: ../../etc/passwd}", "unknown-timezone"),
        ("{hours: {mon: 08:00-18:00}, open: [2026-01-01]}", "wrong-shape"),
    ],
)
def test_calendars_with_mistakes(text: str, code: str) -> None:
    assert mistake(f"calendars:\n  c: {text}\n").code == code
