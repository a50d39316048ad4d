"""What a missed target costs: the credits of one clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evenhand.terms.canonical.notations import counted, duration_form
from evenhand.terms.canonical.texts import decimal_form, percent_form
from evenhand.terms.credits import Base, ClauseCredits, Tier
from evenhand.units import Period, Target
from evenhand.wording.blocks import Block, Table, Words
from evenhand.wording.examples.credits import Missed, credit_examples
from evenhand.wording.names import Names
from evenhand.wording.phrases import listed, own, paragraph, say, sentence, strong
from evenhand.wording.values import in_a, level


@dataclass(frozen=True)
class Costly:
    """A clause that may cost something when its target is missed.

    `targets`: its targets, several where each priority has its own; `percentage`: whether its result is read as a
    percentage; `services`: those it is about; `each`: what each result is about, where there are several; `timed`
    and `tickets`: whether it is a share of time, or of tickets.
    """

    address: str
    credits: ClauseCredits | None
    targets: tuple[Target, ...]
    percentage: bool
    services: tuple[str, ...]
    each: str | None = None
    timed: bool = False
    tickets: bool = False

    @property
    def period(self) -> Period | None:
        """The period of the targets, where they have one in common."""
        periods = {target.period for target in self.targets}
        return periods.pop() if len(periods) == 1 else None


def credit_blocks(clause: Costly, names: Names) -> Iterator[Block]:
    """The credits of a clause, or that there are none."""
    credits, address = clause.credits, f"{clause.address}.credits"
    if credits is None or not credits.tiers:
        agreed = credits is not None
        yield paragraph(
            sentence("it is agreed that missing this gives no credit")
            if agreed
            else sentence("nothing is agreed about credits here, so missing this gives none"),
            *(_conditions(credits) if credits else ()),
            address=address,
        )
        return
    head = (say(f"When the result {in_a(clause.period)} is" if clause.period else "When the result is"),)
    rows = tuple((say(_condition(tier, clause, names)), _gain(tier, clause)) for tier in credits.tiers)
    yield Table((*head, say("the credit is")), rows, address=address)
    yield paragraph(
        _base(credits, clause, names),
        sentence("only one row applies: the one with the greatest credit") if len(rows) > 1 else (),
        _cut(credits),
        *_conditions(credits),
        address=f"{address}.base",
    )
    if clause.targets:
        service = clause.services[0] if clause.timed else None
        missed = Missed(clause.address, service, clause.targets[0], credits, clause.each, clause.tickets)
        yield from credit_examples(missed, names)


def base_words(base: Base, *, several: bool = False) -> str:
    """What a credit is a share of."""
    if base == "total charge":
        return "the total charge of all services"
    return "the charge of the services concerned" if several else "the charge of the service"


def base_of(credits: ClauseCredits, names: Names) -> Base:
    """What the credits of a clause are a share of: its own base, else the agreement's."""
    rules = names.agreement.credits
    return credits.base or (rules.base if rules else None) or "charge of the service"


def _condition(tier: Tier, clause: Costly, names: Names) -> Words:
    for words, bound in (("below", tier.below), ("at or below", tier.at_or_below), ("above", tier.above)):
        if bound is not None:
            return say(f"{words} {level(bound, percentage=clause.percentage)}")
    if tier.each_ticket_over is not None:
        limits = [
            say(f"{duration_form(tier.each_ticket_over[name])} for ", names.priority(name))
            for name in names.in_order(tier.each_ticket_over)
        ]
        return say("any, for each ticket that takes longer than ", listed(limits, "or"))
    return say("missed")


def _gain(tier: Tier, clause: Costly) -> Words:
    if tier.in_proportion is not None:
        share = (
            "the share of the time that was down" if clause.timed else "the share of tickets that were missed"
        )
        times = "" if tier.in_proportion == 1 else f", times {decimal_form(tier.in_proportion)}"
        return say(f"{share}{times}")
    if tier.points is not None:
        return say(strong(counted(tier.points, "point")))
    assert tier.credit is not None
    return say(strong(percent_form(tier.credit)))


def _base(credits: ClauseCredits, clause: Costly, names: Names) -> Words:
    if all(tier.points is not None for tier in credits.tiers):
        return ()
    base = base_words(base_of(credits, names), several=len(clause.services) > 1)
    time = f" for that {clause.period}" if clause.period and clause.period.unit != "trailing days" else ""
    return sentence(f"the credit is a share of {base}{time}")


def _cut(credits: ClauseCredits) -> Words:
    if credits.figure_cut_to is None:
        return ()
    step = percent_form(credits.figure_cut_to)
    return sentence(f"before the rows are read the result is cut to whole steps of {step}")


def _conditions(credits: ClauseCredits) -> Iterator[Words]:
    if credits.conditions:
        names = listed([own(each) for each in credits.conditions])
        yield sentence("a credit is due only while it is recorded that this holds: ", names)
