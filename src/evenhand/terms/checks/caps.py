"""The limit of all credits together: one that is missing or is exceeded by one tier; tiers beyond the whole."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from evenhand.terms.checks.charges import base_of, charges_of, monthly, months_of, paid, services_of, total
from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.facts import Credited
from evenhand.terms.checks.numbers import money_text, percent_text
from evenhand.terms.checks.subject import Subject
from evenhand.terms.credits import Cap


@check("cap-missing", "warning", "money", title="Credits without a limit")
def cap_missing(subject: Subject) -> Iterator[Finding]:
    """Nothing limits what is credited in one period.

    When everything fails at once the credits of all clauses add up, perhaps to more than the charge. A provider will
    want a limit, and a client will want to know it beforehand.
    """
    rules = subject.agreement.credits
    clauses = paid(subject)
    if clauses and (rules is None or rules.at_most is None):
        most = [max((tier.credit or Fraction(0) for _, tier in each.tiers)) for each in clauses]
        yield Finding(
            "credits.at most",
            f"{len(clauses)} clause{'s' * (len(clauses) != 1)} can give credits, one of them "
            f"{percent_text(max(most))}, and nothing limits their sum."
            if max(most)
            else "Credits grow with the time that was down, and nothing limits their sum.",
            'Add "at most: 30% of the total charge per month" under "credits", or another limit.',
        )


@check("cap-below-tier", "warning", "money", title="A limit below a tier")
def cap_below_tier(subject: Subject) -> Iterator[Finding]:
    """A single tier gives more than can be credited at all, so it is never paid in full.

    The client counts on the tier, the provider on the limit. Raise the limit, or lower the tier to what it lets
    through.
    """
    cap = subject.agreement.credits.at_most if subject.agreement.credits else None
    if cap is None:
        return
    whole, currency = monthly(total(subject)), subject.agreement.currency
    if not (cap.share or cap.months_of_charge):
        for each in paid(subject):
            yield Finding(
                each.tiers[0][0],
                f"The limit is {cap.text}, so no credit of this clause is ever paid.",
                "Raise the limit, or remove the tiers.",
            )
        return
    for each in paid(subject):
        address, tier = max(each.tiers, key=lambda item: item[1].credit or Fraction(0))
        base = whole if base_of(subject, each) == "total charge" else monthly(charges_of(subject, each))
        amounts = _beside(subject, each, cap, base, whole)
        if amounts is None or tier.credit is None or tier.credit * amounts[0] <= amounts[1]:
            continue
        gives, most = f"{percent_text(tier.credit)}", cap.text
        if base is not None:
            gives += f", which is {money_text(currency, tier.credit * amounts[0])},"
            most += f", {money_text(currency, amounts[1])},"
        yield Finding(
            address,
            f"This tier gives {gives} and no more than {most} is ever credited.",
            "Raise the limit, or lower the tier.",
        )


@check("tier-over-whole", "warning", "money", title="A credit of more than the charge")
def tier_over_whole(subject: Subject) -> Iterator[Finding]:
    """A tier gives back more than everything the client pays for it.

    Most often that is a slip of the comma: 150% for 15%. If it is a penalty, many courts will look at it closely, so
    both sides should know that it is meant: accept this finding and say why.
    """
    for each in paid(subject):
        for address, tier in each.tiers:
            if tier.credit is not None and tier.credit > 1:
                yield Finding(
                    address,
                    f"This tier gives {percent_text(tier.credit)} of the {base_of(subject, each)}: more than all of "
                    "it.",
                    "Write 100% or less.",
                )


def _beside(
    subject: Subject, credited: Credited, cap: Cap, base: Fraction | None, whole: Fraction | None
) -> tuple[Fraction, Fraction] | None:
    """The base of a clause's credit and the most that is credited, as amounts or both as shares of one charge.

    `base` is the clause's for a month, `whole` that of all services; None where a record has to say it. None where
    the two cannot be compared without records, or where the limit is for less time than the clause.
    """
    months = months_of(target.period for target in credited.targets.values())
    if months is None or cap.per_months < months:
        return None
    limited = base if cap.base == "charge of the service" else whole
    if base is None or limited is None:
        everything = set(services_of(subject, credited)) == set(subject.agreement.services)
        if base_of(subject, credited) != cap.base and not everything:
            return None
        base = limited = Fraction(1)
    share = cap.per_months * (cap.share or 0) if cap.months_of_charge is None else cap.months_of_charge
    return base * months, limited * share
