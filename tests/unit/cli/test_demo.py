"""`evenhand demo`: worth reading, and what it suggests works."""

from __future__ import annotations

import shlex
from datetime import date
from fractions import Fraction

import pytest

from evenhand.cli.demo import _summary
from evenhand.figures.figure import Figure
from evenhand.figures.measurement import Measurement
from evenhand.units import Target


@pytest.fixture
def shown(evenhand, tmp_path):
    outcome = evenhand("demo", "--folder", tmp_path / "demo")
    assert outcome.code == 0, outcome.err
    return outcome


def test_the_demo_shows_a_year_and_one_ticket(shown):
    assert "Managed IT services (HDG-2026)" in shown.out
    assert "3 × exact duplicate" in shown.out
    assert "Oct" in shown.out
    assert "  Q1 2026 ✓ 4.4" in shown.out
    assert (
        max(len(line) for line in shown.out.split("explain")[0].splitlines() if line.startswith("Jan")) <= 80
    )


@pytest.mark.parametrize(("found", "program"), [("/bin/evenhand", "evenhand"), (None, ".venv/bin/evenhand")])
def test_every_command_it_suggests_works(evenhand, tmp_path, monkeypatch, found, program):
    monkeypatch.setattr("shutil.which", lambda name: found)
    monkeypatch.setattr("sys.argv", [".venv/bin/evenhand"])
    shown = evenhand("demo", "--folder", tmp_path)
    commands = [line.strip() for line in shown.out.splitlines() if line.startswith(f"  {program} ")]
    assert len(commands) == 4
    for command in commands:
        outcome = evenhand(*shlex.split(command)[1:])
        assert outcome.code == 0, command + outcome.err


def test_it_can_be_brief(evenhand, tmp_path):
    lines = evenhand("demo", "--folder", tmp_path, "--brief").out.splitlines()
    assert len(lines) <= 8
    assert "figures were scored" in lines[2]
    assert lines[-1].endswith(" demo")


def test_nothing_changed_in_its_folder_is_lost(evenhand, tmp_path):
    assert evenhand("demo", "--folder", tmp_path).err == ""
    assert evenhand("demo", "--folder", tmp_path).err == ""
    agreement, tickets = tmp_path / "agreement.yaml", tmp_path / "tickets.csv"
    mine = agreement.read_text("utf-8").replace("Managed IT services", "Ours")
    agreement.write_text(mine, "utf-8")
    for name in ("tickets.before.csv", "tickets.before-2.csv"):
        tickets.write_text(f"{name}\n", "utf-8")
        outcome = evenhand("demo", "--folder", tmp_path)
        assert outcome.out.startswith("Ours (HDG-2026)")
        assert f"note: {agreement} was changed, so it was kept and is used here." in outcome.err
        assert f"note: {tickets} was replaced. What stood there is now {name}." in outcome.err
        assert (tmp_path / name).read_text("utf-8") == f"{name}\n"
    assert agreement.read_text("utf-8") == mine


def _measurement(*values):
    return Measurement(
        agreement="A", reference=None, version=1, as_of=0, notes=(), counts={},
        figures=tuple(
            Figure(
                clause="standards.a", title="A", versions=(1,), service=None, priority=None,
                start=date(2026, 3, 1), end=date(2026, 4, 1), numerator=None, denominator=None,
                value=value, target=Target.parse("90% per month"), result=result,
            )
            for value, result in values
        ),
    )  # fmt: skip


def test_the_summary_counts_and_names_the_worst_month():
    assert _summary(_measurement((Fraction(1), "met"))) == "1 figures were scored: 1 met, 0 missed."
    mixed = _summary(_measurement((Fraction(1, 2), "missed"), (Fraction(2, 3), "met"), (None, "met")))
    assert mixed.startswith("3 figures were scored: 2 met, 1 missed, 1 of them in March.\n✓ below its target")
