"""Which questions are asked, what they suggest, and what is said of answers that fit none of them."""

from __future__ import annotations

from datetime import date

import pytest

from evenhand.templates.answers import answer_sheet, read_answers
from evenhand.templates.asked import first_of_month
from evenhand.templates.interview import completed, questions, still_made_up
from evenhand.templates.places import currency_of, zone_of
from evenhand.terms.notations import CURRENCY, zone_names
from tests.unit.templates.helping import TODAY


def _asked(**answers):
    return {each.key: each for each in questions({k.replace("_", " "): v for k, v in answers.items()}, TODAY)}


def test_every_question_has_a_default_that_is_understood_and_a_reason():
    for template in ("1", "2", "3", "4"):
        for question in questions({"template": template}, TODAY):
            assert question.read(question.default) == question.default
            assert question.text.endswith("?")
            assert question.why.endswith((".", ">", "12:00"))
            assert len(question.text) <= 78
            for choice in question.choices:
                assert question.read(choice.name) == choice.name


def test_answers_decide_what_is_asked():
    assert "on call" in _asked()
    assert "on call" not in _asked(hours="always")
    assert {"currency", "charge of servers"} <= _asked(template="cloud-hosting").keys()
    assert not [key for key in _asked(money="none") if key == "currency" or key.startswith("charge")]
    assert "charge of on-site-support" not in _asked(services="2")
    assert _asked(criticality="ordinary")["on call"].default == "no"


def test_defaults_follow_from_the_answers_before():
    asked = _asked(country="US", client="Müller & Söhne (Holding)", first_day="2030-05-01")
    assert (asked["timezone"].default, asked["currency"].default) == ("America/New_York", "USD")
    assert asked["reference"].default == "MS-2030"
    assert _asked(client="…")["reference"].default == "SLA-2027"
    assert asked["first day"].default == "2027-01-01"
    assert first_of_month(date(2026, 12, 2)) == "2027-01-01"


def test_a_charge_of_nothing_is_refused_only_where_credits_are_a_share_of_it():
    for money, problems in (("credits", 1), ("charges", 0)):
        found = completed({"money": money, "charge of service-desk": "none"}, TODAY)[1]
        assert len(found) == problems
    [problem] = completed({"charge of service-desk": "0.00 per month"}, TODAY)[1]
    assert "a share of nothing is nothing" in problem.message


@pytest.mark.parametrize(
    ("key", "answer", "mend"),
    [
        ("template", "hosting", "cloud-hosting"),
        ("template", "5", "service-desk, managed-workplace"),
        ("services", "1, 7", "Write all, none, or some"),
        ("criticality", "very", "ordinary, important, vital"),
        ("hours", "mon-fri 8-18", "08:00-18:00"),
        ("hours", "9 to 5", "mon-fri 08:00-18:00, sat"),
        ("hours", "mon 08:00-09:00, mon 10:00-11:00", "mon-fri 08:00-18:00, sat"),
        ("on call", "maybe", "yes, no"),
        ("country", "England", "GB-ENG"),
        ("country", "GB-LND", "GB-ENG"),
        ("timezone", "Europe/Londn", "Europe/London"),
        ("client", " ", "Write a name"),
        ("client", "x\x00", "Remove it"),
        ("client", "x" * 201, "200"),
        ("client contact", "Ann", "name@company.example"),
        ("money", "yes", "credits, charges, none"),
        ("currency", "Pounds", "GBP"),
        ("charge of service-desk", "1.800,00", "2400.00 per month"),
        ("first day", "1 January", "2026-03-31"),
        ("first day", "1026-01-01", "Correct the year"),
        ("length", "a year", "12 months"),
        ("length", "3 months", "12 months"),
        ("length", "11 years", "12 months"),
    ],
)
def test_an_answer_that_is_not_understood_says_what_to_write(key, answer, mend):
    whole, [problem] = completed({key: answer}, TODAY)
    assert (problem.code, problem.clause) == ("wrong-answer", key)
    assert mend in problem.mend
    assert whole[key] == _asked()[key].default


def test_choices_by_number_by_name_and_all_of_them():
    whole, problems = completed(
        {"template": "3", "services": "3 , Databases", "hours": "3", "money": "NONE"}, TODAY
    )
    assert problems == ()
    assert (whole["template"], whole["services"], whole["money"]) == (
        "cloud-hosting",
        "databases, backups",
        "none",
    )
    assert completed({"services": "all"}, TODAY)[0]["services"] == "on-site-support, joiners-and-leavers"
    assert completed({"services": "None"}, TODAY)[0]["services"] == "none"


def test_an_answer_that_nothing_asks_for_is_named():
    [problem] = completed({"curency": "GBP"}, TODAY)[1]
    assert (problem.code, problem.mend) == ("unknown-answer", 'Did you mean "currency"?')
    [problem] = completed({"money": "none", "currency": "GBP"}, TODAY)[1]
    assert 'Nothing asks for "currency" here.' in problem.message


def test_what_is_still_made_up():
    whole, _ = completed({"client": "Harbour", "charge of service-desk": "1 per month"}, TODAY)
    assert still_made_up(whole)[:2] == ("client contact", "client signatory")
    assert "client" not in still_made_up(whole)
    assert [key for key in still_made_up(whole) if key.startswith("charge")] == [
        "charge of on-site-support",
        "charge of joiners-and-leavers",
    ]


def test_a_sheet_of_answers_is_read_back_as_the_defaults():
    for template in ("service-desk", "backup-and-recovery"):
        given = {"template": template, "client": 'A: "B" # {C}'}
        sheet = answer_sheet(given, TODAY)
        assert max(map(len, sheet.splitlines())) <= 80
        found = read_answers(sheet.encode(), file="answers.yaml")
        assert found.problems(found.answers, TODAY) == ()
        assert completed(found.answers, TODAY) == completed(given, TODAY)


def test_every_zone_and_currency_that_is_suggested_exists():
    from holidays import list_supported_countries

    countries = list_supported_countries()
    assert {zone_of(code) for code in countries} - zone_names() == set()
    assert all(CURRENCY(currency_of(code)) for code in countries)
