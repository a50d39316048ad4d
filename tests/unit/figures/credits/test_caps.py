"""Repetition and caps, period by period."""

import pytest

from evenhand.errors import MoneyError
from evenhand.figures.credits.settling import settle
from evenhand.records.charges import CreditRecords
from tests.unit.figures.credits.helping import (
    LATE,
    TIERS,
    amounts,
    charge,
    figure,
    late,
    settled,
    version_of,
)
from tests.unit.figures.credits.stating import MONTHS, TERMS, texts, tiers, with_rules

REPEATED = with_rules("repeated: {consecutive: 2, times: 2}")


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        (["80%", "80%", "80%"], ["50.00", "100.00", "100.00"]),
        (["80%", "95%", "80%"], ["50.00", "0.00", "50.00"]),
        (["80%", None, "80%"], ["50.00", "0.00", "50.00"]),
    ],
)
def test_the_second_missed_period_in_a_row(results, expected):
    figures = [figure(value, month) for value, month in zip(results, MONTHS, strict=False)]
    assert amounts(settled(REPEATED, *figures)) == expected


def test_a_row_is_of_one_place_and_without_a_gap():
    figures = [figure("80%", "2026-01"), figure("80%", "2026-02", priority="P2"), figure("80%", "2026-03")]
    assert amounts(settled(REPEATED, *figures)) == ["50.00"] * 3


def test_repetition_multiplies_what_was_missed_only_and_is_said():
    terms = REPEATED.replace(TIERS, "    credits: [{each ticket over: {P1: 30 minutes}, credit: 5%}]\n")
    over = [late(str(month), period=month) for month in MONTHS[:3]]
    figures = [figure("80%", MONTHS[0]), figure("80%", MONTHS[1]), figure("95%", MONTHS[2])]
    found = settled(terms, *figures, tickets=over)
    assert amounts(found) == ["50.00", "100.00", "50.00"]
    assert "10 % (missed in the 2nd period in a row: 5 % times 2) of the charge" in texts(found)[1]
    nothing = with_rules("repeated: {consecutive: 1, times: 0}")
    assert "0 % (missed in the 1st period in a row: 5 % times 0)" in texts(settled(nothing, figure("80%")))[0]


def test_two_figures_of_one_period_are_one_place_in_the_row():
    figures = [figure("80%", "2026-01"), figure("95%", "2026-01"), figure("80%", "2026-02")]
    assert amounts(settled(REPEATED, *figures))[-1] == "100.00"


def totals(found):
    return [str(statement.total.amount) for statement in found.statements]


def test_the_cap_of_a_month_cuts_as_a_line_of_its_own():
    terms = with_rules("at most: 5.0001% of the total charge per month", tiers("[{below: 90%, credit: 20%}]"))
    found = settled(terms, figure("80%"))
    [statement] = found.statements
    # 5.0001 % of 1,500.00 is 75.0015: cut down to the penny.
    assert (str(statement.sum), str(statement.cap), str(statement.cut)) == (
        "200.00 GBP", "75.00 GBP", "125.00 GBP",
    )  # fmt: skip
    assert statement.to_json()["cuts"][0]["text"] == (
        "Cap of 5.0001% of the total charge per month: 75.00 GBP for March 2026; 125.00 GBP is cut off."
    )
    assert statement.to_json()["total"] == "75.00"


def test_nothing_is_cut_where_there_is_room():
    terms = with_rules("at most: 30% of the total charge per month")
    found = settled(terms, figure("80%"), figure("100%", "2026-04"))
    assert totals(found) == ["50.00", "0.00"]
    assert [str(each.cap) for each in found.statements] == ["450.00 GBP", "450.00 GBP"]
    assert found.statements[0].cuts[0].text.endswith("for March 2026; nothing is cut off.")


@pytest.mark.parametrize(
    ("cap", "expected"),
    [
        # 3,000 a quarter of the web shop and 4,500 in all; each month gives 400.
        ("20% of the total charge per quarter", ["400.00", "400.00", "100.00", "400.00", "400.00"]),
        ("5% of the total charge per year", ["400.00", "400.00", "100.00", "0.00", "0.00"]),
        ("1 month's charge per year", ["400.00", "400.00", "400.00", "300.00", "0.00"]),
        ("1 month's charge per 3 months", ["400.00", "400.00", "400.00", "400.00", "400.00"]),
        ("30% of the charge of the service per month", ["300.00"] * 5),
    ],
)
def test_a_longer_cap_counts_what_was_granted_before(cap, expected):
    terms = with_rules(f"at most: {cap}", tiers("[{below: 90%, credit: 40%}]"))
    figures = [figure("80%", month) for month in MONTHS[:5]]
    assert totals(settled(terms, *figures)) == expected


def test_any_twelve_months_in_a_row():
    terms = with_rules("at most: 1 month's charge per 12 months", tiers("[{below: 90%, credit: 100%}]"))
    terms = terms.replace("to: 2026-12-31", "to: 2027-12-31")
    found = settled(terms, figure("80%", "2026-02"), figure("80%", "2027-01"), figure("80%", "2027-02"))
    assert totals(found) == ["1000.00", "500.00", "1000.00"]
    assert found.statements[1].cuts[0].text == (
        "Cap of 1 month's charge per 12 months: 1,500.00 GBP for 1 February 2026 to 31 January 2027, of which "
        "1,000.00 GBP was granted before; 500.00 GBP is cut off."
    )


def test_a_monthly_cap_in_a_quarterly_statement():
    terms = with_rules("at most: 10% of the total charge per month", tiers("[{below: 90%, credit: 40%}]"))
    terms += "reporting: {every: quarter}\n"
    found = settled(terms, *(figure("80%", month) for month in MONTHS[:4]))
    assert [len(each.lines) for each in found.statements] == [3, 1]
    assert [str(each.cap) for each in found.statements] == ["450.00 GBP", "150.00 GBP"]
    assert totals(found) == ["450.00", "150.00"]


def test_a_cap_on_each_service():
    terms = with_rules(
        "at most: 10% of the charge of the service per month", tiers("[{below: 90%, credit: 40%}]")
    )
    terms = terms.replace("service: web", "service: all\n    scored: each service")
    found = settled(terms, figure("80%", service="web"), figure("80%", service="desk"))
    assert [str(each.cut) for each in found.statements[0].cuts] == ["150.00 GBP", "300.00 GBP"]
    assert "50.00 GBP of desk for March 2026" in found.statements[0].cuts[0].text
    assert found.statements[0].to_json()["cuts"][1]["services"] == ["web"]
    assert totals(found) == ["150.00"]


def test_a_cap_over_what_is_not_recorded_says_so():
    terms = with_rules("at most: 10% of the total charge per month")
    terms = terms.replace("500.00 per month", "metered per month")
    found = settled(terms, figure("80%"))
    assert "(no amount is recorded for desk in the month from 2026-03-01: counted as nothing)" in (
        found.statements[0].cuts[0].text
    )


def test_the_rules_of_the_version_in_force_at_the_periods_end():
    capped = with_rules("at most: 1% of the total charge per month").replace(
        "to: 2026-12-31", "to: 2026-12-30"
    )
    versions = version_of(TERMS + "version: 1\n", capped + "version: 2\nin force from: 2026-04-01\n")
    figures = [figure("80%", "2026-03"), figure("80%", "2026-04", versions=(1, 2))]
    assert totals(settle(versions, figures, as_of=LATE)) == ["50.00", "15.00"]


def test_money_beyond_meaning_is_refused():
    terms = TERMS.replace("1000.00 per month", "999999999999 per user per day")
    with pytest.raises(MoneyError):
        settled(
            terms,
            figure("80%"),
            records=CreditRecords(charges=(charge("web", "2026-01-01", count="999999"),)),
        )
    many = tiers("[{below: 90%, credit: 999999999999%}]").replace("1000.00", "999999999999")
    with pytest.raises(MoneyError):
        settled(many, figure("80%"))


BY_SERVICE = with_rules(
    "at most: 30% of the charge of the service per quarter", tiers("[{below: 90%, credit: 40%}]")
)


def test_a_month_without_credits_tells_what_was_granted_before():
    """30 % of 4,500 a quarter are 1,350; January took 400 of it."""
    found = settled(BY_SERVICE, figure("80%", "2026-01"), figure("100%", "2026-02"))
    assert totals(found) == ["400.00", "0.00"]
    assert str(found.statements[1].cap) == "950.00 GBP"
    assert "of which 400.00 GBP was granted before; nothing is cut off" in found.statements[1].cuts[0].text


def test_a_cap_over_everything_counts_what_a_version_capped_by_service_granted():
    """10 % of 4,500 a quarter are 450; 400 of it were granted in January, under the version before."""
    second = BY_SERVICE.replace("30% of the charge of the service", "10% of the total charge")
    second = second.replace("agreement:", "version: 2\nin force from: 2026-02-01\nagreement:", 1)
    figures = [figure("80%", "2026-01", versions=(1,)), figure("80%", "2026-02", versions=(2,))]
    found = settle(version_of(BY_SERVICE, second), figures, as_of=2**31)
    assert totals(found) == ["400.00", "50.00"]
