"""Money: credits of nothing, rounding, claims and repetition, and what follows beyond credits."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from evenhand.terms.checks.charges import base_of, charges_of, paid, services_of
from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.numbers import number_text
from evenhand.terms.checks.subject import Subject
from evenhand.terms.currency import digits_of
from evenhand.terms.deadlines import PointsReached, TargetMissed


@check("base-missing", "warning", "money", title="Credits without a base")
def base_missing(subject: Subject) -> Iterator[Finding]:
    """Credits are percentages, and nothing says of what.

    Without a base they are a share of the charge of the service; the client may have had the whole invoice in
    mind. Say it once under "credits", or in the clause.
    """
    rules = subject.agreement.credits
    unsaid = [each for each in paid(subject) if each.credits.base is None]
    if unsaid and (rules is None or rules.base is None):
        yield Finding(
            "credits.base",
            f"The credits of {unsaid[0].address} are percentages, and nothing says of what.",
            'Add "base: charge of the service" or "base: total charge" under "credits".',
        )


@check("base-of-several", "warning", "money", title="The charge of which service?")
def base_of_several(subject: Subject) -> Iterator[Finding]:
    """A clause over several services gives a share of "the charge of the service", and does not say which.

    It is computed from the charges of all services of the clause together; the provider may have meant the one
    that failed. Such a clause names its own base.
    """
    for each in paid(subject):
        names = services_of(subject, each)
        if each.credits.base is None and len(names) > 1 and base_of(subject, each) == "charge of the service":
            yield Finding(
                f"{each.address}.credits",
                f'The credit is a share of "the charge of the service", and the clause is for {len(names)} '
                "services.",
                "Write {base: total charge, tiers: …}, or a clause for each service.",
            )


@check("credit-of-nothing", "error", "money", title="A share of no charge")
def credit_of_nothing(subject: Subject) -> Iterator[Finding]:
    """The credit is a share of a charge, and no charge is stated.

    Ten percent of nothing is nothing: the clause promises what it can never pay. State what the service costs, or
    let the credit be a share of the total charge.
    """
    for each in paid(subject):
        charges = [charge for charge in charges_of(subject, each) if charge is not None]
        if all(charge.amount == 0 for charge in charges):
            whose = "no service has a charge"
            if base_of(subject, each) != "total charge":
                whose = "the service has none"
            yield Finding(
                f"{each.address}.credits",
                f"The credit is a share of the {base_of(subject, each)}, and "
                f"{f'that is {charges[0].text}' if charges else whose}.",
                'Add "charge: 100.00 per month" to the service, or choose another base.',
            )


@check("currency-missing", "warning", "money", title="Money without a currency")
def currency_missing(subject: Subject) -> Iterator[Finding]:
    """Charges are amounts, and no currency is stated.

    Amounts are then reckoned with two decimal places and shown without a currency. Say which money it is.
    """
    charged = [name for name, each in subject.agreement.services.items() if each.charge is not None]
    if charged and subject.agreement.currency is None:
        yield Finding(
            "currency",
            f"The charge of {charged[0]} is an amount of money, and no currency is stated.",
            'Add "currency: GBP" or your own.',
        )


@check("rounding-missing", "advice", "money", title="No rule for rounding")
def rounding_missing(subject: Subject) -> Iterator[Finding]:
    """Nothing says how a credit is rounded.

    It is then rounded half up to the smallest unit of the currency, for each clause by itself. Two book-keepers who
    round differently disagree by a penny on every invoice; a line in the agreement ends that.
    """
    rules = subject.agreement.credits
    if paid(subject) and (rules is None or rules.rounding is None):
        yield Finding(
            "credits.rounding",
            "Nothing says how credits are rounded.",
            'Add "rounding: half up to 0.01 per clause" under "credits".',
        )


@check("rounding-too-fine", "warning", "money", title="Rounding to what nobody can pay")
def rounding_too_fine(subject: Subject) -> Iterator[Finding]:
    """Credits are rounded to a step that is no whole number of the smallest coins of the currency.

    There is no thousandth of a pound and no hundredth of a yen. Such a step is taken as the smallest amount there is,
    so the rule is never kept as it is written. Round to that amount, or to a multiple of it.
    """
    rules, currency = subject.agreement.credits, subject.agreement.currency
    smallest = Decimal(1).scaleb(-digits_of(currency))
    if rules is not None and rules.rounding is not None and rules.rounding.to % smallest:
        money = f"{smallest:f} {currency}" if currency else f"{smallest:f}"
        yield Finding(
            "credits.rounding",
            f"Credits are rounded to {rules.rounding.to:f}, and amounts of money are multiples of {money}.",
            f'Write "{rules.rounding.method} to {smallest:f} per clause".',
        )


@check("repeated-lessens", "warning", "money", title="Repeated failure that costs no more")
def repeated_lessens(subject: Subject) -> Iterator[Finding]:
    """From some missed period in a row on the credit is multiplied, and it does not grow.

    The clause is there to make repeated failure dearer. Multiplied by 0.5 it becomes cheaper, and by 1 nothing
    changes. Write a number above 1, or leave the clause out.
    """
    rules = subject.agreement.credits
    if rules is not None and rules.repeated is not None and rules.repeated.times <= 1:
        times = number_text(rules.repeated.times)
        yield Finding(
            "credits.repeated",
            f"After {rules.repeated.consecutive} missed periods in a row the credit is multiplied by {times}, so it "
            f"{'stays as it is' if rules.repeated.times == 1 else 'becomes less'}.",
            "Write a number above 1, or leave the clause out.",
        )


@check("claim-missing", "warning", "money", title="How credits are claimed")
def claim_missing(subject: Subject) -> Iterator[Finding]:
    """Nothing says whether a credit is given without being asked for, or by when it has to be claimed.

    It is then given without being asked for. Most published agreements want a claim within some weeks, so both
    sides will remember it differently.
    """
    unsaid = subject.written and not subject.stands("credits.claimed")
    if paid(subject) and unsaid:
        yield Finding(
            "credits.claimed",
            "Nothing says whether credits are given automatically or have to be claimed.",
            'Add "claimed: automatically", or "claimed: within 30 days of the report", under "credits".',
        )


@check("no-way-out", "warning", "money", title="Credits and no way out")
def no_way_out(subject: Subject) -> Iterator[Finding]:
    """Credits are all that follows from a missed target, however often it is missed.

    A client whose service fails month after month is then bound to it until the term ends. Give a right to end the
    agreement early after repeated failure. An agreement without a last day that can be given up by notice is a way
    out of itself.
    """
    term = subject.agreement.term
    if term and term.to is None and term.notice is not None:
        return
    rights = [each for each in (term.end_early if term else ()) if each.by != "provider"]
    if paid(subject) and not any(isinstance(each.when, TargetMissed | PointsReached) for each in rights):
        yield Finding(
            "term.end early",
            "However often a target is missed, the client gets credits and cannot leave.",
            'Add "end early: [{when: {target missed: 3, of the last: 6 periods}, by: client, notice: 30 days}]" '
            'under "term".',
        )


@check("points-without-use", "warning", "money", title="Points that nobody counts")
def points_without_use(subject: Subject) -> Iterator[Finding]:
    """A tier gives points, and nothing in the agreement follows from points.

    Say what happens at how many: {points: 5, in: 3 months} can call for a plan or a review, or give a right to end
    the agreement.
    """
    if any(isinstance(part.value, PointsReached) for part in subject.parts):
        return
    for each in subject.credited:
        for address, tier in each.tiers:
            if tier.points is not None:
                yield Finding(
                    address,
                    f"The tier gives {tier.points} points, and nothing follows from points.",
                    'Add a trigger such as {points: 5, in: 3 months} under "term", "reporting" or "review".',
                )
                break
