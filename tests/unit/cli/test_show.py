"""`evenhand show`: the agreement in plain words, whole or one clause of it."""

from __future__ import annotations

from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "harbour-dental.yaml"


def test_the_whole_agreement_as_text(evenhand):
    done = evenhand("show", EXAMPLE)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "Managed IT services"
    assert "between Harbour Dental Group, client, and Tidewater IT Services, provider" in lines
    assert any("must be resolved by 21:40 the same day" in line for line in lines)
    # Piped, a paragraph is one line.
    assert max(map(len, lines)) > 200


@pytest.mark.parametrize("clause", ["3.2", "standards.resolve-critical", "standards.resolve-critical.within"])
def test_one_clause_by_its_number_or_address(evenhand, clause):
    done = evenhand("show", EXAMPLE, "--clause", clause)
    assert done.code == 0
    assert done.out.startswith("3.2  Restoration after critical incidents\n")
    assert "3.3" not in done.out


def test_a_clause_with_all_below_it(evenhand):
    done = evenhand("show", EXAMPLE, "--clause", "disagreements", "--format", "markdown")
    assert done.out.startswith("## 8 Disagreements\n")
    assert "#### 8.1.3 Mediator" in done.out


def test_a_clause_that_is_not_there(evenhand):
    done = evenhand("show", EXAMPLE, "--clause", "standards.resolve-critcal")
    assert done.code == 2
    assert (
        'There is no clause "standards.resolve-critcal". Near to it: standards.resolve-critical' in done.err
    )
    assert evenhand("show", EXAMPLE, "--clause", "zzz").code == 2


@pytest.mark.parametrize(
    ("how", "first"), [("text", "Managed IT services\n"), ("markdown", "# Managed IT services\n")]
)
def test_written_to_a_file(evenhand, tmp_path, how, first):
    file = tmp_path / "agreement"
    done = evenhand("show", EXAMPLE, "--format", how, "--output", file)
    assert (done.code, done.out, done.err) == (0, "", f"{file} is written.\n")
    assert file.read_text(encoding="utf-8").startswith(first)


def test_the_agreement_is_not_written_over(evenhand, tmp_path):
    agreement = tmp_path / "a.yaml"
    agreement.write_bytes(EXAMPLE.read_bytes())
    assert evenhand("show", agreement, "--output", agreement).code == 2
    assert agreement.read_bytes() == EXAMPLE.read_bytes()


def test_a_terminal_gets_80_columns_at_most(evenhand, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TERM", "dumb")
    done = evenhand("show", EXAMPLE, "--clause", "3")
    assert max(map(len, done.out.splitlines())) <= 80


def test_mistakes_are_told_as_everywhere(evenhand, tmp_path):
    broken = tmp_path / "a.yaml"
    broken.write_text("agreement: A\nwhitin: 3", encoding="utf-8")
    done = evenhand("show", broken)
    assert (done.code, done.out) == (1, "")
    assert "unknown-key" in done.err
