"""What is granted of a credit: claims in their windows, conditions, open disagreements."""

from datetime import date

import pytest

from evenhand.records.charges import ClaimRecord, ConditionRecord, CreditRecords, DisagreementRecord
from tests.cases import instant
from tests.unit.figures.credits.helping import HEAD, RESOLVE, SERVICES, TIERS, figure, settled

TERMS = HEAD + SERVICES + RESOLVE + TIERS


def line(text, *figures, **more):
    return settled(text, *(figures or (figure("80%"),)), **more).statements[0].lines[0]


def claim(at, clause="resolve", period="2026-03", incident=None):
    return ClaimRecord(clause, period, instant(at), incident and date.fromisoformat(incident))


def claimed(rule, *claims, as_of="2026-12-31 00:00", **more):
    terms = f"{TERMS}credits: {{claimed: {rule}}}\n"
    records = CreditRecords(claims=claims)
    return line(terms, records=records, as_of=instant(as_of), **more)


WITHIN = "within 30 days of the period"


@pytest.mark.parametrize(
    ("claims", "as_of", "granted", "reason"),
    [
        ((), "2026-04-10 00:00", "0.00", "not claimed yet; it can be until 30 April 2026"),
        ((), "2026-05-01 00:00", "0.00", "not claimed; it could be until 30 April 2026"),
        ((claim("2026-04-30 23:59:59"),), "2026-12-31 00:00", "50.00", ""),
        (
            (claim("2026-05-01 00:00"),),
            "2026-12-31 00:00",
            "0.00",
            "claimed on 1 May 2026, and the last day was 30 April 2026",
        ),
        ((claim("2026-05-01 00:00"), claim("2026-04-02 00:00")), "2026-12-31 00:00", "50.00", ""),
        # A claim that comes after `as of` is not there yet.
        (
            (claim("2026-04-20 00:00"),),
            "2026-04-10 00:00",
            "0.00",
            "not claimed yet; it can be until 30 April 2026",
        ),
        ((claim("2026-04-02 00:00", "standards.resolve", "2026-03-01"),), "2026-12-31 00:00", "50.00", ""),
        ((claim("2026-04-02 00:00", period="2026-Q1"),), "2026-12-31 00:00", "50.00", ""),
    ],
)
def test_a_claim_in_time(claims, as_of, granted, reason):
    found = claimed(WITHIN, *claims, as_of=as_of)
    assert (str(found.granted.amount), found.reason) == (granted, reason)
    assert str(found.reckoned.amount) == "50.00"
    assert found.credit.to_json()["amount"] == "50.00"


def test_a_claim_after_the_close_of_the_last_day_says_so():
    """Five business days after Tuesday 31 March end with Tuesday 7 April at 17:00."""
    terms = f"{TERMS}business days: {{calendar: office, end: at close}}\n"
    terms += "credits: {claimed: within 5 business days of the period}\n"
    late, early = (
        line(terms, records=CreditRecords(claims=(claim(at),)), as_of=instant("2026-12-31 00:00"))
        for at in ("2026-04-07 21:00", "2026-04-07 12:00")
    )
    assert late.reason == "claimed on 7 April 2026, after the close of that day, which was the last"
    assert (str(late.granted.amount), str(early.granted.amount)) == ("0.00", "50.00")


@pytest.mark.parametrize(
    "other", [claim("2026-04-02 00:00", "respond"), claim("2026-04-02 00:00", period="2026-04")]
)
def test_a_claim_about_something_else_is_told(other):
    found = settled(
        f"{TERMS}credits: {{claimed: {WITHIN}}}\n", figure("80%"), records=CreditRecords(claims=(other,))
    )
    assert found.statements[0].total.minor_units == 0
    assert found.notes == (
        f'A claim is about "{other.clause}" in {other.period}, and there is no such figure.',
    )


def test_a_period_that_is_none_is_told():
    stray = DisagreementRecord("resolve", "2026-13")
    found = settled(TERMS, figure("80%"), records=CreditRecords(disagreements=(stray,)))
    assert "A disagreement is about" in found.notes[0]


@pytest.mark.parametrize(
    ("rule", "last"),
    [
        ("automatically", None),
        ("within 10 days of the report", "20 April 2026"),
        ("within 30 days of the incident", "14 April 2026"),
        ("by the end of the 2nd month after the incident", "31 May 2026"),
        ("within 10 days after the last day", "10 January 2027"),
        ("within 10 days after the first day", "11 January 2026"),
    ],
)
def test_windows(rule, last):
    terms = f"{TERMS}reporting: {{due: 10 days after the period}}\ncredits: {{claimed: {rule}}}\n"
    found = line(terms, incident=lambda _: instant("2026-03-15 12:00"), as_of=instant("2027-06-01 00:00"))
    assert found.reason == ("" if last is None else f"not claimed; it could be until {last}")


def test_the_incident_is_the_claims_own_or_the_last_day_of_the_period():
    rule = "within 5 days of the incident"
    assert claimed(rule, claim("2026-04-05 23:00")).reason == ""
    assert claimed(rule, claim("2026-04-05 23:00", incident="2026-03-15")).reason.endswith("20 March 2026")
    late = claimed(rule, claim("2026-04-03 00:00"), incident=lambda _: instant("2026-06-01 00:00"))
    assert late.reason == ""


def test_without_a_due_date_the_report_counts_from_the_periods_end():
    assert claimed("within 1 day of the report").reason == "not claimed; it could be until 1 April 2026"


def test_a_deadline_that_never_closes():
    assert claimed("within 999999999 days of the period").reason == "not claimed yet"
    due = f"{TERMS}reporting: {{due: 999999999 days after the period}}\n"
    due += "credits: {claimed: within 1 day of the report}\n"
    assert line(due).reason == "not claimed; it could be until 1 April 2026"


CONDITION = "credits: {conditions: [Invoices paid]}\n"


@pytest.mark.parametrize(
    ("records", "holds", "granted"),
    [
        ([], None, "0.00"),
        ([("invoices paid", "2026-01-01", True)], True, "50.00"),
        ([("invoices  paid", "2026-03-31", False), ("invoices paid", "2026-01-01", True)], False, "0.00"),
        ([("invoices paid", "2026-01-01", True), ("invoices paid", "2026-04-01", False)], True, "50.00"),
        ([("invoices paid", "2026-03-01", False), ("invoices paid", "2026-03-01", True)], True, "50.00"),
        ([("other", "2026-01-01", True)], None, "0.00"),
    ],
)
def test_conditions_on_the_last_day_of_the_period(records, holds, granted):
    said = tuple(ConditionRecord(name, date.fromisoformat(of), yes) for name, of, yes in records)
    found = line(TERMS + CONDITION, records=CreditRecords(conditions=said))
    assert [(each.name, each.holds) for each in found.conditions] == [("Invoices paid", holds)]
    assert str(found.granted.amount) == granted
    assert found.reason == ("" if holds else "not shown to hold: Invoices paid")
    assert found.to_json()["conditions"] == [{"condition": "Invoices paid", "holds": holds}]


def test_conditions_of_a_clause_come_beside_those_of_the_agreement():
    terms = TERMS.replace(
        TIERS, "    credits: {tiers: {below: 90%, credit: 5%}, conditions: [ticket logged]}\n"
    )
    found = line(terms + CONDITION)
    assert found.reason == "not shown to hold: Invoices paid and ticket logged"


@pytest.mark.parametrize(
    ("raised", "settled_at", "as_of", "held"),
    [
        (None, None, "2026-06-01 00:00", True),
        ("2026-04-10 00:00", None, "2026-06-01 00:00", True),
        ("2026-04-10 00:00", None, "2026-04-09 00:00", False),
        ("2026-04-10 00:00", "2026-05-01 00:00", "2026-04-30 00:00", True),
        ("2026-04-10 00:00", "2026-05-01 00:00", "2026-05-01 00:00", False),
    ],
)
def test_a_credit_is_held_while_a_disagreement_is_open(raised, settled_at, as_of, held):
    record = DisagreementRecord(
        "resolve", "2026-03", raised and instant(raised), settled_at and instant(settled_at)
    )
    found = line(TERMS, records=CreditRecords(disagreements=(record,)), as_of=instant(as_of))
    assert found.reason == ("held: a disagreement about it is open" if held else "")
    assert str(found.granted.amount) == ("0.00" if held else "50.00")
    assert str(found.reckoned.amount) == "50.00"


def test_held_points_do_not_count():
    terms = TERMS.replace(TIERS, "    credits: [{below: 90%, points: 2}]\n")
    record = DisagreementRecord("resolve", "2026-03")
    found = settled(terms, figure("80%"), records=CreditRecords(disagreements=(record,)))
    assert found.statements[0].points == 0
    assert settled(terms, figure("80%")).statements[0].points == 2
