"""Rules for money: credits, their tiers, caps and claims, and charges (rule 23)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from evenhand.terms.agreement import Agreement
from evenhand.terms.availability import Availability
from evenhand.terms.canonical.normal import Part
from evenhand.terms.credits import Cap, ClauseCredits, CreditRules, Repeated, Rounding, Tier
from evenhand.terms.difference.favours.case import Case, Rule, Verdict, neither, undecided
from evenhand.terms.difference.favours.clauses import provided
from evenhand.terms.difference.favours.rules import deadline, number, ranked, there, time
from evenhand.terms.services import Charge, Service
from evenhand.terms.standards import Standard

_METHODS: Final = ("down", "half even", "half up", "up")
_BASES: Final = ("charge of the service", "total charge")


def _credits(case: Case) -> Verdict:
    """Credits of a clause that are new or gone; `none` and silence are the same."""
    tiers = [bool(credits and credits.tiers) for credits in (case.before, case.after)]
    if tiers[0] == tiers[1]:
        return neither("There is no credit, before and after.")
    return (
        ("client", "A miss costs a credit now.") if tiers[1] else ("provider", "A miss costs no credit now.")
    )


def _base(case: Case) -> Verdict:
    """The total charge is never less than the charge of one service."""
    one = _effective(case.before, case.old, case.first)
    other = _effective(case.after, case.new, case.second)
    if one == other:
        return neither("Credits are a share of the same charge.")
    more = _BASES.index(other) > _BASES.index(one)
    return ("client" if more else "provider"), f"Credits are a share of {'more' if more else 'less'}."


def _effective(base: str | None, owner: Any, agreement: Agreement) -> str:
    of_all = agreement.credits.base if agreement.credits and isinstance(owner, ClauseCredits) else None
    return base or of_all or _BASES[0]


def _method(value: Rounding) -> tuple[object, int]:
    return value.to, _METHODS.index(value.method)


def _cap(value: Cap) -> tuple[object, Fraction]:
    over = (value.base, value.per_months, value.rolling)
    if value.share is not None:
        return ("share", *over), value.share
    return ("months", *over), Fraction(value.months_of_charge or 0)


def _charge(value: Charge) -> tuple[object, Fraction] | None:
    if value.amount is None:
        return None
    return (value.unit, value.period), Fraction(value.amount)


def _repeated(case: Case) -> Verdict:
    """Whether repeated misses cost more than single ones."""
    rule = case.after if case.added else case.before
    if rule.times < 1:
        return undecided("Repeated misses cost less than single ones here.")
    return there("client", "a rule that repeated misses cost more")(case)


def _consecutive(case: Case) -> Verdict:
    factors = [one.times for one in (case.old, case.new) if isinstance(one, Repeated)]
    if min(factors) < 1:
        return undecided("Repeated misses cost less than single ones here.")
    return number("provider", "the number of misses that count as repeated")(case)


MONEY: Final[dict[Part, Rule]] = {
    (Standard, "credits"): provided(_credits),
    (Availability, "credits"): _credits,
    (ClauseCredits, "base"): provided(_base),
    (ClauseCredits, "tiers"): provided(there("client", "a tier")),
    (ClauseCredits, "conditions"): provided(there("provider", "a condition of the credit")),
    (Tier, "below"): provided(number("client", "the level below which a credit is due")),
    (Tier, "at_or_below"): provided(number("client", "the level at which a credit is due")),
    (Tier, "above"): provided(number("provider", "the level above which a credit is due")),
    (Tier, "each_ticket_over"): provided(
        time("provider", "the time over which a ticket costs a credit", there("client", "a priority with a credit"))
    ),
    (Tier, "in_proportion"): provided(number("client", "the credit")),
    (Tier, "credit"): provided(number("client", "the credit")),
    (Tier, "points"): provided(number("client", "the number of points")),
    (CreditRules, "base"): _base,
    (CreditRules, "rounding"): ranked(
        "client", "the rounding", _method, ("more to the client's side", "more to the provider's side"),
        lambda case: undecided("How credits were rounded without a rule is not said."),
    ),
    (CreditRules, "at_most"): ranked(
        "client", "the cap of credits", _cap, ("higher", "lower"), there("provider", "a cap of credits")
    ),
    (CreditRules, "repeated"): _repeated,
    (Repeated, "consecutive"): _consecutive,
    (Repeated, "times"): number("client", "the factor for repeated misses"),
    (CreditRules, "claimed"): deadline(
        "client", "the time to claim a credit", there("provider", "a time by which credits must be claimed")
    ),
    (CreditRules, "conditions"): there("provider", "a condition of every credit"),
    (Service, "charge"): ranked(
        "provider", "the charge", _charge, ("higher", "lower"), there("provider", "a charge")
    ),
}  # fmt: skip
"""What is certain about money; `paid` and how far a figure is cut are not."""
