"""What one instance of a service is charged, where a clause is scored for each of them; reckoned by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from evenhand.figures.credits.charge_book import Instance, Shared
from evenhand.figures.credits.charging import Charging
from evenhand.figures.credits.settling import settle
from evenhand.records.charges import CreditRecords
from tests.unit.figures.credits.helping import HEAD, LATE, amounts, charge, figure, settled, version_of

WEB = "services.web.availability"
TERMS = """\
services:
  web:
    name: Cloud
    charge: CHARGE
    availability:
      target: 99.9% per month
      for each: server
      credits: [{below: 99.9%, credit: 10%}, {below: 99%, credit: 100%}]
  desk: {charge: 500.00 per month}
"""


def terms(charge_: str, more: str = "") -> str:
    return HEAD + TERMS.replace("CHARGE", charge_) + more


def of(*servers: str, value: str = "99.5%", **more):
    return [
        figure(value, clause=WEB, target="99.9% per month", service="web", instance=name, **more)
        for name in servers
    ]


def texts(found):
    return [line.text for statement in found.statements for line in statement.lines]


def known(text, *records, servers=("a", "b"), attribute="server"):
    return Charging(version_of(text), records, {("web", attribute): set(servers)} if servers else {})


MARCH = date(2026, 3, 1), date(2026, 4, 1)
A = Instance("server", "a")


# ── A charge for each ────────────────────────────────────────────────────────────────────────────


def test_each_has_the_charge_of_one():
    found = settled(terms("8.00 per server per month"), *of("a", "b"))
    assert amounts(found) == ["0.80", "0.80"]
    assert texts(found)[0] == (
        "Restoration (a) was 99.5 % in March 2026, below 99.9 %: 10 % of the charge of one server of Cloud of 8.00 "
        "GBP is 0.80 GBP."
    )
    assert amounts(settled(terms("none"), *of("a"))) == ["0.00"]


def test_all_of_them_are_charged_by_the_number_recorded_else_by_those_known():
    text = terms("8.00 per server per month")
    assert known(text).of(("web",), *MARCH).amount == 16
    assert known(text, charge("web", "2026-01-01", count="20")).of(("web",), *MARCH).amount == 160
    assert known(text, servers=()).of(("web",), *MARCH).missing == (
        "no number per server is recorded for web on 2026-03-01"
    )
    # The total charge is that of two servers and of the desk.
    found = settled(terms("8.00 per server per month", "credits: {base: total charge}\n"), *of("a", "b"))
    assert amounts(found) == ["51.60", "51.60"]


def test_a_number_may_be_recorded_for_each_by_name():
    records = (
        charge("web", "2026-01-01", count="1", server="a"),
        charge("web", "2026-03-11", count="3", instance="B"),
        charge("web", "2026-03-21", count="0", server="a"),
    )
    found = known(terms("31.00 per server per month"), *records, servers=("a", "b", "c"))
    assert found.of_instance("web", A, *MARCH).amount == 20
    assert found.of_instance("web", Instance("server", "b"), *MARCH).amount == 3 * 21
    assert found.of_instance("web", Instance("server", "c"), *MARCH).amount == 31
    assert found.of(("web",), *MARCH).amount == 20 + 63 + 31


def test_a_version_that_does_not_know_the_service_yet():
    first = HEAD + "services: {desk: {charge: 500.00 per month}}\n"
    second = terms("90.00 per month", "version: 2\nin force from: 2026-03-01\n")
    found = settle(version_of(first, second), of("a", "b", versions=(2,)), as_of=LATE)
    assert amounts(found) == ["4.50", "4.50"]


# ── One charge for all ───────────────────────────────────────────────────────────────────────────


def test_one_charge_is_shared_equally_among_those_known():
    found = settled(terms("90.00 per month"), *of("a", "b", "c"))
    assert amounts(found) == ["3.00", "3.00", "3.00"]
    unsaid = 'how many of "server" there are is not recorded, so the 3 that the records name share the charge'
    assert texts(found)[0] == (
        f"Restoration (a) was 99.5 % in March 2026, below 99.9 %: 10 % of 1/3 of the charge of Cloud of 30.00 GBP is "
        f"3.00 GBP; {unsaid}."
    )
    assert found.statements[0].lines[0].notes == (unsaid,)


def test_one_charge_is_shared_by_the_number_recorded_but_never_by_fewer_than_known():
    recorded = CreditRecords(charges=(charge("web", "2026-01-01", count="9"),))
    found = settled(terms("90.00 per month"), *of("a", "b", "c"), records=recorded)
    assert amounts(found) == ["1.00", "1.00", "1.00"]
    assert "10 % of 1/9 of the charge of Cloud of 10.00 GBP is 1.00 GBP." in texts(found)[0]
    few = CreditRecords(charges=(charge("web", "2026-01-01", count="2"),))
    assert amounts(settled(terms("90.00 per month"), *of("a", "b", "c"), records=few)) == [
        "3.00",
        "3.00",
        "3.00",
    ]
    assert known(terms("90.00 per month")).shared_by("web", A, date(2026, 3, 1)) == Shared(2, recorded=False)


def test_rounding_never_makes_more_than_the_charge():
    text = terms("100.00 per month", "credits: {rounding: up to 0.01 per clause}\n")
    found = settled(text, *of("a", "b", "c", value="98%"))
    assert amounts(found) == ["33.34", "33.34", "33.32"]
    assert "with it the instances have all that the charge they share gives" in texts(found)[2]
    assert str(found.statements[0].total.amount) == "100.00"
    # One of them alone has what the terms say.
    part = settled(text, *of("a", value="98%"), *of("b", "c", value="99.95%"))
    assert amounts(part) == ["33.34", "0.00", "0.00"]


@pytest.mark.parametrize("text", ["10.00 per user per month", "metered per month"])
def test_users_and_metered_amounts_are_shared_too(text):
    kind = {"count": "12"} if "user" in text else {"amount": "120"}
    records = CreditRecords(charges=(charge("web", "2026-03-01", **kind),))
    assert amounts(settled(terms(text), *of("a", "b"), records=records)) == ["6.00", "6.00"]
    missing = settled(terms(text), *of("a"))
    assert amounts(missing) == ["0.00"]
    assert "recorded for web" in texts(missing)[0]


def test_users_of_each_by_name():
    records = (
        charge("web", "2026-01-01", count="3", server="a"),
        charge("web", "2026-01-01", count="4", server="b"),
    )
    found = known(terms("10.00 per user per month"), *records)
    assert found.of_instance("web", A, *MARCH).amount == 30
    assert found.of(("web",), *MARCH).amount == 70


# ── Metered for each by name ─────────────────────────────────────────────────────────────────────


def test_metered_amounts_by_name():
    records = (
        charge("web", "2026-03-01", amount="12.50", server="a"),
        charge("web", "2026-03-05", amount="7", server="b"),
        charge("web", "2026-03-06", amount="8", server="b"),
        charge("web", "2026-04-01", amount="1", server="a"),
    )
    found = known(terms("metered per month"), *records, servers=("a", "b", "c"))
    assert found.of_instance("web", A, *MARCH).amount == Fraction("12.5")
    assert found.of_instance("web", Instance("server", "B"), *MARCH).amount == 8
    missing = found.of_instance("web", Instance("server", "c"), *MARCH)
    assert missing.missing == "no amount is recorded for web c in the month from 2026-03-01"
    assert found.of(("web",), *MARCH).amount == Fraction("20.5")
    whole = known(terms("metered per month"), *records, charge("web", "2026-03-31", amount="30"))
    assert whole.of(("web",), *MARCH).amount == 30
    # In April only that of "a" is recorded by name; in May that of all of them, which they share.
    assert found.of_instance("web", Instance("server", "b"), date(2026, 4, 1), date(2026, 5, 1)).missing
    may = known(terms("metered per month"), *records, charge("web", "2026-05-31", amount="30"))
    assert may.of_instance("web", A, date(2026, 5, 1), date(2026, 6, 1)).amount == 15
    by_name = settled(terms("metered per month"), *of("a"), records=CreditRecords(charges=records))
    assert "10 % of the charge of one server of Cloud of 12.50 GBP is 1.25 GBP." in texts(by_name)[0]
