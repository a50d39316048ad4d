"""Lines and statements: bases, repetition, caps over months and years, points, and one sentence for each line."""

from datetime import date

import pytest

from evenhand.errors import MoneyError
from evenhand.figures.credits.settling import settle
from evenhand.figures.figure import NOT_OVER
from evenhand.records.charges import CreditRecords
from tests.unit.figures.credits.helping import (
    HEAD,
    LATE,
    RESOLVE,
    SERVICES,
    TIERS,
    amounts,
    charge,
    figure,
    late,
    settled,
    version_of,
)

TERMS = HEAD + SERVICES + RESOLVE + TIERS
MONTHS = [f"2026-{month:02d}" for month in range(1, 13)]
WEB = "services.web.availability"


def texts(found):
    return [line.text for statement in found.statements for line in statement.lines]


def with_rules(rules, terms=TERMS):
    return f"{terms}credits: {{{rules}}}\n"


def tiers(text, terms=TERMS):
    return terms.replace(TIERS, f"    credits: {text}\n")


def available(tier="[{below: 99.9%, credit: 10%}]", more=""):
    clause = f"hours: office, availability: {{target: 99.9% per month, {more}credits: {tier}}}"
    return HEAD + SERVICES.replace("hours: office", clause, 1)


# ── One line ─────────────────────────────────────────────────────────────────────────────────────


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


# ── Bases ────────────────────────────────────────────────────────────────────────────────────────


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


# ── Repetition ───────────────────────────────────────────────────────────────────────────────────

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


# ── Caps ─────────────────────────────────────────────────────────────────────────────────────────


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


# ── Periods, points, the minimum ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("every", "number"), [("month", 3), ("quarter", 1), ("trailing 30 days", 3), ("week", 3)]
)
def test_statements_are_made_as_often_as_is_reported(every, number):
    terms = f"{TERMS}reporting: {{every: {every}}}\n"
    assert len(settled(terms, *(figure("80%", month) for month in MONTHS[:3])).statements) == number


def test_what_overlaps_some_days():
    found = settled(TERMS, *(figure("80%", month) for month in MONTHS[:4]))
    part = found.between(date(2026, 2, 10), date(2026, 3, 1))
    assert [str(each.start) for each in part.statements] == ["2026-02-01", "2026-03-01"]
    assert [each.credit is not None for each in part.figures] == [True, True]


POINTS = """\
reporting: {improvement: {when: {points: 4, in: 2 months}}}
review: {also when: [{points: 3, in: 40 days}, service added or removed]}
"""


def test_points_and_what_they_call_for():
    terms = tiers("[{below: 90%, points: 2}]") + POINTS
    terms = terms.replace(
        "to: 2026-12-31}", "to: 2026-12-31, end early: [{when: {points: 6, in: 1 year}, by: client}]}"
    )
    found = settled(terms, *(figure("80%", month) for month in MONTHS[:3]))
    assert [each.points for each in found.statements] == [2, 2, 2]
    assert [each.notes for each in found.statements] == [
        (),
        (
            "4 points within 2 months: with 4, an improvement plan is due.",
            "4 points within 40 days: with 3, a review is due.",
        ),
        (
            "6 points within 1 year: with 6, the client may end the agreement early.",
            "4 points within 2 months: with 4, an improvement plan is due.",
            "4 points within 40 days: with 3, a review is due.",
        ),
    ]
    assert found.figures[0].to_json()["credit"]["points"] == 2


def test_points_in_hours_are_not_reckoned_and_other_triggers_are_others():
    terms = tiers("[{below: 90%, points: 2}]") + "review: {also when: {points: 1, in: 48 hours}}\n"
    terms += "reporting: {improvement: {when: {target missed: 1, of the last: 2 periods}}}\n"
    terms = terms.replace(
        "to: 2026-12-31}",
        "to: 2026-12-31, end early: [{when: {points: 1, in: 1 year}}, "
        "{when: {target missed: 1, of the last: 2 periods}}]}",
    )
    assert settled(terms, figure("80%")).statements[0].notes == (
        "2 points within 1 year: with 1, either party may end the agreement early.",
        "Points within 48 hours are not reckoned; they are counted by dates.",
    )


@pytest.mark.parametrize(
    ("minimum", "value", "target", "note"),
    [
        ("70%", "69.9%", "90% per month", ("below the minimum of 70%",)),
        ("70%", "70%", "90% per month", ()),
        ("5", "6", "at most 3 per month", ("above the minimum of 5",)),
        ("5", "5", "at most 3 per month", ()),
    ],
)
def test_the_minimum_beside_the_target(minimum, value, target, note):
    terms = TERMS.replace("    target: 90% per month\n", f"    target: {target}\n    minimum: {minimum}\n")
    if "at most" in target:
        terms = terms.replace(
            "clock: {starts: opened, stops: resolved}\n    within: 4 hours", "measure: count"
        )
    assert settled(terms, figure(value, target=target)).figures[0].notes == note


def test_in_proportion_to_an_availability():
    one = figure("99%", clause=WEB, target="99.9% per month", service="web")
    terms = available("[{in proportion: 1}]")
    assert amounts(settled(terms, one)) == ["10.00"]
    assert amounts(settled(terms, figure(None, clause=WEB, target="99.9% per month", service="web"))) == [
        "0.00"
    ]
