"""What services are charged over some dates: every form of charge, cut by days."""

from datetime import date
from fractions import Fraction

import pytest

from evenhand.errors import MoneyError
from evenhand.figures.credits.charging import Charging
from tests.unit.figures.credits.helping import HEAD, charge, version_of


def charging(charges, *records, term="{from: 2026-01-01, to: 2026-12-31}"):
    head = HEAD.replace("{from: 2026-01-01, to: 2026-12-31}", term)
    services = "".join(f"  {name}: {{charge: {text}}}\n" for name, text in charges.items())
    return Charging(version_of(f"{head}services:\n{services}"), records)


def over(found, first, last, services=None, **more):
    return found.of(services, date.fromisoformat(first), date.fromisoformat(last), **more)


@pytest.mark.parametrize(
    ("text", "first", "end", "expected"),
    [
        ("2400.00 per month", "2026-02-01", "2026-03-01", 2400),
        ("2400.00 per month", "2026-01-01", "2026-04-01", 7200),
        ("2400.00 per month", "2026-03-01", "2026-03-08", Fraction(2400 * 7, 31)),
        ("1200 per year", "2026-02-01", "2026-03-01", 100),
        ("300 per quarter", "2026-02-01", "2026-03-01", 100),
        ("70 per week", "2026-03-01", "2026-03-04", 30),
        ("12.5 per day", "2026-03-01", "2026-04-01", Fraction("387.5")),
        ("none", "2026-03-01", "2026-04-01", 0),
    ],
)
def test_a_charge_is_spread_over_dates(text, first, end, expected):
    assert over(charging({"web": text}), first, end).amount == expected


def test_the_term_cuts_by_days():
    found = charging({"web": "3100 per month"}, term="{from: 2026-01-15, to: 2026-12-10}")
    assert over(found, "2026-01-01", "2026-02-01").amount == 1700
    assert over(found, "2026-12-01", "2027-01-01").amount == 1000
    assert found.whole_month(None, date(2026, 1, 20)).amount == 3100
    assert found.whole_month(None, date(2027, 5, 1)).amount == 0


def test_the_total_is_of_all_services_and_one_may_be_asked_for():
    found = charging({"web": "1000 per month", "desk": "500 per month", "free": "none"})
    assert over(found, "2026-03-01", "2026-04-01").amount == 1500
    assert over(found, "2026-03-01", "2026-04-01", ("desk",)).amount == 500
    assert over(found, "2026-03-01", "2026-04-01", ("desk", "unheard of")).amount == 500


def test_a_count_holds_until_the_next():
    counts = (
        charge("desk", "2026-03-11", count="20"),
        charge("desk", "2026-01-05", count="10"),
        charge("desk", "2026-03-11", count="30"),
        charge("other", "2026-03-20", count="99"),
        charge("desk", "2026-03-21", amount="5"),
    )
    found = charging({"desk": "31.00 per user per month"}, *counts)
    assert over(found, "2026-02-01", "2026-03-01").amount == 310
    # 10 days of 10 users, then 21 of 30: the later of two rows of one date mends the earlier.
    assert over(found, "2026-03-01", "2026-04-01").amount == 10 * 10 + 21 * 30
    missing = over(found, "2026-01-01", "2026-02-01")
    assert missing.missing == "no number per user is recorded for desk on 2026-01-01"


def test_a_metered_amount_is_of_its_whole_period():
    amounts = (
        charge("web", "2026-02-01", amount="280"),
        charge("web", "2026-03-31", amount="1"),
        charge("web", "2026-03-05", amount="620"),
    )
    found = charging({"web": "metered per month"}, *amounts, term="{from: 2026-02-15, to: 2026-12-31}")
    # Metered from the 15th on: all of it falls on the dates of the term.
    assert over(found, "2026-02-15", "2026-03-01").amount == 280
    assert over(found, "2026-03-01", "2026-04-01").amount == 620
    assert over(found, "2026-03-01", "2026-03-02").amount == 20
    assert over(found, "2026-04-01", "2026-05-01").missing == (
        "no amount is recorded for web in the month from 2026-04-01"
    )


def test_an_amendment_changes_the_charge_from_its_day_on():
    first = f"{HEAD}version: 1\nservices: {{web: {{charge: 310 per month}}}}\n"
    second = f"{HEAD}version: 2\nin force from: 2026-03-11\nservices: {{web: {{charge: 620 per month}}}}\n"
    found = Charging(version_of(first, second))
    assert over(found, "2026-03-01", "2026-04-01").amount == 100 + 21 * 20


def test_a_trailing_charge_is_none_that_can_be_cut():
    found = over(charging({"web": "10 per trailing 30 days"}), "2026-03-01", "2026-04-01")
    assert found.missing == "web is charged per trailing 30 days, which is no calendar period"


def test_too_much_is_refused():
    found = charging({"web": "999999999999 per user per day"}, charge("web", "2026-01-01", count="999999"))
    with pytest.raises(MoneyError):
        over(found, "2026-03-01", "2026-04-01")
