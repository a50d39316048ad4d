"""Charges, claims, conditions and disagreements from files, and everything that can be wrong in them."""

from datetime import date
from decimal import Decimal

import pytest

from evenhand.errors import RecordError
from evenhand.records.charges import (
    ChargeRecord,
    ClaimRecord,
    ConditionRecord,
    CreditRecords,
    DisagreementRecord,
)
from evenhand.sources.charges import read_charges, read_claims, read_conditions, read_disagreements
from tests.cases import instant


def codes(problems):
    return [(problem.code, problem.message.split(" ", 1)[0]) for problem in problems]


def test_charges(write):
    path = write(
        'service,from,count,amount\ndesk,2026-01-01,24,\nweb,2026-01-31T00:00,,"1250,40"\ndesk,2026-03-01,30.5,\n'
    )
    found, problems = read_charges(path)
    assert found == (
        ChargeRecord("desk", date(2026, 1, 1), count=Decimal(24)),
        ChargeRecord("web", date(2026, 1, 31), amount=Decimal("1250.40")),
        ChargeRecord("desk", date(2026, 3, 1), count=Decimal("30.5")),
    )
    assert problems == ()


def test_the_instance_a_charge_is_about(write):
    path = write(
        "service,from,Amount,Server ,note\nweb,2026-01-01,5,srv-1,\n"
        "web,2026-01-01,6,srv-2,x\nweb,2026-01-01,7,srv-2,x\n"
    )
    found, problems = read_charges(path)
    assert [each.said for each in found] == [
        (("server", "srv-1"),),
        (("server", "srv-2"), ("note", "x")),
        (("server", "srv-2"), ("note", "x")),
    ]
    assert codes(problems) == [("charge-stated-again", "1")]


def test_charges_that_cannot_be(write):
    path = write(
        "service,from,count,amount\n"
        ",2026-01-01,1,\n"
        "a,,1,\n"
        "a,1 January,1,\n"
        "a,2026-02-30,1,\n"
        "a,2026-01-01,-1,\n"
        "a,2026-01-01,many,\n"
        "a,2026-01-01,,-0.01\n"
        "a,2026-01-01,,\n"
        "a,2026-01-01,1,1\n"
        "a,2026-01-01,0,\n"
    )
    found, problems = read_charges(path)
    assert found == (ChargeRecord("a", date(2026, 1, 1), count=Decimal(0)),)
    assert sorted(codes(problems)) == [
        ("bad-amount", "1"),
        ("bad-count", "2"),
        ("bad-from", "2"),
        ("count-or-amount", "2"),
        ("no-from", "1"),
        ("no-service", "1"),
    ]


def test_a_charge_that_is_stated_again(write):
    found, problems = read_charges(write("service,from,count\na,2026-01-01,1\na,2026-01-01,2\n"))
    assert [each.count for each in found] == [1, 2]
    assert codes(problems) == [("charge-stated-again", "1")]


def test_claims(write):
    path = write(
        "clause,period,at,incident\n"
        "standards.resolve,2026-03,2026-04-02T10:00,2026-03-15\n"
        "resolve,2026-03-01,2026-04-02T10:00Z,\n"
        "resolve,2026-Q1,2026-04-02T10:00Z,\n"
        "resolve,2026,2026-04-02,\n"
    )
    found, problems = read_claims(path, "Europe/London")
    assert found[:2] == (
        ClaimRecord("standards.resolve", "2026-03", instant("2026-04-02 09:00"), date(2026, 3, 15)),
        ClaimRecord("resolve", "2026-03-01", instant("2026-04-02 10:00")),
    )
    assert found[3].at == instant("2026-04-01 23:00")
    assert [each.period for each in found] == ["2026-03", "2026-03-01", "2026-Q1", "2026"]
    assert problems == ()


def test_claims_that_cannot_be(write):
    path = write(
        "clause,period,at,incident\n"
        ",2026-03,2026-04-02,\n"
        "a,,2026-04-02,\n"
        "a,March,2026-04-02,\n"
        "a,2026-02-30,2026-04-02,\n"
        "a,2026-03,soon,\n"
        "a,2026-03,,\n"
        "a,2026-03,2026-04-02,the 3rd\n"
    )
    found, problems = read_claims(path, "UTC")
    assert found == ()
    assert sorted(codes(problems)) == [
        ("bad-incident", "1"),
        ("bad-period", "2"),
        ("no-clause", "1"),
        ("no-period", "1"),
        ("no-time", "2"),
        ("unreadable-time", "1"),
    ]


def test_conditions(write):
    path = write(
        "condition,from,holds\ninvoices paid,2026-01-01,yes\ninvoices paid,2026-03-01,No\n"
        "x,2026-01-01,perhaps\nx,2026-13-01,yes\n"
    )
    found, problems = read_conditions(path)
    assert found == (
        ConditionRecord("invoices paid", date(2026, 1, 1), True),
        ConditionRecord("invoices paid", date(2026, 3, 1), False),
    )
    assert sorted(codes(problems)) == [("bad-from", "1"), ("bad-holds", "1")]


def test_disagreements(write):
    path = write(
        "clause,period,raised,settled\nresolve,2026-03,2026-04-10,\nresolve,2026-02,,2026-05-01T12:00\nx,y,,\n"
    )
    found, problems = read_disagreements(path, "UTC")
    assert found == (
        DisagreementRecord("resolve", "2026-03", instant("2026-04-10 00:00"), None),
        DisagreementRecord("resolve", "2026-02", None, instant("2026-05-01 12:00")),
    )
    assert codes(problems) == [("bad-period", "1")]
    assert read_disagreements(write("clause,period\nresolve,2026-03\n"))[0] == (
        DisagreementRecord("resolve", "2026-03"),
    )


@pytest.mark.parametrize("read", [read_charges, read_claims, read_conditions, read_disagreements])
def test_a_file_of_something_else(read, write):
    with pytest.raises(RecordError):
        read(write("colour\nblue\n"))


def test_the_latest_instant_among_them():
    assert CreditRecords().latest is None
    records = CreditRecords(
        claims=(ClaimRecord("a", "2026-03", 5),),
        disagreements=(DisagreementRecord("a", "2026-03", 7, None), DisagreementRecord("a", "2026-03")),
    )
    assert records.latest == 7
