"""`evenhand new`: asked in order, written at the end, and never over anything by mistake."""

from __future__ import annotations

import io
import re

import pytest

from evenhand.templates.catalogue import TEMPLATES


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def asked(evenhand, folder, monkeypatch):
    """Run the interview with these lines typed, and Enter as often as it takes after them."""

    def call(*lines, words=(), enters=30):
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n" * (enters + 1)))
        return evenhand("new", *words)

    return call


def test_all_defaults_in_one_line(evenhand, folder):
    outcome = evenhand("new", "cloud-hosting", "--yes")
    assert (outcome.code, outcome.err) == (0, "")
    assert [path.name for path in folder.iterdir()] == ["example-client-ltd.yaml"]
    assert "Written to example-client-ltd.yaml: 4 services, 10 standards." in outcome.out
    assert "to be replaced before you sign: client, client contact" in outcome.out
    assert "evenhand check example-client-ltd.yaml" in outcome.out
    assert evenhand("check", "example-client-ltd.yaml").code == 0


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_is_made_and_checked(evenhand, folder, name):
    assert evenhand("new", name, "--yes", "-o", "a.yaml").code == 0
    assert evenhand("check", "a.yaml").code == 0


def test_answers_are_asked_for_and_put_in(asked, folder):
    outcome = asked("backup-and-recovery", "none", "vital", "", "no", "FR", "", "Boulangerie Élan")
    assert (outcome.code, outcome.err) == (0, "")
    text = (folder / "boulangerie-élan.yaml").read_text("utf-8")
    for words in ("name: Boulangerie Élan", "timezone: Europe/Paris", "currency: EUR", "within: 4 hours"):
        assert words in text
    assert "Whose public holidays are kept?" in outcome.out
    assert re.search("client +Boulangerie Élan", outcome.out)


def test_an_answer_that_is_not_understood_is_asked_again(asked, folder):
    outcome = asked("1", "5", "all", "?", "vital")
    assert outcome.out.count("Which services belong to it?") == 1
    assert '"5" is none of the answers. Write all, none, or some of them: on-site-support' in outcome.out
    assert outcome.out.count("How critical are they for the client?") == 2
    assert "within: 15 minutes" in (folder / "example-client-ltd.yaml").read_text("utf-8")


def test_going_back_forgets_what_was_answered_last(asked, folder):
    outcome = asked("<", "2", "3", "<", "<", "cloud-hosting", "none")
    assert outcome.code == 0
    assert "agreement: Cloud hosting" in (folder / "example-client-ltd.yaml").read_text("utf-8")
    assert "3 services" not in outcome.out
    assert "1 service, 7 standards" in outcome.out


def test_nothing_is_written_when_the_answers_end_or_the_person_leaves(asked, folder, evenhand, monkeypatch):
    outcome = asked("1", "", enters=3)
    assert outcome.code == 2
    assert "nothing was written" in outcome.err

    def leave(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", leave)
    outcome = evenhand("new")
    assert (outcome.code, outcome.err) == (2, "evenhand: You left before the end, so nothing was written.\n")
    assert list(folder.iterdir()) == []


def test_a_file_that_is_there_is_not_written_over(evenhand, asked, folder):
    mine = folder / "mine.yaml"
    mine.write_text("agreement: Mine\n", "utf-8")
    for words in (("--yes",), ()):
        outcome = evenhand("new", "-o", "mine.yaml", *words)
        assert outcome.code == 2
        assert outcome.err == (
            'evenhand: There is a file "mine.yaml" already. Name another file, or give --force to write over it.\n'
        )
    (folder / "example-client-ltd.yaml").write_text("agreement: Mine\n", "utf-8")
    assert evenhand("new", "--yes").code == 2
    outcome = asked(*[""] * 23, "mine.yaml", "no/mine.yaml", "mine.txt", "ours.yaml", words=("service-desk",))
    assert outcome.code == 0
    for told in ('There is a file "mine.yaml" already.', 'There is no folder "no".', "ends in .yaml"):
        assert told in outcome.out
    assert (folder / "ours.yaml").exists()
    assert mine.read_text("utf-8") == "agreement: Mine\n"
    assert evenhand("new", "-o", "mine.yaml", "--yes", "--force").code == 0
    assert asked(words=("service-desk", "-o", "mine.yaml", "--force")).code == 0
    assert "agreement: Service desk" in mine.read_text("utf-8")


def test_answers_from_a_file_are_not_asked(asked, evenhand, folder):
    sheet = evenhand("new", "managed-workplace", "--questions").out
    (folder / "answers.yaml").write_text(sheet.replace("Example Client Ltd", "Harbour"), "utf-8")
    outcome = asked(words=("--answers", "answers.yaml"))
    assert outcome.code == 0
    assert "?" not in outcome.out.split("Your answers")[0].replace("? shows", "")
    assert "name: Harbour" in (folder / "harbour.yaml").read_text("utf-8")
    assert evenhand("new", "--answers", "answers.yaml", "--yes", "-o", "b.yaml").code == 0
    assert (folder / "b.yaml").read_text("utf-8") == (folder / "harbour.yaml").read_text("utf-8")


def test_wrong_answers_in_a_file_are_all_named_and_nothing_is_asked(evenhand, folder):
    (folder / "a.yaml").write_text("money: lots\ncolour: red\n", "utf-8")
    outcome = evenhand("new", "--answers", "a.yaml")
    assert outcome.code == 1
    assert 'a.yaml:1:1: wrong-answer: "lots" is none of the answers.' in outcome.err
    assert 'a.yaml:2:1: unknown-answer: Nothing asks for "colour" here.' in outcome.err
    assert outcome.out == ""
    assert evenhand("new", "--answers", "b.yaml").code == 2


def test_a_template_that_is_none(evenhand, folder):
    outcome = evenhand("new", "hosting", "--yes")
    assert outcome.code == 2
    assert 'There is no template "hosting". Near to it: cloud-hosting.' in outcome.err


def test_what_was_answered_is_not_called_made_up(evenhand, folder):
    sheet = evenhand("new", "--questions").out
    real = sheet.replace(".example", ".test").replace("Example ", "Real ").replace(".00 per", ".50 per")
    (folder / "answers.yaml").write_text(real, "utf-8")
    outcome = evenhand("new", "--answers", "answers.yaml", "--yes")
    assert outcome.code == 0
    assert "made up" not in outcome.out.lower()
