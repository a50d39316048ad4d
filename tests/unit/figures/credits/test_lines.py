"""Lines of a statement and the charges they are a share of."""

from datetime import date

import pytest

from evenhand.figures.credits.settling import settle
from evenhand.figures.figure import NOT_OVER
from evenhand.records.charges import CreditRecords
from tests.unit.figures.credits.helping import (
    HEAD,
    LATE,
    SERVICES,
    TIERS,
    amounts,
    charge,
    figure,
    late,
    settled,
    version_of,
)
from tests.unit.figures.credits.stating import TERMS, WEB, available, texts, tiers, with_rules


def test_a_line_in_one_sentence():
    found = settled(with_rules("base: total charge"), figure("71.43%", "2026-06"))
    assert texts(found) == [
        "Restoration was met in 71.4 % of cases in June 2026, below 75 %: "
        "10 % of the total charge of 1,500.00 GBP is 150.00 GBP."
    ]
    assert found.statements[0].to_json()["lines"][0]["base_of"] == "the total charge"


@pytest.mark.parametrize(
    ("terms", "one", "said"),
    [
        (
            tiers("[{at or below: 90%, credit: 5%}]"),
            figure("89.999%", "2026-Q2", target="95% per quarter"),
            "was met in 89.9 % of cases in Q2 2026, at or below 90 %: 5 % of the charge of Web shop of "
            "3,000.00 GBP is 150.00 GBP.",
        ),
        (
            available(),
            figure(
                "99.8999%",
                clause=WEB,
                target="99.9% per month",
                title="Availability of Web shop",
                service="web",
            ),
            "Availability of Web shop was 99.8 % in March 2026, below 99.9 %: "
            "10 % of the charge of Web shop of 1,000.00 GBP is 100.00 GBP.",
        ),
        (
            available("[{in proportion: 10}]"),
            figure(
                "99%", clause=WEB, target="99.9% per month", title="Availability of Web shop", service="web"
            ),
            "Availability of Web shop in March 2026: down for 1 % of the agreed time: 10 % of the charge",
        ),
        (
            tiers("[{in proportion: 0.5}]"),
            figure("80%", priority="P2", service="web"),
            "Restoration (P2, web) was missed in 20 % of cases in March 2026: 10 % of the charge of Web shop",
        ),
        (
            TERMS.replace(
                "clock: {starts: opened, stops: resolved}\n    within: 4 hours", "measure: mean rating"
            )
            .replace("90% per month", "at least 4.2 per month")
            .replace(TIERS, "    credits: [{below: 4.2, credit: 5%}]\n"),
            figure("4.19999", target="at least 4.2 per month", title="Satisfaction"),
            "Satisfaction was 4.19 in March 2026, below 4.2: 5 % of",
        ),
        (tiers("[{below: 90%, points: 1}]"), figure("80%"), "in March 2026, below 90 %: 1 point."),
        (tiers("[{below: 90%, points: 2}]"), figure("80%"), "in March 2026, below 90 %: 2 points."),
        (TERMS, figure("100%"), "Restoration in March 2026: no credit (met)."),
        (TERMS, figure(None), "Restoration in March 2026: no credit (nothing to measure)."),
        (
            TERMS,
            figure("10%", result="not scored", because="fewer than 5 in the period"),
            "no credit (not scored, fewer than 5 in the period).",
        ),
        (tiers("[{below: 50%, credit: 5%}]"), figure("80%"), "no credit (missed, and no tier holds)."),
    ],
)
def test_every_kind_of_line_explains_itself(terms, one, said):
    assert said in texts(settled(terms, one))[0]


def test_late_tickets_are_named():
    terms = tiers("[{each ticket over: {P1: 30 minutes}, credit: 5%}]")
    over = [late(f"T-{number}") for number in range(7)]
    found = settled(terms, figure("95%"), tickets=over)
    assert texts(found)[0].startswith(
        "Restoration took too long in March 2026 for 7 tickets (T-0: 45 min, T-1: 45 min, T-2: 45 min, "
        "T-3: 45 min, T-4: 45 min, and 2 more): 35 % of the charge of Web shop of 1,000.00 GBP is 350.00 GBP."
    )
    assert found.statements[0].to_json()["lines"][0]["tickets"] == [f"T-{number}" for number in range(7)]
    assert "for 1 ticket (T-0: 45 min): 5 %" in texts(settled(terms, figure("95%"), tickets=over[:1]))[0]


@pytest.mark.parametrize(
    ("one", "found"),
    [
        (figure("95%"), "100.00"),
        (figure("95%", priority="P1"), "50.00"),
        (figure("95%", service="web"), "100.00"),
        (figure("95%", "2026-04"), "0.00"),
        (figure("95%", versions=(2,)), None),
        (figure("95%", result="not scored"), "0.00"),
        (figure("95%", target=None), "100.00"),
    ],
)
def test_late_tickets_count_in_their_figure(one, found):
    terms = tiers("[{each ticket over: {P1: 30 minutes}, credit: 5%}]")
    over = [late("B", priority="P2"), late("A")]
    assert amounts(settled(terms, one, tickets=over)) == ([] if found is None else [found])


def test_breakdowns_and_clauses_without_tiers_have_no_line():
    plain = figure("50%", clause="standards.other")
    found = settled(
        TERMS, figure("50%", breakdown=True), plain, figure("50%", clause="services.web.availability")
    )
    assert found.statements == ()
    assert [each.credit for each in found.figures] == [None, None, None]
    gone = settled(
        TERMS, figure("50%", clause="services.gone.availability"), figure("50%", clause="standards.x")
    )
    assert gone.statements == ()


def test_availability_clauses_by_name():
    clause = "availability: {region: {target: 99.9% per month, credits: [{below: 99.9%, credit: 10%}]}}"
    terms = HEAD + SERVICES.replace("hours: office", clause, 1)
    one = figure("99%", clause=f"{WEB}.region", target="99.9% per month", service="web")
    assert amounts(settled(terms, one)) == ["100.00"]


def test_a_figure_that_may_still_change_says_so():
    found = settled(TERMS, figure("50%", notes=(NOT_OVER,)))
    assert found.statements[0].to_json()["lines"][0]["notes"] == [NOT_OVER]


@pytest.mark.parametrize(
    ("service", "base", "expected"),
    [
        ("web", "", "50.00"),
        ("[web, desk]", "", "75.00"),
        ("all", "", "75.00"),
        ("web", "base: total charge, ", "75.00"),
        ("[web, desk]", "base: charge of the service, ", "75.00"),
    ],
)
def test_bases_of_a_clause(service, base, expected):
    terms = tiers(f"{{{base}tiers: [{{below: 90%, credit: 5%}}]}}").replace(
        "service: web", f"service: {service}"
    )
    assert amounts(settled(terms, figure("80%"))) == [expected]


def test_the_agreements_base_holds_unless_the_clause_says_otherwise():
    terms = with_rules(
        "base: total charge", tiers("{base: charge of the service, tiers: {below: 90%, credit: 5%}}")
    )
    assert amounts(settled(terms, figure("80%"))) == ["50.00"]
    assert amounts(settled(with_rules("base: total charge"), figure("80%"))) == ["75.00"]


def test_scored_for_each_service_the_base_is_of_that_service():
    terms = TERMS.replace("service: web", "service: all")
    assert amounts(settled(terms, figure("80%", service="desk"))) == ["25.00"]


def test_a_quarterly_clause_has_the_quarters_charge():
    assert amounts(settled(TERMS, figure("80%", "2026-Q1"))) == ["150.00"]


def test_the_first_period_is_charged_by_days():
    terms = TERMS.replace("from: 2026-01-01", "from: 2026-01-17")
    cut = figure("80%", "2026-01", start=date(2026, 1, 17))
    found = settled(terms, cut)
    assert amounts(found) == ["24.19"]
    assert "of 483.870967 GBP is 24.19 GBP" in texts(found)[0]


def test_a_charge_that_nobody_recorded():
    terms = TERMS.replace("1000.00 per month", "10 per user per month")
    found = settled(terms, figure("80%"))
    line = found.statements[0].lines[0]
    assert line.reason == "the charge is not known, as no number per user is recorded for web on 2026-03-01"
    assert line.credit.to_json() == {
        "percent": "5", "base": None, "amount": None, "currency": "GBP", "points": 0, "withheld": line.reason,
    }  # fmt: skip
    assert texts(found)[0].endswith(f"below 90 %: 5 %; {line.reason}.")
    users = CreditRecords(charges=(charge("web", "2026-01-01", count="40"),))
    assert amounts(settled(terms, figure("80%"), records=users)) == ["20.00"]


def test_an_amendment_inside_a_period_divides_the_base():
    second = TERMS + "version: 2\nin force from: 2026-03-11\n"
    first = TERMS + "version: 1\n"
    versions = version_of(first, second.replace("90% per month", "95% per month"))
    old = figure("80%")
    new = figure("80%", versions=(2,), target="95% per month")
    found = settle(versions, [old, new], as_of=LATE)
    assert amounts(found) == ["16.13", "33.87"]
    after = [figure("80%", "2026-04"), figure("80%", "2026-04", versions=(2,), target="95% per month")]
    # A ticket of the old version, decided later: no date of that month is its own, so the whole month's charge.
    assert amounts(settle(versions, after, as_of=LATE)) == ["50.00", "50.00"]
