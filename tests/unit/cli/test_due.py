"""`evenhand due`: the instant, the reckoning, and what a person may get wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evenhand.cli.main import run

AGREEMENT = """\
agreement: Small office
timezone: Europe/London
term: {from: 2026-01-01, to: 2026-12-31}
calendars:
  always: {hours: always}
  office: {hours: {mon-fri: 09:00-17:00}}
priorities: {P1: {name: High}, P2: {name: Low}}
services:
  desk: {name: Desk, hours: office}
  lab: {name: Laboratory, hours: always}
standards:
  resolve:
    service: desk
    clock: {starts: opened, stops: resolved}
    within: {P1: 4 hours, P2: 1 business day}
    target: 50% per month
  respond:
    applies to: {priority: P1, kind: incident}
    clock: {starts: opened, stops: responded}
    within: 15 minutes
    target: 50% per month
  finish:
    clock: {starts: responded, stops: closed}
    within: 2 days
    calendar: office
    target: none
  agreed:
    clock: {starts: opened, stops: resolved}
    within: as agreed on the ticket
    target: 50% per month
  rating:
    measure: mean rating
    target: at least 4 per month
"""
DERIVED = "{from: [kind, impact], table: {incident: {high: P1, low: P2}}, listed: {P1: {}, P2: {}}}"


def leave(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        run(["due", *words])
    return int(left.value.code or 0)


@pytest.fixture
def document(tmp_path: Path) -> str:
    path = tmp_path / "small.yaml"
    path.write_text(AGREEMENT, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("words", "due", "local"),
    [
        (("resolve", "--priority", "P1"), "2026-03-03T12:10:00Z", "2026-03-03T12:10:00+00:00"),
        (("standards.resolve", "--priority", "P2"), "2026-03-03T16:10:00Z", "2026-03-03T16:10:00+00:00"),
        (("respond", "--service", "desk"), "2026-03-02T16:25:00Z", "2026-03-02T16:25:00+00:00"),
        (("finish",), "2026-03-04T16:10:00Z", "2026-03-04T16:10:00+00:00"),
    ],
)
def test_due_as_json(
    document: str, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], due: str, local: str
) -> None:
    assert leave(document, *words, "--opened", "2026-03-02T16:10", "--format", "json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["opened"], answer["due"], answer["due_local"]) == ("2026-03-02T16:10:00Z", due, local)
    assert answer["stretches"][-1]["to"] == due


def test_due_as_a_page(document: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert leave(document, "resolve", "--opened", "2026-03-02T16:10", "--priority", "P1") == 0
    page = capsys.readouterr().out
    assert page.startswith(
        "A ticket of priority P1 opened on Mon 2 Mar 16:10 is due on Tue 3 Mar 2026 12:10: 4 hours"
    )
    assert "\x1b" not in page


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        # In summer London is an hour ahead; a time with an offset is taken as it is.
        ("2026-07-01T16:10", "2026-07-02T11:10:00Z"),
        ("2026-07-01T16:10Z", "2026-07-02T12:00:00Z"),
        ("2026-10-25T01:30:00+00:00", "2026-10-26T13:00:00Z"),
    ],
)
def test_which_zone_a_time_is_in(
    document: str, capsys: pytest.CaptureFixture[str], opened: str, due: str
) -> None:
    assert leave(document, "resolve", "--opened", opened, "--priority", "P1", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["due"] == due


@pytest.mark.parametrize(
    ("words", "opened", "said"),
    [
        (("resolv",), "2026-03-02T16:10", 'There is no standard "resolv". Near to it: resolve'),
        (("resolve",), "2026-03-02T16:10", "Name it with --priority: P1, P2."),
        (("resolve", "--priority", "P3"), "2026-03-02T16:10", "Near to it: P2, P1."),
        (
            ("resolve", "--priority", "urgent"),
            "2026-03-02T16:10",
            'no priority "urgent" under this standard. There is: P1, P2.',
        ),
        (
            ("respond", "--priority", "P2"),
            "2026-03-02T16:10",
            'no priority "P2" under this standard. Near to it: P1.',
        ),
        (("respond", "--service", "disk"), "2026-03-02T16:10", "Near to it: desk."),
        (("respond",), "2026-03-02T16:10", "the hours of the ticket's service are not known"),
        (("agreed",), "2026-03-02T16:10", "The time frame of agreed is agreed on each ticket."),
        (("rating",), "2026-03-02T16:10", "rating has no clock, so nothing falls due under it."),
        (("finish",), "2025-03-02T16:10", "opened outside the time in which the agreement is in force"),
        (("finish",), "yesterday", '"yesterday" is not a time. Write it as 2026-03-02T16:10.'),
        (
            ("finish",),
            "2026-03-29T01:30",
            "show 2026-03-29T01:30 never, as they are changed then. "
            "Write 2026-03-29T01:30:00+00:00 or 2026-03-29T01:30:00+01:00.",
        ),
        (
            ("finish",),
            "2026-10-25T01:30",
            "show 2026-10-25T01:30 twice, as they are changed then. "
            "Write 2026-10-25T01:30:00+01:00 or 2026-10-25T01:30:00+00:00.",
        ),
    ],
)
def test_what_may_be_wrong(
    document: str, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], opened: str, said: str
) -> None:
    assert leave(document, *words, "--opened", opened) == 2
    assert said in capsys.readouterr().err


def test_a_priority_that_follows_from_other_attributes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "derived.yaml"
    path.write_text(AGREEMENT.replace("{P1: {name: High}, P2: {name: Low}}", DERIVED), encoding="utf-8")
    assert (
        leave(str(path), "resolve", "--opened", "2026-03-02T16:10", "--priority", "P2", "--format", "json")
        == 0
    )
    assert json.loads(capsys.readouterr().out)["priority"] == "P2"
