"""Element 7: the rules for all service credits of the agreement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenhand.terms.agreement import Agreement
from evenhand.terms.canonical.notations import counted, ordinal
from evenhand.terms.canonical.texts import decimal_form, percent_form
from evenhand.terms.credits import Cap, CreditRules, Rounding
from evenhand.terms.currency import digits_of
from evenhand.wording.blocks import Block, Section, Words
from evenhand.wording.examples.deadlines import claim_examples
from evenhand.wording.names import Names
from evenhand.wording.phrases import listed, own, paragraph, sentence, strong
from evenhand.wording.tiers import base_words
from evenhand.wording.values import deadline_words, money

_METHODS: Final = {
    "half up": "to the nearest {}, halves up",
    "half even": "to the nearest {}, halves to the even one",
    "up": "up to the next {}",
    "down": "down to the next {}",
}
_CALENDAR: Final = {1: "month", 3: "quarter", 12: "year"}


def credits_section(names: Names) -> Section:
    """How credits are reckoned, capped, claimed and paid."""
    agreement = names.agreement
    rules = agreement.credits or CreditRules()
    blocks: list[Block] = [
        paragraph(*_reckoned(rules, agreement), address="credits.base"),
        paragraph(*_granted(rules), address="credits.claimed"),
        *claim_examples(rules, names),
    ]
    if not names.credits_given:
        none = sentence("no clause of this agreement gives a credit")
        if agreement.credits is None:
            return Section("", "Service credits", "credits", (paragraph(none),))
        blocks.insert(0, paragraph(none, sentence("these rules are for clauses that give one later")))
    elif agreement.credits is None:
        nothing = "no rules for all credits are agreed, so those hold that hold without being written"
        blocks.insert(0, paragraph(sentence(nothing)))
    return Section("", "Service credits", "credits", tuple(blocks))


def _reckoned(rules: CreditRules, agreement: Agreement) -> Iterator[Words]:
    base = base_words(rules.base or "charge of the service")
    yield sentence(
        f"unless a clause says otherwise, a credit is a share of {base} for the period of the target"
    )
    yield sentence("the credit of each clause is rounded ", _rounding(rules.rounding, agreement.currency))
    if rules.repeated:
        times, run = decimal_form(rules.repeated.times), ordinal(str(rules.repeated.consecutive))
        yield sentence(f"from the {run} missed period in a row on, the credit is multiplied by {times}")
    yield _cap(rules.at_most) if rules.at_most else sentence("no upper limit for credits is agreed")


def _rounding(rounding: Rounding | None, currency: str | None) -> str:
    if rounding is None:
        smallest = f"{10 ** -digits_of(currency):.{digits_of(currency)}f} {currency or ''}".rstrip()
        return _METHODS["half up"].format(smallest)
    return _METHODS[rounding.method].format(money(rounding.to, currency))


def _cap(cap: Cap) -> Words:
    per = f"any {cap.per_months} months in a row" if cap.rolling else f"a {_CALENDAR[cap.per_months]}"
    if cap.share is not None:
        most = strong(f"{percent_form(cap.share)} of {base_words(cap.base)}")
        each = ", for each service apart" if cap.base == "charge of the service" else ""
        time = "that time" if cap.rolling else f"that {_CALENDAR[cap.per_months]}"
        return sentence(f"all credits of {per} together are at most ", most, f" for {time}{each}")
    assert cap.months_of_charge is not None
    return sentence(
        f"all credits of {per} together are at most ",
        strong(f"the total charge of {counted(cap.months_of_charge, 'month')}"),
    )


def _granted(rules: CreditRules) -> Iterator[Words]:
    if rules.claimed is None:
        yield sentence("credits are granted automatically; the client need not ask for them")
    else:
        yield sentence(
            "the client must claim a credit ",
            strong(deadline_words(rules.claimed)),
            "; a later claim gives nothing",
        )
    yield sentence("while a disagreement about a credit is open, the credit is held, not lost")
    if rules.paid:
        yield sentence("credits are paid ", own(rules.paid))
    if rules.conditions:
        conditions = listed([own(each) for each in rules.conditions])
        yield sentence("a credit is due only while it is recorded that this holds: ", conditions)
