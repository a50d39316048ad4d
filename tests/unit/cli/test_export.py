"""`evenhand export` and the way back."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
import typer

from evenhand.cli.adopt import adopt
from evenhand.cli.check import check
from evenhand.cli.export import Form, export
from evenhand.errors import NotationError, UsageError
from evenhand.terms.canonical import identity
from evenhand.terms.document import from_canonical, read_agreement

EXAMPLE = Path(__file__).parents[3] / "examples" / "harbour-dental.yaml"


def test_the_canonical_form_and_its_identity(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "signed.json"
    export(EXAMPLE, Form.CANONICAL, path)
    agreement = from_canonical(path.read_bytes())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert capsys.readouterr().err == f"SHA-256 {digest}\n"
    assert identity(agreement) == digest
    again = tmp_path / "again.json"
    export(path, Form.CANONICAL, again)
    assert again.read_bytes() == path.read_bytes()
    check([path])


def test_the_terms_as_json(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    export(EXAMPLE, Form.JSON)
    out = capsysbinary.readouterr().out
    agreement, problems = read_agreement(out, file="a.json")
    assert agreement is not None
    assert problems == ()
    original, _ = read_agreement(EXAMPLE.read_bytes(), file="a.yaml")
    assert original is not None
    assert identity(agreement) == identity(original)
    assert list(json.loads(out)["priorities"]["listed"]) == ["P1", "P2", "P3", "P4"]


def test_the_dates(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    export(EXAMPLE, Form.ICALENDAR, until="2026-03-31")
    assert capsysbinary.readouterr().out.count(b"BEGIN:VEVENT") == 5
    open_ended = tmp_path / "a.yaml"
    open_ended.write_text("agreement: A\ntimezone: UTC\nterm: {from: 2026-01-01}\n", "utf-8")
    export(open_ended, Form.ICALENDAR)
    assert b"told up to 1 January 2029" in capsysbinary.readouterr().err


def test_the_targets_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made, draft, again = tmp_path / "a.slo.yaml", tmp_path / "draft.yaml", tmp_path / "b.slo.yaml"
    export(EXAMPLE, Form.OPENSLO, made)
    assert "OpenSLO cannot hold it" in capsys.readouterr().err
    adopt(made, output=draft)
    export(draft, Form.OPENSLO, again)
    assert again.read_bytes() == made.read_bytes()
    adopt(made)
    assert capsys.readouterr().out == draft.read_text("utf-8")


def test_closures_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dates, other = tmp_path / "a.ics", tmp_path / "b.yaml"
    export(EXAMPLE, Form.ICALENDAR, dates)
    adopt(dates, EXAMPLE, output=other)
    assert other.read_bytes() == EXAMPLE.read_bytes()
    assert "in the agreement already" in capsys.readouterr().err
    adopt(dates, EXAMPLE, calendar="surgery")
    assert capsys.readouterr().out == EXAMPLE.read_text("utf-8")


def test_a_draft_with_mistakes_leaves_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made, draft = tmp_path / "a.slo.yaml", tmp_path / "draft.yaml"
    export(EXAMPLE, Form.OPENSLO, made)
    made.write_text(made.read_text("utf-8").replace("calendar: always", "calendar: never"), "utf-8")
    with pytest.raises(typer.Exit) as left:
        adopt(made, output=draft)
    assert left.value.exit_code == 1
    assert f"{draft}:" in capsys.readouterr().err
    assert "calendar: never" in draft.read_text("utf-8")


def test_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--until is for a calendar"):
        export(EXAMPLE, Form.JSON, until="2026-01-01")
    with pytest.raises(NotationError, match='"soon" is not a date'):
        export(EXAMPLE, Form.ICALENDAR, until="soon")
    with pytest.raises(UsageError, match="would be written over"):
        export(EXAMPLE, Form.JSON, EXAMPLE)
    dates = tmp_path / "a.ics"
    dates.write_bytes(b"")
    with pytest.raises(UsageError, match="name that with --into"):
        adopt(dates)
    with pytest.raises(UsageError, match="--into is for a calendar file"):
        adopt(EXAMPLE, into=EXAMPLE)
    with pytest.raises(UsageError, match="--calendar is for a calendar file"):
        adopt(EXAMPLE, calendar="office")
    with pytest.raises(UsageError, match=r'There is no calendar "offices"\. Near to it: office'):
        adopt(dates, EXAMPLE, calendar="offices")
    with pytest.raises(UsageError, match="There is no file"):
        adopt(tmp_path / "none.ics", EXAMPLE)
    small = tmp_path / "a.yaml"
    small.write_text(
        "agreement: A\ntimezone: UTC\ncalendars: {office: {hours: {mon: 09:00-17:00}}}\n", "utf-8"
    )
    with pytest.raises(UsageError, match="--calendar NAME"):
        adopt(dates, small)
