from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from evenhand.cli.check import check
from evenhand.cli.output import Exit, Format
from evenhand.cli.schema import schema

EXAMPLE = Path(__file__).parents[3] / "examples" / "harbour-dental.yaml"


def test_an_agreement_without_mistakes(capsys: pytest.CaptureFixture[str]) -> None:
    check([EXAMPLE])
    out = capsys.readouterr().out
    assert out.endswith("harbour-dental.yaml: no mistakes; 2 services, 5 standards.\n")
    assert ":29:3: not-measured: The right to end early is read, but not measured by this release." in out


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "wrong.yaml"
    path.write_text("agreement: a\ntimezone: UTC\nservices: {a: {name: A}}\ncurency: GBP\n", "utf-8")
    return path


def test_mistakes_leave_1(wrong: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert left_by(lambda: check([EXAMPLE, wrong])) == Exit.PROBLEMS
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == f"{wrong}: 1 mistake."
    assert (
        f'{wrong}:4:1: unknown-key: "curency" is not a known key of an agreement. Did you mean "currency"?'
        in lines
    )
    wrong.write_text("curency: GBP\n", "utf-8")
    assert left_by(lambda: check([wrong])) == Exit.PROBLEMS
    assert capsys.readouterr().out.endswith("2 mistakes.\n")


def test_problems_as_json_and_csv(wrong: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert left_by(lambda: check([wrong], Format.JSON)) == Exit.PROBLEMS
    [problem] = json.loads(capsys.readouterr().out)
    assert problem == {
        "severity": "error",
        "code": "unknown-key",
        "file": str(wrong),
        "line": 4,
        "column": 1,
        "clause": "curency",
        "message": '"curency" is not a known key of an agreement.',
        "mend": 'Did you mean "currency"?',
    }
    assert left_by(lambda: check([wrong], Format.CSV)) == Exit.PROBLEMS
    assert capsys.readouterr().out.startswith(
        "severity,code,file,line,column,clause,message,mend\nerror,unknown-key,"
    )


def test_one_of_each_is_written_in_the_singular(wrong: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong.write_text(
        "agreement: a\ntimezone: UTC\nservices: {a: {name: A}}\nstandards: {b: {measure: count}}\n", "utf-8"
    )
    check([wrong])
    assert capsys.readouterr().out == f"{wrong}: no mistakes; 1 service, 1 standard.\n"


def test_the_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    schema()
    written = json.loads(capsys.readouterr().out)
    assert written["title"] == "Evenhand agreement"
    assert written["required"] == ["agreement"]


def left_by(command: Callable[[], Any]) -> int:
    with pytest.raises(typer.Exit) as left:
        command()
    return left.value.exit_code
