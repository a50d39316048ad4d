from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from evenhand.cli.check import CheckFormat, FailOn, check
from evenhand.cli.output import Exit
from evenhand.cli.schema import schema
from evenhand.errors import UsageError

EXAMPLE = Path(__file__).parents[3] / "examples" / "harbour-dental.yaml"


def test_an_agreement_without_mistakes(capsys: pytest.CaptureFixture[str]) -> None:
    check([EXAMPLE])
    out = capsys.readouterr().out
    assert out.endswith("harbour-dental.yaml: no errors; 2 services, 5 standards.\n")
    assert "Read, and not measured by this release: term.end early, " in out
    assert "Nothing is missing." in out


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "wrong.yaml"
    path.write_text("agreement: a\ntimezone: UTC\nservices: {a: {name: A}}\ncurency: GBP\n", "utf-8")
    return path


def test_mistakes_leave_1(wrong: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert left_by(lambda: check([EXAMPLE, wrong])) == Exit.PROBLEMS
    out = capsys.readouterr().out
    assert out.endswith(
        "✕ Errors\n"
        "  4:1  curency  [unknown-key]\n"
        '    "curency" is not a known key of an agreement.\n'
        '    → Did you mean "currency"?\n'
        "\n"
        f"{wrong}: 1 error; it cannot be read.\n"
    )


def test_what_fails_is_chosen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check([EXAMPLE], fail_on=FailOn.ADVICE)
    draft = tmp_path / "draft.yaml"
    draft.write_text(
        EXAMPLE.read_text("utf-8").replace("  rounding: half up to 0.01 per clause\n", ""), "utf-8"
    )
    check([draft], fail_on=FailOn.WARNING)
    assert left_by(lambda: check([draft], fail_on=FailOn.ADVICE)) == Exit.PROBLEMS
    draft.write_text(
        EXAMPLE.read_text("utf-8").replace("{below: 99.9%, credit", "{below: 99.8%, credit"), "utf-8"
    )
    check([draft])
    assert left_by(lambda: check([draft], fail_on=FailOn.WARNING)) == Exit.PROBLEMS
    assert capsys.readouterr().out.endswith("no errors, 1 warning; 2 services, 5 standards.\n")


def test_findings_for_programs(wrong: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert left_by(lambda: check([wrong], CheckFormat.JSON)) == Exit.PROBLEMS
    [document] = json.loads(capsys.readouterr().out)["documents"]
    assert document["file"] == str(wrong)
    assert document["problems"][0]["code"] == "unknown-key"
    assert left_by(lambda: check([wrong], CheckFormat.SARIF)) == Exit.PROBLEMS
    assert json.loads(capsys.readouterr().out)["version"] == "2.1.0"
    assert left_by(lambda: check([wrong], CheckFormat.GITHUB)) == Exit.PROBLEMS
    assert capsys.readouterr().out.startswith("::error file=")


def test_a_finding_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    check(explain="tiers-gap")
    assert capsys.readouterr().out.startswith("# A figure between two tiers\n")
    check(explain="unknown-key")
    assert capsys.readouterr().out == "# unknown-key\n\nThe format has no such key here.\n"
    with pytest.raises(UsageError, match='Did you mean "tiers-gap"'):
        check(explain="tier-gap")
    with pytest.raises(UsageError, match="Name an agreement"):
        check()


def test_the_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    schema()
    written = json.loads(capsys.readouterr().out)
    assert written["title"] == "Evenhand agreement"
    assert written["required"] == ["agreement"]


def left_by(command: Callable[[], Any]) -> int:
    with pytest.raises(typer.Exit) as left:
        command()
    return left.value.exit_code
